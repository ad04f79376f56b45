import pytest

from storage.reference_files import Fields, ShelfFile
from storage.schema import SHELVES
from storage.search.document import Document
from storage.search.documents import to_document
from storage.validation import parse
from tests.builders import acronym, organisation, resource, scheme, small_catalogue, trade


def document(shelf: str, fields: Fields, territory: str = "") -> Document:
    return to_document(shelf, parse(shelf, fields), "{}", territory)


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_shelf_has_its_documents(shelf: str) -> None:
    for fields in small_catalogue()[shelf]:
        made = document(shelf, fields)
        assert (made.shelf, made.slug, made.record, bool(made.title)) == (shelf, fields["slug"], "{}", True)


def test_an_organisation_is_found_by_its_acronyms_aliases_and_former_names() -> None:
    made = document(
        "organisations", organisation("un", acronym="AB / CD", aliases=["Alias"], former_names=["Ancien"])
    )
    assert (made.acronyms, made.names, made.former) == (("AB", "CD"), ("Alias",), ("Ancien",))


def test_a_school_may_be_called_by_what_it_is() -> None:
    made = document("organisations", organisation("un", kind="ecole"))
    assert made.names == ("école de travail social", "centre de formation en travail social")


def test_the_name_of_the_place_can_be_searched_for() -> None:
    made = document("organisations", organisation("un", role="Accueille.", territory="D33"), "Gironde")
    assert (made.body, made.territory) == ("Accueille. association Gironde", "D33")


def test_facets_follow_the_fields() -> None:
    made = document("resources", resource("un", themes=["handicap"], audiences=["etudiants"], research=True))
    assert made.filters == (
        "theme:handicap",
        "audience:etudiants",
        "kind:rapport",
        "year:2024",
        "research:yes",
    )


def test_what_is_over_comes_after_what_is_current() -> None:
    order = [
        document("funding", scheme("un", status=one)).priority for one in ("existant", "propose", "termine")
    ]
    assert order == [1, 4, 6]


def test_an_acronym_is_found_by_each_of_its_meanings() -> None:
    made = document("glossary", acronym("ES", "Éducateur spécialisé", "Établissement ou service"))
    assert (made.title, made.names) == ("ES", ("Éducateur spécialisé", "Établissement ou service"))


def test_a_trade_is_found_in_the_feminine() -> None:
    made = document("trades", trade("un", name_feminine="Éducatrice", synonyms=["éduc"]))
    assert made.names == ("Éducatrice", "éduc")


def test_every_shipped_entry_becomes_a_document(catalogue_files: list[ShelfFile]) -> None:
    for file in catalogue_files:
        assert [document(file.shelf, entry).slug for entry in file.entries] == [
            entry["slug"] for entry in file.entries
        ]
