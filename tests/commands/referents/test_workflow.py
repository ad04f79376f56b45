import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands.exchange.workflow import next_due
from commands.referents.workflow import (
    MOST_A_MONTH,
    QUEUE_KEY,
    TO_ASKER,
    TO_QUEUE,
    TO_REFERENT,
    due_now,
    put_off,
    step_of,
    take,
    waits_until,
)
from storage.database import Database
from storage.questions import Asked, Subject
from storage.referents import Volunteer
from storage.territories import Territories

GUILD, THREAD, ASKER, QUEUE = 1, 500, 7, 900
MAYOTTE = ZoneInfo("Indian/Mayotte")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=MAYOTTE)
TUESDAY = datetime(2026, 12, 1, 16, 0, tzinfo=MAYOTTE)
FRIDAY_AFTER = datetime(2026, 12, 4, 16, 0, tzinfo=MAYOTTE)
TENTH_DAY = datetime(2026, 12, 11, 16, 0, tzinfo=MAYOTTE)


@pytest.fixture(scope="module")
def territories() -> Territories:
    return Territories.load()


async def asked(
    database: Database,
    *,
    at: datetime = FRIDAY,
    trade: str = "ass",
    territory: str = "D976",
    thread: int = THREAD,
    asker: int = ASKER,
) -> Asked:
    async with database.begin() as store:
        number = await store.questions.add(
            GUILD, thread, asker, at, Subject(trade=trade, territory=territory), by_form=True,
            next_at=next_due(at, 0, territory or "national"), locale="en-GB",
        )  # fmt: skip
        question = await store.questions.get(number or 0)
    assert question is not None
    return question


async def volunteers(database: Database, *people: Volunteer) -> None:
    async with database.begin() as store:
        for one in people:
            await store.referents.become(GUILD, one, FRIDAY)


async def with_queue(database: Database) -> None:
    async with database.begin() as store:
        await store.spaces.applied(GUILD, QUEUE_KEY, QUEUE, {}, FRIDAY)


async def told(database: Database) -> list[tuple[str, str, int | None, int | None]]:
    """Every note waiting, by its key."""
    async with database.begin() as store:
        notes = await store.notices.claim(FRIDAY + timedelta(days=400), 100)
    return sorted((note.key, note.kind, note.member_id, note.channel_id) for note in notes)


async def now_is(database: Database, question: Asked) -> tuple[int, datetime | None]:
    async with database.begin() as store:
        found = await store.questions.get(question.id)
    assert found is not None
    return found.step, found.next_at


def question(**changes: object) -> Asked:
    values: dict[str, object] = {
        "id": 3, "guild_id": GUILD, "thread_id": THREAD, "author_id": ASKER, "by_form": True, "trade": "ass",
        "theme": "", "territory": "D976", "locale": "fr", "asked_at": FRIDAY, "answered_at": None,
        "resolved_at": None, "kept_message_id": None, "step": 0, "next_at": TUESDAY,
    }  # fmt: skip
    return Asked(**(values | changes))  # type: ignore[arg-type]  # the names are those of the fields


async def test_a_referent_of_the_place_is_told_and_the_asker_too(
    database: Database, territories: Territories
) -> None:
    waiting = await asked(database)
    await volunteers(database, Volunteer(20, "ass", "D976"), Volunteer(21, "ass", "D33"))
    assert await take(database, territories, waiting, 1, TUESDAY)
    assert await told(database) == [
        (f"ladder:{waiting.id}:1:20", TO_REFERENT, 20, None),
        (f"ladder:{waiting.id}:1:asker", TO_ASKER, ASKER, None),
    ]
    assert await now_is(database, waiting) == (1, FRIDAY_AFTER)


async def test_two_processes_at_once_take_a_step_once(database: Database, territories: Territories) -> None:
    waiting = await asked(database)
    await volunteers(database, Volunteer(20, "", "D976"))
    taken = await asyncio.gather(*(take(database, territories, waiting, 1, TUESDAY) for _ in range(4)))
    assert sorted(taken) == [False, False, False, True]
    assert len(await told(database)) == 2


async def test_an_answer_that_comes_at_the_last_moment_is_told_to_nobody(
    database: Database, territories: Territories
) -> None:
    waiting = await asked(database)
    await volunteers(database, Volunteer(20, "", "D976"))
    async with database.begin() as store:
        await store.questions.answered(THREAD, TUESDAY)
    assert not await take(database, territories, waiting, 1, TUESDAY)
    assert (await told(database), await now_is(database, waiting)) == ([], (0, None))


async def test_the_region_is_asked_without_those_who_were_told_already(
    database: Database, territories: Territories
) -> None:
    waiting = await asked(database, territory="D33")
    await volunteers(
        database, Volunteer(20, "ass", "D33"), Volunteer(21, "cesf", "R75"), Volunteer(22, "ass", "D35")
    )
    await take(database, territories, waiting, 1, TUESDAY)
    async with database.begin() as store:
        again = await store.questions.get(waiting.id)
    assert again is not None
    await take(database, territories, again, 2, FRIDAY_AFTER)
    assert [key for key, kind, *_ in await told(database) if kind == TO_REFERENT] == [
        f"ladder:{waiting.id}:1:20",
        f"ladder:{waiting.id}:2:21",
    ]


async def test_where_nobody_is_left_in_the_region_the_facilitators_are_told_at_its_turn(
    database: Database, territories: Territories
) -> None:
    waiting = await asked(database)
    await with_queue(database)
    await take(database, territories, waiting, 1, TUESDAY)
    assert await now_is(database, waiting) == (1, FRIDAY_AFTER)
    async with database.begin() as store:
        again = await store.questions.get(waiting.id)
    assert again is not None
    await take(database, territories, again, 2, FRIDAY_AFTER)
    assert await told(database) == [
        (f"ladder:{waiting.id}:1:asker", TO_ASKER, ASKER, None),
        (f"ladder:{waiting.id}:3:asker", TO_ASKER, ASKER, None),
        (f"ladder:{waiting.id}:3:queue", TO_QUEUE, None, QUEUE),
    ]
    assert await now_is(database, waiting) == (3, None)


async def test_nobody_is_told_more_often_than_was_promised(
    database: Database, territories: Territories
) -> None:
    await volunteers(database, Volunteer(20, "", "D976"))
    for number in range(MOST_A_MONTH):
        other = await asked(database, thread=600 + number)
        await take(database, territories, other, 1, TUESDAY)
    waiting = await asked(database)
    await take(database, territories, waiting, 1, TUESDAY)
    last = await asked(database, thread=700)
    await take(database, territories, last, 1, TUESDAY + timedelta(days=31))
    keys = [key for key, kind, *_ in await told(database) if kind == TO_REFERENT]
    assert (len(keys), f"ladder:{waiting.id}:1:20" in keys, f"ladder:{last.id}:1:20" in keys) == (
        MOST_A_MONTH + 1,
        False,
        True,
    )


async def test_who_asked_is_never_told_as_a_referent(database: Database, territories: Territories) -> None:
    waiting = await asked(database)
    await volunteers(database, Volunteer(ASKER, "", "D976"))
    await take(database, territories, waiting, 1, TUESDAY)
    assert [kind for _, kind, *_ in await told(database)] == [TO_ASKER]


async def test_a_question_put_off_stays_on_its_step(sqlite_database: Database) -> None:
    waiting = await asked(sqlite_database)
    later = TUESDAY + timedelta(hours=1)
    assert await put_off(sqlite_database, waiting, later)
    assert await now_is(sqlite_database, waiting) == (0, later)
    assert await put_off(sqlite_database, waiting, None)
    assert await now_is(sqlite_database, waiting) == (0, None)


def test_no_fact_leads_to_the_asker() -> None:
    step = step_of(question(), 1, [20, 21], QUEUE, TUESDAY)
    facts = {
        "question": 3, "thread": "500", "step": 1, "asked": FRIDAY.isoformat(), "trade": "ass",
        "territory": "D976", "hours": "D976",
    }  # fmt: skip
    assert [note.facts for note in step.notes] == [
        facts,
        facts,
        facts | {"told": 2, "next": FRIDAY_AFTER.isoformat()},
    ]


def test_the_asker_reads_their_own_language() -> None:
    step = step_of(question(locale="en-GB"), 1, [20], None, TUESDAY)
    assert [(note.member_id, note.locale) for note in step.notes] == [(20, "fr"), (ASKER, "en-GB")]


def test_an_asker_who_was_forgotten_is_told_nothing() -> None:
    step = step_of(question(author_id=None), 3, [], QUEUE, TENTH_DAY)
    assert [(note.kind, note.channel_id) for note in step.notes] == [(TO_QUEUE, QUEUE)]


def test_without_a_queue_the_asker_is_not_told_that_facilitators_were() -> None:
    (note,) = step_of(question(), 3, [], None, TENTH_DAY).notes
    assert (note.kind, note.facts["told"]) == (TO_ASKER, 0)


def test_every_note_has_a_key_of_its_own_and_is_due_now() -> None:
    notes = step_of(question(), 1, [20, 21], None, TUESDAY).notes
    assert [(note.key, note.due_at) for note in notes] == [
        ("ladder:3:1:20", TUESDAY),
        ("ladder:3:1:21", TUESDAY),
        ("ladder:3:1:asker", TUESDAY),
    ]


def test_a_step_is_due_in_hours_alone() -> None:
    evening = TUESDAY.replace(hour=21)
    assert (due_now(question(), TUESDAY), due_now(question(), evening)) == (1, None)
    assert waits_until(question(), evening) == datetime(2026, 12, 2, 8, 0, tzinfo=MAYOTTE)


def test_a_free_day_of_the_place_delays_its_questions_alone() -> None:
    # 20 December is free in La Réunion; in 2027 it is a Monday.
    friday = datetime(2027, 12, 17, 6, 0, tzinfo=UTC)
    monday = datetime(2027, 12, 21, 6, 0, tzinfo=UTC)
    assert due_now(question(asked_at=friday, territory="D974"), monday) is None
    assert due_now(question(asked_at=friday, territory="D976"), monday) == 1
    assert waits_until(question(asked_at=friday, territory="D974"), monday) == datetime(
        2027, 12, 22, 10, 0, tzinfo=ZoneInfo("Indian/Reunion")
    )


def test_after_the_last_step_nothing_is_waited_for() -> None:
    assert waits_until(question(step=3), TENTH_DAY) is None
