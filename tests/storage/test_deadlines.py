from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.deadlines import Calendar, Opening, calendar, is_over, zone_of
from storage.schema import FundingScheme
from tests.builders import scheme

CLOSING_DAY = date(2026, 11, 30)


def dated(**changes: object) -> FundingScheme:
    return FundingScheme.model_validate(scheme("bourse", **changes))


@pytest.mark.parametrize(
    ("territory", "zone"),
    [
        ("national", "Europe/Paris"),
        ("europe", "Europe/Paris"),
        ("international", "Europe/Paris"),
        ("", "Europe/Paris"),
        ("D33", "Europe/Paris"),
        ("D01", "Europe/Paris"),
        ("D2A", "Europe/Paris"),
        ("R11", "Europe/Paris"),
        ("R01", "America/Guadeloupe"),
        ("D971", "America/Guadeloupe"),
        ("R02", "America/Martinique"),
        ("D972", "America/Martinique"),
        ("R03", "America/Cayenne"),
        ("D973", "America/Cayenne"),
        ("R04", "Indian/Reunion"),
        ("D974", "Indian/Reunion"),
        ("R06", "Indian/Mayotte"),
        ("D976", "Indian/Mayotte"),
        ("C975", "America/Miquelon"),
        ("C977", "America/St_Barthelemy"),
        ("C978", "America/Marigot"),
        ("C986", "Pacific/Wallis"),
        ("C987", "Pacific/Tahiti"),
        ("C988", "Pacific/Noumea"),
    ],
)
def test_a_territory_has_its_own_clock(territory: str, zone: str) -> None:
    assert zone_of(territory) == zone


@pytest.mark.parametrize("territory", ["national", "D33", "D971", "R04", "C975", "C987", "C988"])
def test_the_closing_day_is_open_until_its_last_minute_where_it_is_given_and_never_after(
    territory: str,
) -> None:
    closing = dated(territory=territory, closes_on=CLOSING_DAY)
    last = datetime(2026, 11, 30, 23, 59, 59, tzinfo=ZoneInfo(zone_of(territory)))
    after = (last + timedelta(seconds=1)).astimezone(UTC)
    assert calendar(closing, last.astimezone(UTC)) == Calendar(Opening.CLOSING, 0)
    assert calendar(closing, after) == Calendar(Opening.CLOSED)


def test_one_instant_is_another_day_on_the_other_side_of_the_world() -> None:
    instant = datetime(2026, 12, 1, 2, 0, tzinfo=ZoneInfo("Europe/Paris"))
    openings = [
        calendar(dated(territory=one, closes_on=CLOSING_DAY), instant).opening
        for one in ("C987", "D33", "C988")
    ]
    assert openings == [Opening.CLOSING, Opening.CLOSED, Opening.CLOSED]


@pytest.mark.parametrize(
    ("days", "opening"),
    [
        (365, Opening.OPEN),
        (31, Opening.OPEN),
        (30, Opening.CLOSING),
        (7, Opening.CLOSING),
        (1, Opening.CLOSING),
        (0, Opening.CLOSING),
    ],
)
def test_a_closing_date_is_announced_from_thirty_days_on(now: datetime, days: int, opening: Opening) -> None:
    closing = dated(closes_on=now.date() + timedelta(days=days))
    assert calendar(closing, now) == Calendar(opening, days)


def test_a_scheme_that_closed_yesterday_is_closed(now: datetime) -> None:
    assert calendar(dated(closes_on=now.date() - timedelta(days=1)), now) == Calendar(Opening.CLOSED)


def test_a_scheme_that_opens_later_says_in_how_many_days(now: datetime) -> None:
    later = dated(opens_on=now.date() + timedelta(days=1), closes_on=now.date() + timedelta(days=60))
    assert calendar(later, now) == Calendar(Opening.NOT_YET, 1)


def test_a_scheme_is_open_from_the_first_minute_of_its_opening_day() -> None:
    opens = dated(territory="D974", opens_on=CLOSING_DAY, closes_on=date(2027, 6, 30))
    first = datetime(2026, 11, 30, 0, 0, tzinfo=ZoneInfo("Indian/Reunion"))
    before, at = calendar(opens, first - timedelta(seconds=1)), calendar(opens, first)
    assert (before, at.opening) == (Calendar(Opening.NOT_YET, 1), Opening.OPEN)


def test_a_scheme_without_dates_is_undated(now: datetime) -> None:
    assert calendar(dated(), now) == Calendar(Opening.UNDATED)


def test_a_day_that_changes_its_clock_still_counts_whole_days() -> None:
    before = datetime(2026, 10, 24, 23, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert calendar(dated(closes_on=date(2026, 10, 26)), before).days_left == 2


@pytest.mark.parametrize(
    ("changes", "over"),
    [
        ({"status": "termine"}, True),
        ({"status": "existant"}, False),
        ({"closes_on": "2026-11-24"}, True),
        ({"closes_on": "2026-11-25"}, False),
        ({"opens_on": "2026-12-01"}, False),
    ],
)
def test_a_scheme_is_over_when_ended_or_past_its_closing_day(
    now: datetime, changes: dict[str, object], over: bool
) -> None:
    assert is_over(dated(**changes), now) is over
