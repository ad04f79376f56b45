import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from aiohttp import web
from pydantic import SecretStr

import locales
from bot.check import (
    Finding,
    application_finding,
    catalogue_finding,
    check,
    line_of,
    mail_finding,
    permission_findings,
)
from bot.invite import invite_link
from bot.settings import Settings
from storage.database import Database
from storage.reference_files import ShelfFile
from storage.schema import SHELVES
from tests.wire import payloads
from tests.wire.redirection import redirected

ENGLISH = locales.reader("en")
LINK = invite_link(int(payloads.APPLICATION))
NO_PERMISSION = "0"
EVERY_INTENT = (1 << 13) | (1 << 15) | (1 << 19)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'tisserande.db'}"


async def looked_at(environ: dict[str, str]) -> tuple[int, list[str]]:
    """The exit code, and the lines written."""
    out = io.StringIO()
    prefixed = {f"TISSERANDE_{name}": value for name, value in ({"LANGUAGE": "en"} | environ).items()}
    code = await check(out, None, prefixed)
    return code, out.getvalue().splitlines()


async def fill(database_url: str) -> None:
    """A database that is up to date, with one entry on each shelf."""
    database = Database(database_url)
    try:
        await database.upgrade()
        async with database.begin() as store:
            for shelf in SHELVES:
                await store.entries.load(ShelfFile(shelf, {"shelf": shelf}, [{"slug": "one"}]))
    finally:
        await database.close()


@asynccontextmanager
async def discord_answering(routes: dict[str, Any]) -> AsyncIterator[None]:
    """Discord's HTTP side on loopback: each path with what it answers, anything else being unknown."""

    async def answer(request: web.Request) -> web.Response:
        status, body = routes.get(request.path, (404, {"message": "404: Not Found", "code": 0}))
        # discord.py compares the type with exactly this, without a charset.
        response = web.json_response(body, status=status)
        response.headers["Content-Type"] = "application/json"
        return response

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        with redirected(f"http://127.0.0.1:{runner.addresses[0][1]}", "ws://127.0.0.1:1"):
            yield
    finally:
        await runner.cleanup()


def accepted(*servers: dict[str, Any], **application: Any) -> dict[str, Any]:
    """What Discord answers to a good token of a bot that is in these servers."""
    bot = payloads.member() | {"user": payloads.own_user()}
    routes: dict[str, Any] = {
        "/users/@me": (200, payloads.own_user()),
        "/oauth2/applications/@me": (200, payloads.application() | {"flags": EVERY_INTENT} | application),
        "/users/@me/guilds": (200, [{**server, "owner": False} for server in servers]),
    }
    for server in servers:
        routes[f"/guilds/{server['id']}"] = (200, server)
        routes[f"/guilds/{server['id']}/members/{payloads.APPLICATION}"] = (200, bot)
    return routes


def server(permissions: str) -> dict[str, Any]:
    """A server whose everyone, the bot included, has these permissions."""
    guild = payloads.guild()
    return guild | {"roles": [role | {"permissions": permissions} for role in guild["roles"]]}


async def test_a_mistake_in_the_settings_is_all_that_can_be_told() -> None:
    assert await looked_at({"LOG_LEVEL": "loud", "REFRESH_SECONDS": "0"}) == (
        1,
        [
            "✗ to do · Settings · TISSERANDE_LOG_LEVEL: “loud” is refused; allowed: debug, info, warning, error.",
            "✗ to do · Settings · TISSERANDE_REFRESH_SECONDS: “0” is refused; allowed: a whole number from 1 to 3600.",
        ],
    )


async def test_before_the_first_run_everything_has_its_remedy(database_url: str) -> None:
    nothing = ", ".join(f"{shelf} 0" for shelf in SHELVES)

    assert await looked_at({"DATABASE_URL": database_url}) == (
        1,
        [
            "✓ ok · Settings · 22 settings, each with an allowed value.",
            "✓ ok · Database · It answers (sqlite).",
            (
                "✗ to do · Migrations · The database is not up to date."
                " → start the bot once: “tisserande run” brings it up to date"
            ),
            f"✗ to do · Catalogue · {nothing} → load it: tisserande import catalogue",
            (
                "✗ to do · Token · There is none."
                " → set TISSERANDE_DISCORD_TOKEN; without a token, “tisserande demo” shows everything"
            ),
            "✗ to do · Application · Not looked at: “Token” comes first.",
            "✗ to do · Permissions · Not looked at: “Token” comes first.",
        ],
    )


async def test_when_all_is_in_order_the_code_is_zero(database_url: str) -> None:
    await fill(database_url)
    told = ", ".join(f"{shelf} 1" for shelf in SHELVES)

    async with discord_answering(accepted(server(payloads.ALL_PERMISSIONS))):
        seen = await looked_at({"DATABASE_URL": database_url, "DISCORD_TOKEN": "one.two.three"})

    assert seen == (
        0,
        [
            "✓ ok · Settings · 22 settings, each with an allowed value.",
            "✓ ok · Database · It answers (sqlite).",
            "✓ ok · Migrations · The database is up to date.",
            f"✓ ok · Catalogue · {told}",
            "✓ ok · Token · Discord accepts it: the bot is Tisserande.",
            "✓ ok · Application · Every intent that is needed is granted.",
            "✓ ok · Permissions · Communauté d’essai: all that is needed is granted.",
        ],
    )


async def discord_lines(routes: dict[str, Any], database_url: str, **environ: str) -> list[str]:
    async with discord_answering(routes):
        _, lines = await looked_at({"DATABASE_URL": database_url, "DISCORD_TOKEN": "one.two.three"} | environ)
    return lines[-3:]


async def test_a_token_that_discord_refuses_is_told_with_the_place_to_make_another(database_url: str) -> None:
    routes = {"/users/@me": (401, {"message": "401: Unauthorized", "code": 0})}

    assert await discord_lines(routes, database_url) == [
        (
            "✗ to do · Token · Discord refuses it."
            " → make a new one (developer portal, Bot, Reset Token) and set TISSERANDE_DISCORD_TOKEN"
        ),
        "✗ to do · Application · Not looked at: “Token” comes first.",
        "✗ to do · Permissions · Not looked at: “Token” comes first.",
    ]


async def test_without_a_network_the_rest_is_told_all_the_same(database_url: str) -> None:
    await fill(database_url)

    with redirected("http://127.0.0.1:1", "ws://127.0.0.1:1"):
        code, lines = await looked_at({"DATABASE_URL": database_url, "DISCORD_TOKEN": "one.two.three"})

    assert code == 1
    assert [line.split(" · ")[0] for line in lines] == ["✓ ok"] * 4 + ["✗ to do"] * 3
    assert lines[4] == (
        "✗ to do · Token · Discord could not be reached (ClientConnectorError)."
        " → look at the network, then run this again"
    )


async def test_a_bot_that_is_in_no_server_is_told_with_its_invitation(database_url: str) -> None:
    lines = await discord_lines(accepted(), database_url)

    assert lines[-1] == f"✗ to do · Permissions · The bot is not in the server yet. → invite it: {LINK}"


async def test_the_server_of_the_settings_is_the_one_looked_at(database_url: str) -> None:
    routes = accepted(server(payloads.ALL_PERMISSIONS))

    inside = await discord_lines(routes, database_url, GUILD_ID=payloads.GUILD)
    elsewhere = await discord_lines(routes, database_url, GUILD_ID="999999999999999999")

    assert inside[-1] == "✓ ok · Permissions · Communauté d’essai: all that is needed is granted."
    assert elsewhere[-1] == f"✗ to do · Permissions · The bot is not in the server yet. → invite it: {LINK}"


async def test_permissions_that_a_server_lacks_are_named_as_discord_names_them(database_url: str) -> None:
    lines = await discord_lines(accepted(server(NO_PERMISSION)), database_url)

    assert lines[-1] == (
        "✗ to do · Permissions · Communauté d’essai: missing: View Channels, Send Messages,"
        " Send Messages in Threads, Embed Links, Attach Files, Read Message History, Manage Threads,"
        " Manage Channels, Manage Roles, Manage Server, Manage Messages."
        f" → grant them to its role, or invite it again: {LINK}"
    )


async def test_an_application_that_sends_its_commands_elsewhere_is_told(database_url: str) -> None:
    lines = await discord_lines(accepted(interactions_endpoint_url="https://example.org/"), database_url)

    assert lines[1] == (
        "✗ to do · Application · Its commands are sent to a web address, so the bot would never see them."
        " → developer portal: empty “Interactions Endpoint URL”"
    )


async def test_a_database_that_does_not_answer_keeps_the_rest_of_it_from_being_looked_at() -> None:
    _, lines = await looked_at({"DATABASE_URL": "postgresql://me:s3cr3t@127.0.0.1:1/base"})

    assert lines[1:4] == [
        (
            "✗ to do · Database · It does not answer (OperationalError)."
            " → start it, or correct TISSERANDE_DATABASE_URL"
        ),
        "✗ to do · Migrations · Not looked at: “Database” comes first.",
        "✗ to do · Catalogue · Not looked at: “Database” comes first.",
    ]


async def test_a_file_in_a_folder_that_does_not_exist_is_told_with_the_folder(tmp_path: Path) -> None:
    _, lines = await looked_at({"DATABASE_URL": f"sqlite:///{tmp_path}/absent/tisserande.db"})

    assert lines[1] == (
        f"✗ to do · Database · The folder {tmp_path}/absent does not exist."
        " → make it, or correct TISSERANDE_DATABASE_URL"
    )


async def test_the_findings_are_told_in_french_by_default(database_url: str) -> None:
    _, lines = await looked_at({"DATABASE_URL": database_url, "LANGUAGE": "fr"})

    assert lines[1] == "✓ ok · Base de données · Elle répond (sqlite)."
    assert (
        lines[5] == "✗ à faire · Application · Pas encore regardé\u00a0: «\u202fJeton\u202f» vient d’abord."
    )


def test_a_finding_is_told_by_a_word_as_well_as_by_a_sign() -> None:
    assert line_of(Finding("Jeton", ok=True, sentence="Bon."), ENGLISH) == "✓ ok · Jeton · Bon."
    assert line_of(Finding("Jeton", ok=False, sentence="Non.", remedy="un autre"), ENGLISH) == (
        "✗ to do · Jeton · Non. → un autre"
    )


def test_one_empty_shelf_is_enough_to_be_told() -> None:
    counts = dict.fromkeys(SHELVES, 1)

    assert catalogue_finding(counts, ENGLISH).ok
    assert [shelf for shelf in SHELVES if catalogue_finding(counts | {shelf: 0}, ENGLISH).ok] == []


def test_each_server_has_its_finding() -> None:
    granted = [("One", discord.Permissions.all()), ("Two", discord.Permissions.none())]

    assert [finding.ok for finding in permission_findings(granted, LINK, ENGLISH)] == [True, False]


def test_an_intent_that_is_not_switched_on_is_named_as_the_portal_names_it() -> None:
    wanted = discord.Intents(guilds=True, members=True)

    assert application_finding(wanted, discord.ApplicationFlags(), None, ENGLISH) == Finding(
        "Application",
        ok=False,
        sentence="Intents that are missing: Server Members Intent.",
        remedy="developer portal, Bot: switch them on",
    )


def test_mail_is_looked_at_when_a_part_of_it_is_set() -> None:
    words = locales.reader("fr")
    server = SecretStr("smtp://127.0.0.1")
    everything = Settings(smtp_url=server, mail_from="a@exemple.fr", public_url="https://exemple.fr/")
    assert [mail_finding(each, words) for each in (Settings(), everything)] == [None, None]
    half = mail_finding(Settings(smtp_url=server), words)
    assert half is not None
    assert line_of(half, words).translate({0xA0: " "}) == (
        "✗ à faire · E-mail · La veille ne peut pas partir par e-mail : il manque TISSERANDE_MAIL_FROM,"
        " TISSERANDE_PUBLIC_URL. → renseignez-les aussi, ou retirez les autres"
    )
