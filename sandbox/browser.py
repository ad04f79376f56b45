"""`tisserande demo`: the bot to click, in a browser, on this computer."""

import asyncio
import signal
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TextIO

from aiohttp import web

import locales
from sandbox.index import Index
from sandbox.previews import Previews
from sandbox.simulation import Server

HOST = "127.0.0.1"


async def demo(
    server: Server, out: TextIO, *, port: int = 0, language: str = "fr", browse: bool = True
) -> None:
    """Serve the page, say where, open it when a browser is there, and stop cleanly on Ctrl-C.

    Raises:
        OSError: the port is taken.
    """
    words = locales.reader(language)
    async with served(server, port=port, language=language) as address:
        out.write(words("Tisserande is open at {address}", address=address) + "\n")
        out.write(words("Press Ctrl-C to stop.") + "\n")
        out.flush()
        if browse:
            await asyncio.to_thread(open_in_browser, address)
        await _interrupted()
    out.write("\n" + words("The demonstration is over.") + "\n")


@asynccontextmanager
async def served(server: Server, *, port: int = 0, language: str = "fr") -> AsyncIterator[str]:
    """Serve the page on this computer until the block ends; gives its address. Port 0 takes a free one."""
    previews = Previews(server)
    runner = web.AppRunner(
        Index(server, previews, language).application(), access_log=None, shutdown_timeout=1
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}/"
    finally:
        await previews.close()
        await runner.cleanup()


def open_in_browser(address: str) -> bool:
    """Open the page in a window; False, and silence, when there is none to open it."""
    with suppress(webbrowser.Error, OSError):
        found = webbrowser.get()
        # A plain GenericBrowser is one of the terminal's own (w3m, lynx): it would cover what we print.
        if type(found) is not webbrowser.GenericBrowser:
            return found.open(address)
    return False


async def _interrupted() -> None:
    """Return on Ctrl-C or when asked to end; elsewhere than on Unix, Ctrl-C raises KeyboardInterrupt instead."""
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    signs = (signal.SIGINT, signal.SIGTERM)
    with suppress(NotImplementedError):
        for sign in signs:
            loop.add_signal_handler(sign, asked.set)
    try:
        await asked.wait()
    finally:
        with suppress(NotImplementedError):
            for sign in signs:
                loop.remove_signal_handler(sign)
