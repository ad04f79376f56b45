"""The doors of the sandbox for the command line: `demo` in a browser, `ask` in a terminal.

Both run on a database of their own, thrown away at the end: trying the bot changes nothing.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import open_services
from bot.settings import Settings
from sandbox import terminal
from sandbox.browser import demo as show
from sandbox.line import UnreadableLineError
from sandbox.settlement import settlement
from sandbox.simulation import Server

WRONG_LINE = 2
DIRECT_MESSAGE = ("mp", "dm")


def demo(given: argparse.Namespace, settings: Settings) -> int:
    """Serve the clickable page until Ctrl-C."""
    return asyncio.run(_demo(given, settings))


def ask(given: argparse.Namespace, settings: Settings) -> int:
    """Type one line as a member, print what the member would see; the exit code is 2 when nobody could type it."""
    return asyncio.run(_ask(given, settings))


async def _demo(given: argparse.Namespace, settings: Settings) -> int:
    async with open_server(settings) as server:
        await show(
            server, sys.stdout, port=given.port, language=settings.language, browse=not given.no_browser
        )
    return 0


async def _ask(given: argparse.Namespace, settings: Settings) -> int:
    channel = None if given.channel in DIRECT_MESSAGE else given.channel
    async with open_server(settings) as server:
        try:
            print(await terminal.ask(server, given.line, as_member=given.member, channel=channel))
        except UnreadableLineError as unreadable:
            print(unreadable, file=sys.stderr)
            return WRONG_LINE
    return 0


@asynccontextmanager
async def open_server(settings: Settings) -> AsyncIterator[Server]:
    """The invented community, on a database of its own."""
    with TemporaryDirectory(prefix="tisserande-") as folder:
        database = f"sqlite+aiosqlite:///{Path(folder) / 'demo.db'}"
        alone = settings.model_copy(update={"database_url": database, "index_path": ":memory:"})
        async with open_services(alone) as services, settlement(services) as server:
            yield server
