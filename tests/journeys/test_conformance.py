import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import AppCommandType
from discord.app_commands import Command, ContextMenu

from sandbox.simulation import Server
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import published, reply

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

MANUAL = Path(__file__).parents[2] / "docs" / "commands.md"
# A plain question for each command; a command that is not here fails the first test.
QUESTIONS: dict[str, dict[str, str]] = {
    "annuaire": {"recherche": "mecs", "territoire": "33"},
    "financement": {"situation": "etudiant", "objectif": "diplome"},
    "ressource": {"recherche": "aller vers"},
    "recherche": {"sujet": "pouvoir d’agir"},
    "passerelle": {"depuis": "TISF", "vers": "ES"},
    "metier": {"nom": "educateur specialisé"},
    "sigle": {"sigle": "ase"},
    "orienter": {"besoin": "je cherche un stage"},
    "question poser": {"theme": "handicap"},
    "question suivi": {},
    "signalement suivi": {},
    "signalement file": {},
    "salon trouver": {"recherche": "handicap"},
    "salon rejoindre": {"nom": "handicap"},
    "salon quitter": {"nom": "handicap"},
    "salon qui-peut-lire": {},
    "salon proposer": {},
    "salon propositions": {},
    "salon accords": {},
    "salon file": {},
    "salon plan": {},
    "salon appliquer": {},
    "profil": {"metier": "ASS", "territoire": "33"},
    "referent devenir": {"metier": "ASS", "territoire": "976"},
    "referent quitter": {},
    "referent liste": {},
    "animation bilan": {},
    "alertes": {},
    "veille lire": {},
    "veille proposer": {"adresse": "http://10.0.0.1/rapport"},
    "veille propositions": {},
    "veille file": {},
    "veille sources": {},
    "digest abonner": {},
    "digest preferences": {},
    "digest pause": {},
    "digest apercu": {},
    "digest historique": {},
    "digest desabonner": {},
    "mes-donnees voir": {},
    "mes-donnees exporter": {},
    "mes-donnees effacer": {},
    "aide": {},
}


def chat_commands(server: Server) -> dict[str, Command[Any, ..., Any]]:
    return {
        command.qualified_name: command
        for command in server.client.tree.walk_commands()
        if isinstance(command, Command)
    }


def message_menus(server: Server) -> list[ContextMenu]:
    return list(server.client.tree.walk_commands(type=AppCommandType.message))


def everything(server: Server) -> Iterator[dict[str, Any]]:
    """Every command, group and option as Discord received it."""
    waiting = list(published(server))
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.get("options", [])


def texts(one: dict[str, Any], key: str) -> set[str]:
    """A name or a description, in every language."""
    return {one[key], *(one.get(f"{key}_localizations") or {}).values()}


async def test_every_command_has_its_question(server: Server) -> None:
    assert set(QUESTIONS) == set(chat_commands(server))


async def test_every_description_fits_in_both_languages(server: Server) -> None:
    described = [one for one in everything(server) if one.get("description")]
    wrong = {text for one in described for text in texts(one, "description") if not 1 <= len(text) <= 100}
    assert wrong == set()
    assert {tuple(sorted(one["description_localizations"])) for one in described} == {("en-GB", "en-US")}


async def test_every_name_is_easy_to_type_in_both_languages(server: Server) -> None:
    menus = {menu.name for menu in message_menus(server)}
    names = {text for one in everything(server) if one["name"] not in menus for text in texts(one, "name")}
    assert {name for name in names if not re.fullmatch(r"[a-z][a-z0-9-]{0,31}", name)} == set()


async def test_the_manual_says_every_command_and_every_option(server: Server) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    said = set(re.findall(r"`([^`\n]+)`", manual))
    words = {word for code in said for word in re.findall(r"/?[\w-]+", code)}
    missing = [
        f"/{name} {option.display_name}"
        for name, command in chat_commands(server).items()
        for option in command.parameters
        if option.display_name not in words
    ]
    missing += [f"/{name}" for name in chat_commands(server) if f"/{name}" not in manual]
    missing += [menu.name for menu in message_menus(server) if menu.name not in manual]
    assert missing == []


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_plain_question_is_answered(server: Server, name: str) -> None:
    claire, here = server.members["Claire"], server.channels["modération"]
    result = await claire.slash(here, name, **QUESTIONS[name])
    # A form opens for the one who asked, like an answer that only they see.
    private = result.ephemeral or result.modal is not None
    assert (result.acknowledged, private, result.deferred) == (True, True, False)


@pytest.mark.parametrize("name", QUESTIONS)
async def test_every_option_that_completes_offers_choices_that_fit(server: Server, name: str) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    completing = [each.display_name for each in chat_commands(server)[name].parameters if each.autocomplete]
    for option in completing:
        for typed in ("", "e", "x" * 100):
            offered = await nadia.autocomplete(here, name, option, typed)
            wrong = [
                each
                for each in offered
                if not (1 <= len(each["name"]) <= 100 and 1 <= len(each["value"]) <= 100)
            ]
            assert (len(offered) <= 25, wrong) == (True, []), f"/{name} {option}:{typed}"
            assert typed == "" or offered, f"/{name} {option}:{typed} offers nothing"


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    for name, question in QUESTIONS.items():
        await server.members["Claire"].slash(server.channels["modération"], name, **question)
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    await nadia.click(reply(card), label="Partager dans le salon")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    await nadia.submit_modal(form, {"what": "Une adresse a changé."})
    await nadia.click(reply(found), label="Page suivante")
    await nadia.autocomplete(here, "annuaire", "territoire", "33")
    assert discord_contract().violations(server.env.http_requests) == []
