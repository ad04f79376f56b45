from datetime import date

from storage.database import Database
from storage.misses import Missed


async def test_what_is_there_already_is_added_to_and_not_doubled(database: Database) -> None:
    async with database.begin() as store:
        for _ in range(2):
            await store.misses.count("annuaire", ["mecs"], date(2026, 11, 25))
        assert await store.misses.most_frequent() == [Missed("annuaire", "mecs", 2, date(2026, 11, 25))]
