from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

import locales
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import Fields
from tests.builders import small_catalogue, write_folder
from tests.conftest import sqlite_url

MakeCatalogue = Callable[..., Awaitable[Catalogue]]


@pytest.fixture(scope="session")
def french(now: datetime) -> Reader:
    """Somebody who reads French, in a private message."""
    return Reader(locales.reader("fr"), now)


@pytest.fixture(scope="session")
def english(now: datetime) -> Reader:
    """Somebody who reads English, in a private message."""
    return Reader(locales.reader("en-GB"), now)


@pytest.fixture
async def make_catalogue(tmp_path: Path, now: datetime) -> AsyncIterator[MakeCatalogue]:
    """Makes a small catalogue; the entries given are added to its own, or replace those of the same slug."""
    made: list[Catalogue] = []
    numbers = count()

    async def make(**shelves: list[Fields]) -> Catalogue:
        folder = tmp_path / f"catalogue-{next(numbers)}"
        database = Database(sqlite_url(write_folder(folder, _with(shelves))))
        try:
            await database.upgrade()
            await import_catalogue(database, folder)
            made.append(await Catalogue.load(database, now))
        finally:
            await database.close()
        return made[-1]

    yield make
    for catalogue in made:
        catalogue.close()


def _with(shelves: dict[str, list[Fields]]) -> dict[str, list[Fields]]:
    merged = small_catalogue()
    for shelf, entries in shelves.items():
        own = {entry["slug"]: entry for entry in merged[shelf]}
        merged[shelf] = list((own | {entry["slug"]: entry for entry in entries}).values())
    return merged
