"""Planning one weekly issue, from stored choices to committed deliveries, beside the barest insertion of as many rows.

In a process of its own, so that memory is the planning's alone: ``python -m tests.benchmarks.planning plan URL MANY``
prints one JSON object. Choices are free: about eight subscribers in ten share theirs with nobody.
"""

import asyncio
import gc
import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from digests.pipeline import make_issue
from digests.selection import SECTIONS, Limits
from storage.database import Database
from storage.items import Found, Kind
from storage.subscriptions import Audience, Preferences
from storage.territories import Territories

MONDAY = datetime(2026, 11, 23, 8, 1, tzinfo=ZoneInfo("Europe/Paris"))
AUDIENCE = Audience(1, "Europe/Paris 1 8", "weekly")
ITEMS, SEED, AT_ONCE = 300, 1, 20_000
THEMES = [f"theme-{n}" for n in range(24)]
TRADES = [f"trade-{n}" for n in range(20)]
AUDIENCES = [f"audience-{n}" for n in range(10)]
SOURCES = [f"source-{n}" for n in range(30)]
KINDS: list[Kind] = [kind for kinds in SECTIONS.values() for kind in kinds]
SUBSCRIPTIONS = (
    "INSERT INTO subscriptions (id, guild_id, member_id, medium, state, schedule, rhythm, signature_id, token,"
    " locale, since, reason) VALUES ({0}, 1, {0}, 'direct', 'active', 'Europe/Paris 1 8', 'weekly', {0}, {0},"
    " 'fr', {0}, '')"
)
BARE = (
    "INSERT INTO deliveries (edition_id, subscription_id, list_id, signature_id, state, medium, due_at, attempts)"
    " SELECT {edition}, id, {list}, signature_id, 'waiting', 'direct', since, 0 FROM subscriptions"
)


def measure_planning(url: str, subscribers: int) -> dict[str, Any]:
    """The figures of one size on one empty database; what prepares them and what is measured are two processes."""
    figures: dict[str, Any] = {"subscribers": subscribers}
    for step in STEPS:
        command = [sys.executable, "-m", "tests.benchmarks.planning", step, url, str(subscribers)]
        figures |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figures["ratio"] = round(figures["seconds"] / figures["bare_seconds"], 1)
    return figures


async def prepare(url: str, subscribers: int) -> dict[str, Any]:
    """Items, sets of choices and subscribers."""
    chance = random.Random(SEED)
    database, territories = Database(url), Territories.load()
    await database.upgrade()
    async with database.begin() as store:
        await store.items.keep(list(_items(chance, territories)), MONDAY - timedelta(days=2), baseline=False)
    signatures = await _subscribe(database, subscribers, chance, territories)
    await database.close()
    return {"signatures": signatures}


async def plan(url: str, subscribers: int) -> dict[str, Any]:
    """The barest insertion, then the whole issue, into the same table."""
    database, territories = Database(url), Territories.load()
    bare, before = await _bare(database), _memory_mb()
    started = perf_counter()
    async with database.begin() as store:
        issue = await make_issue(store, territories, AUDIENCE, MONDAY, Limits())
    took = perf_counter() - started
    await database.close()
    if issue is None or issue.deliveries != subscribers:
        raise RuntimeError("the issue did not reach everybody")
    return {
        "lists": issue.lists, "seconds": round(took, 2), "bare_seconds": round(bare, 3), "memory_before_mb": before,
        "memory_peak_mb": _memory_mb(),
    }  # fmt: skip


STEPS = {"prepare": prepare, "plan": plan}


def _items(chance: random.Random, territories: Territories) -> Iterator[Found]:
    places = _places(territories)
    for n in range(ITEMS):
        yield Found(
            chance.choice(SOURCES), (f"url:{n}",), chance.choice(KINDS), f"Titre {n}", f"https://exemple.fr/{n}",
            published_on=date(2026, 11, 20), themes=tuple(chance.sample(THEMES, chance.choice([0, 1, 1, 2]))),
            trades=tuple(chance.sample(TRADES, chance.choice([0, 0, 1]))),
            audiences=tuple(chance.sample(AUDIENCES, chance.choice([0, 0, 1]))),
            territories=(chance.choice(places),) if chance.random() < 0.3 else (),
        )  # fmt: skip


def _places(territories: Territories) -> list[str]:
    return [id for id in territories.places if id.startswith(("D", "R"))]


async def _subscribe(
    database: Database, subscribers: int, chance: random.Random, territories: Territories
) -> int:
    """Fill the two tables by the driver itself, and little by little; how many sets of choices."""
    places, known = _places(territories), dict[int, int]()
    signatures: list[tuple[Any, ...]] = []
    people: list[tuple[Any, ...]] = []
    for n in range(1, subscribers + 1):
        choices = Preferences(
            chance.sample(THEMES, chance.randint(0, 4)), chance.sample(TRADES, chance.randint(0, 2)),
            chance.sample(AUDIENCES, chance.randint(0, 1)), chance.sample(places, chance.randint(0, 2)),
        ).written  # fmt: skip
        # Of what was written already, numbers alone are kept.
        new, key = len(known) + 1, hash(choices)
        id = known.setdefault(key, new)
        if id == new:
            signatures.append((id, str(id), choices))
        people.append((n, n, id, f"t{n}", MONDAY))
        if len(people) == AT_ONCE or n == subscribers:
            await _write(database, signatures, people)
            signatures, people = [], []
    return len(known)


async def _write(
    database: Database, signatures: Sequence[tuple[Any, ...]], people: Sequence[tuple[Any, ...]]
) -> None:
    async with database._engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        mark = "?" if sqlite else "%s"
        await connection.exec_driver_sql(
            f"INSERT INTO signatures (id, digest, choices) VALUES ({mark}, {mark}, {mark})",  # noqa: S608 - marks
            list(signatures),
        )
        rows = [(*row[:-1], row[-1].isoformat()) for row in people] if sqlite else list(people)
        await connection.exec_driver_sql(SUBSCRIPTIONS.format(mark), rows)


async def _bare(database: Database) -> float:
    """As many rows, into the same table with the same indexes, of an older issue; seconds, with its commit."""
    async with database.begin() as store:
        week = timedelta(days=7)
        edition = await store.editions.make(
            "older", "2026-W47", MONDAY - 2 * week, MONDAY - week, MONDAY - week, late=False
        )
        (number,) = await store.editions.lists(edition or 0, [((1,), 0)])
    started = perf_counter()
    async with database._engine.begin() as connection:
        await connection.exec_driver_sql(BARE.format(edition=edition, list=number))
    return perf_counter() - started


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    # As the running bot does: see ``bot/app.py``.
    gc.set_threshold(20_000, 20, 20)
    print(json.dumps(asyncio.run(STEPS[sys.argv[1]](sys.argv[2], int(sys.argv[3])))))
