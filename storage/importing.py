"""Bring a folder of the catalogue into the database: all of it or nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from storage.database import Database
from storage.entries import Conflict, Summary
from storage.reference_files import ShelfFile, dump_shelf, read_folder
from storage.schema import SHELVES
from storage.territories import Territories
from storage.validation import validate


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, shelf by shelf."""

    shelves: dict[str, Summary] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Conflict]:
        """Every field whose correction was kept against a changed reference."""
        return [conflict for summary in self.shelves.values() for conflict in summary.conflicts]


async def import_catalogue(
    database: Database, folder: Traversable, progress: Callable[[str, int, int], None] | None = None
) -> Imported:
    """Validate everything, then load everything in one transaction. ``progress`` gets shelf, done, total.

    Raises:
        InvalidReference: at least one line is wrong; nothing was loaded.
    """
    files = read_folder(folder)
    validate(files, Territories.load())
    imported = Imported()
    async with database.begin() as store:
        for file in files:
            step = _counting(file.shelf, len(file.entries), progress)
            imported.shelves[file.shelf] = await store.entries.load(file, step)
    return imported


async def export_catalogue(database: Database, folder: Path) -> dict[str, int]:
    """Write every shelf to a folder in the canonical form; the number of entries of each."""
    async with database.begin() as store:
        files = [await store.entries.export(shelf) for shelf in SHELVES]
    return await asyncio.to_thread(_write, folder, files)


def _write(folder: Path, files: list[ShelfFile]) -> dict[str, int]:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / f"{file.shelf}.yaml").write_text(dump_shelf(file.header, file.entries), encoding="utf-8")
    return {file.shelf: len(file.entries) for file in files}


def _counting(
    shelf: str, total: int, progress: Callable[[str, int, int], None] | None
) -> Callable[[], None] | None:
    if progress is None:
        return None
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(shelf, done, total)

    return step
