import pytest

from commands.referents.lookup import MOST_LINES, around, by_place, meant, trade_of
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.referents import Volunteer

NOBODY = Profile()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("ASS", "ass"),
        ("assistante de service social", "ass"),
        ("educ spe", "educateur-specialise"),
        ("zorglub", None),
        ("", None),
    ],
)
def test_a_trade_is_known_by_any_of_its_names(catalogue: Catalogue, typed: str, slug: str | None) -> None:
    assert trade_of(catalogue, typed) == slug


def test_what_is_typed_wins_over_the_profile(catalogue: Catalogue) -> None:
    profile = Profile(trades=("cesf",), territories=("D33", "R75"))
    typed = meant(catalogue, "ASS", "mayotte", profile)
    assert typed.volunteers(4) == (Volunteer(4, "ass", "R06"),)


def test_the_profile_says_what_is_not_typed(catalogue: Catalogue) -> None:
    profile = Profile(trades=("cesf", "gone"), territories=("D33", "R75", "gone"))
    assert meant(catalogue, "", "", profile).volunteers(4) == (
        Volunteer(4, "cesf", "D33"),
        Volunteer(4, "cesf", "R75"),
    )
    assert meant(catalogue, "ASS", "", profile).volunteers(4) == (
        Volunteer(4, "ass", "D33"),
        Volunteer(4, "ass", "R75"),
    )


def test_without_a_trade_all_of_them_are_meant(catalogue: Catalogue) -> None:
    assert meant(catalogue, "", "33", NOBODY).volunteers(4) == (Volunteer(4, "", "D33"),)


def test_a_long_profile_does_not_make_everybodys_referent(catalogue: Catalogue) -> None:
    profile = Profile(
        trades=("ass", "cesf", "aes"), territories=tuple(f"D{number}" for number in range(30, 40))
    )
    assert len(meant(catalogue, "", "", profile).volunteers(4)) == MOST_LINES


def test_what_is_missing_or_unknown_is_said(catalogue: Catalogue) -> None:
    nowhere = meant(catalogue, "", "", NOBODY)
    trade = meant(catalogue, "zorglub", "33", NOBODY)
    place = meant(catalogue, "ASS", "zorglub-les-bains", NOBODY)
    several = meant(catalogue, "ASS", "Saint-Denis", NOBODY)
    assert [each.is_clear for each in (nowhere, trade, place, several)] == [False] * 4
    assert (trade.unknown_trade, place.unknown_place) == ("zorglub", "zorglub-les-bains")
    assert [each.id for each in several.which] == ["D93", "D974"]


def test_who_answers_around_a_place_is_found(catalogue: Catalogue) -> None:
    gironde, region, finistere, nation = (
        Volunteer(1, "", "D33"),
        Volunteer(2, "", "R75"),
        Volunteer(3, "", "D29"),
        Volunteer(4, "", "national"),
    )
    everybody = (gironde, region, finistere, nation)
    places = catalogue.territories.places
    assert around(everybody, None) == everybody
    assert around(everybody, places["D33"]) == (gironde, region)
    assert around(everybody, places["R75"]) == (gironde, region)
    assert around(everybody, places["national"]) == (nation,)


def test_people_are_told_place_by_place_each_once(catalogue: Catalogue) -> None:
    people = [Volunteer(1, "ass", "D33"), Volunteer(1, "cesf", "D33"), Volunteer(2, "", "D29")]
    assert by_place(catalogue.territories, people) == {
        "Finistère": {2: ("",)},
        "Gironde": {1: ("ass", "cesf")},
    }
