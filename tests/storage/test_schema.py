from typing import Any

import pytest
from pydantic import ValidationError

from storage.reference_files import ShelfFile
from storage.schema import LINKS, SHELVES, Bridge, FundingScheme, GlossaryEntry, Organisation, Record
from tests import builders

ONE_OF_EACH = {shelf: entries[0] for shelf, entries in builders.small_catalogue().items()}


def test_the_shelves_are_loaded_in_an_order_that_meets_targets_first() -> None:
    assert list(SHELVES) == [
        "themes",
        "audiences",
        "trades",
        "organisations",
        "funding",
        "bridges",
        "resources",
        "practices",
        "glossary",
        "situations",
        "routes",
        "dangers",
    ]


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_plain_entry_of_each_shelf_is_accepted(shelf: str) -> None:
    assert SHELVES[shelf].model_validate(ONE_OF_EACH[shelf]).slug == ONE_OF_EACH[shelf]["slug"]


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_field_of_a_shelf_without_a_default_must_be_given(shelf: str) -> None:
    required = [
        info.alias or name for name, info in SHELVES[shelf].model_fields.items() if info.is_required()
    ]

    with pytest.raises(ValidationError) as refused:
        SHELVES[shelf].model_validate({})

    assert [error["loc"] for error in refused.value.errors()] == [(name,) for name in required]


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_field_that_nobody_knows_is_refused(shelf: str) -> None:
    assert mistakes(shelf, couleur="bleu") == {"couleur": "extra_forbidden"}


@pytest.mark.parametrize("shelf", SHELVES)
def test_records_cannot_be_changed(shelf: str) -> None:
    record = SHELVES[shelf].model_validate(ONE_OF_EACH[shelf])

    with pytest.raises(ValidationError, match="frozen"):
        record.slug = "other"


@pytest.mark.parametrize("shelf", SHELVES)
@pytest.mark.parametrize(
    "slug", ["", "Majuscule", "é", "deux--traits", "-avant", "apres-", "un espace", "a" * 81]
)
def test_a_slug_is_plain_and_short(shelf: str, slug: str) -> None:
    assert list(mistakes(shelf, slug=slug)) == ["slug"]


def mistakes(shelf: str, **changes: Any) -> dict[str, str]:
    """The fields refused, each with the kind of its mistake."""
    try:
        SHELVES[shelf].model_validate(ONE_OF_EACH[shelf] | changes)
    except ValidationError as refused:
        return {".".join(map(str, error["loc"])): error["type"] for error in refused.errors()}
    return {}


@pytest.mark.parametrize(
    "territory", ["national", "europe", "international", "R75", "R01", "D33", "D2A", "D974", "C988"]
)
def test_every_form_of_territory_is_accepted(territory: str) -> None:
    assert mistakes("organisations", territory=territory) == {}


@pytest.mark.parametrize("territory", ["33", "Gironde", "D3", "R7", "X33", "", "national ", "D33\n"])
def test_other_territories_are_refused(territory: str) -> None:
    assert mistakes("organisations", territory=territory) == {"territory": "string_pattern_mismatch"}


@pytest.mark.parametrize(
    "source", ["000:62", "003:8968-8970", "004:1", "https://example.org/page", "http://example.org"]
)
def test_a_reference_is_a_line_of_a_founding_document_or_a_page(source: str) -> None:
    assert mistakes("funding", sources=[source]) == {}


@pytest.mark.parametrize("source", ["005:12", "003", "page 12", "ftp://example.org", "javascript:alert(1)"])
def test_any_other_reference_is_refused(source: str) -> None:
    assert mistakes("funding", sources=[source]) == {"sources.0": "string_pattern_mismatch"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://nowhere", "https://a b.org"])
def test_an_address_that_is_no_page_is_refused(url: str) -> None:
    assert mistakes("resources", url=url) == {"url": "string_pattern_mismatch"}


def test_a_day_is_read_as_a_day() -> None:
    scheme = FundingScheme.model_validate(builders.scheme("bourse", closes_on="2026-11-30"))

    assert scheme.model_dump(mode="json")["closes_on"] == "2026-11-30"


@pytest.mark.parametrize("day", ["bientôt", "2026-02-30", "30/11/2026"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    assert list(mistakes("funding", closes_on=day)) == ["closes_on"]


def test_a_status_outside_the_list_is_refused() -> None:
    assert mistakes("funding", status="peut-être") == {"status": "literal_error"}


def test_a_bridge_says_from_and_to() -> None:
    bridge = Bridge.model_validate(builders.bridge("chemin", ["aes"], ["cesf"]))

    assert (bridge.departures, bridge.arrivals) == (["aes"], ["cesf"])


def test_an_acronym_means_something() -> None:
    assert mistakes("glossary", expansions=[]) == {"expansions": "too_short"}


def test_what_points_elsewhere_is_a_field_of_its_shelf() -> None:
    unknown = [
        (shelf, field)
        for shelf, links in LINKS.items()
        for field in links
        if field not in {info.alias or name for name, info in SHELVES[shelf].model_fields.items()}
    ]

    assert unknown == []
    assert {target for links in LINKS.values() for target in links.values()} - SHELVES.keys() == set()


def test_every_shipped_entry_is_a_record(catalogue_files: list[ShelfFile]) -> None:
    records: dict[str, list[Record]] = {
        file.shelf: [SHELVES[file.shelf].model_validate(entry) for entry in file.entries]
        for file in catalogue_files
    }

    assert {shelf: len(found) for shelf, found in records.items()} == {
        file.shelf: len(file.entries) for file in catalogue_files
    }


def test_an_acronym_is_ambiguous_when_it_has_several_meanings(catalogue_files: list[ShelfFile]) -> None:
    entries = [GlossaryEntry.model_validate(entry) for entry in entries_of("glossary", catalogue_files)]

    assert [entry.acronym for entry in entries if entry.ambiguous != (len(entry.expansions) > 1)] == []


def test_an_organisation_with_an_address_says_where_the_address_comes_from(
    catalogue_files: list[ShelfFile],
) -> None:
    entries = [Organisation.model_validate(entry) for entry in entries_of("organisations", catalogue_files)]

    assert [entry.slug for entry in entries if entry.url and entry.url_source is None] == []


def entries_of(shelf: str, files: list[ShelfFile]) -> list[dict[str, Any]]:
    return next(file.entries for file in files if file.shelf == shelf)
