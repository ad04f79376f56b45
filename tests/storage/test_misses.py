import asyncio
from datetime import date

import pytest

from storage.database import Database
from storage.misses import Missed

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_a_missed_word_is_counted_with_the_day_it_was_last_typed(database: Database) -> None:
    async with database.begin() as store:
        await store.misses.count("chercher", ["licorne", "licorne"], MONDAY)
    async with database.begin() as store:
        await store.misses.count("chercher", ["licorne", "dragon"], TUESDAY)
    async with database.begin() as store:
        missed = await store.misses.most_frequent()
    assert missed == [Missed("chercher", "licorne", 2, TUESDAY), Missed("chercher", "dragon", 1, TUESDAY)]


async def test_the_same_word_is_counted_apart_in_each_command(database: Database) -> None:
    async with database.begin() as store:
        await store.misses.count("chercher", ["licorne"], MONDAY)
        await store.misses.count("sigle", ["licorne"], MONDAY)
        missed = await store.misses.most_frequent()
    assert {(one.command, one.count) for one in missed} == {("chercher", 1), ("sigle", 1)}


@pytest.mark.parametrize("word", ["0612345678", "jean33000", "x", "", "a" * 41])
async def test_what_may_be_a_number_or_an_address_is_never_kept(sqlite_database: Database, word: str) -> None:
    async with sqlite_database.begin() as store:
        await store.misses.count("chercher", [word], MONDAY)
        assert await store.misses.most_frequent() == []


async def test_the_list_of_missed_words_keeps_to_its_limit(sqlite_database: Database) -> None:
    async with sqlite_database.begin() as store:
        await store.misses.count("chercher", ["abeille", "baleine", "cigale"], MONDAY)
        assert [missed.word for missed in await store.misses.most_frequent(limit=2)] == ["abeille", "baleine"]


async def test_a_word_that_many_miss_at_once_is_counted_for_each(database: Database) -> None:
    async def missed() -> None:
        async with database.begin() as store:
            await store.misses.count("annuaire", ["licorne", "dragon"], MONDAY)

    await asyncio.gather(*(missed() for _ in range(8)))
    async with database.begin() as store:
        assert await store.misses.most_frequent() == [
            Missed("annuaire", "dragon", 8, MONDAY),
            Missed("annuaire", "licorne", 8, MONDAY),
        ]
