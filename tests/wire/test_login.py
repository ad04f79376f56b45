import discord
import pytest
from discord.ext import commands

from tests.contract import discord_contract, requires_contract
from tests.wire.double import LoopbackDiscord

EPHEMERAL = 64

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_client_logs_in_and_gives_discord_every_command_it_has(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        assert double.identified == 1
        assert set(double.commands) == {
            command.name for kind in discord.AppCommandType for command in client.tree.get_commands(type=kind)
        }


async def test_a_slash_command_is_answered_once_and_to_its_asker_only(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        answer = await double.slash("sigle", sigle="ASE")
    assert answer.json["type"] == 4
    assert answer.json["data"]["flags"] & EPHEMERAL
    assert double.asked("POST", "/callback") == [answer]


async def test_a_token_that_discord_refuses_is_said_to_be_refused(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    double.trouble("GET", "/users/@me", 401)
    with pytest.raises(discord.LoginFailure):
        async with double.connected(client):
            pass


@requires_contract
async def test_what_the_client_and_the_double_say_is_what_discord_documents(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        await double.slash("sigle", sigle="ASE")
    contract = discord_contract()
    assert contract.violations(double.requests) == []
    assert [
        line
        for reply in double.replies
        for line in contract.answer_violations(reply.method, reply.path, reply.status, reply.body)
    ] == []
