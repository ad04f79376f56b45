from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import deadlines
from storage.territories import Territories
from storage.working_days import is_working_day, may_ring, next_ring, working_days_after, zone_of

PLACES = sorted(Territories.load().places)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ALSACE_MOSELLE = ("D57", "D67", "D68")

# Mostly the places whose calendar or clock is their own.
places = st.sampled_from(PLACES) | st.sampled_from(
    [*ALSACE_MOSELLE, *(place for place in PLACES if deadlines.zone_of(place) != deadlines.PARIS)]
)
instants = st.timedeltas(timedelta(0), timedelta(days=4 * 365)).map(lambda later: NEW_YEAR + later)
some_days = st.integers(0, 12)


def at(written: str, place_id: str = "national") -> datetime:
    """An instant as the clock on the wall of a place writes it."""
    return datetime.fromisoformat(written).replace(tzinfo=zone_of(place_id))


def working_days_between(start: date, end: date, place_id: str) -> int:
    """How many working days come after one day, up to and with another."""
    days = (start + timedelta(days=count) for count in range(1, (end - start).days + 1))
    return sum(is_working_day(day, place_id) for day in days)


@pytest.mark.parametrize("place_id", PLACES)
def test_a_place_has_one_clock_for_closing_dates_and_for_quiet_hours(place_id: str) -> None:
    assert zone_of(place_id) == ZoneInfo(deadlines.zone_of(place_id))


def test_a_question_about_no_place_has_the_hours_of_the_nation() -> None:
    asked = datetime(2026, 11, 27, 16, tzinfo=zone_of("national"))
    assert (zone_of(""), working_days_after(asked, 2, "")) == (
        zone_of("national"),
        working_days_after(asked, 2, "national"),
    )


# ------------------------------------------------------------------------------------------------ public holidays

EVERYWHERE = [
    # Those that fall on a weekday.
    "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-11-11",
    "2026-12-25",
    "2027-01-01", "2027-03-29", "2027-05-06", "2027-05-17", "2027-07-14", "2027-11-01", "2027-11-11",
    "2028-04-17", "2028-05-01", "2028-05-08", "2028-05-25", "2028-06-05", "2028-07-14", "2028-08-15", "2028-11-01",
    "2028-12-25",
]  # fmt: skip


@pytest.mark.parametrize("place_id", ["national", "D33", "R44", "D67", "D971", "R04", "C975", "C987"])
@pytest.mark.parametrize("day", EVERYWHERE)
def test_nobody_works_on_a_national_holiday(day: str, place_id: str) -> None:
    assert not is_working_day(date.fromisoformat(day), place_id)


def test_the_nation_has_no_other_free_weekday() -> None:
    every = (date(2026, 1, 1) + timedelta(days=count) for count in range(3 * 365 + 1))
    free = [day.isoformat() for day in every if day.weekday() < 5 and not is_working_day(day, "national")]

    assert free == EVERYWHERE


@pytest.mark.parametrize("place_id", PLACES)
def test_nobody_works_on_saturday_or_sunday(place_id: str) -> None:
    assert [is_working_day(date(2026, 11, day), place_id) for day in (27, 28, 29, 30)] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("day", "where"),
    [
        # Alsace and Moselle: Good Friday, and the day after Christmas.
        ("2026-04-03", {*ALSACE_MOSELLE, "D971", "R01", "C987"}),
        ("2027-03-26", {*ALSACE_MOSELLE, "D971", "R01", "C987"}),
        ("2028-04-14", {*ALSACE_MOSELLE, "D971", "R01", "C987"}),
        ("2028-12-26", {*ALSACE_MOSELLE}),
        # The abolition of slavery.
        ("2026-04-27", {"D976", "R06"}),
        ("2027-04-27", {"D976", "R06"}),
        ("2028-04-27", {"D976", "R06"}),
        ("2026-05-22", {"D972", "R02"}),
        ("2028-05-22", {"D972", "R02"}),
        ("2026-05-27", {"D971", "R01"}),
        ("2027-05-27", {"D971", "R01"}),
        ("2026-05-28", {"C978"}),
        ("2026-06-10", {"D973", "R03"}),
        ("2027-06-10", {"D973", "R03"}),
        ("2026-10-09", {"C977"}),
        ("2027-12-20", {"D974", "R04"}),
        ("2028-12-20", {"D974", "R04"}),
        # And other days of their own.
        ("2026-03-12", {"D971", "R01"}),
        ("2026-07-21", {"D971", "R01", "D972", "R02", "C978"}),
        ("2026-03-05", {"C987"}),
        ("2026-11-20", {"C987"}),
        ("2026-09-24", {"C988"}),
        ("2026-04-28", {"C986"}),
        ("2026-06-29", {"C986"}),
        ("2026-07-29", {"C986"}),
        # The national day of memory of slavery is a day of work.
        ("2027-05-10", set()),
    ],
)
def test_a_local_holiday_is_free_there_and_only_there(day: str, where: set[str]) -> None:
    assert {place for place in PLACES if not is_working_day(date.fromisoformat(day), place)} == where


# -------------------------------------------------------------------------------------------------- working days


@pytest.mark.parametrize(
    ("place_id", "start", "days", "end"),
    [
        ("national", "2026-11-23 09:30", 0, "2026-11-23 09:30"),
        ("national", "2026-11-23 09:30", 2, "2026-11-25 09:30"),
        ("national", "2026-11-27 16:00", 2, "2026-12-01 16:00"),
        # Asked on a free day, it counts from the next working morning's midnight.
        ("national", "2026-11-28 11:00", 2, "2026-12-02 00:00"),
        ("national", "2026-11-29 23:59", 2, "2026-12-02 00:00"),
        ("national", "2026-11-11 15:00", 1, "2026-11-13 00:00"),
        ("national", "2026-11-28 11:00", 0, "2026-11-30 00:00"),
        ("national", "2026-11-23 23:59", 2, "2026-11-25 23:59"),
        # A whole week, two weeks.
        ("national", "2026-11-25 10:00", 5, "2026-12-02 10:00"),
        ("national", "2026-11-25 10:00", 10, "2026-12-09 10:00"),
        # 11 November, Ascension and its bridge, the three holidays of May.
        ("D33", "2026-11-10 14:00", 2, "2026-11-13 14:00"),
        ("D33", "2026-05-13 14:00", 2, "2026-05-18 14:00"),
        ("D33", "2026-04-30 18:00", 10, "2026-05-19 18:00"),
        # Christmas and New Year.
        ("D33", "2026-12-24 10:00", 2, "2026-12-29 10:00"),
        ("D33", "2026-12-24 10:00", 5, "2027-01-04 10:00"),
        ("D33", "2027-12-31 10:00", 2, "2028-01-04 10:00"),
        # Alsace: Good Friday and Easter Monday, Christmas and its morrow.
        ("D67", "2026-04-02 10:00", 2, "2026-04-08 10:00"),
        ("D33", "2026-04-02 10:00", 2, "2026-04-07 10:00"),
        ("D57", "2028-12-22 10:00", 2, "2028-12-28 10:00"),
        ("R44", "2028-12-22 10:00", 2, "2028-12-27 10:00"),
        # Overseas.
        ("D974", "2027-12-17 10:00", 2, "2027-12-22 10:00"),
        ("D33", "2027-12-17 10:00", 2, "2027-12-21 10:00"),
        ("R06", "2026-04-24 10:00", 1, "2026-04-28 10:00"),
        ("D971", "2026-05-22 10:00", 2, "2026-05-28 10:00"),
        ("D972", "2026-05-21 10:00", 2, "2026-05-27 10:00"),
        ("D973", "2026-06-09 10:00", 1, "2026-06-11 10:00"),
        # Summer time begins on 29 March and ends on 25 October 2026: the hour on the wall stays.
        ("national", "2026-03-27 16:00", 2, "2026-03-31 16:00"),
        ("national", "2026-10-23 16:00", 2, "2026-10-27 16:00"),
        ("national", "2026-03-29 03:30", 1, "2026-03-31 00:00"),
        ("C975", "2026-03-06 16:00", 2, "2026-03-10 16:00"),
    ],
)
def test_working_days_pass_by_the_calendar_of_the_place(
    place_id: str, start: str, days: int, end: str
) -> None:
    result = working_days_after(at(start, place_id).astimezone(UTC), days, place_id)

    assert (result, result.tzinfo) == (at(end, place_id), zone_of(place_id))


def test_the_change_of_hour_makes_a_week_end_longer_or_shorter_and_no_working_day() -> None:
    lasted = [
        working_days_after(start, 1, "national").astimezone(UTC) - start.astimezone(UTC)
        for start in (at("2026-03-27 16:00"), at("2026-10-23 16:00"))
    ]
    assert lasted == [timedelta(hours=71), timedelta(hours=73)]


def test_one_instant_is_friday_in_tahiti_and_saturday_in_noumea() -> None:
    instant = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    ends = [working_days_after(instant, 1, place).isoformat() for place in ("C987", "D33", "C988")]

    assert ends == ["2026-11-30T17:00:00-10:00", "2026-12-01T00:00:00+01:00", "2026-12-01T00:00:00+11:00"]


@settings(deadline=None)
@given(instants, instants, some_days, places)
def test_who_asks_later_never_waits_until_an_earlier_instant(
    one: datetime, other: datetime, days: int, place_id: str
) -> None:
    first, last = sorted((one, other))

    assert working_days_after(first, days, place_id) <= working_days_after(last, days, place_id)


@settings(deadline=None)
@given(instants, some_days, places)
def test_one_more_working_day_is_always_later(start: datetime, days: int, place_id: str) -> None:
    fewer, more = (working_days_after(start, count, place_id) for count in (days, days + 1))

    assert start <= fewer < more


@settings(deadline=None)
@given(instants, some_days, places)
def test_the_days_that_pass_are_counted_whole_and_end_on_a_working_day(
    start: datetime, days: int, place_id: str
) -> None:
    local, end = start.astimezone(zone_of(place_id)), working_days_after(start, days, place_id)
    asked_at_work = is_working_day(local.date(), place_id)

    assert is_working_day(end.date(), place_id)
    assert end.time() == (local.time() if asked_at_work else time.min)
    # A free day of asking leaves its first working day to be counted whole too.
    assert working_days_between(local.date(), end.date(), place_id) == days + (not asked_at_work)


@settings(deadline=None)
@given(instants, st.integers(0, 6), st.integers(0, 6), places)
def test_two_days_then_three_are_five(start: datetime, some: int, more: int, place_id: str) -> None:
    then = working_days_after(working_days_after(start, some, place_id), more, place_id)

    assert then == working_days_after(start, some + more, place_id)


# --------------------------------------------------------------------------------------------------- quiet hours


@pytest.mark.parametrize(
    ("place_id", "now", "rings"),
    [
        ("national", "2026-11-25 07:59:59.999999", False),
        ("national", "2026-11-25 08:00", True),
        ("national", "2026-11-25 12:30", True),
        ("national", "2026-11-25 18:59:59.999999", True),
        ("national", "2026-11-25 19:00", False),
        ("national", "2026-11-25 23:00", False),
        ("national", "2026-11-25 00:00", False),
        ("national", "2026-11-28 10:00", False),
        ("national", "2026-11-29 10:00", False),
        ("national", "2026-11-11 10:00", False),
        ("D33", "2027-12-20 10:00", True),
        ("D974", "2027-12-20 10:00", False),
        ("D33", "2028-12-26 10:00", True),
        ("D68", "2028-12-26 10:00", False),
    ],
)
def test_nothing_rings_in_the_evening_at_night_at_week_ends_or_on_holidays(
    place_id: str, now: str, rings: bool
) -> None:
    assert may_ring(at(now, place_id).astimezone(UTC), place_id) is rings


def test_an_hour_of_work_in_paris_is_night_in_tahiti_and_evening_in_noumea() -> None:
    now = at("2026-11-25 10:00", "D75")

    assert [may_ring(now, place) for place in ("D75", "D974", "D971", "C987", "C988")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("place_id", "now", "ring"),
    [
        ("national", "2026-11-25 10:00", "2026-11-25 10:00"),
        ("national", "2026-11-25 08:00", "2026-11-25 08:00"),
        ("national", "2026-11-25 05:00", "2026-11-25 08:00"),
        ("national", "2026-11-25 19:00", "2026-11-26 08:00"),
        ("national", "2026-11-27 19:30", "2026-11-30 08:00"),
        ("national", "2026-11-28 10:00", "2026-11-30 08:00"),
        ("national", "2026-11-10 20:00", "2026-11-12 08:00"),
        ("national", "2026-12-24 19:00", "2026-12-28 08:00"),
        ("D67", "2026-04-02 19:00", "2026-04-07 08:00"),
        ("D974", "2027-12-17 19:00", "2027-12-21 08:00"),
        # The clocks change in the night before these mornings.
        ("national", "2026-03-27 20:00", "2026-03-30 08:00"),
        ("national", "2026-10-23 20:00", "2026-10-26 08:00"),
    ],
)
def test_what_may_not_ring_now_rings_on_the_next_working_morning(place_id: str, now: str, ring: str) -> None:
    result = next_ring(at(now, place_id).astimezone(UTC), place_id)

    assert (result, result.tzinfo) == (at(ring, place_id), zone_of(place_id))


@settings(deadline=None)
@given(instants, places)
def test_the_next_ring_may_ring_and_is_now_exactly_when_it_may_ring_now(now: datetime, place_id: str) -> None:
    ring = next_ring(now, place_id)

    assert may_ring(ring, place_id)
    assert next_ring(ring, place_id) == ring
    assert (ring == now) is may_ring(now, place_id)
    assert ring >= now


@settings(deadline=None)
@given(instants, st.floats(0, 1), places)
def test_nothing_may_ring_before_the_next_ring(now: datetime, share: float, place_id: str) -> None:
    ring = next_ring(now, place_id).astimezone(UTC)
    before = now + (ring - now) * share

    assert before >= ring or not may_ring(before, place_id)


@settings(deadline=None)
@given(instants, instants, places)
def test_who_waits_longer_never_rings_earlier(one: datetime, other: datetime, place_id: str) -> None:
    first, last = sorted((one, other))

    assert next_ring(first, place_id) <= next_ring(last, place_id)
