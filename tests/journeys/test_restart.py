import pytest

from bot.app import build_client
from commands.services import Services
from sandbox.simulation import Server
from tests.journeys.reading import buttons, choices, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_buttons_answer_after_a_restart(server: Server, services: Services) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    before = text(found)
    await server.env.restart_bot(build_client(services))
    turned = await nadia.click(reply(found), label="Page suivante")
    assert buttons(turned) == ["Page précédente", "Page suivante", "Partager dans le salon", "M’alerter"]
    assert text(await nadia.click(reply(found), label="Page précédente")) == before


async def test_menus_answer_after_a_restart(server: Server, services: Services) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    asked = await nadia.slash(here, "financement")
    await server.env.restart_bot(build_client(services))
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    chosen = await nadia.select(reply(asked), ["etudiant"], custom_id="choose")
    assert title(card) == "Établissements de formation en travail social (EFTS)"
    assert "diplome" in choices(chosen, "choose~etudiant")


async def test_a_form_opened_before_a_restart_is_received_after_it(
    server: Server, services: Services
) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    await server.env.restart_bot(build_client(services))
    sent = await nadia.submit_modal(form, {"what": "Écrit avant, envoyé après."})
    assert title(sent) == "Signalement reçu"
    assert "Écrit avant, envoyé après." in lines(await nadia.slash(here, "signalement suivi"))
