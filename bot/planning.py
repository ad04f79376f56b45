"""`tisserande plan | apply`: the blueprint of the server, from a terminal."""

import argparse
import asyncio
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import aiohttp
import discord
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

import locales
from bot.app import open_services
from bot.blueprint.gardener import Gardener
from bot.blueprint.once import creations_once
from bot.settings import PREFIX, TOKEN_VARIABLE, Settings
from commands.hosting import Progress
from locales import Words

# Discord's gateway answers in seconds; nobody waits longer at a terminal.
PATIENCE_SECONDS = 60.0
UNREACHABLE = (OSError, TimeoutError, aiohttp.ClientError, discord.DiscordException)
# The bot that runs hears and answers people; this one only looks at servers.
INTENTS = discord.Intents(guilds=True)
REFUSED = 1
_MARKS = re.compile(r"\*\*|\\(?=[^\w\s])")


def plan(given: argparse.Namespace, settings: Settings) -> int:
    """Print what applying the blueprint would change; 1 when it cannot be applied."""
    return asyncio.run(show(given, settings))


def apply(given: argparse.Namespace, settings: Settings) -> int:
    """Apply exactly the plan of this fingerprint; 1 when something is left to do."""
    return asyncio.run(carry_out(given, settings))


async def show(given: argparse.Namespace, settings: Settings) -> int:
    """The same as `plan`, inside a loop that runs already."""
    return await _in_words(settings, lambda gardener, id: _plan(gardener, id, given, settings))


async def carry_out(given: argparse.Namespace, settings: Settings) -> int:
    """The same as `apply`, inside a loop that runs already."""
    return await _in_words(settings, lambda gardener, id: _apply(gardener, id, given, settings))


async def _in_words(settings: Settings, work: Callable[[Gardener, int], Awaitable[int]]) -> int:
    """Do the work on the server of the settings; what goes wrong is one sentence on the error output."""
    words = locales.reader(settings.language)
    try:
        async with _connected(settings) as (gardener, client):
            guild = _server(client, settings, words)
            if guild is None:
                return REFUSED
            return await work(gardener, guild.id)
    except discord.LoginFailure:
        _complain([words("Discord refuses the token: correct {name}.", name=TOKEN_VARIABLE)])
    except UNREACHABLE as error:
        said = words("Discord could not be reached ({reason}).", reason=type(error).__name__)
        _complain([f"{said} → {words('look at the network, then run this again')}"])
    return REFUSED


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[tuple[Gardener, discord.Client]]:
    """A client that knows its servers, and answers nobody."""
    token = settings.require_token()
    client = discord.Client(
        intents=INTENTS,
        member_cache_flags=discord.MemberCacheFlags.none(),
        http_trace=creations_once(),
    )
    async with open_services(settings) as services, client:
        running = asyncio.create_task(client.start(token))
        ready = asyncio.create_task(client.wait_until_ready())
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            yield Gardener(client, services), client
        finally:
            ready.cancel()
            await client.close()
            with suppress(asyncio.CancelledError, *UNREACHABLE):
                await running


def _server(client: discord.Client, settings: Settings, words: Words) -> discord.Guild | None:
    """The server of the settings, or the only one there is."""
    if settings.guild_id is not None:
        guild = client.get_guild(settings.guild_id)
    else:
        guild = client.guilds[0] if len(client.guilds) == 1 else None
    if guild is None and settings.guild_id is None and client.guilds:
        names = words.list(f"{each.name} ({each.id})" for each in client.guilds)
        said = words(
            "Tisserande is on several servers: {names}. Say which in {setting}.",
            names=names,
            setting=f"{PREFIX}GUILD_ID",
        )
        _complain([said])
    elif guild is None:
        _complain([words("Tisserande is not on this server. Invite it, then ask again.")])
    return guild


async def _plan(gardener: Gardener, guild_id: int, given: argparse.Namespace, settings: Settings) -> int:
    planned = await gardener.plan(guild_id, settings.language, overwrite=given.overwrite, adopt=given.adopt)
    _print(planned.lines)
    if planned.changes and not planned.blocked:
        options = "".join(f" --{name}" for name in ("overwrite", "adopt") if getattr(given, name))
        words = locales.reader(settings.language)
        command = f"tisserande apply {planned.fingerprint}{options}"
        _print([words("To apply exactly this plan: {command}", command=command)])
    return REFUSED if planned.blocked else 0


async def _apply(gardener: Gardener, guild_id: int, given: argparse.Namespace, settings: Settings) -> int:
    with _bar() as progress:
        applied = await gardener.apply(
            guild_id,
            settings.language,
            given.fingerprint,
            progress,
            overwrite=given.overwrite,
            adopt=given.adopt,
        )
    _print(applied.lines)
    return REFUSED if applied.left else 0


@contextmanager
def _bar() -> Iterator[Progress]:
    """A progress bar, one step a change."""
    with Bar(BarColumn(), MofNCompleteColumn(), TextColumn(""), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        async def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step


def _print(lines: Iterable[str]) -> None:
    """A terminal shows neither Discord's bold letters nor what keeps a name from having some."""
    for line in lines:
        print(_MARKS.sub("", line))


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
