"""The web server: its pages, the headers of every answer, and nothing of any visit kept."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from storage.database import Database
from web.subscription import Naming, SubscriptionPages

# No page needs more than a press of its button.
LARGEST_BODY = 16 * 1024
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # The address of the page is the secret of the subscription: it is told to nobody and kept by nobody.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_web(database: Database, name: Naming, clock: Callable[[], datetime]) -> web.Application:
    """The application with every page. ``name`` says what a facet's slug is called."""
    app = web.Application(middlewares=[_protected], client_max_size=LARGEST_BODY)
    app.add_routes(SubscriptionPages(database, name, clock).routes())
    app.router.add_get("/style.css", _style)
    return app


@asynccontextmanager
async def serving(app: web.Application, port: int, host: str = "127.0.0.1") -> AsyncIterator[int]:
    """Serve while the block runs; gives the port. No log of visits: their addresses are secrets."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@web.middleware
async def _protected(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        answer = await handler(request)
    except web.HTTPException as refused:
        refused.headers.update(HEADERS)
        raise
    answer.headers.update(HEADERS)
    return answer


async def _style(_request: web.Request) -> web.Response:
    return web.Response(text=STYLE, content_type="text/css")
