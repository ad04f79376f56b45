from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

import locales
from bot.blueprint import drift
from bot.blueprint.gardener import Gardener
from bot.blueprint.shapes import Drift
from commands.reading import Reader
from commands.services import Services
from storage.catalogue import Catalogue
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.notices import Note

RENAMED = Drift("channel:welcome", "text", "accueil", 7, {"name": "bienvenue"}, {"name": "accueil"})

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


class NoServers:
    """A client that counts how often its servers are asked for."""

    def __init__(self) -> None:
        self.looks = 0
        self.user = None

    @property
    def guilds(self) -> list[discord.Guild]:
        self.looks += 1
        return []


@pytest.mark.parametrize(
    ("hours", "looks"),
    [
        ([8], 0),
        ([8, 9], 1),
        ([9, 10, 23], 1),
        ([9, 33], 2),
        ([23], 1),
    ],
)
async def test_servers_are_looked_at_once_a_day_from_nine(
    hours: list[int], looks: int, catalogue: Catalogue, sqlite_database: Database, now: datetime
) -> None:
    client: Any = NoServers()
    services = Services(catalogue, sqlite_database, lambda: now)
    watch = drift.Watch(Gardener(client, services), services)
    midnight = now.replace(hour=0, minute=0)
    for hour in hours:
        await watch.each_minute(cast("discord.Client", client), midnight + timedelta(hours=hour))
    assert client.looks == looks


async def test_a_server_that_cannot_be_looked_at_stops_no_other(
    catalogue: Catalogue, sqlite_database: Database, now: datetime
) -> None:
    asked: list[int] = []

    def broken(id: int) -> None:
        asked.append(id)
        raise ZeroDivisionError

    guilds = [
        SimpleNamespace(id=1, unavailable=False, get_channel=broken),
        SimpleNamespace(id=2, unavailable=False, get_channel=asked.append),
    ]
    client: Any = SimpleNamespace(guilds=guilds, user=None)
    services = Services(catalogue, sqlite_database, lambda: now)
    async with sqlite_database.begin() as store:
        for guild in guilds:
            await store.spaces.applied(guild.id, drift.JOURNAL, 10 * guild.id, {}, now)
    watch = drift.Watch(Gardener(client, services), services)
    with pytest.raises(ZeroDivisionError):
        await watch.each_minute(client, now.replace(hour=10))
    assert asked == [10, 20]


async def test_a_database_that_sleeps_is_asked_again_the_same_day(
    catalogue: Catalogue, nowhere: Database, now: datetime
) -> None:
    client: Any = SimpleNamespace(guilds=[SimpleNamespace(id=1, unavailable=False)], user=None)
    services = Services(catalogue, nowhere, lambda: now)
    watch = drift.Watch(Gardener(client, services), services)
    for minute in range(2):
        with pytest.raises(DatabaseUnavailable):
            await watch.each_minute(client, now.replace(hour=10, minute=minute))


def test_the_same_difference_has_the_same_mark_and_another_has_another() -> None:
    again = Drift("channel:welcome", "text", "autre", 8, {"name": "bienvenue"}, {"name": "accueil"})
    back = Drift("channel:welcome", "text", "accueil", 7, {"name": "accueil"}, {"name": "bienvenue"})
    gone = Drift("channel:welcome", "text", "accueil", 7, {"name": "bienvenue"}, None)
    marks = [drift.mark_of(each) for each in (RENAMED, again, back, gone)]
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
    assert all(len(mark) <= 64 for mark in marks)


def test_moderators_read_what_changed_and_what_they_can_do(now: datetime) -> None:
    facts = {"key": "channel:welcome", "kind": "text", "name": "accueil", "discord_id": 7}
    differing = {"was": {"name": "bienvenue"}, "now": {"name": "accueil"}}
    note = Note("drift~1", 1, drift.KIND, now, 2, facts={"drifts": [facts | differing]})
    said = drift.worded(note, Reader(locales.reader("fr"), now))
    assert said.title == "Modifié à la main"
    assert [block.text.translate(SPACES) for block in said.blocks] == [
        "**Renommé à la main :** « bienvenue » est devenu « accueil » ; laissé tel quel."
    ]
