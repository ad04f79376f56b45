from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.territories import Territories
from storage.text import words

REVIEWED = Path(__file__).parents[1] / "reviewed" / "territories.yaml"
# Overseas, the région and the département are one place under one name, which then means the région.
ONE_PLACE = {"D971": "R01", "D972": "R02", "D973": "R03", "D974": "R04", "D976": "R06"}


@cache
def territories() -> Territories:
    return Territories.load()


def reviewed() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(REVIEWED.read_text(encoding="utf-8"))
    return loaded


def resolved(typed: str) -> list[str]:
    return [place.id for place in territories().resolve(typed)]


@pytest.mark.parametrize("line", reviewed(), ids=lambda line: str(line["typed"]))
def test_a_reviewed_place_is_understood_as_people_mean_it(line: dict[str, Any]) -> None:
    assert sorted(resolved(line["typed"])) == sorted(line["ids"])


def test_the_tree_holds_every_region_departement_and_collectivity() -> None:
    assert Counter(id[0] for id in territories().places) == {
        "R": 18,
        "D": 101,
        "C": 6,
        "n": 1,
        "e": 1,
        "i": 1,
    }


@pytest.mark.parametrize("id", territories().places)
def test_the_identifier_of_a_place_gives_that_place(id: str) -> None:
    assert resolved(id) == [id]


@pytest.mark.parametrize("id", territories().places)
def test_the_name_of_a_place_gives_that_place(id: str) -> None:
    assert resolved(territories()[id].name) == [ONE_PLACE.get(id, id)]


@pytest.mark.parametrize("id", [id for id in territories().places if id[0] in "DC"])
def test_the_number_of_a_departement_gives_that_departement(id: str) -> None:
    assert resolved(id[1:]) == [id]


def test_a_departement_is_looked_at_before_its_region_its_neighbours_and_the_nation() -> None:
    gers = territories()["D32"]
    neighbours = ("D09", "D11", "D12", "D30", "D31", "D34", "D46", "D48", "D65", "D66", "D81", "D82")
    assert (gers.region, gers.levels) == (
        "R76",
        (("D32",), ("R76",), neighbours, ("national",), ("europe", "international")),
    )


def test_overseas_the_departement_and_its_region_are_one_level() -> None:
    assert territories()["D974"].levels[0] == ("D974", "R04")


def test_a_region_comes_with_its_departements() -> None:
    assert territories()["R94"].levels[0] == ("R94", "D2A", "D2B")


def test_a_collectivity_of_the_overseas_is_in_no_region() -> None:
    caledonia = territories()["C988"]
    assert (caledonia.region, caledonia.levels) == (
        None,
        (("C988",), ("national",), ("europe", "international")),
    )


def test_a_former_region_is_its_departements_inside_the_present_one() -> None:
    (alsace,) = territories().resolve("Alsace")
    assert (alsace.id, alsace.levels[0]) == ("R44", ("D67", "D68"))


@pytest.mark.parametrize("typed", ["", "   ", "???", "zzzz", "99999", "l’hôpital"])
def test_what_is_no_place_gives_none(typed: str) -> None:
    assert resolved(typed) == []


@pytest.mark.parametrize(
    ("sentence", "ids", "said"),
    [
        ("mecs en gironde", ["D33"], ["gironde"]),
        ("foyer dans la manche", ["D50"], ["manche"]),
        ("aide 33000", ["D33"], ["33000"]),
        ("mdph du 31", ["D31"], ["31"]),
        ("cap vae haute savoie", ["D74"], ["haute", "savoie"]),
    ],
)
def test_a_place_is_found_inside_a_sentence(sentence: str, ids: list[str], said: list[str]) -> None:
    typed = words(sentence)
    mention = territories().mention(typed)
    assert mention is not None
    assert ([place.id for place in mention.places], typed[mention.start : mention.end]) == (ids, said)


@pytest.mark.parametrize(
    "sentence", ["une somme due", "centre de formation", "port du masque", "aide sociale", ""]
)
def test_everyday_words_are_no_place(sentence: str) -> None:
    assert territories().mention(words(sentence)) is None


def test_completions_begin_with_what_is_typed_and_keep_to_the_limit() -> None:
    assert [place.id for place in territories().completions("giron", 5)] == ["D33"]
    assert len(territories().completions("s", 7)) == 7
    assert territories().completions("", 3) == territories().completions("  ", 3)


def test_the_number_typed_so_far_comes_first_in_the_completions() -> None:
    assert territories().completions("33", 25)[0].id == "D33"


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_search_for_a_place(typed: str) -> None:
    known = set(territories().places)
    assert set(resolved(typed)) | {place.id for place in territories().completions(typed, 25)} <= known
    assert territories().mention(words(typed)) is None or words(typed) != []


@pytest.mark.parametrize("typed", ["aquitaine", "bourgogne", "la réunion", "saint", "r", "no", "9"])
def test_no_completion_is_offered_twice(typed: str) -> None:
    names = [place.name for place in territories().completions(typed, 25)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("id", territories().places)
def test_a_completion_gives_back_the_place_it_names(id: str) -> None:
    name = territories()[id].name
    assert territories().completions(name, 25)[0].name == name


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("33000", ["D33"]),
        ("2A", ["D2A"]),
        ("20", ["R94"]),
        ("Corse", ["R94"]),
        ("974", ["D974"]),
        ("La Réunion", ["R04"]),
        ("Saint-Denis", ["D93", "D974"]),
        ("Paris 13e", ["D75"]),
        ("le 33", ["D33"]),
        ("PACA", ["R93"]),
        ("IDF", ["R11"]),
        ("Midi-Pyrénées", ["R76"]),
        ("01", ["D01"]),
        ("R01", ["R01"]),
    ],
)
def test_corsica_overseas_homonyms_and_nicknames_are_what_people_mean(typed: str, ids: list[str]) -> None:
    assert resolved(typed) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Rennes et Brest, puis la Seine-Saint-Denis", [["D35"], ["D29"], ["D93"]]),
        ("La Région Auvergne-Rhône-Alpes et le Rhône", [["R84"], ["D69"]]),
        ("le département de la Somme, la ville de Tours, la MDPH du Nord", [["D80"], ["D37"], ["D59"]]),
        ("la somme due, les tours, le nord", []),
        ("en Creuse et dans le Lot", [["D23"], ["D46"]]),
        ("", []),
    ],
)
def test_every_place_of_a_text_is_found_in_order(text: str, ids: list[list[str]]) -> None:
    found = territories().mentions(words(text))
    assert [[place.id for place in mention.places] for mention in found] == ids


def test_most_words_begin_no_place_and_are_passed_over_at_once() -> None:
    assert [
        word for word in words("La protection de l’enfance en Seine-Maritime") if territories().begins(word)
    ] == ["seine"]
