"""A web of loopback: real pages for real requests, and waiting that costs no time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from digests.sources.source import Entry, Fetch, Reading, Source

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1",)
# What real sources answered, where somebody keeps it beside the project.
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "recordings"
recorded = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason="the recorded answers are not there: ../shared/recordings"
)


def in_turn(*answers: web.Response) -> Answer:
    """A page that gives another answer each time."""
    left = iter(answers)

    async def answer(_: web.Request) -> web.StreamResponse:
        return next(left)

    return answer


def xml(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/xml", charset="utf-8")


async def read(
    source: Source, fetch: Fetch, now: datetime, cursor: Mapping[str, Any] | None = None
) -> tuple[list[Entry], dict[str, Any]]:
    """What one reading gives, and the cursor that it leaves."""
    reading = Reading(dict(cursor or {}))
    entries = [entry async for entry in source.read(fetch, reading, now)]
    return entries, reading.cursor


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
