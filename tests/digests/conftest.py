from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from digests.fetching import Fetcher, fetching
from tests.digests.site import LOOPBACK, Site, Waits


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", served.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield served
    await runner.cleanup()


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def fetch(waits: Waits) -> AsyncIterator[Fetcher]:
    """A fetcher that is allowed on loopback, for the site of the tests."""
    async with fetching(
        "Tisserande/test", allowed=lambda address: address in LOOPBACK, wait=waits.wait, clock=waits.clock
    ) as opened:
        yield opened
