from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.periods import DEFAULT, Rhythm, Schedule, Window, due, period_of, upcoming

PARIS = ZoneInfo("Europe/Paris")
MONDAY = Schedule.read(DEFAULT)
ZONES = (
    "Europe/Paris", "Indian/Reunion", "Indian/Mayotte", "America/Martinique", "America/Cayenne",
    "America/Miquelon", "Pacific/Noumea", "Pacific/Tahiti",
)  # fmt: skip


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def windows(
    schedule: Schedule, start: datetime, end: datetime, every: timedelta, rhythm: Rhythm = "weekly"
) -> list[Window]:
    """Every window made by a clock that ticks from ``start`` to ``end``."""
    made: list[Window] = []
    now = start
    while now < end:
        window = due(now, schedule, rhythm, made[-1].ends_at if made else None)
        if window:
            made.append(window)
        now += every
    return made


def test_nothing_is_due_before_its_hour_and_it_is_due_once_from_its_hour_on() -> None:
    last = at("2026-11-16T08:00")
    week = Window("2026-W48", last, at("2026-11-23T08:00"), late=False)
    assert due(at("2026-11-23T07:59"), MONDAY, "weekly", last) is None
    assert due(at("2026-11-23T08:00"), MONDAY, "weekly", last) == week
    assert due(at("2026-11-23T08:01"), MONDAY, "weekly", week.ends_at) is None


def test_a_first_issue_covers_the_week_before_it() -> None:
    assert due(at("2026-11-25T10:00"), MONDAY, "weekly", None) == Window(
        "2026-W48", at("2026-11-16T08:00"), at("2026-11-23T08:00"), late=True
    )


def test_after_an_absence_one_issue_catches_up_and_says_that_it_is_late() -> None:
    assert due(at("2026-11-25T12:00"), MONDAY, "weekly", at("2026-11-02T08:00")) == Window(
        "2026-W48", at("2026-11-02T08:00"), at("2026-11-23T08:00"), late=True
    )


@pytest.mark.parametrize("zone", ZONES)
def test_windows_of_three_years_follow_one_another_at_the_chosen_local_hour(zone: str) -> None:
    """Complaint 3."""
    schedule = Schedule(zone, 1, 8)
    made = windows(
        schedule, datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC), timedelta(hours=1)
    )
    ends = [window.ends_at.astimezone(ZoneInfo(zone)) for window in made]
    assert {(end.isoweekday(), end.hour, end.minute) for end in ends} == {(1, 8, 0)}
    assert [window.starts_at for window in made[1:]] == [window.ends_at for window in made[:-1]]
    assert len({window.period for window in made}) == len(made)
    assert len(made) in (157, 158)
    assert {(b.ends_at - b.starts_at) for b in made[1:]} <= {
        timedelta(hours=hours) for hours in (167, 168, 169)
    }


def test_weeks_in_which_the_clocks_change_last_an_hour_less_or_more() -> None:
    made = windows(MONDAY, at("2026-01-01T00:00"), at("2027-01-01T00:00"), timedelta(hours=1))
    lengths = {
        window.period: (window.ends_at.astimezone(UTC) - window.starts_at.astimezone(UTC))
        // timedelta(hours=1)
        for window in made
    }
    assert {period: hours for period, hours in lengths.items() if hours != 168} == {
        "2026-W14": 167,
        "2026-W44": 169,
    }


def test_a_monthly_issue_comes_on_the_first_such_day_of_the_month() -> None:
    made = windows(
        Schedule("Europe/Paris", 4, 18),
        at("2026-01-01T00:00"),
        at("2027-01-01T00:00"),
        timedelta(hours=6),
        "monthly",
    )
    days = [window.ends_at.date() for window in made[1:]]
    assert [(day.isoweekday(), day.day <= 7) for day in days] == [(4, True)] * len(days)
    assert [window.period for window in made[1:]] == [f"2026-M{month:02}" for month in range(1, 13)]


def test_the_next_issue_can_be_told() -> None:
    assert [
        upcoming(at("2026-11-25T10:00"), MONDAY, "weekly"),
        upcoming(at("2026-11-23T08:00"), MONDAY, "weekly"),
        upcoming(at("2026-11-25T10:00"), MONDAY, "monthly"),
    ] == [at("2026-11-30T08:00"), at("2026-11-30T08:00"), at("2026-12-07T08:00")]


def test_the_last_days_of_a_year_belong_to_their_iso_week() -> None:
    assert period_of(datetime.combine(date(2027, 1, 1), datetime.min.time(), PARIS), "weekly") == "2026-W53"


@pytest.mark.parametrize(
    "written", ["", "Europe/Paris 1", "Europe/Paris 0 8", "Europe/Paris 1 2", "Europe/Paris one 8"]
)
def test_what_is_no_schedule_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Schedule.read(written)


def test_a_schedule_is_written_as_it_is_read() -> None:
    assert str(Schedule.read(DEFAULT)) == DEFAULT
