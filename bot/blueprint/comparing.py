"""Facts compared field by field: what is declared, what we last left, what the server shows."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from bot.blueprint.shapes import Prompt

Facts = Mapping[str, Any]
# What Discord shows of a field that nobody filled.
_EMPTY: Final[Facts] = {
    "topic": "",
    "parent": None,
    "access": {},
    "tags": [],
    "permissions": [],
    "mentionable": False,
    "slowmode": 0,
}


def canonical(facts: Facts, names: Iterable[str]) -> dict[str, Any]:
    """These fields in one writing: what is empty is as Discord shows it, what has no order is sorted."""
    return {name: _canonical(name, facts.get(name)) for name in names}


def without(facts: Facts, gone: Collection[str]) -> Facts:
    """The facts without what points to things that are gone: a category, roles."""
    if not gone:
        return facts
    kept = dict(facts)
    if kept.get("parent") in gone:
        kept["parent"] = None
    if "access" in kept:
        kept["access"] = {who: what for who, what in kept["access"].items() if who not in gone}
    return kept


def renamed(facts: Facts, keys: Mapping[str, str]) -> Facts:
    """The facts with ``#`` and an id replaced by the key that this id has just been given."""
    if not keys:
        return facts
    kept = dict(facts)
    if kept.get("parent") in keys:
        kept["parent"] = keys[kept["parent"]]
    if "access" in kept:
        kept["access"] = {keys.get(who, who): what for who, what in kept["access"].items()}
    return kept


def written(prompts: Iterable[Prompt]) -> list[dict[str, Any]]:
    """The questions of welcome as plain values."""
    return [
        {
            "title": prompt.title,
            "several": prompt.several,
            "choices": [
                {"title": each.title, "description": each.description, "opens": sorted(each.opens)}
                for each in prompt.choices
            ],
        }
        for prompt in prompts
    ]


def _canonical(name: str, value: Any) -> Any:
    if value is None or value == ():
        return _EMPTY.get(name)
    if name == "access":
        return {who: sorted(value[who]) for who in sorted(value) if value[who]}
    if name == "permissions":
        return sorted(value)
    return list(value) if name == "tags" else value
