from datetime import datetime, timedelta

from storage.database import Database
from storage.questions import Asked, Subject

GUILD, THREAD, AUTHOR, ANSWER = 1, 2**62, 2**61, 2**60
HOUR = timedelta(hours=1)


async def ask(database: Database, now: datetime, thread: int = THREAD, author: int = AUTHOR) -> None:
    async with database.begin() as store:
        await store.questions.add(GUILD, thread, author, now, Subject(), by_form=True, next_at=now + HOUR)


async def read(database: Database, thread: int = THREAD) -> Asked:
    async with database.begin() as store:
        asked = await store.questions.at(thread)
    assert asked is not None
    return asked


async def test_an_answer_kept_answers_and_solves_the_question(database: Database, now: datetime) -> None:
    await ask(database, now)
    async with database.begin() as store:
        assert await store.questions.kept(THREAD, ANSWER, now + HOUR)
    asked = await read(database)
    assert (asked.kept_message_id, asked.answered_at, asked.resolved_at, asked.next_at) == (
        ANSWER,
        now + HOUR,
        now + HOUR,
        None,
    )


async def test_the_same_answer_is_kept_once_and_another_replaces_it(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        kept = [await store.questions.kept(THREAD, each, now) for each in (ANSWER, ANSWER, ANSWER + 1)]
    asked = await read(database)
    assert (kept, asked.kept_message_id) == ([True, False, True], ANSWER + 1)


async def test_an_answer_kept_later_changes_neither_when_it_was_answered_nor_when_it_was_solved(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        await store.questions.answered(THREAD, now + HOUR)
        await store.questions.resolved(THREAD, now + 2 * HOUR)
        await store.questions.kept(THREAD, ANSWER, now + 3 * HOUR)
    asked = await read(database)
    assert (asked.answered_at, asked.resolved_at) == (now + HOUR, now + 2 * HOUR)


async def test_a_question_opened_again_keeps_no_answer_and_can_be_told_again(
    database: Database, now: datetime
) -> None:
    await ask(database, now)
    async with database.begin() as store:
        await store.questions.resolved(THREAD, now, ANSWER)
        opened = [await store.questions.reopened(THREAD, now + each * HOUR) for each in (2, 3)]
    asked = await read(database)
    assert (opened, asked.resolved_at, asked.kept_message_id, asked.next_at) == (
        [True, False],
        None,
        None,
        now + 2 * HOUR,
    )


async def test_the_posts_that_expect_an_answer_are_those_neither_answered_nor_solved(
    database: Database, now: datetime
) -> None:
    for thread in range(10, 13):
        await ask(database, now, thread, author=thread * 2)
    async with database.begin() as store:
        await store.questions.answered(10, now)
        await store.questions.resolved(11, now)
        assert await store.questions.expecting() == {12: 24}
