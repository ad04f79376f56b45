"""Direct messages at the highest pace, over the wire, with Discord's limits, while a member asks questions."""

import asyncio
import tempfile
import time
from io import StringIO
from typing import Any

from bot.app import build_client, open_services
from bot.client import Tisserande
from bot.journal import open_journal
from bot.post import DirectCourier
from bot.postman import Postman
from bot.settings import Settings
from commands.services import Services
from digests.pacing import real_pacer
from tests.benchmarks.timing import percentile
from tests.digests.items import found
from tests.digests.subscribers import MONDAY, keep, name, subscriber
from tests.wire.double import LoopbackDiscord, Recorded
from tests.wire.limits import Limits

PER_SECOND = 20
# What an answer of Discord takes on its way.
LATENCY = 0.03
ASKED_EVERY = 0.1
FIRST_READER = 3 * 10**17


class Mailroom(LoopbackDiscord):
    """A Discord with limits, which notes when each message of a conversation arrives."""

    def __init__(self) -> None:
        self.limited = Limits()
        super().__init__(self.limited, LATENCY)
        self.arrivals: list[float] = []

    def _answer(self, asked: Recorded) -> tuple[int, Any]:
        if asked.method == "POST" and asked.path.endswith("/messages"):
            self.arrivals.append(time.perf_counter())
        return super()._answer(asked)


async def measure_delivery(readers: int) -> dict[str, float]:
    """An issue of five items for so many readers; one question each tenth of a second meanwhile."""
    open_journal("json", "info", StringIO())
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        settings = Settings(
            database_url=f"sqlite+aiosqlite:///{folder}/bench.db", deliveries_per_second=PER_SECOND
        )
        async with open_services(settings) as services, Mailroom() as room:
            items = [found(f"report-{number}", themes=("handicap",)) for number in range(5)]
            await keep(services.database, items, [subscriber(FIRST_READER + each) for each in range(readers)])
            client = build_client(services)
            async with room.connected(client):
                return await _measure(room, client, services, settings.deliveries_per_second)


async def _measure(
    room: Mailroom, client: Tisserande, services: Services, per_second: float
) -> dict[str, float]:
    postman = Postman(services, {"direct": DirectCourier(client)}, name, real_pacer(per_second))
    before = len(room.requests)
    delivering = asyncio.create_task(postman.minute(MONDAY))
    latencies = await _ask_until(room, delivering)
    await delivering
    seconds = room.arrivals[-1] - room.arrivals[0] + 1 / per_second
    requests = len(room.requests) - before - len(latencies)
    people = [each.path for each in room.asked("POST", "/messages")]
    return {
        "messages": len(people),
        "readers_served_twice": len(people) - len(set(people)),
        "requests_per_second": round(requests / seconds, 1),
        "share_of_the_rate": round(len(people) / seconds / per_second, 3),
        "refused_with_429": len(room.limited.refusals),
        "questions": len(latencies),
        "answer_p50_ms": round(percentile(latencies, 0.5) * 1000, 1),
        "answer_p99_ms": round(percentile(latencies, 0.99) * 1000, 1),
    }


async def _ask_until(room: Mailroom, done: asyncio.Task[None]) -> list[float]:
    """Ask while this lasts; how long each answer took, in seconds."""
    latencies: list[float] = []

    async def ask() -> None:
        asked = time.perf_counter()
        await room.slash("sigle", sigle="ASE")
        latencies.append(time.perf_counter() - asked)

    async with asyncio.TaskGroup() as questions:
        while not done.done():
            questions.create_task(ask())
            await asyncio.sleep(ASKED_EVERY)
    return latencies
