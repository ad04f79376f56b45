"""What becomes of a question: followed from the moment it is posted, told to others when nobody answers it.

After two working days those of the trade and territory are told, after five the région, after ten the facilitators.
Nothing is told in quiet hours: what comes due then is told when they end.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, Protocol, TypeVar

from storage.database import Store
from storage.notices import Note
from storage.questions import Subject
from storage.territories import Place
from storage.working_days import may_ring, next_ring, working_days_after

# Working days after the question, and who is told then. Steps are numbered from 1; 0 is a question just asked.
STEPS: Final = (2, 5, 10)
NAMES: Final = ("referents", "region", "facilitators")
REFERENTS: Final = 1
REGION: Final = 2
# Few enough that each feels asked.
MOST_TOLD: Final = 5
# Questions that one person may post in a day: more would bury those of the others.
MOST_A_DAY: Final = 10

# Levels of a territory that are wider than a région.
_WIDE: Final = frozenset(("national", "europe", "international"))


class Referent(Protocol):
    """A member who volunteered to be told; ``trade`` is empty for all of them, ``territory`` is an id of a place."""

    @property
    def member_id(self) -> int:
        """The Discord id."""

    @property
    def trade(self) -> str:
        """The trade they answer for, or nothing."""

    @property
    def territory(self) -> str:
        """`D33`, `R75`, `C988`, `national`…"""


AnyReferent = TypeVar("AnyReferent", bound=Referent)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a question was posted, by Discord's ids; ``announced_in`` is the other space, if there is one."""

    guild_id: int
    thread_id: int
    space_id: int
    announced_in: int | None = None


async def remember(
    store: Store, subject: Subject, posted: Posted, author_id: int, now: datetime, locale: str
) -> None:
    """Follow a question from now on, and announce it once in the other space."""
    due = next_due(now, 0, subject.territory)
    await store.questions.add(
        posted.guild_id, posted.thread_id, author_id, now, subject, by_form=True, next_at=due, locale=locale
    )
    if posted.announced_in is not None:
        facts = {"announces": posted.thread_id, "space": posted.space_id}
        key, where = f"announce:{posted.thread_id}", posted.announced_in
        await store.notices.add(Note(key, posted.guild_id, "announced", now, where, facts=facts))


def due_step(asked_at: datetime, *, answered: bool, step: int, now: datetime, place_id: str) -> int | None:
    """The step to take now, if any: after an outage only the highest one that is due, not all at once.

    Args:
        asked_at: when the question was asked, aware.
        answered: it has its answer.
        step: the last step taken, 0 when none was.
        now: an aware instant.
        place_id: the territory of the question, whose working days and hours count.

    Returns:
        The number of a step above ``step``; None when nothing is due, or when it is but may not ring now.
    """
    if answered or not may_ring(now, place_id):
        return None
    for number in range(len(STEPS), step, -1):
        if working_days_after(asked_at, STEPS[number - 1], place_id) <= now:
            return number
    return None


def next_due(asked_at: datetime, step: int, place_id: str) -> datetime | None:
    """The instant at which the step after this one is to be taken; None after the last."""
    if step >= len(STEPS):
        return None
    return next_ring(working_days_after(asked_at, STEPS[step], place_id), place_id)


def nearest(
    referents: Sequence[AnyReferent],
    trade: str,
    territory: Place | None,
    *,
    step: int,
    asker_id: int,
    key: int,
    told: Collection[int] = (),
) -> tuple[AnyReferent, ...]:
    """Whom to tell at a step: at most five members, each once, drawn so that it is not always the same ones.

    First those of the trade, or of none, in the nearest level of the territory; where there is nobody, those in its
    région. At the second step all those of the région, whatever their trade. A territory that is in no région (the
    nation, Europe, none) is everybody's.

    Args:
        referents: all who volunteered, in any order.
        trade: the trade of the question; empty is any.
        territory: the place of the question, if it has one.
        step: 1 or 2; any other has no referents, the third being the facilitators'.
        asker_id: who asked, never told of their own question.
        key: the id of the question: the same question is always told to the same people.
        told: members told at an earlier step, who come last.

    Returns:
        The referents in the order of the draw; none where nobody volunteered.
    """
    others = [one for one in referents if one.member_id != asker_id]
    around = [one for one in others if _is_around(one, territory)]
    candidates: list[AnyReferent] = []
    if step == REGION:
        candidates = around
    elif step == REFERENTS:
        near = [one for one in others if territory and one.territory in territory.levels[0]]
        candidates = _of_trade(near, trade) or _of_trade(around, trade)
    drawn = sorted(_once(candidates), key=lambda one: (one.member_id in told, _draw(key, one.member_id)))
    return tuple(drawn[:MOST_TOLD])


def _is_around(one: Referent, territory: Place | None) -> bool:
    """Is this referent in the région of the place, or in the place itself when it is in none?"""
    levels = territory.levels if territory else ()
    region = {id for level in levels for id in level} - _WIDE
    return not region or one.territory in region


def _of_trade(referents: Iterable[AnyReferent], trade: str) -> list[AnyReferent]:
    return [one for one in referents if not trade or one.trade in ("", trade)]


def _once(referents: Iterable[AnyReferent]) -> Iterable[AnyReferent]:
    """Each member once, though they volunteered for several trades or territories."""
    return {one.member_id: one for one in referents}.values()


def _draw(key: int, member_id: int) -> bytes:
    """A number drawn for a member and a question: neither the order of the list nor who else is in it changes it."""
    return blake2b(f"{key}:{member_id}".encode(), digest_size=8).digest()


def has_asked_enough(asked_at: Sequence[datetime], now: datetime) -> bool:
    """Did this person ask as many questions as a day allows? ``asked_at`` are their latest, newest first."""
    latest = asked_at[:MOST_A_DAY]
    return len(latest) == MOST_A_DAY and latest[-1] > now - timedelta(days=1)
