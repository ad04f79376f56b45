"""A web of loopback: real pages for real requests, and waiting that costs no time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1",)


@dataclass
class Site:
    """A real web server on loopback: give it pages, read what it was asked."""

    pages: dict[str, Answer | web.Response] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        page = self.pages[request.path]
        if isinstance(page, web.Response):
            return web.Response(status=page.status, body=page.body, headers=page.headers)
        return await page(request)


@dataclass
class Waits:
    """Waiting without losing time: every wait is written down, and the clock moves on by as much."""

    asked: list[float] = field(default_factory=list)
    now: float = 0.0

    async def wait(self, seconds: float) -> None:
        self.asked.append(round(seconds, 3))
        self.now += seconds

    def clock(self) -> float:
        return self.now
