import pytest

from sandbox.simulation import Server
from tests.journeys.reading import lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

MENU = "Orienter ce message"


async def test_a_message_is_answered_like_the_same_words_told_to_orienter(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    need = "Je cherche un stage dans un foyer"
    message = await server.members["Mathis"].send(here, need)
    handed = await awa.context_menu(here, MENU, message)
    told = await awa.slash(here, "orienter", besoin=need)
    assert (handed.ephemeral, title(handed), text(handed)) == (True, "Vers où aller", text(told))


async def test_a_message_without_text_leads_to_telling_the_need(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    message = await server.members["Mathis"].send(here, attachments=[("affiche.png", b"an image")])
    handed = await awa.context_menu(here, MENU, message)
    assert (handed.ephemeral, lines(handed)) == (
        True,
        [
            "Vers où aller",
            "Il n’y a pas de texte dans ce message. Dites le besoin avec vos mots dans /orienter.",
        ],
    )


async def test_a_reply_of_the_bot_itself_has_no_text_to_read(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    route = await awa.slash(here, "financement", situation="etudiant", objectif="diplome")
    shared = await awa.click(reply(route), label="Partager dans le salon")
    handed = await awa.context_menu(here, MENU, reply(shared))
    assert lines(handed)[1:] == [
        "Il n’y a pas de texte dans ce message. Dites le besoin avec vos mots dans /orienter."
    ]


async def test_a_danger_in_a_message_is_answered_with_who_to_call_first(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    message = await server.members["Mathis"].send(here, "Il dit qu’il veut se suicider ce soir")
    assert title(await awa.context_menu(here, MENU, message)) == "Appelez d’abord"
