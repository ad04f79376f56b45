from datetime import date, datetime

import pytest

from digests.sources.source import Reading
from digests.sources.window import Window, WindowOptions, opened

OPTIONS = WindowOptions(days=30, overlap=3)


@pytest.mark.parametrize(
    ("cursor", "window"),
    [
        ({}, Window(date(2026, 10, 26), date(2026, 11, 25))),
        ({"until": "2026-11-24"}, Window(date(2026, 11, 21), date(2026, 11, 25))),
        (
            {"since": "2026-10-01", "until": "2026-11-01", "page": "7", "unfinished": True},
            Window(date(2026, 10, 1), date(2026, 11, 1), "7"),
        ),
    ],
)
def test_a_reading_begins_where_the_last_one_ended_with_some_overlap(
    now: datetime, cursor: dict[str, object], window: Window
) -> None:
    assert opened(Reading(dict(cursor)), OPTIONS, now) == window


def test_a_window_that_was_paused_is_opened_again_as_it_was(now: datetime) -> None:
    reading = Reading({})
    window = opened(reading, OPTIONS, now)
    window.pause(reading, 3)
    again = opened(reading, OPTIONS, now)
    again.close(reading)
    assert (again, reading.cursor) == (Window(window.since, window.until, "3"), {"until": "2026-11-25"})
