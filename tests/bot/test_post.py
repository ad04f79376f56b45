from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord.types import HttpLogEntry

from bot.app import open_services
from bot.post import ChannelCourier, DirectCourier
from bot.settings import Settings
from commands.services import Services
from digests.couriers.courier import NotNow, Refused, TooMany
from digests.rendering import Framing, Page, compose
from locales import reader
from sandbox.simulation import Server, simulation
from storage.editions import Parcel
from tests.contract import discord_contract, requires_contract
from tests.digests.items import item
from tests.digests.subscribers import name, subscriber

pytestmark = pytest.mark.asyncio(loop_scope="module")

END = datetime(2026, 11, 30, 7, tzinfo=UTC)
SILENT = 1 << 12
_numbers = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    file = tmp_path_factory.mktemp("post") / "tisserande.db"
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{file}")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    async with simulation(services) as running:
        yield running


@pytest.fixture(autouse=True)
def _calm(server: Server) -> None:
    server.env.backend.faults.clear()


def parcel(channel_id: int | None = None) -> Parcel:
    return Parcel(
        next(_numbers), 1, "2026-W49", END, END, late=False, subscription_id=None if channel_id else 7,
        channel_id=channel_id, signature_id=None, items=(1,), others=0, attempts=1,
    )  # fmt: skip


def page() -> Page:
    return compose(
        [item(1, themes=("handicap",))], Framing(END, False, 0, False), lambda _: [], name, reader("fr")
    )


async def direct(server: Server, one: Parcel | None = None, member: int | None = None) -> int | None:
    nadia = server.members["Nadia"].id if member is None else member
    return await DirectCourier(server.client).deliver(one or parcel(), page(), subscriber(nadia, id=7))


async def posted(server: Server, channel_id: int) -> int | None:
    return await ChannelCourier(server.client).deliver(parcel(channel_id), page(), None)


def requests(server: Server, since: int, end: str) -> list[HttpLogEntry]:
    said = server.env.http_requests[since:]
    return [each for each in said if each.method == "POST" and each.path.endswith(end)]


async def test_a_direct_message_rings_pings_nobody_and_has_a_number_of_its_own(server: Server) -> None:
    one, since = parcel(), len(server.env.http_requests)
    id = await direct(server, one)
    (request,) = requests(server, since, "/messages")
    assert isinstance(request.json, dict)
    assert (request.json["nonce"], request.json["enforce_nonce"]) == (f"issue-{one.id}", True)
    assert request.json["allowed_mentions"] == {"parse": []}
    assert not request.json["flags"] & SILENT
    (message,) = server.members["Nadia"].user.dm_channel.history()[-1:]
    assert message.id == id


@pytest.mark.parametrize(
    ("status", "code", "expected", "reason"),
    [
        (403, 50007, Refused, "closed"),
        (403, 50278, Refused, "closed"),
        (400, 50007, Refused, "closed"),
        (403, 0, Refused, "closed"),
        (404, 10003, Refused, "gone"),
        (400, 50035, NotNow, ""),
    ],
)
async def test_what_discord_answers_to_a_message_says_whether_to_come_back(
    server: Server, status: int, code: int, expected: type[Exception], reason: str
) -> None:
    """Complaint 8."""
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(expected) as raised:
        await direct(server)
    assert (type(raised.value), str(raised.value)) == (expected, reason)


async def test_opening_too_many_conversations_stops_the_round(server: Server) -> None:
    """Complaint 8: 40003."""
    stranger = server.env.create_user("inconnue").id
    server.env.inject_error("POST", "/users/@me/channels", status=400, code=40003)
    with pytest.raises(TooMany):
        await direct(server, member=stranger)


async def test_a_conversation_that_cannot_be_opened_now_is_opened_later(server: Server) -> None:
    stranger = server.env.create_user("autre").id
    server.env.inject_error("POST", "/users/@me/channels", status=503, times=None)
    with pytest.raises(NotNow):
        await direct(server, member=stranger)


async def test_an_error_of_discord_while_sending_is_uncertain(server: Server) -> None:
    """Complaint 1: it may have been written before the answer was lost."""
    server.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    with pytest.raises(discord.HTTPException, match="500"):
        await direct(server)


async def test_an_announcement_is_published_to_those_who_follow(server: Server) -> None:
    channel, since = server.guild.create_news_channel("veille"), len(server.env.http_requests)
    id = await posted(server, channel.id)
    (request,) = requests(server, since, "/messages")
    assert isinstance(request.json, dict)
    assert (request.json["flags"] & SILENT, request.json["allowed_mentions"]) == (SILENT, {"parse": []})
    assert [each.path for each in requests(server, since, "/crosspost")] == [
        f"/channels/{channel.id}/messages/{id}/crosspost"
    ]


async def test_an_issue_that_cannot_be_published_elsewhere_is_still_sent(server: Server) -> None:
    channel = server.guild.create_news_channel("annonces-bis")
    server.env.inject_error("POST", "/channels/*/messages/*/crosspost", status=429, code=0, times=None)
    server.env.inject_error("POST", "/channels/*/messages/*/crosspost", status=403, code=50013)
    assert await posted(server, channel.id) == channel.history()[-1].id


async def test_an_ordinary_channel_is_written_in_and_not_published(server: Server) -> None:
    channel, since = server.channels["bienvenue"], len(server.env.http_requests)
    assert await posted(server, channel.id) == channel.history()[-1].id
    assert requests(server, since, "/crosspost") == []


async def test_a_forum_or_a_channel_that_is_gone_is_refused(server: Server) -> None:
    forum = server.guild.create_forum_channel("un-forum")
    reasons: list[Any] = []
    for id in (forum.id, 12345):
        with pytest.raises(Refused) as refusal:
            await posted(server, id)
        reasons.append(str(refusal.value))
    assert reasons == ["kind", "gone"]


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_an_issue(server: Server) -> None:
    since = len(server.env.http_requests)
    await direct(server)
    await posted(server, server.guild.create_news_channel("contrat").id)
    assert discord_contract().violations(server.env.http_requests[since:]) == []
