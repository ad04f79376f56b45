import pytest
from discord.ext import commands

from tests.wire.double import LoopbackDiscord

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_is_typed_during_a_cut_is_answered_once_the_session_is_resumed(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        await double.drop()
        answer = await (await double.dispatch("sigle", {"sigle": "ASE"}))
        await double.back_online()
    assert (double.identified, double.resumed) == (1, 1)
    assert double.asked("POST", "/callback") == [answer]


async def test_nothing_is_lost_when_discord_asks_the_client_to_reconnect(
    client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        await double.ask_to_reconnect()
        answer = await (await double.dispatch("sigle", {"sigle": "ASE"}))
        await double.back_online()
    assert (double.identified, double.resumed) == (1, 1)
    assert double.asked("POST", "/callback") == [answer]


@pytest.mark.parametrize("status", [429, 502])
async def test_an_answer_that_discord_could_not_take_is_sent_again(
    status: int, client: commands.Bot, double: LoopbackDiscord
) -> None:
    async with double.connected(client):
        double.trouble("POST", "/callback", status)
        answer = await double.slash("sigle", sigle="ASE")
    assert double.asked("POST", "/callback") == [answer, answer]
