import pytest

from commands.profiles.lookup import regions
from commands.profiles.replies import finished, forgetting, forgotten, step, told, unknown
from commands.profiles.workflow import Next, Outcome
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.members import Profile
from tests.commands.seen import misfits, text_of


def everything(catalogue: Catalogue) -> Profile:
    """Somebody who chose as much as can be."""
    return Profile(
        "professionnels", tuple(catalogue.trades)[:25], regions(catalogue)[:10], tuple(catalogue.themes)
    )


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("full", [False, True])
def test_every_step_fits_in_a_message(
    catalogue: Catalogue, french: Reader, english: Reader, number: int, full: bool
) -> None:
    profile = everything(catalogue) if full else Profile()
    for reader in (french, english):
        assert misfits(step(catalogue, number, profile, reader)) == []


def test_the_menus_show_what_was_chosen(catalogue: Catalogue, french: Reader) -> None:
    profile = Profile("etudiants", ("ass", "maraudeur"), ("D33", "R06"), ("handicap",))
    shown = {
        menu.id: [option.value for option in menu.options if option.chosen]
        for number in (1, 2, 3)
        for menu in step(catalogue, number, profile, french).menus
    }
    assert shown == {
        "chooseaudience": ["etudiants"],
        "choosetrades": ["ass", "maraudeur"],
        "chooseregions": ["R06", "R75"],
        "chooseplaces~R75": ["D33"],
        "choosethemes": ["handicap"],
    }


def test_every_menu_can_be_left_empty(catalogue: Catalogue, french: Reader) -> None:
    menus = [
        menu for number in (1, 2, 3) for menu in step(catalogue, number, everything(catalogue), french).menus
    ]
    assert {menu.least for menu in menus} == {0}


def test_the_end_of_a_full_profile_fits_in_a_message(catalogue: Catalogue, french: Reader) -> None:
    profile = everything(catalogue)
    outcome = Outcome(missing=("role:trade:ass",), refused=("role:trade:cesf",))
    channels = tuple(10**18 + number for number in range(80))
    shown = finished(catalogue, profile, outcome, channels, Next(10**18, "student"), french)
    assert misfits(shown) == []
    assert [
        misfits(page) for page in (forgetting(catalogue, profile, french), forgotten(outcome, french))
    ] == [[], []]


@pytest.mark.parametrize(
    "command", ["student", "employer", "resource", "research", "need", "trade", "territory"]
)
def test_there_is_always_something_to_do_next(catalogue: Catalogue, french: Reader, command: str) -> None:
    for profile in (Profile(), Profile(trades=("gone",), territories=("D999",)), everything(catalogue)):
        shown = finished(catalogue, profile, Outcome(), (), Next(None, command), french)
        assert ("1. Tapez `/aide`" in text_of(shown), "2. Tapez `/" in text_of(shown)) == (True, True)


def test_a_profile_is_told_in_words_and_what_left_the_catalogue_is_not(
    catalogue: Catalogue, french: Reader
) -> None:
    profile = Profile("etudiants", ("ass", "gone"), ("D33", "D999"), ("handicap",))
    assert told(catalogue, profile, french.words).translate({0xA0: " ", 0x202F: " "}).splitlines() == [
        "**Vous :** Étudiants et apprentis",
        "**Métiers :** Assistant de service social",
        "**Où :** Gironde",
        "**Thèmes :** Handicap et société inclusive",
    ]


def test_what_was_typed_in_vain_is_repeated_harmlessly(french: Reader) -> None:
    assert "@everyone" not in unknown("trade", "@everyone **x**", french.words)
