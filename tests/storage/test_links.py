import pytest

from storage.links import links, targets, without_links
from storage.reference_files import Fields, ShelfFile
from storage.schema import SHELVES
from tests.builders import acronym, bridge, organisation, route, scheme, small_catalogue

MEANINGS = acronym("ES", "Éducateur spécialisé", "Établissement")
MEANINGS["expansions"][0] |= {"trades": ["educateur-specialise"], "themes": ["formations"]}
MEANINGS["expansions"][1] |= {"themes": ["handicap"]}


def test_links_are_told_with_the_field_that_holds_them() -> None:
    told = list(links("funding", scheme("bourse", themes=["handicap"], contacts=["caf", "crous"])))
    assert told == [
        ("themes", "themes", "handicap"),
        ("contacts", "organisations", "caf"),
        ("contacts", "organisations", "crous"),
    ]


def test_links_inside_a_meaning_or_a_step_are_told_with_its_place() -> None:
    assert list(links("glossary", MEANINGS)) == [
        ("expansions.0.themes", "themes", "formations"),
        ("expansions.0.trades", "trades", "educateur-specialise"),
        ("expansions.1.themes", "themes", "handicap"),
    ]
    assert list(links("routes", route("etudiant-diplome", "bourse", "cpf"))) == [
        ("situation", "situations", "etudiant"),
        ("objective", "situations", "diplome"),
        ("steps.0.scheme", "funding", "bourse"),
        ("steps.1.scheme", "funding", "cpf"),
    ]


@pytest.mark.parametrize("shelf", SHELVES)
def test_links_lead_to_the_shelves_they_may_lead_to(shelf: str, catalogue_files: list[ShelfFile]) -> None:
    (file,) = (file for file in catalogue_files if file.shelf == shelf)
    led_to = {target for entry in file.entries for _, target, _ in links(shelf, entry)}
    assert led_to - targets(shelf) == set()


@pytest.mark.parametrize("shelf", SHELVES)
def test_an_entry_that_loses_no_link_is_left_as_it_is(shelf: str) -> None:
    for entry in small_catalogue()[shelf]:
        kept = without_links(shelf, entry, {"themes": {"autre"}})
        assert (kept, list(kept or {})) == (entry, list(entry))


@pytest.mark.parametrize(
    ("shelf", "entry", "left"),
    [
        ("organisations", organisation("un", themes=["a", "b"]), organisation("un", themes=["b"])),
        (
            "bridges",
            bridge("un", ["a", "c"], ["c"], themes=["a"]),
            bridge("un", ["a", "c"], ["c"], themes=[]),
        ),
        ("routes", route("un", "a", "b"), route("un", "b")),
        ("routes", route("un", "a"), None),
        ("routes", route("un", "b", situation="perdue"), None),
    ],
)
def test_links_to_what_is_gone_are_left_out(shelf: str, entry: Fields, left: Fields | None) -> None:
    gone = {"themes": {"a"}, "funding": {"a"}, "situations": {"perdue"}}
    assert without_links(shelf, entry, gone) == left


def test_a_meaning_stays_when_what_it_leads_to_is_gone() -> None:
    left = without_links("glossary", MEANINGS, {"trades": {"educateur-specialise"}, "themes": {"handicap"}})
    assert left is not None
    assert [(one["label"], one.get("themes"), one.get("trades")) for one in left["expansions"]] == [
        ("Éducateur spécialisé", ["formations"], []),
        ("Établissement", [], None),
    ]
