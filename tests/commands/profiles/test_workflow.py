from datetime import UTC, datetime

import pytest

from commands.profiles.workflow import (
    Next,
    Outcome,
    adopted,
    channels_opened,
    command_next,
    managed,
    next_steps,
    roles_after,
    wanted,
    with_audience,
    with_departements,
    with_place,
    with_regions,
    with_themes,
    with_trade,
    with_trades,
    without_space,
)
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.spaces import ManagedSpace

THEN = datetime(2026, 11, 25, tzinfo=UTC)


def spaces(**ids: int | None) -> dict[str, ManagedSpace]:
    """Objects of the blueprint, ``role__trade__ass=1`` for ``role:trade:ass``."""
    return {
        (key := name.replace("__", ":").replace("_", "-")): ManagedSpace(key, id, {}, THEN)
        for name, id in ids.items()
    }


def test_what_is_chosen_is_kept_and_what_nobody_knows_is_not(catalogue: Catalogue) -> None:
    profile = with_audience(catalogue, Profile(), ["etudiants"])
    profile = with_trades(catalogue, profile, ["ass", "no-such-trade", "ass", "cesf"])
    profile = with_themes(catalogue, profile, ["handicap", "'; DROP TABLE members"])
    assert profile == Profile("etudiants", ("ass", "cesf"), (), ("handicap",))


def test_every_answer_can_be_taken_back(catalogue: Catalogue) -> None:
    profile = Profile("etudiants", ("ass",), ("D33",), ("handicap",))
    for take_back in (with_audience, with_trades, with_regions, with_themes):
        profile = take_back(catalogue, profile, [])
    assert profile == Profile()


def test_a_departement_says_more_than_its_region_and_gives_it_back_when_it_goes(catalogue: Catalogue) -> None:
    region = with_regions(catalogue, Profile(), ["R75", "R06"])
    gironde = with_departements(catalogue, region, "R75", ["D33", "D64", "D75"])
    again = with_departements(catalogue, gironde, "R75", [])
    assert [each.territories for each in (region, gironde, again)] == [
        ("R06", "R75"),
        ("R06", "D33", "D64"),
        ("R06", "R75"),
    ]


def test_one_more_region_keeps_the_departements_already_chosen(catalogue: Catalogue) -> None:
    profile = with_regions(catalogue, Profile(territories=("D33",)), ["R75", "R53"])
    assert profile.territories == ("R53", "D33")


def test_a_departement_of_a_region_that_was_not_chosen_changes_nothing(catalogue: Catalogue) -> None:
    profile = Profile(territories=("R53",))
    assert [with_departements(catalogue, profile, region, ["D33"]) for region in ("R75", "R999", "")] == [
        profile,
        profile,
        profile,
    ]


def test_nobody_is_of_more_regions_than_one_message_can_show(catalogue: Catalogue) -> None:
    everywhere = with_regions(catalogue, Profile(), [f"R{code}" for code in ("11", "24", "27", "28", "32", "44",
        "52", "53", "75", "76", "84", "93", "94")])  # fmt: skip
    assert (len(everywhere.territories), with_place(catalogue, everywhere, "Mayotte")) == (10, None)


@pytest.mark.parametrize(
    ("typed", "territories"),
    [
        ("Mayotte", ("R06",)),
        ("976", ("R06",)),
        ("33", ("D33",)),
        ("gironde", ("D33",)),
        ("Bretagne", ("R53",)),
        ("Nouvelle-Calédonie", ("C988",)),
        ("Ajaccio", ("D2A",)),
    ],
)
def test_a_place_is_understood_as_typed(
    catalogue: Catalogue, typed: str, territories: tuple[str, ...]
) -> None:
    added = with_place(catalogue, Profile(), typed)
    assert added is not None
    assert added.territories == territories


@pytest.mark.parametrize("typed", ["Atlantide", "France", "Europe", ""])
def test_what_is_no_place_of_ours_adds_nothing(catalogue: Catalogue, typed: str) -> None:
    assert with_place(catalogue, Profile(), typed) is None


@pytest.mark.parametrize(
    ("typed", "trade"),
    [("Maraudeur", "maraudeur"), ("éducatrice spécialisée", "educateur-specialise"), ("AESH", "aesh")],
)
def test_a_trade_is_understood_as_typed(catalogue: Catalogue, typed: str, trade: str) -> None:
    added = with_trade(catalogue, Profile(trades=("ass",)), typed)
    assert added is not None
    assert added.trades == ("ass", trade)


@pytest.mark.parametrize("typed", ["astronaute", "", "Secteur public"])
def test_what_is_no_trade_adds_nothing(catalogue: Catalogue, typed: str) -> None:
    assert with_trade(catalogue, Profile(), typed) is None


def test_a_profile_gives_the_roles_of_all_its_answers_and_a_departement_that_of_its_region(
    catalogue: Catalogue,
) -> None:
    profile = Profile("professionnels", ("ass", "cesf"), ("D33", "D64", "C988", "D999"), ("handicap",))
    assert wanted(catalogue, profile) == (
        "role:audience:professionnels",
        "role:trade:ass",
        "role:trade:cesf",
        "role:territory:R75",
        "role:territory:D33",
        "role:territory:D64",
        "role:territory:C988",
        "role:theme:handicap",
    )


def test_overseas_the_region_and_its_only_departement_are_one(catalogue: Catalogue) -> None:
    both = ("role:territory:R06", "role:territory:D976")
    assert (
        wanted(catalogue, Profile(territories=("R06",))),
        wanted(catalogue, Profile(territories=("D976",))),
    ) == (both, both)


def test_only_the_roles_of_profiles_are_managed() -> None:
    known = spaces(role__trade__ass=1, role__everything=2, role__moderation=3, channel__trade__ass=4)
    known |= spaces(role__theme__handicap=None)
    archived = ManagedSpace("role:audience:orientation", 6, {}, THEN, archived=True)
    assert managed(known | {archived.key: archived}) == {"role:trade:ass": 1}


ROLES = {"role:trade:ass": 1, "role:trade:cesf": 2, "role:theme:handicap": 3}


@pytest.mark.parametrize(
    ("present", "keys", "after"),
    [
        ((), ("role:trade:ass",), (1,)),
        ((90, 1), ("role:trade:ass",), None),
        ((90, 1, 91), ("role:trade:cesf", "role:theme:handicap"), (90, 91, 2, 3)),
        ((90, 1, 2), (), (90,)),
        ((90,), ("role:trade:unknown-here",), None),
        ((), (), None),
    ],
    ids=["given", "nothing to do", "exchanged", "all taken back", "no such role here", "nobody"],
)
def test_roles_change_together_and_only_ours(
    present: tuple[int, ...], keys: tuple[str, ...], after: tuple[int, ...] | None
) -> None:
    assert roles_after(present, ROLES, keys) == after


def test_roles_taken_elsewhere_join_the_profile_instead_of_being_lost(catalogue: Catalogue) -> None:
    held = (
        "role:audience:etudiants",
        "role:territory:D33",
        "role:territory:R75",
        "role:territory:R06",
        "role:theme:handicap",
        "role:trade:ass",
    )
    profile = Profile(trades=("cesf",), territories=("R53",))
    assert adopted(catalogue, profile, held) == Profile(
        "etudiants", ("cesf", "ass"), ("R53", "D33", "R06"), ("handicap",)
    )


def test_one_audience_is_not_replaced_by_a_role(catalogue: Catalogue) -> None:
    profile = Profile("employeurs")
    assert adopted(catalogue, profile, ("role:audience:etudiants",)) == profile


def test_the_channels_of_the_roles_are_opened() -> None:
    known = spaces(channel__trade__ass=10, channel__territory__R06=11, role__trade__ass=1)
    opened = ("role:trade:ass", "role:territory:R06", "role:territory:D976", "role:theme:handicap")
    assert channels_opened(known, opened) == (10, 11)


@pytest.mark.parametrize(
    ("opened", "missing", "names"),
    [
        (("role:territory:R75",), ("role:territory:D33",), ()),
        ((), ("role:territory:R75", "role:territory:D33"), ("Nouvelle-Aquitaine", "Gironde")),
        ((), ("role:territory:R06", "role:territory:D976"), ("Mayotte",)),
        (("role:territory:D976",), ("role:territory:R06",), ()),
        ((), ("role:trade:maraudeur", "role:theme:handicap"), ("Maraudeur", "Handicap et société inclusive")),
    ],
    ids=["region there", "nothing there", "overseas, once", "overseas, either", "others"],
)
def test_what_opens_nothing_is_named_when_somebody_would_miss_it(
    catalogue: Catalogue, opened: tuple[str, ...], missing: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert without_space(catalogue, Outcome(opened, missing)) == names


EVERYWHERE = spaces(
    channel__audience__etudiants=1,
    channel__territory__R06=2,
    channel__trade__ass=3,
    channel__introductions=4,
)


def test_a_social_worker_of_mayotte_is_led_to_mayotte(catalogue: Catalogue) -> None:
    profile = Profile("professionnels", ("ass",), ("R06",))
    opened = wanted(catalogue, profile)
    assert next_steps(catalogue, profile, EVERYWHERE, opened) == Next(2, "territory")


def test_a_student_is_led_to_students_and_to_those_who_pay(catalogue: Catalogue) -> None:
    profile = Profile("etudiants", ("ass",), ("R06",))
    opened = wanted(catalogue, profile)
    assert next_steps(catalogue, profile, EVERYWHERE, opened) == Next(1, "student")


def test_nobody_is_led_to_a_channel_that_did_not_open(catalogue: Catalogue) -> None:
    profile = Profile("etudiants", ("ass",), ("R06",))
    assert (
        next_steps(catalogue, profile, EVERYWHERE, ("role:trade:ass",)).channel,
        next_steps(catalogue, profile, EVERYWHERE, ()).channel,
        next_steps(catalogue, profile, {}, opened=()).channel,
    ) == (3, 4, None)


def test_every_audience_has_something_to_ask(catalogue: Catalogue) -> None:
    kinds = {slug: command_next(Profile(slug)) for slug in catalogue.audiences}
    assert (kinds["employeurs"], kinds["chercheurs"], kinds["personnes-accompagnees"]) == (
        "employer",
        "research",
        "need",
    )
    assert command_next(Profile()) == "need"
