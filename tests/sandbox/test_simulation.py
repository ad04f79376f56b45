import pytest
import simcord.interactions

from commands.services import Services
from sandbox.acting import message_menus, use_message_menu
from sandbox.simulation import Server, _localised
from sandbox.terminal import ask

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_each_member_is_answered_in_the_language_of_their_discord(server: Server) -> None:
    titles = {
        name: (await ask(server, "/aide", as_member=name)).splitlines()[0] for name in ("Nadia", "Emma")
    }
    assert titles == {"Nadia": "Aide", "Emma": "Help"}


async def test_the_talk_ends_now(server: Server, services: Services) -> None:
    last = max(
        message.created_at
        for channel in server.channels.values()
        for message in channel.history()
        if not message.author.bot
    )
    assert abs((services.clock() - last).total_seconds()) < 3600


async def test_the_bot_bears_its_own_name(server: Server) -> None:
    channel, nadia = server.channels["bienvenue"], server.members["Nadia"]
    await nadia.slash(channel, "aide")
    assert channel.history(viewer=nadia)[-1].author.name == "Tisserande"


async def test_the_channel_of_moderators_shows_nothing_to_a_member(server: Server) -> None:
    closed = server.channels["modération"]
    assert server.members["Nadia"].available_commands(closed) == ()
    assert "aide" in server.members["Claire"].available_commands(closed)


async def test_the_menu_of_a_message_is_answered_to_the_one_who_opened_it(server: Server) -> None:
    message = server.channels["bienvenue"].history()[0]
    menu, *_ = message_menus(server)
    result = await use_message_menu(server, menu, message.id, "Nadia", "bienvenue")
    assert (result.acknowledged, result.ephemeral) == (True, True)


async def test_simcord_is_given_back_as_it_was() -> None:
    before = simcord.interactions.base_payload
    with _localised({}):
        assert simcord.interactions.base_payload is not before
    assert simcord.interactions.base_payload is before
