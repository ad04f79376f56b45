"""The journal: one line for each unit of work, readable on a terminal, JSON elsewhere.

A line holds only the facts named in `FACTS`, each in the shape given there: what a member types has no way in.
Lines of the libraries keep their template and their numbers; an exception keeps its class and its place in the
code, never its message, which may quote a question or a row.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from traceback import walk_tb
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict

LogFormat = Literal["auto", "text", "json"]

# Enough to find the place; deeper frames belong to the libraries.
DEEPEST_TRACE = 12

_UNIT = re.compile(r"[a-z]+(?:[._][a-z]+){0,3}")
_CLASS = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_PLACE = re.compile(r"[\w.]{1,100}:\d{1,6}")

# The only facts that a line may hold. A number or a yes/no has no pattern.
FACTS: dict[str, re.Pattern[str] | None] = {
    "unit": _UNIT,
    "outcome": re.compile("ok|refused|failed|cancelled"),
    "duration_ms": None,
    "command": re.compile(r"[a-z][a-z-]{0,31}(?:\.[a-z][a-z-]{0,31}){0,2}"),
    "state": re.compile("found|widened|did_you_mean|stale|out_of_scope"),
    "results": None,
    # What an author chose when their text may identify somebody, and how many places were shown to them.
    "choice": re.compile("reword|mask|keep"),
    "findings": None,
    "incident": re.compile(r"[A-Z0-9]{4,12}"),
    "error": _CLASS,
    "where": _PLACE,
    "source": re.compile(r"[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,5}"),
    "reading": re.compile("ok|nothing|network|parse|empty"),
    "failures": None,
    "shelf": re.compile(r"[a-z_]{1,20}"),
    "entries": None,
    "added": None,
    "changed": None,
    "unchanged": None,
    "refused": None,
    "conflicts": None,
    "period": re.compile(r"\d{4}-[WM]\d\d"),
    "medium": re.compile("channel|mail|direct"),
    "late": None,
    "items": None,
    "lists": None,
    "deliveries": None,
    "sent": None,
    "later": None,
    "failed": None,
    "dropped": None,
    "uncertain": None,
    "commands": None,
    "guilds": None,
    "guild_id": None,
    "channel_id": None,
    "database": re.compile("sqlite|postgresql"),
    "version": re.compile(r"\d+(?:\.\d+){0,3}"),
    "library": re.compile(r"[A-Za-z_][\w.]{0,59}"),
    # Written by a library's author: `_FromLibraries` alone makes one.
    "template": re.compile(r"(?!)"),
    "level": re.compile("debug|info|warning|error|critical"),
    "at": re.compile(r"[\dTZ:.+-]{10,40}"),
}


@dataclass(slots=True)
class Line:
    """The line that a unit of work is writing; `note` adds facts to it, the later ones winning."""

    facts: dict[str, object] = field(default_factory=dict)

    def note(self, **facts: object) -> None:
        """Add what was learnt. A name that `FACTS` does not hold is left out of the journal and counted."""
        self.facts.update(facts)


@contextmanager
def unit_of_work(
    unit: str, elapsed: Callable[[], float] = time.perf_counter, **facts: object
) -> Iterator[Line]:
    """Write one line when the work ends, however it ends; what went wrong is raised again."""
    line, start = Line(dict(facts)), elapsed()
    level, outcome = logging.INFO, "ok"
    try:
        yield line
    except Exception as error:
        level, outcome = logging.ERROR, "failed"
        line.note(**trace(error))
        raise
    except BaseException:
        outcome = "cancelled"
        raise
    finally:
        facts = {"outcome": outcome, **line.facts, "duration_ms": round((elapsed() - start) * 1000, 1)}
        structlog.get_logger("tisserande").log(level, unit, **facts)


def trace(error: BaseException) -> dict[str, object]:
    """What can be told of an exception: the classes from the outermost to its cause, and its place in the code."""
    classes, innermost = [], error
    while True:
        classes.append(type(innermost).__name__)
        cause = innermost.__cause__ or innermost.__context__
        if cause is None or len(classes) == DEEPEST_TRACE:
            break
        innermost = cause
    frames = list(walk_tb(innermost.__traceback__))[-DEEPEST_TRACE:]
    return {
        "error": classes,
        "where": [f"{frame.f_globals.get('__name__', '')}:{number}" for frame, number in frames],
    }


def open_journal(log_format: LogFormat, log_level: str, stream: TextIO) -> None:
    """Send every line of this process, ours and the libraries', to `stream`."""
    as_json = log_format == "json" or (log_format == "auto" and not stream.isatty())
    least = logging.getLevelNamesMapping()[log_level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _only_facts,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if as_json
            else structlog.dev.ConsoleRenderer(colors=stream.isatty(), timestamp_key="at", event_key="unit"),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    # At the level of our own lines a library tells each of its steps.
    logging.basicConfig(handlers=[_FromLibraries()], level=max(least, logging.WARNING), force=True)


class _Template(str):
    """A sentence that a library's author wrote, in which only numbers were filled."""

    __slots__ = ()


class _FromLibraries(logging.Handler):
    """Writes what the libraries log as lines of the journal."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the template and the numbers of a record; its other arguments may quote anybody."""
        facts = trace(record.exc_info[1]) if record.exc_info and record.exc_info[1] else {}
        structlog.get_logger().log(
            record.levelno, "library", library=record.name, template=_template(record), **facts
        )


def _template(record: logging.LogRecord) -> _Template:
    template = str(record.msg).partition("\n")[0]
    numbers = [one if isinstance(one, int | float) else "…" for one in record.args or ()]
    try:
        return _Template(template % tuple(numbers))
    except (TypeError, ValueError):
        return _Template(template)


def _only_facts(_: object, __: str, event: EventDict) -> EventDict:
    """Keep the facts that `FACTS` names, in their shapes; count the others under `withheld`."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event.update(trace(error))
    given = {"unit": event.pop("event"), **event}
    kept = {name: value for name, value in given.items() if _is_fact(name, value)}
    if len(kept) < len(given):
        kept["withheld"] = len(given) - len(kept)
    return kept


def _is_fact(name: str, value: object) -> bool:
    if name not in FACTS:
        return False
    if isinstance(value, list):
        return all(_is_fact(name, one) for one in value)
    shape = FACTS[name]
    if shape is None:
        return isinstance(value, bool | int | float)
    return isinstance(value, _Template) or (isinstance(value, str) and shape.fullmatch(value) is not None)
