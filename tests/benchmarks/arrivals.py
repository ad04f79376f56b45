"""A crowd joins at once, over the wire: how many a second are written down, in how many messages all are greeted."""

import asyncio
import tempfile
import time
from datetime import datetime, timedelta
from typing import Any

from bot.app import build_client, open_services
from bot.client import Tisserande
from bot.settings import Settings
from commands.services import Services
from tests.wire import payloads
from tests.wire.double import LoopbackDiscord, Recorded

FIRST_NEWCOMER = 2 * 10**18
# Longer than any hall that empties at this pace.
MOST_MINUTES = 600


class Hall(LoopbackDiscord):
    """A Discord whose doors open, and which takes messages in its one channel."""

    async def joins(self, number: int) -> None:
        """Somebody joins; the client hears of it."""
        newcomer = payloads.member() | {"user": payloads.user(str(FIRST_NEWCOMER + number), f"n{number}")}
        await self._event("GUILD_MEMBER_ADD", newcomer | {"guild_id": payloads.GUILD})

    def _answer(self, asked: Recorded) -> tuple[int, Any]:
        if asked.method == "POST" and asked.path.endswith(f"/channels/{payloads.CHANNEL}/messages"):
            self._snowflake += 1
            return 200, payloads.message(self._snowflake, asked.json)
        return super()._answer(asked)


async def measure_arrivals(people: int) -> dict[str, float]:
    """So many people join as fast as the wire carries them; then the bot has all the minutes it needs."""
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        settings = Settings(database_url=f"sqlite+aiosqlite:///{folder}/bench.db")
        async with open_services(settings) as services, Hall() as hall:
            client = build_client(services)
            async with hall.connected(client):
                return await _measure(hall, client, services, people)


async def _measure(hall: Hall, client: Tisserande, services: Services, people: int) -> dict[str, float]:
    guild, now = int(payloads.GUILD), services.clock().replace(minute=1)
    async with services.database.begin() as store:
        await store.spaces.applied(guild, "channel:welcome", int(payloads.CHANNEL), {}, now)
    started = time.perf_counter()
    for number in range(people):
        await hall.joins(number)
    while await _known(services, guild) < people:  # noqa: ASYNC110 - the client tells nobody what it writes
        await asyncio.sleep(0.01)
    seconds = time.perf_counter() - started
    sent, busiest = await _greet_all(client, now)
    rung = [
        id
        for each in hall.asked("POST", "/messages")
        for id in each.json["allowed_mentions"].get("users", ())
    ]
    return {
        "people": people,
        "written_per_second": round(people / seconds, 1),
        "lost": people - len(set(rung)),
        "greeted_twice": len(rung) - len(set(rung)),
        "messages": len(hall.asked("POST", "/messages")),
        "private_messages": len(hall.asked("POST", "/users/@me/channels")),
        "minutes": sent,
        "most_messages_in_a_minute": busiest,
    }


async def _known(services: Services, guild: int) -> int:
    async with services.database.begin() as store:
        return await store.members.count(guild)


async def _greet_all(client: Tisserande, now: datetime) -> tuple[int, int]:
    """The minutes it took to greet everybody, and the most messages that one of them sent."""
    busiest = 0
    for minute in range(MOST_MINUTES):
        sent = await client.each_minute(now + timedelta(minutes=minute))
        if not sent:
            return minute, busiest
        busiest = max(busiest, sent)
    return MOST_MINUTES, busiest
