import pytest

from sandbox.simulation import Server
from tests.journeys.reading import buttons, lines, published, reply, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

ENGLISH = ("en-GB", "en-US")
NAMES = {
    "annuaire": "directory",
    "financement": "funding",
    "ressource": "resource",
    "recherche": "research",
    "passerelle": "bridge",
    "metier": "trade",
    "sigle": "acronym",
    "orienter": "orient",
    "question": "question",
    "profil": "profile",
    "signalement": "report",
    "salon": "channel",
    "referent": "referent",
    "animation": "activity",
    "veille": "watch",
    "digest": "digest",
    "alertes": "alerts",
    "mes-donnees": "my-data",
    "aide": "help",
    "Orienter ce message": "Where to go with this",
    "Retenir cette réponse": "Keep this answer",
    "Retenir cet échange": "Keep this exchange",
}


async def test_an_english_client_shows_english_names(server: Server) -> None:
    shown = {
        command["name"]: {command["name_localizations"][locale] for locale in ENGLISH}
        for command in published(server)
    }
    assert shown == {french: {english} for french, english in NAMES.items()}


async def test_only_english_clients_are_given_another_text_than_french(server: Server) -> None:
    given = {locale for command in published(server) for locale in command["name_localizations"]}
    assert given == set(ENGLISH)


async def test_an_english_client_shows_english_descriptions(server: Server) -> None:
    help_ = next(command for command in published(server) if command["name"] == "aide")
    assert help_["description_localizations"] == dict.fromkeys(
        ENGLISH, "What Tisserande does, what it keeps, who can read what"
    )


async def test_replies_speak_english_around_entries_in_french(server: Server) -> None:
    emma, here = server.members["Emma"], server.channels["bienvenue"]
    found = await emma.slash(here, "annuaire", recherche="ecole de travail social")
    assert lines(found)[:2] == ["Directory", "You asked: ecole de travail social"]
    assert buttons(found) == ["Next page", "Share in this channel", "Alert me"]
    card = await emma.select(reply(found), ["organisations~efts"], custom_id="open")
    assert title(card) == "Établissements de formation en travail social (EFTS)"
    assert buttons(card) == ["Share in this channel", "Report an error"]
    assert title(await emma.click(reply(card), label="Report an error")) == "[Report an error]"


async def test_each_member_opens_in_their_own_language_what_another_shared(server: Server) -> None:
    emma, nadia, here = server.members["Emma"], server.members["Nadia"], server.channels["bienvenue"]
    found = await emma.slash(here, "annuaire", recherche="ecole de travail social")
    shared = await emma.click(reply(found), label="Share in this channel")
    opened = await nadia.select(reply(shared), ["organisations~efts"], custom_id="open")
    assert (title(shared), buttons(opened)) == (
        "Directory",
        ["Partager dans le salon", "Signaler une erreur"],
    )
