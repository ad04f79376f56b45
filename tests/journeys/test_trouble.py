from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest
import pytest_asyncio
from discord import ui

from bot.app import open_services
from bot.settings import Settings
from commands.ids import make
from commands.reply import Press, Reply
from commands.services import Services
from commands.ui import draw
from sandbox.simulation import Server
from storage.database import Database
from tests.journeys.reading import TEXT, choices, components, lines, reply, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

STALE = "Notre base ne répond pas : voici ce que nous savions le "
SORRY = (
    "Notre base de données ne répond pas. Les recherches marchent toujours ; "
    "pour le reste, réessayez dans quelques minutes."
)
WRITTEN = "Le site a *changé*.\nIl faudrait :\n- la nouvelle adresse ;\n- le ``` bon ``` numéro."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(database_file: Path) -> AsyncIterator[Services]:
    """A bot that has loaded its catalogue, and whose database is then nowhere to be found."""
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{database_file}")) as opened:
        lost = Database(f"sqlite+aiosqlite:///{database_file.parent / 'unplugged' / 'tisserande.db'}")
        yield replace(opened, database=lost)
        await lost.close()


async def test_look_ups_still_answer_and_say_as_of_when(server: Server, services: Services) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    before = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    assert lines(before)[1] == "Vous cherchez : ecole de travail social"
    await services.catalogue.refresh(services.database, services.clock())
    after = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    assert lines(after)[1].startswith(STALE)
    assert choices(after) == choices(before)


async def test_a_word_that_cannot_be_counted_costs_no_answer(server: Server) -> None:
    nothing = await server.members["Nadia"].slash(
        server.channels["bienvenue"], "annuaire", recherche="zorglub"
    )
    assert "Nous n’avons rien là-dessus dans le catalogue." in lines(nothing)


async def test_what_was_typed_in_a_form_comes_back_whole(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    draft = await nadia.submit_modal(form, {"what": WRITTEN})
    assert (draft.ephemeral, title(draft)) == (True, "Votre texte")
    assert components(draft, TEXT)[2]["content"] == "```\n" + WRITTEN.replace("```", "'''") + "\n```"


async def test_a_space_that_could_not_be_proposed_comes_back_whole(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    form = await nadia.slash(here, "salon proposer")
    written = {"name": "Ruralité", "purpose": "Travailler loin de tout.", "audience": "Tous les métiers"}
    draft = await nadia.submit_modal(form, written)
    assert (draft.ephemeral, title(draft)) == (True, "Votre texte")
    assert set(written.values()) <= set(lines(draft))


async def test_the_longest_text_comes_back_whole(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    longest = ("mot " * 250).rstrip() + "s"
    draft = await nadia.submit_modal(form, {"what": longest})
    assert longest in lines(draft)


async def test_reports_that_cannot_be_read_are_answered_kindly(server: Server) -> None:
    own = await server.members["Nadia"].slash(server.channels["bienvenue"], "signalement suivi")
    queue = await server.members["Claire"].slash(server.channels["modération"], "signalement file")
    assert [(each.ephemeral, lines(each)) for each in (own, queue)] == [
        (True, ["Quelque chose s’est mal passé", SORRY])
    ] * 2


async def test_ones_own_data_that_cannot_be_read_is_answered_kindly(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    answered = [await nadia.slash(here, f"mes-donnees {verb}") for verb in ("voir", "exporter", "effacer")]
    assert [(each.ephemeral, lines(each)) for each in answered] == [
        (True, ["Quelque chose s’est mal passé", SORRY])
    ] * 3


async def test_what_could_not_be_erased_is_said_to_be_still_there(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    button = Press("Tout effacer", make("erase", str(nadia.id)))
    # Shown before the database went away.
    message = await channel.send(view=draw(Reply("Effacer vos données ?", buttons=(button,))))
    answered = await nadia.click(message, label="Tout effacer")
    assert lines(answered) == [
        "Rien n’est encore effacé",
        (
            "Notre base ou Discord ne répond pas : ce que nous gardons sur vous y est encore."
            " Réessayez dans quelques minutes, avec /mes-donnees effacer."
        ),
    ]


@pytest.mark.parametrize(
    "id", ["vote~12", "share", "page~annuaire~x", "report~organisations", "give~gone~gone"]
)
async def test_a_button_that_means_nothing_any_more_is_answered(server: Server, id: str) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    old: ui.Button[ui.View] = ui.Button(label="Ancien", custom_id=id)
    view = ui.View(timeout=None).add_item(old)
    view.stop()
    message = await channel.send("Un message d’autrefois", view=view)
    answered = await nadia.click(message, label="Ancien")
    assert (answered.acknowledged, answered.ephemeral) == (True, True)


async def test_an_old_button_says_where_to_start_again(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    old: ui.Button[ui.View] = ui.Button(label="Ancien", custom_id="vote~12")
    view = ui.View(timeout=None).add_item(old)
    view.stop()
    answered = await nadia.click(await channel.send("Autrefois", view=view), label="Ancien")
    assert lines(answered)[1] == "Ce bouton vient d’une ancienne version. Repartez de /aide."
