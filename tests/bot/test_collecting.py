import asyncio
import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web

from bot.app import open_services
from bot.collecting import (
    EVERY,
    SOURCE_NOTICE,
    TOLD_AT,
    Collector,
    Sources,
    collecting,
    read_due,
    source_told,
    user_agent,
)
from bot.journal import open_journal
from bot.settings import Settings
from commands.reading import Reader
from commands.reply import Block, Reply
from digests.collection import unclassified
from digests.fetching import fetching
from digests.sources.source import Declaration
from locales import reader
from sandbox.simulation import simulation
from storage.database import Database
from storage.notices import Note
from tests.digests.site import LOOPBACK, Site, Waits

GUILD, JOURNAL = 10**17, 10**17 + 1
RSS = (
    '<rss version="2.0"><channel><title>Actualités</title>'
    "<item><title>Une nouvelle</title><link>https://exemple.fr/1</link></item></channel></rss>"
)


def sources(site: Site, waits: Waits, *names: str) -> Sources:
    declared = [Declaration(name, name.title(), "feed", f"{site.address}/{name}") for name in names]
    return Sources(
        declared,
        {},
        lambda: fetching("Test", allowed=LOOPBACK.__contains__, wait=waits.wait, clock=waits.clock),
    )


async def notes(database: Database, now: datetime) -> Sequence[Note]:
    async with database.begin() as store:
        return await store.notices.claim(now, 99)


async def with_a_journal(
    database: Database, now: datetime, guild_id: int = GUILD, channel_id: int = JOURNAL
) -> None:
    async with database.begin() as store:
        await store.spaces.applied(guild_id, "channel:journal", channel_id, {}, now)


async def test_moderators_are_told_once_at_the_third_failure_and_again_after_a_success(
    database: Database, site: Site, waits: Waits, now: datetime
) -> None:
    await with_a_journal(database, now)
    told = []
    for day in range(10):
        site.pages["/dead"] = web.Response(text=RSS) if day == 5 else web.Response(status=404)
        await read_due(
            database,
            sources(site, waits, "dead"),
            unclassified,
            now + timedelta(days=day),
            [GUILD, GUILD + 5],
        )
        told.append(
            [
                (note.channel_id, note.facts["failures"])
                for note in await notes(database, now + timedelta(days=day))
            ]
        )
    # The fifth day goes well; the three failures that follow it are told anew.
    assert told == [[], [], [(JOURNAL, TOLD_AT)], [], [], [], [], [], [(JOURNAL, TOLD_AT)], []]


async def test_without_a_journal_the_word_waits_for_one(
    database: Database, site: Site, waits: Waits, now: datetime
) -> None:
    site.pages["/dead"] = web.Response(status=404)
    for day in range(4):
        await read_due(
            database, sources(site, waits, "dead"), unclassified, now + timedelta(days=day), [GUILD]
        )
    await with_a_journal(database, now)
    before = await notes(database, now + timedelta(days=4))
    await read_due(database, sources(site, waits, "dead"), unclassified, now + timedelta(days=4), [GUILD])
    (note,) = await notes(database, now + timedelta(days=4))
    assert (before, note.facts["failures"]) == ([], 5)


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        (
            "en",
            Reply(
                "A source of the digest no longer answers",
                (
                    Block("“CNSA” could not be read 3 times in a row. It answers 404."),
                    Block(
                        "What you can do: The address has changed: look for the new one, or switch this source off."
                    ),
                    Block(
                        "The other sources are read as usual. This one goes on being tried,"
                        " and will be read again from where it stopped."
                    ),
                ),
            ),
        ),
        (
            "fr",
            Reply(
                "Une source de la veille ne répond plus",
                (
                    Block("« CNSA » n’a pas pu être lue 3 fois de suite. Elle répond 404."),
                    Block(
                        "Ce que vous pouvez faire : L’adresse a changé :"
                        " cherchez la nouvelle, ou éteignez cette source."
                    ),
                    Block(
                        "Les autres sources sont lues comme d’habitude. Celle-ci est encore essayée, et sa lecture"
                        " reprendra là où elle s’est arrêtée."
                    ),
                ),
            ),
        ),
    ],
)
def test_moderators_read_the_cause_and_what_they_can_do(language: str, reply: Reply, now: datetime) -> None:
    facts = {
        "label": "CNSA",
        "failures": 3,
        "sentence": "It answers {status}.",
        "remedy": "The address has changed: look for the new one, or switch this source off.",
        "facts": {"status": 404},
    }
    said = source_told(Note("k", GUILD, SOURCE_NOTICE, now, facts=facts), Reader(reader(language), now))
    assert plainly(said) == plainly(reply)


def plainly(reply: Reply) -> list[str]:
    """The words, spaces that never break read as spaces and Markdown unescaped."""
    texts = [reply.title, *(block.text for block in reply.blocks)]
    return [text.replace("\\", "").replace("\u202f", " ").replace("\u00a0", " ") for text in texts]


async def test_a_run_is_beside_the_minute_and_never_twice_at_once(
    sqlite_database: Database, site: Site, waits: Waits, now: datetime
) -> None:
    release = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await release.wait()
        return web.Response(text=RSS)

    site.pages["/slow"] = slow
    collector = Collector(sqlite_database, sources(site, waits, "slow"))
    began = [collector.tick(now + EVERY * hours, []) for hours in (0, 1, 2)]
    release.set()
    assert collector.running is not None
    await collector.running
    began += [collector.tick(now + timedelta(minutes=59), []), collector.tick(now + timedelta(hours=3), [])]
    await collector.running
    async with sqlite_database.begin() as store:
        health = await store.sources.all()
    assert (began, len(site.asked), health["slow"].checked_at) == ([True, False, False, False, True], 1, now)


async def test_a_run_that_is_stopped_advances_nothing(
    sqlite_database: Database, site: Site, waits: Waits, now: datetime
) -> None:
    asked = asyncio.Event()

    async def endless(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.Event().wait()
        return web.Response()

    site.pages["/slow"] = endless
    async with collecting(sqlite_database, sources(site, waits, "slow")) as collector:
        collector.tick(now, [])
        await asked.wait()
    async with sqlite_database.begin() as store:
        assert await store.sources.all() == {}


async def test_a_run_that_goes_wrong_is_one_line_and_the_next_is_tried(
    nowhere: Database, site: Site, waits: Waits, now: datetime
) -> None:
    stream = StringIO()
    open_journal("json", "info", stream)
    collector = Collector(nowhere, sources(site, waits, "news"))
    again = []
    for hour in range(2):
        again.append(collector.tick(now + EVERY * hour, []))
        assert collector.running is not None
        await collector.running
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (again, [(line["unit"], line["outcome"]) for line in lines]) == (
        [True, True],
        [("collection", "failed")] * 2,
    )


async def test_each_source_writes_one_line(
    sqlite_database: Database, site: Site, waits: Waits, now: datetime
) -> None:
    stream = StringIO()
    open_journal("json", "info", stream)
    site.pages |= {"/news": web.Response(text=RSS), "/dead": web.Response(status=404)}
    await read_due(sqlite_database, sources(site, waits, "news", "dead"), unclassified, now, [])
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [{name: line[name] for name in line if name != "at"} for line in lines] == [
        {
            "unit": "source", "source": "news", "reading": "ok", "entries": 1, "added": 1, "failures": 0,
            "outcome": "ok", "level": "info",
        },
        {
            "unit": "source", "source": "dead", "reading": "network", "entries": 0, "added": 0, "failures": 1,
            "outcome": "failed", "level": "warning",
        },
    ]  # fmt: skip


async def test_the_word_reaches_the_journal_of_the_server(
    tmp_path: Path, site: Site, waits: Waits, now: datetime
) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'tisserande.db'}")
    site.pages["/dead"] = web.Response(status=404)
    async with open_services(settings) as services, simulation(services) as server:
        channel = server.channels["bienvenue"]
        await with_a_journal(services.database, now, server.guild.id, channel.id)
        # What the families say by themselves on a new server is said first.
        await cast("Any", server.client).each_minute(now)
        for day in range(TOLD_AT):
            await read_due(
                services.database,
                sources(site, waits, "dead"),
                unclassified,
                now + timedelta(days=day),
                [server.guild.id],
            )
        before = len(channel.history())
        sent = await server.client.each_minute(now + timedelta(days=TOLD_AT))
        assert (sent, len(channel.history()) - before) == (1, 1)


@pytest.mark.parametrize(
    ("contact", "end"), [(None, ""), ("veille@exemple.fr", " (mailto:veille@exemple.fr)")]
)
def test_sites_are_told_who_asks(contact: str | None, end: str) -> None:
    assert re.fullmatch(r"Tisserande(?:/[\d.]+)?" + re.escape(end), user_agent(contact))


def test_the_settings_switch_on_what_needs_a_key() -> None:
    without = Sources.of(Settings())
    given = Sources.of(Settings(openalex_key="cle"))  # type: ignore[arg-type]  # pydantic makes a secret of it
    on = [{each.name for each in found.declared if each.enabled and each.needs} for found in (without, given)]
    assert (on, dict(given.secrets)) == ([set(), {"openalex"}], {"openalex_key": "cle"})
