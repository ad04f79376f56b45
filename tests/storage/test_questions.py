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


async def read(database: Database) -> Asked:
    async with database.begin() as store:
        found = await store.questions.at(POST)
    assert found is not None
    return found


async def test_an_answer_kept_answers_and_solves_the_question(database: Database, now: datetime) -> None:
    await ask(database, now)
    async with database.begin() as store:
        assert await store.questions.kept(POST, 77, now + timedelta(hours=1))
    found = await read(database)
    assert (found.kept_message_id, found.answered_at, found.resolved_at, found.next_at) == (
        77,
        now + timedelta(hours=1),
        now + timedelta(hours=1),
        None,
    )


async def test_the_same_answer_is_kept_once_and_another_replaces_it(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        kept = [await store.questions.kept(POST, each, now) for each in (77, 77, 78)]
    found = await read(database)
    assert (kept, found.kept_message_id) == ([True, False, True], 78)


async def test_an_answer_kept_later_changes_neither_when_it_was_answered_nor_when_it_was_solved(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        await store.questions.answered(POST, now + timedelta(hours=1))
        await store.questions.resolved(POST, now + timedelta(hours=2))
        await store.questions.kept(POST, 77, now + timedelta(hours=3))
    found = await read(database)
    assert (found.answered_at, found.resolved_at) == (now + timedelta(hours=1), now + timedelta(hours=2))


async def test_a_question_opened_again_keeps_no_answer_and_can_be_told_again(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        await store.questions.resolved(POST, now, 77)
        opened = [await store.questions.reopened(POST, now + timedelta(hours=each)) for each in (2, 3)]
    found = await read(database)
    assert (opened, found.resolved_at, found.kept_message_id, found.next_at) == (
        [True, False],
        None,
        None,
        now + timedelta(hours=2),
    )


async def test_the_posts_that_expect_an_answer_are_those_neither_answered_nor_solved(
    database: Database, now: datetime
) -> None:
    for thread in range(10, 13):
        await ask(database, now, thread)
    async with database.begin() as store:
        await store.questions.answered(10, now)
        await store.questions.resolved(11, now)
        assert await store.questions.expecting() == {12: NADIA}
