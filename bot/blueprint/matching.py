"""Which object of the server answers to which key: those we wrote down, those we meant to make, those made by hand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.blueprint.shapes import Blueprint, Declared, Kind, Observed, Seen, Sentence
from storage.spaces import ManagedSpace

# Discord counts from 2015, in milliseconds; the clocks of two machines are never quite the same.
_EPOCH_MS = 1_420_070_400_000
TOLERANCE = timedelta(minutes=2)


@dataclass(slots=True)
class Matches:
    """What is on the server for each declared key.

    Attributes:
        found: the object of each key that has one.
        adopted: keys of ``found`` that are ours from now on.
        lost: keys whose object was there, and was taken away by hand.
        remarks: objects made by hand that have a name of ours, and are left alone.
    """

    found: dict[str, Seen] = field(default_factory=dict)
    adopted: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)


def match(
    blueprint: Blueprint, observed: Observed, managed: Mapping[str, ManagedSpace], *, adopt: bool
) -> Matches:
    """Look for every declared object; ``adopt`` takes what was made by hand under the name of ours."""
    matches = Matches()
    strangers = _strangers(observed, managed)
    for declared in blueprint.objects:
        space = managed.get(declared.key)
        if space is not None and space.discord_id is not None:
            seen = observed.seen.get(space.discord_id)
            if seen is None:
                matches.lost.append(declared.key)
            else:
                matches.found[declared.key] = seen
            continue
        namesakes = strangers.get(_name_of(declared.kind, declared.name), [])
        stranger = _meant(namesakes, space) or (namesakes[0] if adopt and namesakes else None)
        if stranger is not None:
            matches.found[declared.key] = stranger
            matches.adopted.append(declared.key)
        elif namesakes:
            matches.remarks.append(_namesake(declared))
    return matches


def created_at_ms(discord_id: int) -> int:
    """When an object of this id was made: milliseconds since 1970."""
    return (discord_id >> 22) + _EPOCH_MS


def _strangers(observed: Observed, managed: Mapping[str, ManagedSpace]) -> dict[tuple[str, str], list[Seen]]:
    """Objects that are not ours by kind and name, the oldest first."""
    ours = {space.discord_id for space in managed.values()}
    found: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for discord_id in sorted(observed.seen):
        if discord_id not in ours:
            seen = observed.seen[discord_id]
            found[_name_of(seen.kind, str(seen.facts["name"]))].append(seen)
    return found


def _name_of(kind: Kind, name: str) -> tuple[str, str]:
    """An announcement channel is a text channel that others may follow: one may have become the other."""
    return ("text" if kind == "announcement" else kind), name.casefold()


def _meant(namesakes: list[Seen], space: ManagedSpace | None) -> Seen | None:
    """The object that we were making when we were cut."""
    if space is None:
        return None
    since = _ms(space.intended_at - TOLERANCE)
    return next((seen for seen in namesakes if created_at_ms(seen.discord_id) >= since), None)


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _namesake(declared: Declared) -> Sentence:
    if declared.kind == "role":
        return Sentence(
            "A role “{name}” was made by hand: it is left alone, and ours is made beside it. To take it over "
            "instead, ask for the plan with adoption.",
            {"name": declared.name},
        )
    return Sentence(
        "A channel or category “{name}” was made by hand: it is left alone, and ours is made beside it. To take "
        "it over instead, ask for the plan with adoption.",
        {"name": declared.name},
    )
