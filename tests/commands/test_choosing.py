"""While one types: few choices, short labels, and what was typed always among them."""

from collections.abc import Callable

import pytest

import locales
from commands import choosing
from commands.answer import Question
from commands.faces import offer
from storage.catalogue import Catalogue

FRENCH = locales.reader("fr")
OFFERS: dict[str, Callable[[Catalogue, str], choosing.Pairs]] = {
    "territories": choosing.territories,
    "organisations": lambda catalogue, typed: choosing.names(catalogue, ("organisations",), typed),
    "resources": lambda catalogue, typed: choosing.names(catalogue, ("resources", "practices"), typed),
    "trades": choosing.trades,
    "ends": choosing.ends,
    "themes": choosing.themes,
    "audiences": choosing.audiences,
    "situations": lambda catalogue, typed: choosing.circumstances(catalogue, "situation", typed),
    "objectives": lambda catalogue, typed: choosing.circumstances(catalogue, "objective", typed),
    "organisation kinds": lambda _catalogue, typed: choosing.organisation_kinds(FRENCH, typed),
    "resource kinds": lambda _catalogue, typed: choosing.resource_kinds(FRENCH, typed),
    "years": choosing.years,
}
TYPED = (
    "",
    "a",
    "é",
    "edu",
    "20",
    "ma",
    "saint",
    "zorglub",
    "   ",
    "*",
    "z" * 300,
    "protection de l'enfance",
)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed[:10])
@pytest.mark.parametrize("name", OFFERS)
def test_choices_are_within_the_limits_of_discord(catalogue: Catalogue, name: str, typed: str) -> None:
    choices = offer(typed, OFFERS[name](catalogue, typed))
    wrong = [
        each for each in choices if not 1 <= len(each.name) <= 100 or not 1 <= len(str(each.value)) <= 100
    ]
    assert (len(choices) <= 25, wrong, len({each.value for each in choices})) == (True, [], len(choices))


@pytest.mark.parametrize("typed", ["edu", "zorglub", "20", "protection de l'enfance"])
@pytest.mark.parametrize("name", OFFERS)
def test_what_was_typed_is_always_offered(catalogue: Catalogue, name: str, typed: str) -> None:
    choices = offer(typed, OFFERS[name](catalogue, typed))
    assert typed in {text for each in choices for text in (each.name, str(each.value))}


def test_what_was_typed_is_offered_once_and_first() -> None:
    choices = offer(" mecs ", [("MECS Le Chalet", "le-chalet"), ("Autre", "autre")])
    assert [each.value for each in choices] == ["mecs", "le-chalet", "autre"]


def test_a_label_that_was_typed_exactly_is_not_offered_again() -> None:
    assert [each.value for each in offer("Gironde", [("Gironde", "Gironde")])] == ["Gironde"]


def test_thirty_pairs_leave_room_for_what_was_typed() -> None:
    choices = offer("mecs", [(f"nom {number}", f"nom-{number}") for number in range(30)])
    assert (len(choices), choices[0].value) == (25, "mecs")


def test_the_state_diplomas_are_offered_before_anything_is_typed(catalogue: Catalogue) -> None:
    diplomas = {each.name for each in catalogue.trades.values() if each.kind == "diplome-etat"}
    assert {value for _, value in choosing.trades(catalogue, "")} == diplomas


def test_the_ends_of_a_bridge_are_told_by_their_short_form(catalogue: Catalogue) -> None:
    assert ("Éducateur spécialisé", "ES") in list(choosing.ends(catalogue, "educateur specialise"))


def test_a_filter_that_is_not_known_joins_the_words(catalogue: Catalogue) -> None:
    asked = choosing.question(catalogue, FRENCH, text="mecs", audience="zorglub")
    assert asked == Question("mecs zorglub")


def test_a_filter_typed_by_its_label_is_understood(catalogue: Catalogue) -> None:
    label = catalogue.themes["handicap"].label
    asked = choosing.question(catalogue, FRENCH, text="mecs", theme=label)
    assert asked == Question("mecs", theme="handicap")


def test_blank_options_are_as_if_nothing_had_been_filled(catalogue: Catalogue) -> None:
    asked = choosing.question(catalogue, FRENCH, text="  vae ", territory=" ", theme=None, kind="")
    assert asked == Question("vae")


def test_years_go_from_the_latest_to_the_earliest(catalogue: Catalogue) -> None:
    years = [value for _, value in choosing.years(catalogue, "")]
    assert years == sorted(set(years), reverse=True)
