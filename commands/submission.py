"""What somebody typed and chose in a form, read from what Discord hands over; nothing is kept in memory for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from commands.ids import parts


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted form: what its id says it is about, and the value of each field by its own id."""

    verb: str
    about: list[str]
    texts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


def submission(data: Mapping[str, Any] | None) -> Submission:
    """Read the ``data`` of a submitted form."""
    given = dict(data or {})
    verb, about = parts(str(given.get("custom_id", "")))
    texts, choices = {}, {}
    for component in _fields(given.get("components", ())):
        name = str(component["custom_id"])
        if "values" in component:
            choices[name] = [str(value) for value in component["values"]]
        else:
            texts[name] = str(component.get("value") or "").strip()
    return Submission(verb, about, texts, choices)


def _fields(rows: Any) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        for component in (row.get("component"), *row.get("components", ())):
            if component and "custom_id" in component:
                yield component
