from datetime import date
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import InvalidReference
from storage.importing import export_catalogue, import_catalogue
from storage.reference_files import shipped
from storage.schema import SHELVES
from tests.builders import organisation, small_catalogue, write_folder
from tests.conftest import sqlite_url

TODAY = date(2026, 11, 25)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_export_after_import_is_byte_for_byte_what_was_shipped(
    database: Database, tmp_path: Path
) -> None:
    await import_catalogue(database, shipped())
    await export_catalogue(database, tmp_path / "once")
    await import_catalogue(database, tmp_path / "once")
    await export_catalogue(database, tmp_path / "twice")
    expected = {f"{shelf}.yaml": (shipped() / f"{shelf}.yaml").read_bytes() for shelf in SHELVES}
    assert contents(tmp_path / "once") == expected
    assert contents(tmp_path / "twice") == expected


async def test_importing_twice_changes_nothing(database: Database) -> None:
    first = await import_catalogue(database, shipped())
    second = await import_catalogue(database, shipped())
    added = {shelf: summary.added for shelf, summary in first.shelves.items()}
    assert {shelf: summary.unchanged for shelf, summary in second.shelves.items()} == added
    assert {(summary.added, summary.changed) for summary in second.shelves.values()} == {(0, 0)}
    async with database.begin() as store:
        assert await store.entries.count() == added


async def test_one_wrong_line_is_named_and_nothing_at_all_is_loaded(
    database: Database, tmp_path: Path
) -> None:
    shelves = small_catalogue()
    shelves["organisations"].append(organisation("le-faux", kind="licorne"))
    with pytest.raises(InvalidReference, match=r"organisations\.yaml, entry « le-faux », field « kind »"):
        await import_catalogue(database, write_folder(tmp_path / "wrong", shelves))
    async with database.begin() as store:
        assert (await store.entries.count(), await store.entries.cursor()) == ({}, 0)


async def test_a_wrong_import_leaves_the_catalogue_of_before(database: Database, tmp_path: Path) -> None:
    await import_catalogue(database, write_folder(tmp_path / "right", small_catalogue()))
    shelves = small_catalogue()
    shelves["themes"][0]["label"] = ""
    with pytest.raises(InvalidReference):
        await import_catalogue(database, write_folder(tmp_path / "wrong", shelves))
    await export_catalogue(database, tmp_path / "after")
    assert contents(tmp_path / "after") == contents(tmp_path / "right")


async def test_a_correction_outlives_an_import_and_is_exported(database: Database, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "reference", small_catalogue())
    await import_catalogue(database, folder)
    async with database.begin() as store:
        await store.entries.correct("organisations", "le-relais", "role", "Corrigé.", TODAY, "vérifié")
    shelves = small_catalogue()
    shelves["organisations"][1]["role"] = "Nouveau."
    imported = await import_catalogue(database, write_folder(tmp_path / "newer", shelves))
    assert [(one.slug, one.field, one.kept, one.offered) for one in imported.conflicts] == [
        ("le-relais", "role", "Corrigé.", "Nouveau.")
    ]
    await export_catalogue(database, tmp_path / "after")
    shelves["organisations"][1]["role"] = "Corrigé."
    assert contents(tmp_path / "after") == contents(write_folder(tmp_path / "expected", shelves))


async def test_progress_is_told_entry_by_entry(sqlite_database: Database, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = write_folder(tmp_path / "reference", small_catalogue())
    await import_catalogue(sqlite_database, folder, lambda *step: told.append(step))
    assert told == [
        (shelf, done, len(entries))
        for shelf, entries in small_catalogue().items()
        for done in range(1, len(entries) + 1)
    ]


async def test_what_is_exported_after_a_withdrawal_can_be_imported_elsewhere(
    database: Database, tmp_path: Path
) -> None:
    await import_catalogue(database, write_folder(tmp_path / "reference", small_catalogue()))
    async with database.begin() as store:
        await store.entries.withdraw("organisations", "la-passerelle", TODAY)
        await store.entries.withdraw("trades", "cesf", TODAY)
    await export_catalogue(database, tmp_path / "once")
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Database(sqlite_url(tmp_path / "elsewhere"))
    await elsewhere.upgrade()
    await import_catalogue(elsewhere, tmp_path / "once")
    await export_catalogue(elsewhere, tmp_path / "twice")
    await elsewhere.close()
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")
    assert "la-passerelle" not in (tmp_path / "once" / "organisations.yaml").read_text(encoding="utf-8")


async def test_a_number_of_entries_is_told_for_each_shelf_written(
    sqlite_database: Database, tmp_path: Path
) -> None:
    await import_catalogue(sqlite_database, write_folder(tmp_path / "reference", small_catalogue()))
    written = await export_catalogue(sqlite_database, tmp_path / "out")
    assert written == {shelf: len(entries) for shelf, entries in small_catalogue().items()}
