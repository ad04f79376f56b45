"""`tisserande import | export | correct | withdraw | erase`: keeping the catalogue, and forgetting people."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.app import clock_of
from bot.settings import Settings
from commands.privacy.workflow import cards, posts, with_announcements
from storage.database import Database
from storage.errors import InvalidReference
from storage.importing import Imported, export_catalogue, import_catalogue
from storage.reference_files import shipped

REFUSED = 1


def import_(given: argparse.Namespace, settings: Settings) -> int:
    """Load a folder of the catalogue, all or nothing, and say what it did."""
    return asyncio.run(_import(given.folder, settings))


def export(given: argparse.Namespace, settings: Settings) -> int:
    """Write the catalogue to a folder."""
    return asyncio.run(_export(given.folder or Path("catalogue"), settings))


def correct(given: argparse.Namespace, settings: Settings) -> int:
    """Give one field a value that imports will respect."""
    return asyncio.run(_correct(given, settings))


def withdraw(given: argparse.Namespace, settings: Settings) -> int:
    """Take an entry out of every answer."""
    return asyncio.run(_withdraw(given, settings))


def erase(given: argparse.Namespace, settings: Settings) -> int:
    """Erase a person who can no longer do it on Discord: everything, on every server."""
    return asyncio.run(_erase(given.member_id, settings))


async def _import(folder: Path | None, settings: Settings) -> int:
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        with _bar() as step:
            imported = await import_catalogue(database, folder or shipped(), step)
    except InvalidReference as invalid:
        Console(stderr=True).print(
            f"Refused, nothing was loaded: {len(invalid.problems)} problem(s).", highlight=False
        )
        print(invalid, file=sys.stderr)
        return REFUSED
    finally:
        await database.close()
    _tell(imported)
    return 0


async def _export(folder: Path, settings: Settings) -> int:
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        written = await export_catalogue(database, folder)
    finally:
        await database.close()
    print(f"{sum(written.values())} entries written to {folder}.")
    return 0


async def _correct(given: argparse.Namespace, settings: Settings) -> int:
    value = yaml.safe_load(given.value)
    value = value.isoformat() if hasattr(value, "isoformat") else value
    today = clock_of(settings)().date()
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        async with database.begin() as store:
            await store.entries.correct(given.shelf, given.slug, given.field, value, today, given.reason)
    finally:
        await database.close()
    print(f"{given.shelf}/{given.slug}: {given.field} corrected. Running bots will see it within a minute.")
    return 0


async def _withdraw(given: argparse.Namespace, settings: Settings) -> int:
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        async with database.begin() as store:
            await store.entries.withdraw(given.shelf, given.slug, clock_of(settings)().date())
    finally:
        await database.close()
    print(f"{given.shelf}/{given.slug}: withdrawn. Running bots will forget it within a minute.")
    return 0


async def _erase(member_id: int, settings: Settings) -> int:
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        async with database.begin() as store:
            data = await store.privacy.of(member_id)
        written = [post.url for post in await with_announcements(database, posts(data))]
        written += [card.url for card in await cards(database, data)]
        async with database.begin() as store:
            counts = await store.privacy.erase(member_id, clock_of(settings)())
    finally:
        await database.close()
    for said, tables in (("erased", counts.deleted), ("kept without the person", counts.forgotten)):
        for table, number in sorted(tables.items()):
            print(f"{table}: {number} {said}")
    if not counts:
        print("Nothing is kept about this person.")
    if written:
        print("Their words are still on Discord; empty or remove these messages by hand:")
        print(*written, sep="\n")
    return 0


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar, one line a shelf."""
    columns = (TextColumn("{task.description:14}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, object] = {}

        def step(shelf: str, done: int, total: int) -> None:
            if shelf not in tasks:
                tasks[shelf] = progress.add_task(shelf, total=total)
            progress.update(tasks[shelf], completed=done)  # type: ignore[arg-type]  # rich's own opaque id

        yield step


def _tell(imported: Imported) -> None:
    table = Table("shelf", "added", "changed", "unchanged", "refused")
    for shelf, summary in imported.shelves.items():
        table.add_row(shelf, str(summary.added), str(summary.changed), str(summary.unchanged), "0")
    console = Console()
    console.print(table)
    for conflict in imported.conflicts:
        where = f"{conflict.shelf}/{conflict.slug}, {conflict.field}"
        said = f"conflict: {where}: kept {conflict.kept!r}, offered {conflict.offered!r}"
        console.print(said, markup=False, highlight=False)
