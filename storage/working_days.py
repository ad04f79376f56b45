"""When people work: the working days of a territory, and the hours at which a message may make a telephone ring.

Days and hours are those of the place: Good Friday is free in Strasbourg, 20 December in Saint-Denis de La Réunion, and
ten in the morning in Paris is night in Papeete.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from storage import deadlines

# From the first included to the last excluded.
RINGS_FROM: Final = time(8)
RINGS_UNTIL: Final = time(19)

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# The territories with holidays of their own, as the library calls them. A région that only a part of keeps a day (Grand
# Est) works on it. Saint-Pierre-et-Miquelon has none today: it is here to learn of one with the library.
_SUBDIVISIONS: Final = {
    "D57": "57", "D67": "6AE", "D68": "6AE",
    "D971": "971", "D972": "972", "D973": "973", "D974": "974", "D976": "976",
    "R01": "971", "R02": "972", "R03": "973", "R04": "974", "R06": "976",
    "C975": "PM", "C977": "BL", "C978": "MF", "C986": "WF", "C987": "PF", "C988": "NC",
}  # fmt: skip


def zone_of(place_id: str) -> ZoneInfo:
    """The clock of a territory id (`D33`, `R04`, `C988`, `national`…); Paris for what has several or none, or no id."""
    return ZoneInfo(deadlines.zone_of(place_id or "national"))


def is_working_day(day: date, place_id: str) -> bool:
    """Is this day, in this territory, from Monday to Friday and no public holiday?"""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year, _SUBDIVISIONS.get(place_id))


def working_days_after(start: datetime, days: int, place_id: str) -> datetime:
    """The instant at which so many whole working days have passed.

    Asked on Friday at 16:00, two of them end on Tuesday at 16:00. What is asked on a free day counts from the first
    instant of the next working day. The hour is that on the wall, whether or not the clocks change meanwhile.

    Args:
        start: an aware instant, of any time zone.
        days: how many, 0 or more.
        place_id: the territory whose calendar and clock count.

    Returns:
        An instant of a working day, in the time zone of the place, never before ``start``.
    """
    zone = zone_of(place_id)
    local = start.astimezone(zone)
    day = _first_working_day(local.date(), place_id)
    hour = local.time() if day == local.date() else time.min
    for _ in range(days):
        day = _first_working_day(day + _ONE_DAY, place_id)
    return datetime.combine(day, hour, zone)


def may_ring(now: datetime, place_id: str) -> bool:
    """May a message notify people of this territory now? Not in the evening, at night, or on a day without work."""
    local = now.astimezone(zone_of(place_id))
    return RINGS_FROM <= local.time() < RINGS_UNTIL and is_working_day(local.date(), place_id)


def next_ring(now: datetime, place_id: str) -> datetime:
    """The first instant, now or later, at which a message may ring; in the time zone of the place."""
    zone = zone_of(place_id)
    local = now.astimezone(zone)
    if may_ring(local, place_id):
        return local
    too_late = local.time() >= RINGS_FROM
    return datetime.combine(
        _first_working_day(local.date() + too_late * _ONE_DAY, place_id), RINGS_FROM, zone
    )


def _first_working_day(day: date, place_id: str) -> date:
    """This day, or the first one after it, on which people work."""
    while not is_working_day(day, place_id):
        day += _ONE_DAY
    return day


@lru_cache(maxsize=256)
def _holidays(year: int, subdivision: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=subdivision, years=year, expand=False))
