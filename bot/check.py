"""`tisserande check`: is everything in place for this bot to run? One line for each thing, with its remedy.

What needs no network is looked at first and told even when Discord cannot be reached.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import aiohttp
import discord

import locales
from bot import invite
from bot.client import INTENTS
from bot.settings import (
    DATABASE_VARIABLE,
    PREFIX,
    TOKEN_VARIABLE,
    Settings,
    SettingsError,
    load_settings,
    variable_names,
)
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.schema import SHELVES

# Discord answers in well under a second; its library tries again for longer than anyone waits at a terminal.
PATIENCE_SECONDS = 20.0
# A bot that is in more servers than this is looked after from elsewhere.
MOST_SERVERS = 20
UNREACHABLE = (OSError, TimeoutError, aiohttp.ClientError, discord.HTTPException)
POSTGRES_EXTRA = ".venv/bin/pip install -e '.[postgres]'"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: is it in order, what was seen, and what to do when it is not."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""


async def check(
    out: TextIO,
    env_file: Path | None = Path(".env"),
    environ: Mapping[str, str] | None = None,
) -> int:
    """Write each finding to `out` as soon as it is known. Return the exit code: 1 when something is to be done."""
    try:
        settings = load_settings(env_file, environ)
    except SettingsError as error:
        words = locales.reader(error.language)
        out.writelines(
            line_of(_to_do(words("Settings"), mistake), words) + "\n" for mistake in error.mistakes
        )
        return 1
    code, words = 0, locales.reader(settings.language)
    async for finding in findings(settings, words):
        out.write(line_of(finding, words) + "\n")
        out.flush()
        code = code if finding.ok else 1
    return code


def line_of(finding: Finding, words: locales.Words) -> str:
    """One finding on one line: a sign and its word, the name, what was seen, the remedy."""
    mark = "✓ " + words("ok") if finding.ok else "✗ " + words("to do")
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    return f"{mark} · {finding.name} · {finding.sentence}{remedy}"


async def findings(settings: Settings, words: locales.Words) -> AsyncIterator[Finding]:
    """Every finding, in the order in which things are needed."""
    count = len(variable_names())
    yield _fine(words("Settings"), words("{n} settings, each with an allowed value.", n=count))
    half = mail_finding(settings, words)
    if half is not None:
        yield half
    for finding in await storage_findings(settings.database_url, words):
        yield finding
    for finding in await discord_findings(settings, words):
        yield finding


def mail_finding(settings: Settings, words: locales.Words) -> Finding | None:
    """Is something missing for digests to go by mail? None when all of it is there, or nothing of it."""
    given = {name: getattr(settings, name) for name in ("smtp_url", "mail_from", "public_url")}
    missing = [PREFIX + name.upper() for name, value in given.items() if not value]
    if not missing or len(missing) == len(given):
        return None
    sentence = words("Digests cannot go by mail: missing: {names}.", names=", ".join(missing))
    return _to_do(words("Mail"), sentence, words("set them too, or take the others out"))


async def storage_findings(database_url: str, words: locales.Words) -> list[Finding]:
    """The database, its migrations, the catalogue in it."""
    name, later = words("Database"), (words("Migrations"), words("Catalogue"))
    folder = _sqlite_folder(database_url)
    if folder is not None and not folder.is_dir():
        missing = words("The folder {folder} does not exist.", folder=folder)
        return _blocked(
            _to_do(name, missing, words("make it, or correct {name}", name=DATABASE_VARIABLE)), later, words
        )
    try:
        database = Database(database_url)
    except ImportError:
        missing = words("The driver of PostgreSQL is not installed.")
        return _blocked(_to_do(name, missing, POSTGRES_EXTRA), later, words)
    counts: dict[str, int] = {}
    try:
        # Inside a transaction, storage itself says when the database does not answer.
        async with database.begin() as store:
            current = await database.is_current()
            if current:
                counts = await store.entries.count()
    except DatabaseUnavailable as error:
        remedy = words("start it, or correct {name}", name=DATABASE_VARIABLE)
        sentence = words("It does not answer ({reason}).", reason=type(error.__cause__ or error).__name__)
        return _blocked(_to_do(name, sentence, remedy), later, words)
    finally:
        await database.close()
    reached = _fine(name, words("It answers ({kind}).", kind=database_url.partition("+")[0]))
    return [reached, migrations_finding(words, current=current), catalogue_finding(counts, words)]


def _sqlite_folder(database_url: str) -> Path | None:
    """The folder that must hold the file of an SQLite database; None for another kind."""
    scheme, _, file = database_url.partition(":///")
    return Path(file.partition("?")[0]).parent if scheme.startswith("sqlite") else None


def migrations_finding(words: locales.Words, *, current: bool) -> Finding:
    """Is the schema of the database the one that this version knows?"""
    if current:
        return _fine(words("Migrations"), words("The database is up to date."))
    remedy = words("start the bot once: “tisserande run” brings it up to date")
    return _to_do(words("Migrations"), words("The database is not up to date."), remedy)


def catalogue_finding(counts: Mapping[str, int], words: locales.Words) -> Finding:
    """Does each shelf of the catalogue hold something?"""
    told = ", ".join(f"{shelf} {counts.get(shelf, 0)}" for shelf in SHELVES)
    if all(counts.get(shelf) for shelf in SHELVES):
        return _fine(words("Catalogue"), told)
    return _to_do(words("Catalogue"), told, words("load it: tisserande import catalogue"))


async def discord_findings(settings: Settings, words: locales.Words) -> list[Finding]:
    """The token, the application, and what each server grants, asked of Discord over HTTP only."""
    later = (words("Application"), words("Permissions"))
    if settings.discord_token is None:
        remedy = words("set {name}; without a token, “tisserande demo” shows everything", name=TOKEN_VARIABLE)
        return _blocked(_to_do(words("Token"), words("There is none."), remedy), later, words)
    # Tisserande never speaks: what the library says of voice is of no use here.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), discord.Client(intents=INTENTS) as client:
            await client.login(settings.discord_token.get_secret_value())
            return await _application_findings(client, settings.guild_id, words)
    except discord.LoginFailure:
        sentence = words("Discord refuses it.")
        remedy = words(
            "make a new one (developer portal, Bot, Reset Token) and set {name}", name=TOKEN_VARIABLE
        )
    except UNREACHABLE as error:
        sentence = words("Discord could not be reached ({reason}).", reason=type(error).__name__)
        remedy = words("look at the network, then run this again")
    return _blocked(_to_do(words("Token"), sentence, remedy), later, words)


async def _application_findings(
    client: discord.Client, guild_id: int | None, words: locales.Words
) -> list[Finding]:
    """What a client that is logged in can tell."""
    application = client.application
    if application is None:
        raise discord.ClientException("a client that is logged in knows its application")
    granted = [one async for one in _servers(client, guild_id)]
    return [
        _fine(words("Token"), words("Discord accepts it: the bot is {name}.", name=str(client.user))),
        application_finding(INTENTS, application.flags, application.interactions_endpoint_url, words),
        *permission_findings(granted, invite.invite_link(application.id), words),
    ]


async def _servers(
    client: discord.Client, guild_id: int | None
) -> AsyncIterator[tuple[str, discord.Permissions]]:
    """The servers that the bot is in, or the one named in the settings, with what the bot may do there."""
    ids = [guild_id] if guild_id else [guild.id async for guild in client.fetch_guilds(limit=MOST_SERVERS)]
    for one in ids:
        try:
            guild = await client.fetch_guild(one)
        except (discord.NotFound, discord.Forbidden):
            continue
        member = await guild.fetch_member(client.user.id if client.user else 0)
        yield guild.name, member.guild_permissions


def application_finding(
    wanted: discord.Intents, flags: discord.ApplicationFlags, endpoint: str | None, words: locales.Words
) -> Finding:
    """Does the developer portal let the bot receive what it needs?"""
    name, portal = words("Application"), words("developer portal")
    missing = invite.missing_intents(wanted, flags)
    if endpoint:
        sentence = words("Its commands are sent to a web address, so the bot would never see them.")
        return _to_do(name, sentence, words("{portal}: empty “Interactions Endpoint URL”", portal=portal))
    if missing:
        sentence = words("Intents that are missing: {intents}.", intents=", ".join(missing))
        return _to_do(name, sentence, words("{portal}, Bot: switch them on", portal=portal))
    return _fine(name, words("Every intent that is needed is granted."))


def permission_findings(
    granted: Iterable[tuple[str, discord.Permissions]], link: str, words: locales.Words
) -> list[Finding]:
    """One finding for each server: may the bot do there what its invitation asks for?"""
    name, found = words("Permissions"), []
    for server, permissions in granted:
        missing = [words(invite.PERMISSIONS[one]) for one in invite.missing_permissions(permissions)]
        if missing:
            sentence = words("{server}: missing: {names}.", server=server, names=", ".join(missing))
            remedy = words("grant them to its role, or invite it again: {link}", link=link)
            found.append(_to_do(name, sentence, remedy))
        else:
            found.append(_fine(name, words("{server}: all that is needed is granted.", server=server)))
    if not found:
        sentence = words("The bot is not in the server yet.")
        found.append(_to_do(name, sentence, words("invite it: {link}", link=link)))
    return found


def _fine(name: str, sentence: str) -> Finding:
    return Finding(name, ok=True, sentence=sentence)


def _to_do(name: str, sentence: str, remedy: str = "") -> Finding:
    return Finding(name, ok=False, sentence=sentence, remedy=remedy)


def _blocked(cause: Finding, later: Iterable[str], words: locales.Words) -> list[Finding]:
    """A finding that keeps others from being looked at: they are named, so that nothing seems forgotten."""
    sentence = words("Not looked at: “{cause}” comes first.", cause=cause.name)
    return [cause, *(_to_do(name, sentence) for name in later)]
