from dataclasses import replace
from datetime import datetime, timedelta

from storage.database import Database
from storage.questions import Asked, Subject

GUILD, POST, NADIA = 2**62, 2**62 + 5, 2**63 - 1
ABOUT = Subject("ass", "handicap", "D976")


async def ask(database: Database, now: datetime, post: int = POST) -> int:
    async with database.begin() as store:
        number = await store.questions.add(
            GUILD, post, NADIA, now, ABOUT, by_form=True, next_at=now + timedelta(days=2), locale="fr"
        )
    assert number is not None
    return number


def asked(number: int, now: datetime) -> Asked:
    return Asked(
        number, GUILD, POST, NADIA, True, "ass", "handicap", "D976", "fr", now,
        None, None, None, 0, now + timedelta(days=2),
    )  # fmt: skip


async def test_a_question_comes_back_whole_and_is_known_once(database: Database, now: datetime) -> None:
    number = await ask(database, now)
    async with database.begin() as store:
        again = await store.questions.add(GUILD, POST, 3, now, Subject(), by_form=False, next_at=None)
        assert again is None
        assert await store.questions.get(number) == asked(number, now)
        assert await store.questions.at(POST) == asked(number, now)
        assert await store.questions.of(GUILD, NADIA) == [asked(number, now)]
        assert await store.questions.at(POST + 1) is None


async def test_the_first_answer_counts_and_stops_the_search(database: Database, now: datetime) -> None:
    number = await ask(database, now)
    async with database.begin() as store:
        firsts = [await store.questions.answered(POST, now + timedelta(hours=hour)) for hour in (1, 2)]
        found = await store.questions.get(number)
        due = await store.questions.due(now + timedelta(days=30))
        waiting = await store.questions.unanswered(GUILD)
    assert firsts == [True, False]
    assert found == replace(asked(number, now), answered_at=now + timedelta(hours=1), next_at=None)
    assert (due, waiting) == ([], [])


async def test_a_question_is_solved_once_perhaps_by_an_answer(database: Database, now: datetime) -> None:
    number = await ask(database, now)
    async with database.begin() as store:
        solved = [await store.questions.resolved(POST, now, kept) for kept in (77, 78)]
        found = await store.questions.get(number)
    assert solved == [True, False]
    assert found == replace(asked(number, now), resolved_at=now, next_at=None, kept_message_id=77)


async def test_a_step_is_taken_by_one_process_when_it_is_due(database: Database, now: datetime) -> None:
    number = await ask(database, now)
    late = now + timedelta(days=2)
    async with database.begin() as store:
        early = await store.questions.due(late - timedelta(seconds=1))
        due = await store.questions.due(late)
        steps = [await store.questions.stepped(number, 0, 1, late + timedelta(days=3)) for _ in range(2)]
        after = await store.questions.due(late)
    assert (early, due, steps, after) == ([], [asked(number, now)], [True, False], [])


async def test_questions_of_a_period_are_counted_from_its_first_instant_to_before_its_last(
    database: Database, now: datetime
) -> None:
    first = await ask(database, now)
    await ask(database, now + timedelta(days=1), POST + 1)
    async with database.begin() as store:
        period = await store.questions.between(GUILD, now, now + timedelta(days=1))
        assert [each.id for each in period] == [first]
