import io
import json
import logging
from collections.abc import Iterator
from decimal import Decimal

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.journal import FACTS, open_journal, trace, unit_of_work

PRIVATE = "Je m'appelle Zoé Martin, 06 12 34 56 78, zoe@exemple.fr"


@pytest.fixture(autouse=True)
def _leave_logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def stream() -> io.StringIO:
    stream = io.StringIO()
    open_journal("json", "info", stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    """The lines written so far, without the instant, which no test decides."""
    written = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [{name: value for name, value in line.items() if name != "at"} for line in written]


def elapsed() -> Iterator[float]:
    yield from (10.0, 10.0421)


def test_a_unit_of_work_writes_one_line_when_it_ends(stream: io.StringIO) -> None:
    with unit_of_work("command", elapsed().__next__, command="annuaire") as line:
        line.note(state="found", results=3)

    assert lines(stream) == [
        {
            "unit": "command",
            "outcome": "ok",
            "command": "annuaire",
            "state": "found",
            "results": 3,
            "duration_ms": 42.1,
            "level": "info",
        }
    ]


def test_a_unit_of_work_that_fails_tells_where_and_raises_again(stream: io.StringIO) -> None:
    with pytest.raises(ValueError, match="Zoé"), unit_of_work("command", elapsed().__next__):
        raise ValueError(PRIVATE)

    (line,) = lines(stream)

    assert (line["outcome"], line["error"], line["level"]) == ("failed", ["ValueError"], "error")
    assert [str(place).partition(":")[0] for place in line["where"]] == ["bot.journal", __name__]  # type: ignore[attr-defined]


def test_a_unit_of_work_that_is_interrupted_is_no_error(stream: io.StringIO) -> None:
    with pytest.raises(KeyboardInterrupt), unit_of_work("command", elapsed().__next__):
        raise KeyboardInterrupt

    assert lines(stream) == [
        {"unit": "command", "outcome": "cancelled", "duration_ms": 42.1, "level": "info"}
    ]


def test_the_work_may_say_itself_how_it_ended(stream: io.StringIO) -> None:
    with unit_of_work("command", elapsed().__next__) as line:
        line.note(outcome="refused")

    assert [one["outcome"] for one in lines(stream)] == ["refused"]


def test_a_fact_that_is_not_on_the_list_is_left_out_and_counted(stream: io.StringIO) -> None:
    structlog.get_logger().info("command", query=PRIVATE, results=3, author=1)

    assert lines(stream) == [{"unit": "command", "results": 3, "level": "info", "withheld": 2}]


@given(text=st.text(min_size=1), name=st.sampled_from(sorted(set(FACTS) - {"unit"})))
def test_no_sentence_passes_under_a_name_that_is_on_the_list(text: str, name: str) -> None:
    stream = io.StringIO()
    open_journal("json", "info", stream)

    structlog.get_logger().info("command", **{name: f"{text} {PRIVATE}"})

    assert [line.get("withheld") for line in lines(stream)] == [None if name in {"at", "level"} else 1]


@given(name=st.text(min_size=1).filter(lambda name: name not in {*FACTS, "event", "exc_info"}))
def test_nothing_at_all_passes_under_another_name(name: str) -> None:
    stream = io.StringIO()
    open_journal("json", "info", stream)

    structlog.get_logger().info("command", **{name: "found"})

    assert lines(stream) == [{"unit": "command", "level": "info", "withheld": 1}]


def test_a_sentence_is_no_unit_of_work(stream: io.StringIO) -> None:
    structlog.get_logger().info(PRIVATE)

    assert lines(stream) == [{"level": "info", "withheld": 1}]


def test_a_list_passes_only_when_each_of_its_parts_does(stream: io.StringIO) -> None:
    structlog.get_logger().info("command", error=["ValueError", PRIVATE], where=["bot.client:12"])

    assert lines(stream) == [{"unit": "command", "where": ["bot.client:12"], "level": "info", "withheld": 1}]


def test_a_library_keeps_its_template_and_its_numbers_but_no_text(stream: io.StringIO) -> None:
    logging.getLogger("discord.http").warning("%s answered %s after %.2f seconds", PRIVATE, 429, 0.5)

    assert lines(stream) == [
        {
            "unit": "library",
            "library": "discord.http",
            "template": "… answered 429 after 0.50 seconds",
            "level": "warning",
        }
    ]


def test_a_template_that_its_arguments_do_not_fit_is_kept_alone(stream: io.StringIO) -> None:
    logging.getLogger("discord.http").warning("%d requests left", Decimal(3))

    assert [line["template"] for line in lines(stream)] == ["%d requests left"]


def test_what_a_library_adds_below_its_sentence_is_left_out(stream: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: %s" % PRIVATE)  # noqa: G002, UP031

    assert [line["template"] for line in lines(stream)] == ["Task exception was never retrieved"]


def test_a_library_s_exception_keeps_its_class_and_place_but_no_message(stream: io.StringIO) -> None:
    try:
        int(PRIVATE)
    except ValueError:
        logging.getLogger("discord.client").exception("Ignoring exception in %s", PRIVATE)

    (line,) = lines(stream)

    assert (line["template"], line["error"]) == ("Ignoring exception in …", ["ValueError"])
    assert PRIVATE not in stream.getvalue()


def test_the_libraries_small_talk_is_not_kept(stream: io.StringIO) -> None:
    logging.getLogger("discord.gateway").info("Shard ID %s has connected", 1)

    assert lines(stream) == []


def test_our_own_exceptions_keep_no_message_either(stream: io.StringIO) -> None:
    structlog.get_logger().error("command", exc_info=LookupError(PRIVATE))

    assert lines(stream) == [{"unit": "command", "error": ["LookupError"], "where": [], "level": "error"}]


def test_a_trace_names_the_exception_and_its_causes_from_the_outermost() -> None:
    outer, cause = RuntimeError(PRIVATE), KeyError(PRIVATE)
    outer.__cause__ = cause

    assert trace(outer) == {"error": ["RuntimeError", "KeyError"], "where": []}


def test_lines_below_the_chosen_level_are_not_kept() -> None:
    stream = io.StringIO()
    open_journal("json", "error", stream)

    structlog.get_logger().info("command")
    structlog.get_logger().error("command")

    assert lines(stream) == [{"unit": "command", "level": "error"}]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_text_and_anything_else_gets_json() -> None:
    terminal, pipe = Terminal(), io.StringIO()

    open_journal("auto", "info", terminal)
    structlog.get_logger().info("command", results=3)
    open_journal("auto", "info", pipe)
    structlog.get_logger().info("command", results=3)

    assert "command" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")
    assert lines(pipe) == [{"unit": "command", "results": 3, "level": "info"}]


def test_the_format_can_be_chosen_whatever_the_stream() -> None:
    terminal, pipe = Terminal(), io.StringIO()

    open_journal("json", "info", terminal)
    structlog.get_logger().info("command", results=3)
    open_journal("text", "info", pipe)
    structlog.get_logger().info("command", results=3)

    assert lines(terminal) == [{"unit": "command", "results": 3, "level": "info"}]
    assert pipe.getvalue().endswith("results=3\n")


def test_no_line_may_name_a_person_only_a_server_and_a_channel() -> None:
    assert {name for name in FACTS if "id" in name.split("_")} == {"guild_id", "channel_id"}
    assert {"member", "author", "user", "reporter", "name"} & {
        part for name in FACTS for part in name.split("_")
    } == set()


def test_the_number_of_a_member_has_no_way_into_a_line(stream: io.StringIO) -> None:
    with unit_of_work(
        "command", elapsed().__next__, command="mes-donnees.effacer", member_id=123456789012345678
    ) as line:
        line.note(author_id=123456789012345678, command=str(123456789012345678))

    (written,) = lines(stream)
    assert "123456789012345678" not in json.dumps(written)
    assert written["withheld"] == 3
