import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from commands.arrivals.cog import Arrivals
from commands.services import Services
from storage.catalogue import Catalogue
from storage.database import Database

GUILD = 10


@pytest.fixture
def services(catalogue: Catalogue, sqlite_database: Database, now: datetime) -> Services:
    return Services(catalogue, sqlite_database, lambda: now)


def newcomer(id: int, *, bot: bool = False) -> discord.Member:
    """As much of a member as an arrival tells."""
    return cast("discord.Member", SimpleNamespace(id=id, bot=bot, guild=SimpleNamespace(id=GUILD)))


def client(*guilds: Any) -> discord.Client:
    return cast("discord.Client", SimpleNamespace(guilds=guilds))


async def waiting(database: Database) -> list[int]:
    async with database.begin() as store:
        return list(await store.members.to_greet(GUILD, 100_000))


async def burst(arrivals: Arrivals, ids: Iterable[int]) -> None:
    await asyncio.gather(*(arrivals.arrived(newcomer(id)) for id in ids))


async def test_a_burst_loses_nobody(services: Services) -> None:
    await burst(Arrivals(services), range(1, 2001))
    assert await waiting(services.database) == list(range(1, 2001))


async def test_who_arrives_while_the_database_sleeps_waits_for_the_next_minute(
    services: Services, nowhere: Database, now: datetime
) -> None:
    arrivals = Arrivals(replace(services, database=nowhere))
    await burst(arrivals, (1, 2))
    arrivals.services = services
    await arrivals.each_minute(client(), now + timedelta(minutes=1))
    assert await waiting(services.database) == [1, 2]


async def test_bots_are_not_greeted(services: Services) -> None:
    await Arrivals(services).arrived(newcomer(1, bot=True))
    assert await waiting(services.database) == []


async def test_where_there_is_no_welcome_channel_people_wait(services: Services, now: datetime) -> None:
    arrivals = Arrivals(services)
    await burst(arrivals, (1, 2))
    elsewhere = SimpleNamespace(id=GUILD, get_channel=lambda _id: None)
    await arrivals.each_minute(client(elsewhere), now)
    async with services.database.begin() as store:
        await store.spaces.applied(GUILD, "channel:welcome", 99, {}, now)
    await arrivals.each_minute(client(elsewhere), now)
    async with services.database.begin() as store:
        notes = await store.notices.claim(now, 10)
    assert (await waiting(services.database), notes) == ([1, 2], [])


async def test_a_server_where_nobody_waits_is_left_alone_until_somebody_arrives(
    services: Services, now: datetime
) -> None:
    asked: list[int] = []

    def channel(id: int) -> Any:
        asked.append(id)
        return SimpleNamespace(id=id, permissions_for=lambda _me: SimpleNamespace(send_messages=True))

    arrivals, here = Arrivals(services), client(SimpleNamespace(id=GUILD, me=None, get_channel=channel))
    async with services.database.begin() as store:
        await store.spaces.applied(GUILD, "channel:welcome", 99, {}, now)
    for _ in range(3):
        await arrivals.each_minute(here, now)
    await burst(arrivals, (1,))
    for _ in range(3):
        await arrivals.each_minute(here, now)
    async with services.database.begin() as store:
        kinds = [note.kind for note in await store.notices.claim(now, 10)]
    assert (asked, kinds, await waiting(services.database)) == ([99, 99, 99], ["door", "welcome"], [])
