from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.exchange.workflow import (
    MOST_TOLD,
    NAMES,
    STEPS,
    due_step,
    has_asked_enough,
    nearest,
    next_due,
)
from storage.territories import Place, Territories
from storage.working_days import may_ring, zone_of

TERRITORIES = Territories.load()
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ASKER = 1

instants = st.timedeltas(timedelta(0), timedelta(days=3 * 365)).map(lambda later: NEW_YEAR + later)
waits = st.timedeltas(timedelta(0), timedelta(days=40))
places = st.sampled_from(["national", "D33", "D67", "R44", "D971", "D974", "R06", "C975", "C987", "C988"])
some_steps = st.integers(0, 3)


@dataclass(frozen=True, slots=True)
class Volunteer:
    member_id: int
    trade: str
    territory: str


def at(written: str, place_id: str = "D33") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone_of(place_id))


def due(asked: str, now: str, *, step: int = 0, answered: bool = False, place_id: str = "D33") -> int | None:
    return due_step(
        at(asked, place_id), answered=answered, step=step, now=at(now, place_id), place_id=place_id
    )


# ------------------------------------------------------------------------------------------------------- the time


def test_each_step_has_its_days_and_its_name() -> None:
    assert dict(zip(STEPS, NAMES, strict=True)) == {2: "referents", 5: "region", 10: "facilitators"}


@pytest.mark.parametrize(
    ("now", "step", "told"),
    [
        # Asked on Wednesday 4 November 2026 at 14:00; 11 November is free.
        ("2026-11-04 14:00", 0, None),
        ("2026-11-06 13:59", 0, None),
        ("2026-11-06 14:00", 0, 1),
        ("2026-11-06 14:00", 1, None),
        ("2026-11-12 13:59", 1, None),
        ("2026-11-12 14:00", 1, 2),
        ("2026-11-12 14:00", 2, None),
        ("2026-11-19 13:59", 2, None),
        ("2026-11-19 14:00", 2, 3),
        ("2026-11-19 14:00", 3, None),
        ("2027-02-01 10:00", 3, None),
    ],
)
def test_a_question_without_answer_goes_up_one_step_after_two_five_and_ten_working_days(
    now: str, step: int, told: int | None
) -> None:
    assert due("2026-11-04 14:00", now, step=step) == told


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_question_that_has_its_answer_goes_nowhere(step: int) -> None:
    assert due("2026-11-04 14:00", "2026-12-10 10:00", step=step, answered=True) is None


@pytest.mark.parametrize(
    ("now", "told"),
    [("2026-11-12 10:00", 1), ("2026-11-12 14:00", 2), ("2026-11-19 14:00", 3), ("2027-06-01 10:00", 3)],
)
def test_after_a_long_outage_only_the_highest_due_step_is_told(now: str, told: int) -> None:
    assert due("2026-11-04 14:00", now) == told


def test_after_an_outage_a_step_that_was_passed_over_is_not_told_afterwards() -> None:
    assert due("2026-11-04 14:00", "2026-11-19 14:01", step=3) is None


@pytest.mark.parametrize(
    ("asked", "now", "told"),
    [
        # Asked on Tuesday evening: due on Thursday evening, told on Friday morning.
        ("2026-11-24 21:00", "2026-11-26 21:00", None),
        ("2026-11-24 21:00", "2026-11-27 07:59", None),
        ("2026-11-24 21:00", "2026-11-27 08:00", 1),
        # Asked on Wednesday evening: due on Friday evening, told on Monday.
        ("2026-11-25 21:00", "2026-11-28 10:00", None),
        ("2026-11-25 21:00", "2026-11-30 08:00", 1),
        # Asked on Sunday: Monday and Tuesday pass, told on Wednesday morning.
        ("2026-11-22 10:00", "2026-11-24 18:59", None),
        ("2026-11-22 10:00", "2026-11-25 08:00", 1),
    ],
)
def test_what_comes_due_in_quiet_hours_is_told_when_they_end(asked: str, now: str, told: int | None) -> None:
    assert due(asked, now) == told


def test_a_question_of_reunion_waits_for_the_morning_of_reunion() -> None:
    asked = at("2027-12-17 20:00", "D974")
    told = next_due(asked, 0, "D974")

    assert told == at("2027-12-23 08:00", "D974") == at("2027-12-23 05:00", "D75")
    assert next_due(asked, 0, "D75") == at("2027-12-21 17:00", "D75")


@pytest.mark.parametrize(
    ("asked", "step", "instant"),
    [
        ("2026-11-04 14:00", 0, "2026-11-06 14:00"),
        ("2026-11-04 14:00", 1, "2026-11-12 14:00"),
        ("2026-11-04 14:00", 2, "2026-11-19 14:00"),
        ("2026-11-25 21:00", 0, "2026-11-30 08:00"),
        ("2026-12-24 06:00", 1, "2027-01-04 08:00"),
    ],
)
def test_the_next_step_has_its_instant(asked: str, step: int, instant: str) -> None:
    assert next_due(at(asked).astimezone(UTC), step, "D33") == at(instant)


def test_nothing_is_due_after_the_last_step() -> None:
    assert next_due(at("2026-11-04 14:00"), 3, "D33") is None


@settings(deadline=None)
@given(instants, some_steps, places)
def test_a_step_is_due_at_its_instant_and_not_before(asked: datetime, step: int, place_id: str) -> None:
    instant = next_due(asked, step, place_id)
    if instant is None:
        assert step == len(STEPS)
        return
    just_before = instant.astimezone(UTC) - timedelta(microseconds=1)

    told = [
        due_step(asked, answered=False, step=step, now=now, place_id=place_id)
        for now in (just_before, instant)
    ]
    assert told == [None, step + 1]


@settings(deadline=None)
@given(instants, waits, some_steps, places)
def test_a_step_is_told_only_when_it_may_ring_and_always_goes_up(
    asked: datetime, waited: timedelta, step: int, place_id: str
) -> None:
    told = due_step(asked, answered=False, step=step, now=asked + waited, place_id=place_id)

    assert told is None or (may_ring(asked + waited, place_id) and step < told <= len(STEPS))


@settings(max_examples=30, deadline=None)
@given(instants, places)
def test_who_looks_every_hour_tells_each_step_once_in_order(asked: datetime, place_id: str) -> None:
    step, told = 0, []
    for hours in range(24 * 30):
        now = asked + timedelta(hours=hours)
        due_now = due_step(asked, answered=False, step=step, now=now, place_id=place_id)
        if due_now is not None:
            step = due_now
            told.append(due_now)

    assert told == [1, 2, 3]


# ----------------------------------------------------------------------------------------------------- the people


def members_told(
    volunteers: list[Volunteer],
    territory: Place | None,
    *,
    step: int,
    trade: str = "ass",
    before: frozenset[int] = frozenset(),
) -> set[int]:
    chosen = nearest(volunteers, trade, territory, step=step, asker_id=ASKER, key=12, told=before)
    return {one.member_id for one in chosen}


GIRONDE = TERRITORIES["D33"]
AQUITAINE = TERRITORIES["R75"]

NEIGHBOURS = [
    Volunteer(10, "ass", "D33"),
    Volunteer(11, "", "D33"),
    Volunteer(12, "es", "D33"),
    Volunteer(13, "ass", "D40"),
    Volunteer(14, "es", "D40"),
    Volunteer(15, "ass", "R75"),
    Volunteer(16, "ass", "D31"),
    Volunteer(17, "ass", "national"),
]


def test_first_those_of_the_trade_or_of_none_in_the_departement_are_told() -> None:
    assert members_told(NEIGHBOURS, GIRONDE, step=1) == {10, 11}


def test_where_the_departement_has_nobody_those_of_the_trade_in_the_region_are_told_first() -> None:
    assert members_told(NEIGHBOURS[3:], GIRONDE, step=1) == {13, 15}


def test_then_the_whole_region_is_told_whatever_the_trade() -> None:
    assert members_told(NEIGHBOURS[2:], GIRONDE, step=2) == {12, 13, 14, 15}


def test_the_facilitators_are_nobody_s_referents() -> None:
    assert members_told(NEIGHBOURS, GIRONDE, step=3) == set()


def test_a_question_asked_for_a_region_is_told_in_all_its_departements() -> None:
    assert members_told(NEIGHBOURS, AQUITAINE, step=1) == {10, 11, 13, 15}


def test_a_former_region_is_told_first_and_the_present_one_next() -> None:
    (limousin,) = TERRITORIES.resolve("Limousin")
    volunteers = [*NEIGHBOURS[:3], Volunteer(20, "ass", "D23")]

    assert (members_told(volunteers, limousin, step=1), members_told(volunteers, limousin, step=2)) == (
        {20},
        {10, 11, 12, 20},
    )


@pytest.mark.parametrize(
    ("territory", "chosen"),
    [("D971", {30, 31}), ("R01", {30, 31}), ("C988", {32}), ("C975", set())],
)
def test_overseas_the_territory_is_its_own_region(territory: str, chosen: set[int]) -> None:
    volunteers = [
        Volunteer(30, "ass", "D971"),
        Volunteer(31, "ass", "R01"),
        Volunteer(32, "ass", "C988"),
        *NEIGHBOURS,
    ]
    place = TERRITORIES[territory]

    assert (members_told(volunteers, place, step=1), members_told(volunteers, place, step=2)) == (
        chosen,
        chosen,
    )


def test_the_overseas_departements_together_are_told_together() -> None:
    (overseas,) = TERRITORIES.resolve("DROM")
    volunteers = [Volunteer(30, "ass", "D971"), Volunteer(31, "es", "R04"), *NEIGHBOURS]

    assert (members_told(volunteers, overseas, step=1), members_told(volunteers, overseas, step=2)) == (
        {30},
        {30, 31},
    )


@pytest.mark.parametrize("territory", [None, *map(TERRITORIES.__getitem__, ("national", "europe"))])
def test_a_question_of_no_region_is_everybody_s(territory: Place | None) -> None:
    volunteers = [Volunteer(10, "ass", "D33"), Volunteer(11, "", "D974"), Volunteer(12, "es", "R11")]

    assert (members_told(volunteers, territory, step=1), members_told(volunteers, territory, step=2)) == (
        {10, 11},
        {10, 11, 12},
    )


def test_a_question_of_the_nation_goes_first_to_those_who_volunteered_for_the_nation() -> None:
    assert members_told(NEIGHBOURS, TERRITORIES["national"], step=1) == {17}


def test_a_question_of_no_trade_is_of_every_trade() -> None:
    assert members_told(NEIGHBOURS, GIRONDE, step=1, trade="") == {10, 11, 12}


def test_who_asks_is_never_told_of_their_own_question() -> None:
    volunteers = [Volunteer(ASKER, "ass", "D33"), Volunteer(13, "ass", "D40")]

    assert [members_told(volunteers, GIRONDE, step=step) for step in (1, 2)] == [{13}, {13}]


def test_where_nobody_volunteered_nobody_is_told() -> None:
    assert [members_told([], GIRONDE, step=step) for step in (1, 2, 3)] == [set(), set(), set()]


def test_who_volunteered_twice_is_told_once() -> None:
    volunteers = [Volunteer(10, "ass", "D33"), Volunteer(10, "es", "D33"), Volunteer(10, "ass", "R75")]
    chosen = nearest(volunteers, "ass", GIRONDE, step=2, asker_id=ASKER, key=12)

    assert [one.member_id for one in chosen] == [10]


def test_at_the_second_step_those_who_were_not_told_yet_come_first() -> None:
    volunteers = [Volunteer(number, "ass", "D33") for number in range(10, 18)]

    assert members_told(volunteers, GIRONDE, step=2, before=frozenset({10, 11, 12})) == {13, 14, 15, 16, 17}
    assert members_told(volunteers[:4], GIRONDE, step=2, before=frozenset({10, 11, 12})) == {10, 11, 12, 13}


CROWD = [Volunteer(number, "ass", "D33") for number in range(100, 120)]


def chosen_for(key: int, volunteers: list[Volunteer]) -> tuple[int, ...]:
    chosen = nearest(volunteers, "ass", GIRONDE, step=1, asker_id=ASKER, key=key)
    return tuple(one.member_id for one in chosen)


def test_at_most_five_people_are_told() -> None:
    assert len(chosen_for(12, CROWD)) == MOST_TOLD == 5


@settings(deadline=None)
@given(st.integers(0, 2**63), st.permutations(CROWD))
def test_the_same_question_is_told_to_the_same_people_in_whatever_order_they_volunteered(
    key: int, shuffled: list[Volunteer]
) -> None:
    assert chosen_for(key, shuffled) == chosen_for(key, CROWD)


def test_over_many_questions_everybody_is_told_as_often() -> None:
    times = Counter(member for key in range(2000) for member in chosen_for(key, CROWD))

    # Each of 20 is one of five chosen in 2 000 draws: 500 times, give or take five standard deviations.
    assert {one.member_id for one in CROWD} == set(times)
    assert (min(times.values()) > 400, max(times.values()) < 600) == (True, True)


def test_over_many_questions_everybody_is_told_first_as_often() -> None:
    times = Counter(chosen_for(key, CROWD)[0] for key in range(2000))

    assert (len(times), min(times.values()) > 50, max(times.values()) < 150) == (len(CROWD), True, True)


def test_one_person_posts_ten_questions_a_day_at_most(now: datetime) -> None:
    today = [now - timedelta(hours=hours) for hours in range(11)]
    assert [
        has_asked_enough(asked, now)
        for asked in (today, today[:9], [*today[:9], now - timedelta(days=1)], [])
    ] == [True, False, False, False]
