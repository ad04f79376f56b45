import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
import discord
import pytest
import pytest_asyncio
from aiohttp.client_reqrep import ConnectionKey

from bot.app import open_services
from bot.couriers import MOST_ATTEMPTS, deliver
from bot.settings import Settings
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.services import Services
from sandbox.simulation import Server, simulation
from storage.notices import LEASE, Note

pytestmark = pytest.mark.asyncio(loop_scope="module")


def worded(note: Note, reader: Reader) -> Reply:
    return Reply(reader.words("Help"), (Block(str(note.facts["said"])),))


WORDED = {"said": worded}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    file = tmp_path_factory.mktemp("couriers") / "tisserande.db"
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{file}")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    async with simulation(services) as running:
        yield running


@pytest.fixture
def note(server: Server, request: pytest.FixtureRequest, now: datetime) -> Note:
    """Something to say in a channel, of this test alone."""
    here = server.channels["bienvenue"].id
    return Note(request.node.name, server.guild.id, "said", now, here, facts={"said": "Bonjour @everyone."})


async def say(services: Services, note: Note) -> None:
    async with services.database.begin() as store:
        assert await store.notices.add(note)


async def state(services: Services, server: Server, key: str) -> list[str]:
    """The states of every notice with that key, whatever became of it."""
    async with services.database.begin() as store:
        kept = [*await store.notices.told_to(server.guild.id, server.members["Nadia"].id, 50)]
        kept += await store.notices.uncertain()
    return [each.state for each in kept if each.key == key]


async def test_a_notice_is_said_once_quietly_and_pings_nobody(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    since = len(server.env.http_requests)
    await say(services, note)
    counts = [await deliver(server.client, services, WORDED, now) for _ in range(2)]
    (request,) = [each for each in server.env.http_requests[since:] if each.method == "POST"]
    assert counts == [1, 0]
    assert isinstance(request.json, dict)
    assert request.json["allowed_mentions"] == {"parse": []}
    assert request.json["flags"] & (1 << 12), "a notice that rings nobody makes no sound"
    assert request.json["enforce_nonce"] is True


async def test_a_notice_rings_those_it_names_and_nobody_else(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    nadia = server.members["Nadia"].id
    since = len(server.env.http_requests)
    await say(services, replace(note, facts={"said": f"Bonjour <@{nadia}>", "ring": [nadia]}))
    await deliver(server.client, services, WORDED, now)
    (request,) = [each for each in server.env.http_requests[since:] if each.method == "POST"]
    assert isinstance(request.json, dict)
    assert (request.json["allowed_mentions"]["users"], request.json["allowed_mentions"]["parse"]) == (
        [nadia],
        [],
    )
    assert not request.json.get("flags", 0) & (1 << 12)


async def test_closed_messages_are_tried_once_and_what_was_said_stays_readable(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    nadia = server.members["Nadia"].id
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await say(services, replace(note, channel_id=None, member_id=nadia))
    counts = [await deliver(server.client, services, WORDED, now + timedelta(days=day)) for day in (0, 1)]
    assert (counts, await state(services, server, note.key)) == ([0, 0], ["refused"])


async def test_an_outage_is_waited_for_then_handed_to_a_person(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    await say(services, note)
    for attempt in range(MOST_ATTEMPTS):
        server.env.inject_error("POST", "/channels/*/messages", status=500)
        await deliver(server.client, services, WORDED, now + timedelta(hours=attempt))
    assert await state(services, server, note.key) == ["failed"]


async def test_a_notice_without_words_stays_for_a_person_and_the_others_leave(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    await say(services, replace(note, kind="unknown"))
    await say(services, replace(note, key=f"{note.key} too", facts={"said": "Et moi ?"}))
    sent = await deliver(server.client, services, WORDED, now)
    await deliver(server.client, services, WORDED, now + LEASE + timedelta(seconds=1))
    assert (sent, await state(services, server, note.key)) == (1, ["uncertain"])


async def test_in_a_forum_what_is_said_becomes_a_post_under_its_title(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    forum = server.guild.create_forum_channel("un-forum")
    await say(services, replace(note, channel_id=forum.id))
    assert await deliver(server.client, services, WORDED, now) == 1
    await server.env.settle()
    (post,) = forum.threads
    assert (post.name, len(post.history())) == ("Aide", 1)
    async with services.database.begin() as store:
        told = (await store.notices.latest(server.guild.id, "said"))[forum.id]
    assert (told.state, told.message_id) == ("sent", post.history()[0].id)


async def test_what_could_not_reach_discord_waits_for_the_end_of_the_outage(
    server: Server, services: Services, note: Note, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def unreachable(route: discord.http.Route, **_: object) -> None:
        asked.append(route.method)
        raise aiohttp.ClientConnectorError(
            ConnectionKey("discord", 443, True, True, None, None, None), OSError()
        )

    nadia = server.members["Nadia"].id
    for name in ("one", "two"):
        await say(services, replace(note, key=name, channel_id=None, member_id=nadia))
    with monkeypatch.context() as away:
        away.setattr(server.client.http, "request", unreachable)
        hours = [now + timedelta(hours=hour) for hour in range(2 * MOST_ATTEMPTS)]
        counts = [await deliver(server.client, services, WORDED, hour) for hour in hours]
    after = await deliver(server.client, services, WORDED, hours[-1] + timedelta(hours=1))
    assert (counts, len(asked), after) == ([0] * len(hours), len(hours), 2)


async def test_a_process_that_dies_leaves_one_notice_uncertain_and_the_others_waiting(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    def dying(_: Note, __: Reader) -> Reply:
        raise asyncio.CancelledError

    for name in ("first", "second", "third"):
        await say(services, replace(note, key=f"dies {name}"))
    with pytest.raises(asyncio.CancelledError):
        await deliver(server.client, services, {"said": dying}, now)
    later = now + LEASE + timedelta(seconds=1)
    sent = await deliver(server.client, services, WORDED, later)
    assert (sent, await state(services, server, "dies first")) == (2, ["uncertain"])


async def test_a_post_not_opened_yet_is_answered_a_minute_later(
    server: Server, services: Services, note: Note, now: datetime
) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=40058)
    await say(services, note)
    counts = [
        await deliver(server.client, services, WORDED, now + timedelta(minutes=each)) for each in (0, 1)
    ]
    assert counts == [0, 1]
