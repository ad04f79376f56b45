from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands.activity.lookup import (
    Period,
    in_short,
    last_days,
    median,
    month,
    months,
    regions_chosen,
    told_count,
    unasked_trades,
    uncovered,
    waiting_time,
)
from storage.catalogue import Catalogue
from storage.questions import Asked
from storage.referents import Volunteer

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(hours=11)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def question(id: int = 1, **changes: object) -> Asked:
    values: dict[str, object] = {
        "id": id, "guild_id": 1, "thread_id": 100 + id, "author_id": 7, "by_form": False, "trade": "", "theme": "",
        "territory": "", "locale": "fr", "asked_at": at(3, 10), "answered_at": None, "resolved_at": None,
        "kept_message_id": None, "step": 0, "next_at": None,
    }  # fmt: skip
    return Asked(**(values | changes))  # type: ignore[arg-type]  # the names are those of the fields


@pytest.mark.parametrize(
    ("asked", "answered", "waited"),
    [
        (at(3, 10), at(3, 10, 40), timedelta(minutes=40)),
        # From Friday at 16:00 to Monday at 10:00: three hours, then two.
        (at(6, 16), at(9, 10), timedelta(hours=5)),
        # Two working days are two working days, whatever lies between.
        (at(6, 16), at(10, 16), 2 * DAY),
        # The evening and the night count for nothing.
        (at(3, 20), at(4, 7), timedelta(0)),
        # 11 November is a public holiday.
        (at(10, 18), at(12, 9), timedelta(hours=2)),
        (at(7, 10), at(8, 10), timedelta(0)),
    ],
)
def test_a_wait_is_counted_in_working_hours(asked: datetime, answered: datetime, waited: timedelta) -> None:
    assert waiting_time(asked, answered, "national") == waited


def test_a_wait_is_counted_by_the_clock_of_its_territory() -> None:
    asked, answered = datetime(2026, 12, 18, 6, tzinfo=UTC), datetime(2026, 12, 21, 6, tzinfo=UTC)
    assert waiting_time(asked, answered, "D974") == DAY
    # 27 April: abolition of slavery, free in Mayotte and not in Paris.
    asked, answered = datetime(2026, 4, 27, 6, tzinfo=UTC), datetime(2026, 4, 28, 6, tzinfo=UTC)
    assert (waiting_time(asked, answered, "R06"), waiting_time(asked, answered, "national")) == (
        timedelta(hours=1),
        DAY,
    )


def test_the_clock_that_changes_in_the_night_changes_nothing() -> None:
    assert waiting_time(at(23, 10, month=10), at(26, 10, month=10), "national") == DAY


@pytest.mark.parametrize(
    ("hours", "middle"), [([], None), ([4], 4), ([1, 30], 15.5), ([9, 1, 2], 2), ([1, 2, 3, 100], 2.5)]
)
def test_the_median_leaves_the_one_that_waited_very_long_alone(
    hours: list[int], middle: float | None
) -> None:
    questions = [
        question(n, asked_at=at(2, 8), answered_at=_after(hour)) for n, hour in enumerate(hours, start=1)
    ]
    questions.append(question(99))
    found = median(questions)
    assert found == (None if middle is None else timedelta(hours=middle))


def _after(hours: int) -> datetime:
    """So many working hours after Monday, 2 November, 8:00; Wednesday the 11th is free."""
    days, rest = divmod(hours, 11)
    working = [2, 3, 4, 5, 6, 9, 10, 12, 13, 16]
    return at(working[days], 8 + rest)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, ("hours", 0)),
        (0.9, ("hours", 0)),
        (1, ("hours", 1)),
        (5.4, ("hours", 5)),
        (10.9, ("hours", 10)),
        (11, ("days", 1)),
        (22, ("days", 2)),
        (26, ("days", 2)),
        (28, ("days", 3)),
    ],
)
def test_a_wait_is_said_in_hours_then_in_days(hours: float, said: tuple[str, int]) -> None:
    assert in_short(timedelta(hours=hours)) == said


def test_the_last_thirty_days_end_now() -> None:
    now = at(25, 10)
    assert last_days(now) == Period(at(26, 10, month=10), now)


@pytest.mark.parametrize("typed", ["2026-10", "octobre 2026", "Octobre", "octobre  2026 "])
def test_a_month_begins_and_ends_at_midnight_where_the_community_lives(typed: str) -> None:
    october = month(typed, at(25, 10), ("novembre 2026", "octobre 2026"))
    assert october == Period(at(1, 0, month=10), at(1, 0), month="2026-10")
    assert (october.start.astimezone(UTC), october.end.astimezone(UTC)) == (
        datetime(2026, 9, 30, 22, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
    )


def test_december_ends_with_the_year() -> None:
    found = month("2025-12", at(25, 10))
    assert found == Period(
        datetime(2025, 12, 1, tzinfo=PARIS), datetime(2026, 1, 1, tzinfo=PARIS), month="2025-12"
    )


@pytest.mark.parametrize("typed", ["2026-13", "2026-12", "brumaire", "2026", "", "0000-01"])
def test_what_is_no_past_month_is_none(typed: str) -> None:
    assert month(typed, at(25, 10), ("novembre 2026", "octobre 2026")) is None


def test_months_are_offered_from_the_present_one_back() -> None:
    assert [day.isoformat() for day in months(datetime(2026, 2, 3, tzinfo=PARIS), 4)] == [
        "2026-02-01",
        "2026-01-01",
        "2025-12-01",
        "2025-11-01",
    ]


@pytest.mark.parametrize(("count", "shown"), [(0, None), (1, None), (4, None), (5, 5), (120, 120)])
def test_small_numbers_of_people_are_not_told(count: int, shown: int | None) -> None:
    assert told_count(count) == shown


def test_members_are_counted_once_for_each_region_they_chose(catalogue: Catalogue) -> None:
    chosen = [("R75", "D33", "D40"), ("D33",), ("D976", "D33"), ("C988",), ("national",), ("unknown",), ()]
    assert regions_chosen(catalogue.territories, chosen) == {"R75": 3, "R06": 1, "C988": 1}


def test_territories_in_need_come_first_then_those_where_people_live(catalogue: Catalogue) -> None:
    questions = [
        question(1, territory="D33"),
        question(2, territory="R75"),
        question(3, territory="D976"),
        question(4, territory="national"),
        question(5, territory="D35"),
    ]
    referents = [Volunteer(1, "", "D29"), Volunteer(2, "", "national")]
    found = uncovered(catalogue.territories, questions, {"R11": 40, "R06": 2, "R53": 9}, referents)
    assert found[:4] == (
        ("Nouvelle-Aquitaine", 2),
        ("Mayotte", 1),
        ("Île-de-France", 0),
        ("Auvergne-Rhône-Alpes", 0),
    )
    # Eighteen régions and six collectivities, less Bretagne, where somebody answers for the Finistère.
    assert len(found) == 23


def test_trades_that_ask_without_a_referent_are_named(catalogue: Catalogue) -> None:
    questions = [
        question(1, trade="ass"),
        question(2, trade="cesf"),
        question(3, trade="cesf"),
        question(4, trade="aes"),
        question(5),
    ]
    referents = [Volunteer(1, "aes", "D33")]
    assert unasked_trades(catalogue, questions, referents) == (
        "Conseiller en économie sociale familiale",
        "Assistant de service social",
    )
    assert unasked_trades(catalogue, questions, [*referents, Volunteer(2, "", "D33")]) == ()
