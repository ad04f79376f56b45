from datetime import datetime

import pytest

from bot.blueprint.declaration import load
from commands.channels.lookup import (
    MOST_FOUND,
    Space,
    everything,
    find,
    means_everything,
    named,
    spaces,
)
from storage.catalogue import Catalogue
from storage.spaces import ManagedSpace

THERE = (
    "theme:handicap", "theme:protection-enfance", "theme:numerique", "theme:stages", "trade:cesf",
    "trade:educateur-specialise", "audience:etudiants", "territory:R75", "territory:R06", "territory:D59",
)  # fmt: skip


@pytest.fixture(scope="module")
def known(catalogue: Catalogue, now: datetime) -> list[Space]:
    """The spaces of a server: each has a role and a channel."""
    managed = {
        key: ManagedSpace(key, number, {}, now)
        for number, key in enumerate(
            (f"{sort}:{space}" for space in THERE for sort in ("role", "channel")), 1
        )
    }
    # As the plan makes them: a role for each place, a channel for a région and for all the collectivities together.
    for number, key in enumerate(
        ("role:territory:D33", "role:territory:C988", "channel:territory:overseas"), 50
    ):
        managed[key] = ManagedSpace(key, number, {}, now)
    return spaces(catalogue, managed)


def keys(catalogue: Catalogue, known: list[Space], text: str) -> list[str]:
    return [space.key for space in find(catalogue, known, text).spaces]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("handicap", "theme:handicap"),
        ("Protection de l'enfance", "theme:protection-enfance"),
        ("protection enfance", "theme:protection-enfance"),
        ("CESF", "trade:cesf"),
        ("éducatrice specialisee", "trade:educateur-specialise"),
        ("etudiant", "audience:etudiants"),
        ("nord", "territory:D59"),
        ("mayotte", "territory:R06"),
        ("976", "territory:R06"),
        ("aquitaine", "territory:R75"),
        ("nouméa", "territory:C988"),
    ],
)
def test_words_people_type_find_the_space_they_mean(
    catalogue: Catalogue, known: list[Space], text: str, first: str
) -> None:
    assert keys(catalogue, known, text)[0] == first


def test_a_place_without_a_space_leads_to_its_region_and_says_so(
    catalogue: Catalogue, known: list[Space]
) -> None:
    found = find(catalogue, known, "Bordeaux")
    assert [space.key for space in found.spaces] == ["territory:R75"]
    assert (found.asked and found.asked.name, found.wider and found.wider.name) == (
        "Gironde",
        "Nouvelle-Aquitaine",
    )


def test_every_space_of_a_place_leads_to_a_channel(known: list[Space]) -> None:
    places = {space.slug: (space.role_id, space.channel_id) for space in known if space.facet == "territory"}
    assert sorted(places) == ["C988", "D59", "R06", "R75"]
    assert places["C988"] == (51, 52)


def test_a_trade_without_a_space_leads_to_those_of_its_themes(
    catalogue: Catalogue, known: list[Space]
) -> None:
    trade = catalogue.trades["educateur-specialise"]
    without = [space for space in known if space.key != "trade:educateur-specialise"]
    there = {space.slug for space in without if space.facet == "theme"}
    found = {space.slug for space in find(catalogue, without, "éducateur spécialisé").spaces}
    assert found >= there & set(trade.themes)


def test_nothing_found_still_leads_to_the_themes(catalogue: Catalogue, known: list[Space]) -> None:
    found = find(catalogue, known, "zzzz")
    assert found.spaces == ()
    assert {space.facet for space in found.near} == {"theme"}


def test_never_more_than_a_message_holds(catalogue: Catalogue, now: datetime) -> None:
    managed = {
        f"channel:theme:{slug}": ManagedSpace(f"channel:theme:{slug}", n, {}, now)
        for n, slug in enumerate(catalogue.themes, 1)
    }
    assert len(find(catalogue, spaces(catalogue, managed), "et des").spaces) <= MOST_FOUND


def test_only_spaces_that_are_there_now_are_offered(catalogue: Catalogue, now: datetime) -> None:
    managed = {
        key: ManagedSpace(key, id, {}, now, archived)
        for key, id, archived in (
            ("role:theme:handicap", 1, False),
            ("channel:theme:handicap", None, False),
            ("channel:theme:insertion", 2, True),
            ("role:moderation", 3, False),
            ("role:everything", 4, False),
            ("channel:queue", 5, False),
            ("category:themes", 6, False),
        )
    }
    label = catalogue.themes["handicap"].label
    assert spaces(catalogue, managed) == [Space("theme", "handicap", label, 1, None)]
    assert everything(managed) == Space("everything", "", "", 4)
    assert everything({}) is None


def test_a_space_is_named_by_its_name_or_its_key_and_never_guessed(known: list[Space]) -> None:
    assert [named(known, typed) and named(known, typed).key for typed in  # type: ignore[union-attr]
            ("HANDICAP ET SOCIETE INCLUSIVE", "theme:handicap", "handi", "role:moderation")] == [
        "theme:handicap", "theme:handicap", None, None,
    ]  # fmt: skip


def test_the_name_that_the_server_gives_to_a_role_is_known_too(catalogue: Catalogue, now: datetime) -> None:
    managed = {
        "role:trade:ass": ManagedSpace("role:trade:ass", 1, {"name": "Service social"}, now),
        "channel:trade:ass": ManagedSpace("channel:trade:ass", 2, {"name": "service-social"}, now),
    }
    known = spaces(catalogue, managed)
    assert known == [Space("trade", "ass", catalogue.trades["ass"].name, 1, 2, "Service social")]
    assert named(known, "service social") == known[0]
    assert keys(catalogue, known, "service soc") == ["trade:ass"]


@pytest.mark.parametrize("typed", ["tout", "Tout voir", "everything", "ALL"])
def test_one_word_means_every_space(typed: str) -> None:
    assert means_everything(typed)
    assert not means_everything(f"{typed} handicap")


@pytest.fixture(scope="module")
def whole(catalogue: Catalogue, now: datetime) -> list[Space]:
    """The spaces of the server that comes with the project."""
    declared = load(catalogue).objects
    return spaces(
        catalogue,
        {one.key: ManagedSpace(one.key, number, one.facts, now) for number, one in enumerate(declared, 1)},
    )


def test_on_the_whole_server_every_space_can_be_joined_and_leads_somewhere(whole: list[Space]) -> None:
    assert [space.key for space in whole if space.role_id is None or space.channel_id is None] == []
    assert {facet: sum(space.facet == facet for space in whole) for facet in ("theme", "territory")} == {
        "theme": 24,
        "territory": 24,
    }


def test_on_the_whole_server_every_place_of_france_leads_to_a_space(
    catalogue: Catalogue, whole: list[Space]
) -> None:
    lost = [
        place.name
        for place in catalogue.territories.places.values()
        if place.id[0] in "DRC" and place.id[1:2].isdigit()
        and not any(space.facet == "territory" for space in find(catalogue, whole, place.name).spaces)
    ]  # fmt: skip
    assert lost == []


def test_on_the_whole_server_every_space_is_found_by_its_names(
    catalogue: Catalogue, whole: list[Space]
) -> None:
    lost = [
        (space.key, name)
        for space in whole
        for name in (space.name, space.role_name)
        if space not in find(catalogue, whole, name).spaces or named(whole, space.key) != space
    ]
    assert lost == []
