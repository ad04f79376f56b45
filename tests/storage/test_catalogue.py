from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import ShelfFile
from storage.search.question import Query
from storage.validation import parse
from tests.builders import organisation, small_catalogue, write_folder

TODAY = date(2026, 11, 25)


@pytest.fixture
async def small(database: Database, now: datetime, tmp_path: Path) -> AsyncIterator[Catalogue]:
    """The small catalogue on the database of the test."""
    await import_catalogue(database, write_folder(tmp_path / "small", small_catalogue()))
    loaded = await Catalogue.load(database, now)
    yield loaded
    loaded.close()


def found(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.slug for hit in catalogue.index.search(Query(text, ("organisations",))).hits]


def test_the_shipped_catalogue_answers_with_every_entry_of_its_files(
    catalogue: Catalogue, catalogue_files: list[ShelfFile]
) -> None:
    for file in catalogue_files:
        assert set(catalogue.slugs(file.shelf)) == {entry["slug"] for entry in file.entries}


def test_every_entry_is_read_back_with_its_fields(
    catalogue: Catalogue, catalogue_files: list[ShelfFile]
) -> None:
    for file in catalogue_files:
        for entry in file.entries:
            assert catalogue.get(file.shelf, entry["slug"]) == parse(file.shelf, entry)


async def test_a_loaded_catalogue_is_fresh_as_of_now(small: Catalogue, now: datetime) -> None:
    assert (small.as_of, small.stale) == (now, False)


async def test_records_are_given_by_slug_and_unknown_ones_are_left_out(small: Catalogue) -> None:
    known = small.some("organisations", ["le-relais", "fantome", "la-passerelle"])
    assert [record.slug for record in known] == ["le-relais", "la-passerelle"]
    assert (small.get("organisations", "fantome"), small.get("themes", "fantome")) == (None, None)


async def test_a_correction_is_seen_at_the_next_refresh(
    small: Catalogue, database: Database, now: datetime
) -> None:
    assert small.get("themes", "handicap") is not None
    async with database.begin() as store:
        await store.entries.correct("themes", "handicap", "label", "Handicaps", TODAY, "pluriel")
        await store.entries.correct("organisations", "le-relais", "name", "Les Hirondelles", TODAY, "renommé")
    later = now + timedelta(minutes=1)
    assert await small.refresh(database, later) == 2
    assert (small.themes["handicap"].label, found(small, "hirondelles"), small.as_of) == (
        "Handicaps",
        ["le-relais"],
        later,
    )
    assert await small.refresh(database, later) == 0


async def test_a_withdrawn_entry_vanishes_from_search_completion_and_get_and_stays_away(
    small: Catalogue, database: Database, now: datetime, tmp_path: Path
) -> None:
    assert (found(small, "relais"), small.get("organisations", "le-relais") is not None) == (
        ["le-relais"],
        True,
    )
    async with database.begin() as store:
        await store.entries.withdraw("organisations", "le-relais", TODAY)
    await small.refresh(database, now)
    for _ in ("at once", "after the next import"):
        completed = [hit.slug for hit in small.index.complete("rel", "organisations")]
        assert (found(small, "relais"), completed, small.get("organisations", "le-relais")) == ([], [], None)
        assert small.slugs("organisations") == ["la-passerelle"]
        await import_catalogue(database, write_folder(tmp_path / "again", small_catalogue()))
        await small.refresh(database, now)


async def test_a_catalogue_whose_database_stops_goes_on_answering_and_says_as_of_when(
    small: Catalogue, database: Database, nowhere: Database, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    assert await small.refresh(nowhere, later) == 0
    assert (small.stale, small.as_of, found(small, "relais")) == (True, now, ["le-relais"])
    assert await small.refresh(database, later) == 0
    assert (small.stale, small.as_of) == (False, later)


async def test_an_index_file_is_taken_as_it_is_and_only_follows_what_changed(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    await import_catalogue(database, write_folder(tmp_path / "small", small_catalogue()))
    first = await Catalogue.load(database, now, tmp_path / "index.db")
    cursor = first.index.cursor
    first.close()
    async with database.begin() as store:
        await store.entries.correct(
            "organisations", "le-relais", "role", "Écoute les hirondelles.", TODAY, "vu"
        )
    read: list[int] = []
    second = await Catalogue.load(database, now, tmp_path / "index.db", read.append)
    assert (read, second.index.cursor, found(second, "hirondelles")) == ([], (cursor or 0) + 1, ["le-relais"])
    second.close()


async def test_an_index_file_of_another_database_is_built_anew(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    ahead = Catalogue(tmp_path / "index.db")
    ahead.index.cursor = 10_000
    ahead.close()
    await import_catalogue(database, write_folder(tmp_path / "small", small_catalogue()))
    loaded = await Catalogue.load(database, now, tmp_path / "index.db")
    assert set(loaded.slugs("organisations")) == {"la-passerelle", "le-relais"}
    loaded.close()


async def test_a_derived_table_is_built_once_until_the_catalogue_changes(
    small: Catalogue, database: Database, now: datetime
) -> None:
    built: list[int] = []

    def count(catalogue: Catalogue) -> int:
        built.append(len(catalogue.slugs("organisations")))
        return built[-1]

    assert (small.derived("count", count), small.derived("count", count), built) == (2, 2, [2])
    added = small_catalogue()["organisations"] + [organisation("le-tiers")]
    async with database.begin() as store:
        await store.entries.load(ShelfFile("organisations", {}, added))
    await small.refresh(database, now)
    assert (small.derived("count", count), built) == (3, [2, 3])


async def test_an_acronym_and_its_full_name_find_each_other(small: Catalogue) -> None:
    asked = [
        small.index.search(Query(text, ("trades",))).hits[0].slug for text in ("ES", "éducateur spécialisé")
    ]
    assert asked == ["educateur-specialise", "educateur-specialise"]
