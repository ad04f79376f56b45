import asyncio
from datetime import date
from typing import Any

import pytest

from storage.database import Database
from storage.entries import Conflict, Summary
from storage.errors import InvalidReference, UnknownEntry, UnknownField
from storage.reference_files import Fields
from tests.builders import organisation, route, scheme, shelf_file, small_catalogue

TODAY = date(2026, 11, 25)


async def load(database: Database, *entries: Fields) -> Summary:
    async with database.begin() as store:
        return await store.entries.load(shelf_file("organisations", *entries))


async def correct(database: Database, name: str, value: Any) -> None:
    async with database.begin() as store:
        await store.entries.correct("organisations", "un", name, value, TODAY, "vérifié au téléphone")


async def exported(database: Database) -> list[Fields]:
    async with database.begin() as store:
        return (await store.entries.export("organisations")).entries


async def cursor(database: Database) -> int:
    async with database.begin() as store:
        return await store.entries.cursor()


async def test_an_empty_database_has_no_change_and_no_entry(database: Database) -> None:
    async with database.begin() as store:
        assert (await store.entries.cursor(), await store.entries.count()) == (0, {})


async def test_loading_says_what_was_added_changed_and_left_alone(database: Database) -> None:
    first = await load(database, organisation("un"), organisation("deux"))
    second = await load(
        database, organisation("un"), organisation("deux", role="Autre rôle."), organisation("trois")
    )
    assert (first, second) == (Summary(added=2), Summary(added=1, changed=1, unchanged=1))


async def test_an_entry_keeps_its_fields_and_their_order(database: Database) -> None:
    entry = organisation("un", name="L’Œuvre ☀️", aliases=["b", "a"], notes=None)
    await load(database, entry)
    (kept,) = await exported(database)
    assert (kept, list(kept)) == (entry, list(entry))


async def test_a_correction_is_kept_against_a_changed_reference_and_the_conflict_is_listed(
    database: Database,
) -> None:
    await load(database, organisation("un", role="Ancien."))
    await correct(database, "role", "Corrigé.")
    summary = await load(database, organisation("un", role="Nouveau."))
    assert summary.conflicts == [Conflict("organisations", "un", "role", "Corrigé.", "Nouveau.")]
    assert await exported(database) == [organisation("un", role="Corrigé.")]


@pytest.mark.parametrize("offered", ["Ancien.", "Corrigé."])
async def test_there_is_no_conflict_when_the_reference_did_not_move_or_agrees(
    database: Database, offered: str
) -> None:
    await load(database, organisation("un", role="Ancien."))
    await correct(database, "role", "Corrigé.")
    assert (await load(database, organisation("un", role=offered))).conflicts == []


async def test_the_last_of_two_corrections_holds(database: Database) -> None:
    await load(database, organisation("un"))
    await correct(database, "url", "https://exemple.fr")
    await correct(database, "url", None)
    assert await exported(database) == [organisation("un", url=None)]


async def test_each_field_says_since_when_it_is_corrected(database: Database) -> None:
    await load(database, organisation("un"))
    await correct(database, "role", "Corrigé.")
    async with database.begin() as store:
        origin = await store.entries.origin("organisations", "un")
    assert origin == dict.fromkeys(organisation("un")) | {"role": TODAY}


async def test_a_correction_that_the_shelf_does_not_allow_is_refused_and_changes_nothing(
    database: Database,
) -> None:
    await load(database, organisation("un"))
    before = await cursor(database)
    with pytest.raises(InvalidReference, match="entry « un », field « kind »"):
        await correct(database, "kind", "licorne")
    assert (await exported(database), await cursor(database)) == ([organisation("un")], before)


@pytest.mark.parametrize("name", ["colour", "slug"])
async def test_a_field_that_cannot_be_corrected_is_refused_with_those_that_can(
    sqlite_database: Database, name: str
) -> None:
    await load(sqlite_database, organisation("un"))
    with pytest.raises(UnknownField, match=f"has no field « {name} ». Its fields: .*role"):
        await correct(sqlite_database, name, "x")


async def test_what_does_not_exist_can_be_neither_corrected_nor_withdrawn(sqlite_database: Database) -> None:
    with pytest.raises(UnknownEntry, match="no entry « un »"):
        await correct(sqlite_database, "role", "x")
    async with sqlite_database.begin() as store:
        with pytest.raises(UnknownEntry):
            await store.entries.withdraw("organisations", "un", TODAY)


async def test_a_withdrawn_entry_stays_away_whatever_is_imported(database: Database) -> None:
    await load(database, organisation("un"), organisation("deux"))
    async with database.begin() as store:
        await store.entries.withdraw("organisations", "un", TODAY)
    await load(database, organisation("un", role="Revenu."), organisation("deux"))
    async with database.begin() as store:
        assert await store.entries.count() == {"organisations": 1}
        assert [one.slug async for one in store.entries.changed_since(0) if not one.withdrawn] == ["deux"]
    assert await exported(database) == [organisation("deux")]


async def test_only_what_changed_since_is_told_with_its_corrections(database: Database) -> None:
    await load(database, organisation("un"), organisation("deux"))
    since = await cursor(database)
    await correct(database, "role", "Corrigé.")
    async with database.begin() as store:
        changed = [
            (one.slug, one.fields["role"], one.withdrawn) async for one in store.entries.changed_since(since)
        ]
    assert changed == [("un", "Corrigé.", False)]


async def test_an_error_inside_a_transaction_leaves_nothing_behind(database: Database) -> None:
    async def interrupted() -> None:
        async with database.begin() as store:
            await store.entries.load(shelf_file("organisations", organisation("un")))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await interrupted()
    assert (await cursor(database), await exported(database)) == (0, [])


async def test_an_entry_moved_by_a_new_one_is_not_called_changed(database: Database) -> None:
    await load(database, organisation("un"), organisation("deux"))
    summary = await load(database, organisation("zero"), organisation("deux"), organisation("un"))
    assert summary == Summary(added=1, unchanged=2)
    assert [entry["slug"] for entry in await exported(database)] == ["zero", "deux", "un"]


async def test_fields_in_another_order_are_a_change_that_exports_give_back(database: Database) -> None:
    entry = organisation("un")
    await load(database, entry)
    turned = dict(reversed(entry.items()))
    assert await load(database, turned) == Summary(changed=1)
    assert [list(kept) for kept in await exported(database)] == [list(turned)]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("themes", ["nulle-part"], "field « themes »: « nulle-part » is not an entry of themes.yaml"),
        ("territory", "D99", "field « territory »: « D99 » is not a known territory"),
        ("themes", "handicap", "field « themes »"),
    ],
)
async def test_a_correction_that_leads_nowhere_is_refused(
    database: Database, name: str, value: Any, said: str
) -> None:
    await load(database, organisation("un"))
    with pytest.raises(InvalidReference, match=said):
        await correct(database, name, value)
    assert await exported(database) == [organisation("un")]


async def test_changes_made_at_once_have_a_number_each(database: Database) -> None:
    slugs = [f"o{number}" for number in range(8)]
    await load(database, *map(organisation, slugs))
    since = await cursor(database)

    async def change(slug: str) -> None:
        async with database.begin() as store:
            await store.entries.correct("organisations", slug, "role", "Corrigé.", TODAY, "vu")

    await asyncio.gather(*map(change, slugs))
    async with database.begin() as store:
        numbers = [one.revision async for one in store.entries.changed_since(since)]
    assert sorted(numbers) == [since + step for step in range(1, 9)]


async def test_the_number_of_the_latest_change_is_seen_inside_its_transaction(database: Database) -> None:
    await load(database, organisation("un"))
    async with database.begin() as store:
        before = await store.entries.cursor()
        await store.entries.withdraw("organisations", "un", TODAY)
        assert await store.entries.cursor() == before + 1


async def test_a_database_keeps_its_identity(database: Database) -> None:
    async with database.begin() as store:
        drawn = await store.entries.identity()
    await load(database, organisation("un"))
    async with database.begin() as store:
        assert await store.entries.identity() == drawn


async def test_links_to_a_withdrawn_entry_are_not_exported(database: Database) -> None:
    small = small_catalogue()
    async with database.begin() as store:
        for shelf in ("organisations", "funding", "routes"):
            await store.entries.load(shelf_file(shelf, *small[shelf]))
        await store.entries.withdraw("organisations", "la-passerelle", TODAY)
        funding, routes = await store.entries.export("funding"), await store.entries.export("routes")
    assert funding.entries == [scheme("bourse", contacts=[], audiences=["etudiants"])]
    assert routes.entries == [route("etudiant-diplome", "bourse")]


async def test_a_route_without_any_step_left_is_not_exported(database: Database) -> None:
    async with database.begin() as store:
        await store.entries.load(shelf_file("funding", scheme("bourse")))
        await store.entries.load(shelf_file("routes", route("etudiant-diplome", "bourse")))
        await store.entries.withdraw("funding", "bourse", TODAY)
        assert (await store.entries.export("routes")).entries == []
