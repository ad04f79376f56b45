"""Point the real client at another Discord: by two public class attributes of discord.py, and nothing else of it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def redirected(base: str, gateway: str) -> Iterator[None]:
    """Point every client of this process at another Discord for a while."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, yarl.URL(gateway)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@asynccontextmanager
async def connected(
    client: discord.Client, base: str, gateway: str, online: Coroutine[Any, Any, None]
) -> AsyncIterator[None]:
    """Run the client against another Discord until the block ends; `online` returns once it is there."""
    with redirected(base, gateway):
        running = asyncio.create_task(client.start("a.loopback.token"))
        arrived = asyncio.create_task(online)
        try:
            await asyncio.wait({running, arrived}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            yield
        finally:
            arrived.cancel()
            await client.close()
            with suppress(asyncio.CancelledError):
                await running
