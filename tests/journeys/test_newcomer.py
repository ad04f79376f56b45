import pytest
from discord import AppCommandType

from sandbox.simulation import Server
from tests.journeys.reading import buttons, choices, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

BAD_FRENCH = "ecol de travaille sociale"


async def test_a_newcomer_is_understood_in_bad_french(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    found = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    assert (found.ephemeral, lines(found)[:2]) == (True, ["Annuaire", f"Vous cherchez : {BAD_FRENCH}"])
    assert "organisations~efts" in choices(found)


async def test_a_newcomer_opens_an_entry_from_the_menu_and_shares_it_in_the_channel(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    found = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    opened = await mathis.select(reply(found), ["organisations~efts"], custom_id="open")
    assert (opened.ephemeral, title(opened)) == (True, "Établissements de formation en travail social (EFTS)")
    assert buttons(opened) == ["Partager dans le salon", "Signaler une erreur"]
    shared = await mathis.click(reply(opened), label="Partager dans le salon")
    assert (shared.ephemeral, title(shared), buttons(shared)) == (
        False,
        title(opened),
        ["Signaler une erreur"],
    )
    assert reply(shared).id in {message.id for message in here.history(viewer=server.members["Nadia"])}


async def test_pages_turn_and_turn_back(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    found = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    first, opened = text(found), set(choices(found))
    second = await mathis.click(reply(found), label="Page suivante")
    assert reply(second).id == reply(found).id
    assert buttons(second) == ["Page précédente", "Page suivante", "Partager dans le salon", "M’alerter"]
    assert set(choices(second)) & opened == set()
    again = await mathis.click(reply(second), label="Page précédente")
    assert text(again) == first


async def test_the_last_page_has_no_next_page(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    page = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    seen = choices(page)
    while "Page suivante" in buttons(page):
        page = await mathis.click(reply(page), label="Page suivante")
        seen += choices(page)
    assert buttons(page) == ["Page précédente", "Partager dans le salon", "M’alerter"]
    assert len(seen) == len(set(seen)), "an entry is on two pages"


async def test_the_page_that_is_looked_at_is_the_one_that_is_shared(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    first = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    second = await mathis.click(reply(first), label="Page suivante")
    shared = await mathis.click(reply(second), label="Partager dans le salon")
    assert (shared.ephemeral, choices(shared)) == (False, choices(second))
    assert buttons(shared) == []


async def test_another_member_opens_an_entry_of_what_was_shared_for_themselves_alone(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    found = await mathis.slash(here, "annuaire", recherche=BAD_FRENCH)
    shared = await mathis.click(reply(found), label="Partager dans le salon")
    opened = await server.members["Karim"].select(reply(shared), ["organisations~efts"], custom_id="open")
    assert (opened.ephemeral, title(opened)) == (True, "Établissements de formation en travail social (EFTS)")


async def test_who_finds_nothing_is_led_to_another_way_of_asking(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    nothing = await mathis.slash(here, "annuaire", recherche="zorglub")
    assert buttons(nothing) == ["Me guider avec /orienter"]
    guided = await mathis.click(reply(nothing), label="Me guider avec /orienter")
    assert (reply(guided).id, title(guided)) == (reply(nothing).id, "Vers où aller")


async def test_help_says_every_command_on_one_screen(server: Server) -> None:
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    told = [line.split()[0] for line in lines(await mathis.slash(here, "aide")) if line.startswith("/")]
    known = {
        f"/{command.name}" for command in server.client.tree.get_commands(type=AppCommandType.chat_input)
    } - {"/aide", "/animation"}
    assert set(told) == known
