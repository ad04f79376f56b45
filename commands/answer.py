"""A question as a member asks it, and the five honest answers a look-up can give."""

from dataclasses import dataclass, field
from enum import StrEnum

from storage.search.index import Hit
from storage.territories import Place


class State(StrEnum):
    """How well a question was answered. An answer is never a bare « nothing »."""

    FOUND = "found"
    WIDENED = "widened"
    DID_YOU_MEAN = "did_you_mean"
    STALE = "stale"
    OUT_OF_SCOPE = "out_of_scope"


class Widening(StrEnum):
    """How far the answer had to go beyond the territory asked for."""

    NONE = "none"
    REGION = "region"
    NATION = "nation"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Question:
    """What a member typed and chose. ``territory`` is as typed; the other filters are catalogue slugs."""

    text: str = ""
    territory: str = ""
    theme: str = ""
    audience: str = ""
    kind: str = ""
    situation: str = ""
    objective: str = ""
    year: str = ""

    def filters(self, *names: str) -> tuple[str, ...]:
        """The facets of these fields that were filled in."""
        return tuple(f"{name}:{value}" for name in names if (value := getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up found.

    Attributes:
        state: the honest answer.
        hits: entries in the order to show them.
        place: the territory understood, if any.
        homonyms: the places a name may mean, when the person must choose.
        widening: how far the answer went beyond the territory.
        corrections: words read differently from what was typed.
        missed: words that nothing in the catalogue answers; counted without the person.
        suggestions: questions to try instead.
        relaxed: filters that had to be left aside to find anything.
        unplaced: the territory chosen, as typed, when we know no such place.
    """

    state: State
    hits: tuple[Hit, ...] = ()
    place: Place | None = None
    homonyms: tuple[Place, ...] = ()
    widening: Widening = Widening.NONE
    corrections: dict[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    relaxed: tuple[str, ...] = ()
    unplaced: str = ""
