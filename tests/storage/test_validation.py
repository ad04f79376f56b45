from typing import Any

import pytest

from storage.errors import InvalidReference, Problem
from storage.reference_files import Fields, ShelfFile
from storage.schema import SHELVES
from storage.territories import Territories
from storage.validation import check_entry, validate
from tests.builders import organisation, route, scheme, shelf_file, small_catalogue, theme


def found(**shelves: list[Fields]) -> list[tuple[str, str, str]]:
    """The problems of the small catalogue once these shelves are changed."""
    files = [shelf_file(shelf, *entries) for shelf, entries in {**small_catalogue(), **shelves}.items()]
    with pytest.raises(InvalidReference) as refused:
        validate(files, Territories.load())
    return [(problem.file, problem.entry, problem.field) for problem in refused.value.problems]


def test_the_shipped_catalogue_is_valid_entry_by_entry(catalogue_files: list[ShelfFile]) -> None:
    records = validate(catalogue_files, Territories.load())
    assert {shelf: len(read) for shelf, read in records.items()} == {
        file.shelf: len(file.entries) for file in catalogue_files
    }


def test_the_small_catalogue_is_valid() -> None:
    files = [shelf_file(shelf, *entries) for shelf, entries in small_catalogue().items()]
    assert list(validate(files, Territories.load())) == list(SHELVES)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": None}, "label"),
        ({"label": ""}, "label"),
        ({"slug": "Avec Espace"}, "slug"),
        ({"source": "rumeur"}, "source"),
        ({"sources": ["livre blanc"]}, "sources.0"),
        ({"verified_on": "hier"}, "verified_on"),
        ({"colour": "bleu"}, "colour"),
    ],
)
def test_a_wrong_line_is_named_by_file_entry_and_field(changes: dict[str, Any], field: str) -> None:
    wrong = theme("handicap") | changes
    assert ("themes.yaml", wrong["slug"], field) in found(themes=[wrong, theme("formations")])


def test_a_missing_field_is_named() -> None:
    incomplete = theme("handicap")
    del incomplete["description"]
    assert found(themes=[incomplete, theme("formations")]) == [("themes.yaml", "handicap", "description")]


def test_an_entry_without_a_slug_is_named_by_its_place() -> None:
    nameless = theme("perdu")
    del nameless["slug"]
    shelf = [theme("handicap"), theme("formations"), nameless]
    assert found(themes=shelf) == [("themes.yaml", "n° 3", "slug")]


def test_a_slug_used_twice_is_named() -> None:
    shelf = [theme("handicap"), theme("formations"), theme("handicap")]
    assert found(themes=shelf) == [("themes.yaml", "handicap", "slug")]


def test_a_slug_that_leads_nowhere_is_named_with_the_field_that_holds_it() -> None:
    lost = organisation("la-passerelle", themes=["handicap", "nulle-part"])
    assert found(organisations=[lost, organisation("le-relais")]) == [
        ("organisations.yaml", "la-passerelle", "themes")
    ]


def test_a_step_that_leads_nowhere_is_named_with_its_place() -> None:
    assert found(routes=[route("etudiant-diplome", "bourse", "fantome")]) == [
        ("routes.yaml", "etudiant-diplome", "steps.1.scheme")
    ]


def test_a_territory_that_does_not_exist_is_named() -> None:
    assert found(
        organisations=[organisation("la-passerelle", territory="D99"), organisation("le-relais")]
    ) == [("organisations.yaml", "la-passerelle", "territory")]


def test_every_problem_is_told_at_once() -> None:
    wrong = {"themes": [theme("handicap", label=""), theme("formations", channel="")]}
    assert found(**wrong) == [("themes.yaml", "handicap", "label"), ("themes.yaml", "formations", "channel")]


def test_a_problem_reads_as_a_sentence() -> None:
    problem = Problem("themes.yaml", "handicap", "label", "too short.")
    assert str(problem) == "themes.yaml, entry « handicap », field « label »: too short."


def test_one_entry_is_checked_alone() -> None:
    assert check_entry("funding", scheme("bourse")).slug == "bourse"
    with pytest.raises(InvalidReference, match="field « url »"):
        check_entry("funding", scheme("bourse", url="pas un lien"))


def test_a_route_for_nobody_we_know_is_named() -> None:
    assert found(routes=[route("etudiant-diplome", "bourse", situation="etudian")]) == [
        ("routes.yaml", "etudiant-diplome", "situation")
    ]


def test_entries_without_a_slug_are_not_said_to_share_one() -> None:
    nameless = [theme("un"), theme("deux")]
    for entry in nameless:
        del entry["slug"]
    assert found(themes=[theme("handicap"), theme("formations"), *nameless]) == [
        ("themes.yaml", "n° 3", "slug"),
        ("themes.yaml", "n° 4", "slug"),
    ]


def test_one_entry_may_be_checked_with_what_it_points_to() -> None:
    lost = scheme("bourse", contacts=["la-passerelle"])
    assert check_entry("funding", lost, {"organisations": {"la-passerelle"}}).slug == "bourse"
    with pytest.raises(InvalidReference, match=r"« la-passerelle » is not an entry of organisations\.yaml"):
        check_entry("funding", lost, {})
