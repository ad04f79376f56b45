from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands.tending.workflow import crowded, instant_of, listed_with, may_propose, rest, watched, week
from storage.cases import CaseState, OpenedCase
from storage.spaces import ManagedSpace
from storage.territories import Territories

PARIS = ZoneInfo("Europe/Paris")


def case(state: CaseState, key: str = "D33", decided_at: datetime | None = None) -> OpenedCase:
    opened = datetime(2026, 1, 1, tzinfo=PARIS)
    return OpenedCase(1, 1, "open-territory", None, {"key": key}, state, "", opened, None, decided_at)


@pytest.mark.parametrize(
    ("instant", "named"),
    [
        (datetime(2026, 11, 23, 8, 59, tzinfo=PARIS), "2026-W47"),
        (datetime(2026, 11, 23, 9, 0, tzinfo=PARIS), "2026-W48"),
        (datetime(2026, 11, 29, 23, 59, tzinfo=PARIS), "2026-W48"),
        # The 29th of March is the night when an hour is lost.
        (datetime(2026, 3, 30, 8, 59, tzinfo=PARIS), "2026-W13"),
        (datetime(2026, 3, 30, 9, 0, tzinfo=PARIS), "2026-W14"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=PARIS), "2026-W53"),
        (datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Indian/Reunion")), "2026-W48"),
    ],
)
def test_the_week_turns_on_monday_at_nine_local_time(instant: datetime, named: str) -> None:
    assert week(instant) == named


def test_a_departement_is_crowded_from_the_threshold_and_without_a_channel_of_its_own() -> None:
    counts = {"D33": 40, "D40": 39, "D64": 90, "D75": 60, "R75": 500, "D976": 80, "national": 99, "D00": 99}
    managed = {"channel:territory:D75", "channel:territory:R75", "channel:territory:R06"}
    assert crowded(counts, managed, Territories.load(), 40) == [("D64", 90), ("D33", 40)]


def test_an_overseas_departement_without_any_channel_is_crowded_too() -> None:
    assert crowded({"D976": 80}, set(), Territories.load(), 40) == [("D976", 80)]


def test_only_living_channels_of_the_four_facets_are_watched(now: datetime) -> None:
    made = {
        key: ManagedSpace(key, discord_id, {}, now, archived)
        for key, discord_id, archived in (
            ("channel:theme:handicap", 1, False),
            ("channel:trade:ass", None, False),
            ("channel:audience:etudiants", 3, True),
            ("channel:territory:R75", 4, False),
            ("channel:welcome", 5, False),
            ("role:theme:handicap", 6, False),
            ("category:themes", 7, False),
        )
    }
    assert [space.key for space in watched(made)] == ["channel:theme:handicap", "channel:territory:R75"]


def test_the_list_of_an_archive_holds_what_the_plan_declares_in_the_same_breath(now: datetime) -> None:
    keys = (
        "channel:theme:handicap", "channel:theme:insertion", "channel:territory:R75", "channel:territory:R06",
        "channel:territory:D33", "channel:territory:overseas", "role:theme:sante", "channel:queue",
    )  # fmt: skip
    managed = {key: ManagedSpace(key, 1, {}, now) for key in keys}
    assert {key: listed_with(key, managed) for key in keys if ":t" in key} == {
        "channel:theme:handicap": ["insertion"],
        "channel:theme:insertion": ["handicap"],
        "channel:territory:R75": ["R06"],
        "channel:territory:R06": ["R75"],
        "channel:territory:D33": [],
        "channel:territory:overseas": [],
        "role:theme:sante": ["handicap", "insertion"],
    }


@pytest.mark.parametrize(
    ("posted", "warned", "step"),
    [
        (179, None, "awake"),
        (180, None, "warn"),
        (400, None, "warn"),
        (400, 29, "wait"),
        (400, 30, "propose"),
        # Told last year, written in since, asleep again: a new notice.
        (200, 300, "warn"),
        (10, 100, "awake"),
    ],
)
def test_a_space_is_told_first_and_proposed_for_archive_thirty_days_later(
    now: datetime, posted: int, warned: int | None, step: str
) -> None:
    warned_at = None if warned is None else now - timedelta(days=warned)
    assert rest(now - timedelta(days=posted), warned_at, now, 180) == step


@pytest.mark.parametrize(
    ("previous", "may"),
    [
        ([], True),
        ([case("waiting")], False),
        ([case("agreeing")], False),
        ([case("waiting", "D40")], True),
        ([case("refused", decided_at=datetime(2026, 6, 1, tzinfo=PARIS))], False),
        ([case("accepted", decided_at=datetime(2026, 6, 1, tzinfo=PARIS))], False),
        ([case("refused", decided_at=datetime(2026, 5, 1, tzinfo=PARIS))], True),
    ],
)
def test_nothing_is_proposed_twice_within_half_a_year(
    now: datetime, previous: list[OpenedCase], may: bool
) -> None:
    assert may_propose(previous, "D33", now) == may


def test_an_id_of_discord_tells_when_it_was_made() -> None:
    assert instant_of(175928847299117063) == datetime.fromisoformat("2016-04-30T11:18:25.796+00:00")
