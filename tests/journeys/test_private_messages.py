import pytest

from sandbox.simulation import Server
from tests.journeys.reading import choices, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


# What is about the members and the spaces of a server has no meaning outside it.
OF_A_SERVER = {"question", "referent", "animation", "veille", "digest"}


async def test_every_look_up_may_be_asked_in_private(server: Server) -> None:
    nadia = server.members["Nadia"]
    here = {
        name
        for name in nadia.available_commands(server.channels["bienvenue"])
        if name.split()[0] not in OF_A_SERVER
    }
    assert set(nadia.user.available_commands()) == here


async def test_a_look_up_in_private_says_the_same_entries(server: Server) -> None:
    nadia = server.members["Nadia"]
    asked = {"recherche": "ecole de travail social", "territoire": "33"}
    private = await nadia.user.slash("annuaire", **asked)
    public = await nadia.slash(server.channels["bienvenue"], "annuaire", **asked)
    assert (private.acknowledged, choices(private)) == (True, choices(public))


async def test_pages_turn_and_entries_open_in_private(server: Server) -> None:
    user = server.members["Nadia"].user
    found = await user.slash("annuaire", recherche="ecole de travail social")
    before = text(found)
    await user.click(reply(found), label="Page suivante")
    back = await user.click(reply(found), label="Page précédente")
    card = await user.select(reply(back), ["organisations~efts"], custom_id="open")
    assert (text(back), title(card)) == (before, "Établissements de formation en travail social (EFTS)")


async def test_an_error_is_reported_and_followed_in_private(server: Server) -> None:
    user = server.members["Nadia"].user
    found = await user.slash("annuaire", recherche="ecole de travail social")
    card = await user.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await user.click(reply(card), label="Signaler une erreur")
    sent = await user.submit_modal(form, {"what": "Vu de chez moi, le site est fermé."})
    assert title(sent) == "Signalement reçu"
    assert lines(await user.slash("signalement suivi"))[2:4] == [
        "Vu de chez moi, le site est fermé.",
        "en attente de lecture par la modération",
    ]


async def test_a_need_told_in_private_names_the_channels_it_cannot_link(server: Server) -> None:
    told = await server.members["Nadia"].user.slash("orienter", besoin="je cherche un stage")
    assert "Salon : #stages-et-alternance" in lines(told)
