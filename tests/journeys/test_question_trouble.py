"""A question when the database sleeps: nothing typed is lost, and nobody is left without an answer."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest
import pytest_asyncio
from discord import ui

from bot.app import open_services
from bot.settings import Settings
from commands.services import Services
from sandbox.simulation import Server
from storage.database import Database
from tests.journeys.forums import FILLED, SOUGHT, ask, write_post
from tests.journeys.reading import lines, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

SORRY = (
    "Notre base de données ne répond pas. Les recherches marchent toujours ; "
    "pour le reste, réessayez dans quelques minutes."
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(database_file: Path) -> AsyncIterator[Services]:
    """A bot that has loaded its catalogue, and whose database is then nowhere to be found."""
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{database_file}")) as opened:
        lost = Database(f"sqlite+aiosqlite:///{database_file.parent / 'unplugged' / 'tisserande.db'}")
        yield replace(opened, database=lost)
        await lost.close()


async def test_the_form_opens_and_what_was_typed_comes_back_whole(server: Server) -> None:
    draft = await ask(server, "Nadia", FILLED, theme="handicap")
    assert (draft.ephemeral, title(draft)) == (True, "Votre texte")
    assert {SOUGHT, FILLED["audience"], FILLED["problem"]} <= set(lines(draft))


@pytest.mark.parametrize("id", ["rephrase~1", "proceed~1", "mask~1", "publish~1", "solved", "reopen"])
async def test_a_button_says_that_the_database_sleeps(server: Server, id: str) -> None:
    channel = server.client.get_channel(server.channels["bienvenue"].id)
    assert isinstance(channel, discord.TextChannel)
    button: ui.Button[ui.View] = ui.Button(label="Bouton", custom_id=id)
    view = ui.View(timeout=None).add_item(button)
    view.stop()
    answered = await server.members["Nadia"].click(await channel.send("Là", view=view), label="Bouton")
    assert (answered.ephemeral, lines(answered)) == (True, ["Quelque chose s’est mal passé", SORRY])


async def test_the_own_questions_say_so_too(server: Server) -> None:
    own = await server.members["Nadia"].slash(server.channels["bienvenue"], "question suivi")
    assert lines(own) == ["Quelque chose s’est mal passé", SORRY]


async def test_people_and_resources_are_suggested_all_the_same(server: Server) -> None:
    forum = server.guild.create_forum_channel("handicap")
    await server.env.settle()
    thread = await write_post(server, forum, "Awa", "Un stage en protection de l’enfance ?")
    channel = server.client.get_channel(thread.id)
    assert isinstance(channel, discord.Thread)
    button: ui.Button[ui.View] = ui.Button(label="Bouton", custom_id="hints")
    view = ui.View(timeout=None).add_item(button)
    view.stop()
    answered = await server.members["Nadia"].click(await channel.send("Là", view=view), label="Bouton")
    assert title(answered) == "Des contacts et des ressources"
    assert any(line.startswith("Protection de l’enfance") for line in lines(answered))
