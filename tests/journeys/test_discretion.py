import io
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.journal import open_journal
from commands.services import Services
from sandbox.simulation import Server
from tests.journeys.reading import TEXT, components, lines, reply, sent, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

NASTY = "@everyone <@123456789012345678> **gras** `code` [lien](https://piege.example) zorglub"


@pytest.fixture
def journal() -> Iterator[io.StringIO]:
    """What the journal of a running bot says meanwhile."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    open_journal("json", "debug", stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def tables(file: Path) -> list[str]:
    """Every row of every table."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def answers(server: Server, since: int) -> list[dict[str, Any]]:
    """The messages that the bot answered with from this request on."""
    bodies = (request.json for request in sent(server, since) if request.path.endswith("/callback"))
    return [body["data"] for body in bodies if isinstance(body, dict)]


async def test_mentions_and_markdown_that_a_member_types_are_harmless(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche=NASTY)
    said = "\n".join(str(block["content"]) for block in components(found, TEXT))
    shown = r"@|everyone \<@|123456789012345678\> \*\*gras\*\* \`code\` \[lien\](https:|//"
    harmless = shown.replace("|", "\u200b")
    assert harmless in said
    assert "@everyone" not in said


async def test_no_answer_may_ping_anybody(server: Server) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    start = len(sent(server))
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    await nadia.click(reply(found), label="Partager dans le salon")
    await nadia.slash(here, "orienter", besoin=NASTY)
    assert [answer["allowed_mentions"] for answer in answers(server, start)] == [{"parse": []}] * 3


async def test_nothing_typed_reaches_the_journal(server: Server, journal: io.StringIO) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    secret = "zorglubine"
    await nadia.slash(here, "annuaire", recherche=f"ecole {secret}", territoire=secret)
    await nadia.slash(here, "annuaire", recherche=secret)
    await nadia.slash(here, "orienter", besoin=f"je cherche un stage {secret}")
    await nadia.autocomplete(here, "annuaire", "territoire", secret)
    message = await nadia.send(here, f"Bonjour {secret}")
    await nadia.context_menu(here, "Orienter ce message", message)
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    await nadia.submit_modal(form, {"what": secret})
    written = journal.getvalue()
    assert [word for word in (secret, "Nadia", str(nadia.id)) if word in written] == []
    assert written.count('"unit": "command"') == written.count("\n") == 5


async def test_a_danger_told_leaves_every_table_as_it_was(server: Server, database_file: Path) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    before = tables(database_file)
    told = await nadia.slash(here, "orienter", besoin="Il a un couteau, il veut se suicider, vite zorglubade")
    assert (told.ephemeral, title(told)) == (True, "Appelez d’abord")
    assert tables(database_file) == before


async def test_words_that_found_nothing_are_counted_without_the_person(
    server: Server, services: Services, database_file: Path
) -> None:
    here, before = server.channels["bienvenue"], tables(database_file)
    for name in ("Nadia", "Karim"):
        await server.members[name].slash(here, "annuaire", recherche="Zorglubette")
    today = services.clock().date().isoformat()
    added = set(tables(database_file)) - set(before)
    assert added == {f"""INSERT INTO "misses" VALUES('annuaire','zorglubette',2,'{today}');"""}


async def test_words_of_a_need_are_never_counted(server: Server, database_file: Path) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    before = tables(database_file)
    told = await nadia.slash(here, "orienter", besoin="zorglubissime")
    assert "Les mots sont notés, sans votre nom, pour celles et ceux qui le complètent." not in lines(told)
    assert tables(database_file) == before
