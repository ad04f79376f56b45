"""A server at Discord's limits: what a plan costs the processor, and how many requests a whole application sends.

500 channels, 250 roles and 1 000 open posts, on a Discord on loopback; everything of it was made by the blueprint.
"""

import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from bot.app import build_client, open_services
from bot.blueprint import declaration
from bot.blueprint.gardener import Gardener
from bot.blueprint.shapes import Blueprint, Declared
from bot.journal import open_journal
from bot.settings import Settings
from commands.services import Services
from tests.wire import payloads
from tests.wire.double import LoopbackDiscord

ROLES, CATEGORIES, CHANNELS, THREADS = 250, 10, 500, 1000
# Those that a server has before anything is made: @everyone and the bot's own role, and one channel.
ROLES_BEFORE, CHANNELS_BEFORE = 2, 1
ROUNDS = 9
GUILD = int(payloads.GUILD)


def at_the_limits() -> Blueprint:
    """As many roles and channels as Discord holds; each forum is open to a role, the bot, and two teams."""
    return Blueprint(tuple(_objects()))


def _objects() -> Iterator[Declared]:
    roles = [f"role:theme:{number}" for number in range(ROLES - ROLES_BEFORE)]
    for number, key in enumerate(roles):
        yield Declared(key, "role", {"name": f"Rôle {number}", "permissions": [], "mentionable": False})
    for number in range(CATEGORIES):
        yield Declared(f"category:{number}", "category", {"name": f"Catégorie {number}", "access": {}})
    for number in range(CHANNELS - CHANNELS_BEFORE - CATEGORIES):
        own = roles[number % len(roles)]
        yield Declared(
            f"channel:theme:{number}",
            "forum",
            {
                "name": f"forum-{number}",
                "topic": "Un message par question. " * 8,
                "parent": f"category:{number % CATEGORIES}",
                "access": {
                    "everyone": ["-view_channel"],
                    "bot": ["send_messages", "send_messages_in_threads", "view_channel"],
                    **{role: ["view_channel"] for role in sorted({roles[0], roles[1], own})},
                },
                "tags": [f"Étiquette {tag}" for tag in range(20)],
            },
        )


async def measure_spaces(say: Callable[[str], object]) -> dict[str, Any]:
    """The figures of the server at the limits, and of the one that is shipped."""
    open_journal("json", "info", StringIO())
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        async with open_services(Settings(database_url=url)) as services:
            say("Building a server at Discord’s limits")
            limits = await _measure(services, at_the_limits())
        url = f"sqlite+aiosqlite:///{Path(folder) / 'shipped.db'}"
        async with open_services(Settings(database_url=url)) as services:
            say("Building the shipped server")
            shipped = await _measure(services, declaration.load(services.catalogue))
            loading = await _cpu(lambda: _load(services))
    return {"limits": limits, "shipped": shipped | {"declaration_cpu_s": loading}}


async def _measure(services: Services, blueprint: Blueprint) -> dict[str, Any]:
    client = build_client(services)
    gardener = Gardener(client, services, lambda: blueprint)

    async def plan() -> str:
        planned = await gardener.plan(GUILD, "fr")
        assert not planned.blocked, planned.lines
        return planned.fingerprint

    async with LoopbackDiscord() as double:
        double.guild.threads = [payloads.thread(number) for number in range(THREADS)]
        async with double.connected(client):
            await client.wait_until_ready()
            empty = await _cpu(plan)
            before = len(double.requests)
            started = time.perf_counter()
            applied = await gardener.apply(GUILD, "fr", await plan(), _unseen)
            seconds = time.perf_counter() - started
            assert (applied.done, applied.left) == (len(blueprint.objects), 0), applied.lines
            built = await _cpu(plan)
            return {
                "objects": len(blueprint.objects),
                "requests": len(double.requests) - before,
                "requests_per_object": round((len(double.requests) - before) / len(blueprint.objects), 3),
                "apply_s": round(seconds, 2),
                "plan_of_nothing_cpu_s": empty,
                "plan_of_everything_cpu_s": built,
            }


async def _cpu(work: Callable[[], Awaitable[object]]) -> float:
    """Processor seconds of one turn of the work: the median of several."""
    turns = []
    for _ in range(ROUNDS):
        started = time.process_time()
        await work()
        turns.append(time.process_time() - started)
    return round(median(turns), 4)


async def _load(services: Services) -> Blueprint:
    return declaration.load(services.catalogue)


async def _unseen(*_: int) -> None:
    """Nobody looks at the progress."""
