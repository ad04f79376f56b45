import asyncio
from datetime import date

from sqlalchemy import select

from storage.counting import count_up, drawn_once
from storage.database import Database
from storage.models import Counter, Miss

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_a_number_begins_at_one_and_goes_up_by_one(database: Database) -> None:
    async with database._session.begin() as session:
        counted = [await count_up(session, Counter.value, {"name": "essai"}) for _ in range(3)]
    assert counted == [1, 2, 3]


async def test_other_columns_are_set_each_time(database: Database) -> None:
    row = {"command": "sigle", "word": "licorne"}
    async with database._session.begin() as session:
        await count_up(session, Miss.count, row, last_on=MONDAY)
        await count_up(session, Miss.count, row, last_on=TUESDAY)
        kept = await session.execute(select(Miss.command, Miss.word, Miss.count, Miss.last_on))
        assert [tuple(one) for one in kept] == [("sigle", "licorne", 2, TUESDAY)]


async def test_nobody_loses_a_step_when_many_count_at_once(database: Database) -> None:
    async def once() -> int:
        async with database._session.begin() as session:
            return await count_up(session, Counter.value, {"name": "essai"})

    counted = await asyncio.gather(*(once() for _ in range(10)))
    assert sorted(counted) == list(range(1, 11))


async def test_a_step_that_is_undone_leaves_the_number_as_it_was(database: Database) -> None:
    async with database._session() as session:
        await count_up(session, Counter.value, {"name": "essai"})
        await session.rollback()
    async with database._session.begin() as session:
        assert await count_up(session, Counter.value, {"name": "essai"}) == 1


async def test_a_number_is_drawn_once_even_when_many_ask_first(database: Database) -> None:
    async def drawn() -> int:
        async with database._session.begin() as session:
            return await drawn_once(session, Counter.value, {"name": "essai"})

    assert len(set(await asyncio.gather(*(drawn() for _ in range(5))))) == 1
