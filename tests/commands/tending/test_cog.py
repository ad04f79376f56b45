from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from commands.services import Services
from commands.tending.cog import Tending
from storage.catalogue import Catalogue
from storage.database import Database

FORUM = "channel:theme:handicap"


async def test_a_server_that_fails_stops_no_other_and_is_seen_to_again(
    catalogue: Catalogue, sqlite_database: Database, now: datetime
) -> None:
    asked: list[int] = []

    def broken(id: int) -> None:
        asked.append(id)
        raise ZeroDivisionError

    guilds = [SimpleNamespace(id=1, get_channel=broken), SimpleNamespace(id=2, get_channel=asked.append)]
    client: Any = SimpleNamespace(guilds=guilds)
    async with sqlite_database.begin() as store:
        for guild in guilds:
            await store.spaces.applied(guild.id, "channel:queue", 100 + guild.id, {}, now)
            await store.spaces.applied(guild.id, FORUM, 10 * guild.id, {}, now)
    tending = Tending(Services(catalogue, sqlite_database, lambda: now))
    for minute in range(2):
        with pytest.raises(ZeroDivisionError):
            await tending.each_minute(client, now + timedelta(minutes=minute))
    assert asked == [10, 20, 10]
