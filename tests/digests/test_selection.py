from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.selection import SECTIONS, Limits, Selector
from storage.items import KnownItem
from storage.subscriptions import Preferences
from storage.territories import Territories
from tests.digests.items import SEEN, item

TERRITORIES = Territories.load()
MANY = Limits(100, 100, 100)


def chosen(items: list[KnownItem], limits: Limits = MANY, **preferences: Any) -> list[int]:
    return list(Selector(items, TERRITORIES, limits).choose(Preferences(**preferences))[0])


def test_who_chose_nothing_receives_everything_newest_first() -> None:
    items = [item(1, published_on=date(2026, 11, 18)), item(2), item(3, published_on=None)]
    assert chosen(items) == [3, 2, 1]


def test_a_theme_a_trade_or_an_audience_is_enough() -> None:
    items = [
        item(1, themes=("handicap",)),
        item(2, trades=("ass",)),
        item(3, audiences=("etudiants",)),
        item(4, themes=("logement",)),
        item(5),
    ]
    assert chosen(items, themes=["handicap"], trades=["ass"], audiences=["etudiants"]) == [3, 2, 1]


@pytest.mark.parametrize(
    ("chosen_places", "expected"),
    [
        (["D33"], [1, 2, 4, 5]),
        (["R75"], [1, 2, 4, 5, 6]),
        (["D976"], [3, 4, 5]),
        (["C988"], [4, 5]),
        ([], [1, 2, 3, 4, 5, 6]),
    ],
)
def test_the_whole_country_comes_always_and_a_territory_with_its_region(
    chosen_places: list[str], expected: list[int]
) -> None:
    items = [
        item(1, territories=("D33",)),
        item(2, territories=("R75",)),
        item(3, territories=("D976",)),
        item(4, territories=("national",)),
        item(5),
        item(6, territories=("D87",)),
    ]
    assert sorted(chosen(items, territories=chosen_places)) == expected


def test_a_theme_elsewhere_stays_elsewhere() -> None:
    items = [item(1, themes=("handicap",), territories=("D59",)), item(2, themes=("handicap",))]
    assert chosen(items, themes=["handicap"], territories=["D33"]) == [2]


def test_less_of_a_theme_or_of_a_source_is_heard() -> None:
    items = [item(1, themes=("handicap",)), item(2, sources=("insee",)), item(3)]
    assert chosen(items, less=["theme:handicap", "source:insee"]) == [3]


def test_what_an_editor_drops_goes_to_nobody_and_what_one_pins_goes_first_to_all() -> None:
    items = [
        item(1, state="dropped"),
        item(2, themes=("handicap",)),
        item(3, pinned=True, position=2, themes=("logement",), territories=("D59",)),
        item(4, pinned=True, position=1, themes=("logement",)),
    ]
    assert chosen(items, themes=["handicap"], territories=["D33"], less=["theme:logement"]) == [4, 3, 2]


def test_an_issue_is_read_section_by_section() -> None:
    kinds = ("event", "research", "funding", "resource", "law", "figures", "news", "call")
    items = [item(number, kind=kind) for number, kind in enumerate(kinds)]
    order = [kinds[number] for number in chosen(items)]
    assert order == ["resource", "research", "figures", "news", "law", "call", "funding", "event"]


def test_each_section_and_each_source_has_its_share_and_the_rest_is_counted() -> None:
    items = [item(number, sources=("one",)) for number in range(10)]
    items += [item(number, kind="research") for number in range(10, 20)]
    issue = Selector(items, TERRITORIES, Limits(items=10, section=4, source=2)).choose(Preferences())
    assert issue == ((9, 8, 19, 18, 17, 16), 14)


def test_only_what_was_not_seen_yet_goes_to_who_changed_their_day() -> None:
    items = [item(1, first_seen_at=SEEN - timedelta(days=3)), item(2)]
    assert Selector(items, TERRITORIES).choose(Preferences(), SEEN) == ((2,), 0)


def test_each_item_says_why_it_comes() -> None:
    wanted = Preferences(themes=["handicap"], trades=["ass"], territories=["D33"])
    about = item(1, themes=("handicap", "logement"), trades=("ass",), territories=("R75", "D59"))
    selector = Selector([about], TERRITORIES)
    assert selector.reasons(about, wanted) == [
        ("themes", "handicap"),
        ("trades", "ass"),
        ("territories", "R75"),
    ]
    assert selector.reasons(item(2), wanted) == []


THEMES, PLACES = st.sampled_from(["a", "b", "c"]), st.sampled_from(["D33", "R75", "D976", "national"])
ITEMS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        kind=st.sampled_from([kind for kinds in SECTIONS.values() for kind in kinds]),
        themes=st.lists(THEMES, max_size=2, unique=True).map(tuple),
        territories=st.lists(PLACES, max_size=2, unique=True).map(tuple),
        sources=st.sampled_from([("one",), ("two",), ("one", "two")]),
        pinned=st.booleans(),
    ),
    max_size=30,
)


@given(
    ITEMS, st.lists(THEMES, unique=True), st.lists(PLACES, unique=True), st.integers(1, 8), st.integers(1, 4)
)
def test_no_limit_is_ever_passed_and_nothing_is_lost_from_the_count(
    written: list[dict[str, Any]], themes: list[str], places: list[str], most: int, share: int
) -> None:
    items = [item(number, **fields) for number, fields in enumerate(written)]
    wanted = Preferences(themes=themes, territories=places)
    everything = Selector(items, TERRITORIES, MANY).choose(wanted)[0]
    ids, others = Selector(items, TERRITORIES, Limits(most, share, share)).choose(wanted)
    by_section = [sum(items[id].kind in kinds for id in ids) for kinds in SECTIONS.values()]
    by_source = [sum(source in items[id].sources for id in ids) for source in ("one", "two")]
    assert len(ids) + others == len(everything)
    assert set(ids) <= set(everything)
    assert max([len(ids) - most, *(count - share for count in (*by_section, *by_source))]) <= 0
