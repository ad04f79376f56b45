"""Tells people, step by step, of a question that nobody answered: whom, and what is written for each of them.

A step and all that it says are one transaction, and the step is taken only once: two processes never tell twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from commands.exchange.workflow import REFERENTS, REGION, STEPS, due_step, nearest, next_due
from storage.database import Database, Store
from storage.notices import Note
from storage.questions import Asked
from storage.referents import Volunteer
from storage.territories import Territories
from storage.working_days import next_ring

FACILITATORS: Final = len(STEPS)
# The sorts of notes, as `notices()` words them.
TO_REFERENT, TO_ASKER, TO_QUEUE = "ladder", "ladder-asker", "ladder-queue"
QUEUE_KEY: Final = "channel:queue"
# What somebody who volunteers is promised.
MOST_A_MONTH: Final = 6
MONTH: Final = timedelta(days=30)
# Far more than what one person is told in a month.
_READ_BACK: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A step to take: its number, when the next one comes, and what is written for whom."""

    number: int
    next_at: datetime | None
    notes: tuple[Note, ...]


def place_of(question: Asked) -> str:
    """The territory whose working days and hours count."""
    return question.territory or "national"


def due_now(question: Asked, now: datetime) -> int | None:
    """The step to take now, if any."""
    return due_step(
        question.asked_at, answered=False, step=question.step, now=now, place_id=place_of(question)
    )


def waits_until(question: Asked, now: datetime) -> datetime | None:
    """When to look again at a question of which nobody is to be told now; None after the last step."""
    coming = next_due(question.asked_at, question.step, place_of(question))
    return coming and max(coming, next_ring(now, place_of(question)))


async def put_off(database: Database, question: Asked, until: datetime | None) -> bool:
    """Look at this question again then, or never; no step is taken."""
    async with database.begin() as store:
        return await store.questions.stepped(question.id, question.step, question.step, until)


async def take(
    database: Database, territories: Territories, question: Asked, number: int, now: datetime
) -> bool:
    """Take a step: write what is to be said, once; False when another process did, or an answer came meanwhile."""
    async with database.begin() as store:
        people = await _whom(store, territories, question, number, now)
        queue = await store.spaces.get(question.guild_id, QUEUE_KEY)
    step = step_of(question, number, people, queue.discord_id if queue else None, now)
    async with database.begin() as store:
        if not await store.questions.stepped(question.id, question.step, step.number, step.next_at):
            return False
        for note in step.notes:
            await store.notices.add(note)
    return True


def step_of(question: Asked, number: int, people: Sequence[int], queue_id: int | None, now: datetime) -> Step:
    """The step with its notes. Where the région has nobody to ask, the facilitators are told without waiting more."""
    if number == REGION and not people:
        number = FACILITATORS
    next_at = next_due(question.asked_at, number, place_of(question))
    notes = [_note(question, number, TO_REFERENT, now, member_id=one) for one in people]
    if number == FACILITATORS and queue_id is not None:
        notes.append(_note(question, number, TO_QUEUE, now, channel_id=queue_id))
    if question.author_id is not None:
        told = {"told": len(notes), "next": next_at.isoformat() if next_at else None}
        notes.append(_note(question, number, TO_ASKER, now, member_id=question.author_id, **told))
    return Step(number, next_at, tuple(notes))


def _note(question: Asked, step: int, kind: str, now: datetime, **more: Any) -> Note:
    """What is said to one of them. No fact leads to the asker."""
    member_id, channel_id = more.pop("member_id", None), more.pop("channel_id", None)
    whom = {TO_REFERENT: member_id, TO_ASKER: "asker", TO_QUEUE: "queue"}[kind]
    facts = {
        "question": question.id, "thread": str(question.thread_id), "step": step,
        "asked": question.asked_at.isoformat(), "trade": question.trade, "territory": question.territory,
        "hours": place_of(question), **more,
    }  # fmt: skip
    return Note(
        f"ladder:{question.id}:{step}:{whom}", question.guild_id, kind, now, channel_id, member_id, facts,
        question.locale if kind == TO_ASKER else "fr",
    )  # fmt: skip


async def _whom(
    store: Store, territories: Territories, question: Asked, number: int, now: datetime
) -> Sequence[int]:
    """The referents to tell: nobody twice of the same question, nobody more often than was promised."""
    if number not in (REFERENTS, REGION):
        return ()
    referents = await store.referents.all(question.guild_id)
    place = territories.places.get(question.territory)
    spared: set[int] = set()
    while True:
        asked = _nearest(referents, question, place, number, spared)
        tired = {one for one in asked if await _is_spared(store, question, one, now)}
        if not tired:
            return asked
        spared |= tired


def _nearest(
    referents: Sequence[Volunteer], question: Asked, place: Any, number: int, spared: Collection[int]
) -> list[int]:
    others = [one for one in referents if one.member_id not in spared]
    drawn = nearest(
        others, question.trade, place, step=number, asker_id=question.author_id or 0, key=question.id
    )
    return [one.member_id for one in drawn]


async def _is_spared(store: Store, question: Asked, member_id: int, now: datetime) -> bool:
    """Was this person told of the question already, or told enough this month?"""
    notes = await store.notices.told_to(question.guild_id, member_id, _READ_BACK)
    told = [note for note in notes if note.kind == TO_REFERENT]
    lately = [note for note in told if note.due_at > now - MONTH]
    return len(lately) >= MOST_A_MONTH or any(note.facts.get("question") == question.id for note in told)
