from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import ShelfFile
from storage.search.question import Query
from storage.validation import parse
from tests.builders import organisation, scheme, small_catalogue, write_folder
from tests.conftest import sqlite_url

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


async def test_what_another_process_changed_is_seen(
    small: Catalogue, empty_database_url: str, database: Database, now: datetime
) -> None:
    elsewhere = Database(empty_database_url)
    async with elsewhere.begin() as store:
        await store.entries.correct(
            "resources", "livre-blanc", "title", "Livre des hirondelles", TODAY, "relu"
        )
    await elsewhere.close()
    assert small.get("resources", "livre-blanc") is not None
    assert await small.refresh(database, now) == 1
    found_now = small.index.search(Query("hirondelles", ("resources",))).hits
    assert [hit.slug for hit in found_now] == ["livre-blanc"]
    assert small.some("resources", ["livre-blanc"]) == [
        parse("resources", small_catalogue()["resources"][0] | {"title": "Livre des hirondelles"})
    ]


async def test_an_entry_already_shown_is_forgotten_as_soon_as_it_is_withdrawn(
    small: Catalogue, database: Database, now: datetime
) -> None:
    assert small.get("practices", "accueil") is not None
    async with database.begin() as store:
        await store.entries.withdraw("practices", "accueil", TODAY)
        await store.entries.withdraw("funding", "bourse", TODAY)
    await small.refresh(database, now)
    assert (small.get("practices", "accueil"), small.funding, small.slugs("funding")) == (None, {}, [])


async def test_a_database_that_stops_answering_and_comes_back_is_followed_again(
    small: Catalogue, database: Database, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    await rename_table(database, "counters", "elsewhere")
    assert (await small.refresh(database, later), small.stale, small.as_of) == (0, True, now)
    assert found(small, "relais") == ["le-relais"]
    await rename_table(database, "elsewhere", "counters")
    async with database.begin() as store:
        await store.entries.correct("organisations", "le-relais", "name", "Les Hirondelles", TODAY, "renommé")
    assert (await small.refresh(database, later), small.stale, small.as_of) == (1, False, later)
    assert found(small, "hirondelles") == ["le-relais"]


async def rename_table(database: Database, present: str, future: str) -> None:
    async with database._engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {present} RENAME TO {future}"))


async def test_what_the_index_finds_is_there_to_be_shown_even_when_a_refresh_breaks_off(
    small: Catalogue, database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.entries.load(
            ShelfFile("funding", {}, [scheme("bourse"), scheme("prime-des-hirondelles")])
        )
        await store.entries.load(ShelfFile("glossary", {}, [{"slug": "sigle-faux"}]))
    with pytest.raises(ValueError, match="validation errors for GlossaryEntry"):
        await small.refresh(database, now)
    hits = small.index.search(Query("hirondelles", ("funding",))).hits
    assert [small.funding[hit.slug].slug for hit in hits] == ["prime-des-hirondelles"]


async def test_an_index_file_that_followed_another_database_is_built_anew(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    await import_catalogue(database, write_folder(tmp_path / "small", small_catalogue()))
    (await Catalogue.load(database, now, tmp_path / "index.db")).close()
    (tmp_path / "other").mkdir()
    other = Database(sqlite_url(tmp_path / "other"))
    await other.upgrade()
    shelves = small_catalogue() | {
        "organisations": [organisation("la-passerelle"), organisation("le-relais", name="X")]
    }
    await import_catalogue(other, write_folder(tmp_path / "changed", shelves))
    loaded = await Catalogue.load(other, now, tmp_path / "index.db")
    assert loaded.some("organisations", ["le-relais"]) == [
        parse("organisations", shelves["organisations"][1])
    ]
    loaded.close()
    await other.close()
