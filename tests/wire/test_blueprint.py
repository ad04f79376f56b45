from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.app import build_client, open_services
from bot.blueprint import declaration
from bot.blueprint.gardener import Gardener
from bot.client import Tisserande
from bot.settings import Settings
from commands.hosting import AppliedServer
from commands.services import Services
from tests.bot.blueprint.small import WITH_WELCOME
from tests.contract import discord_contract, requires_contract
from tests.wire import payloads
from tests.wire.double import LoopbackDiscord, Recorded

GUILD = int(payloads.GUILD)


@pytest_asyncio.fixture
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """A database of this test alone: what was applied is written there."""
    folder = tmp_path_factory.mktemp("wire")
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{folder / 'wire.db'}")) as opened:
        yield opened


@pytest.fixture
def client(services: Services) -> Tisserande:
    return build_client(services)


@pytest.fixture
def gardener(client: Tisserande, services: Services) -> Gardener:
    """The gardener of a small blueprint with one question in Discord's own welcome."""
    return Gardener(client, services, lambda: WITH_WELCOME)


@pytest_asyncio.fixture
async def double() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as started:
        started.guild.features = ["COMMUNITY"]
        yield started


async def applied(gardener: Gardener, *, overwrite: bool = False) -> AppliedServer:
    """Read the plan, then apply it."""

    async def silent(done: int, total: int) -> None:
        """Nobody looks at the progress."""

    planned = await gardener.plan(GUILD, "fr", overwrite=overwrite)
    return await gardener.apply(GUILD, "fr", planned.fingerprint, silent, overwrite=overwrite)


def changing(double: LoopbackDiscord) -> list[Recorded]:
    """What was asked of the server, reading aside."""
    return [each for each in double.requests if each.method != "GET" and "commands" not in each.path]


async def test_a_server_in_community_mode_is_built_with_its_welcome(
    client: Tisserande, gardener: Gardener, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        done = await applied(gardener)
    assert (done.done, done.left) == (8, 0)
    assert len(changing(double)) == 8
    assert [channel["type"] for channel in double.guild.channels.values()] == [4, 0, 5, 15, 0]


async def test_the_welcome_keeps_what_people_decided_and_is_not_written_again(
    client: Tisserande, gardener: Gardener, double: LoopbackDiscord
) -> None:
    double.guild.onboarding |= {"enabled": True, "mode": 1}
    async with double.connected(client):
        await applied(gardener)
        written = double.guild.onboarding
        sent = len(changing(double))
        again = await applied(gardener)
    (prompt,) = written["prompts"]
    role = next(role for role in double.guild.roles.values() if role["name"] == "Handicap")
    assert (written["enabled"], written["mode"]) == (True, 1)
    assert written["default_channel_ids"] == [payloads.CHANNEL]
    assert [option["role_ids"] for option in prompt["options"]] == [[role["id"]]]
    assert (again.done, len(changing(double))) == (0, sent)


async def test_questions_of_the_same_title_keep_their_ids(
    client: Tisserande, gardener: Gardener, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        await applied(gardener)
        (prompt,) = double.guild.onboarding["prompts"]
        double.guild.onboarding["prompts"] = [prompt | {"single_select": True}]
        left_alone = await applied(gardener)
        put_back = await applied(gardener, overwrite=True)
    assert (left_alone.done, put_back.done) == (0, 1)
    assert double.guild.onboarding["prompts"] == [prompt]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/roles", 429),
        ("POST", "/channels", 429),
        ("PUT", "/onboarding", 429),
        ("PUT", "/onboarding", 502),
    ],
)
async def test_what_discord_could_not_take_is_sent_again(
    method: str, path: str, status: int, client: Tisserande, gardener: Gardener, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        double.trouble(method, path, status)
        done = await applied(gardener)
    assert (done.done, done.left) == (8, 0)
    assert len(changing(double)) == 9


@pytest.mark.parametrize(("path", "made"), [("/roles", 0), ("/channels", 2)])
@pytest.mark.parametrize("was_done", [True, False])
async def test_a_creation_that_discord_failed_is_never_made_twice(
    path: str,
    made: int,
    was_done: bool,
    client: Tisserande,
    gardener: Gardener,
    double: LoopbackDiscord,
) -> None:
    async with double.connected(client):
        double.trouble("POST", path, 502, done=was_done)
        stopped = await applied(gardener)
        resumed = await applied(gardener)
        again = await applied(gardener)
    assert (stopped.done, stopped.left) == (made, 8 - made)
    assert (resumed.done, resumed.left, again.done) == (8 - made - was_done, 0, 0)
    assert [role["name"] for role in double.guild.roles.values()] == ["Modération", "Handicap"]
    assert [channel["name"] for channel in double.guild.channels.values()] == [
        "Thématiques",
        "bienvenue",
        "annonces",
        "handicap",
        "journal",
    ]


async def test_what_discord_refuses_stops_the_application_which_is_then_resumed(
    client: Tisserande, gardener: Gardener, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        double.trouble("PUT", "/onboarding", 403)
        refused = await applied(gardener)
        resumed = await applied(gardener)
    assert (refused.done, refused.left, resumed.done, resumed.left) == (7, 1, 1, 0)
    assert len(changing(double)) == 9


@requires_contract
async def test_the_shipped_server_and_its_welcome_are_what_discord_documents(
    client: Tisserande, services: Services, double: LoopbackDiscord
) -> None:
    shipped = declaration.load(services.catalogue)
    async with double.connected(client):
        done = await applied(Gardener(client, services, lambda: shipped))
    contract = discord_contract()
    about_guild: list[Any] = [each for each in double.replies if "guilds" in each.path]
    assert (done.done, done.left) == (len(shipped.objects) + 1, 0)
    assert len(changing(double)) == len(shipped.objects) + 1
    assert contract.violations(double.requests) == []
    assert [
        line
        for reply in about_guild
        for line in contract.answer_violations(reply.method, reply.path, reply.status, reply.body)
    ] == []
