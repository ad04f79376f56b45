"""When an issue is due: closed local windows, without gap or overlap, one key for each week or month.

The clock only ticks; this decides. Windows end at the hour people chose, on their own clock, so that a week lasts 167
or 169 hours when the clocks change. A window begins where the last one ended: after an absence, one issue catches up.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Rhythm = Literal["weekly", "monthly"]
# From this delay on, an issue says that it is late.
LATE = timedelta(hours=1)
# Outside these hours nobody wants a digest, and clocks never change within them.
HOURS = range(6, 21)
DEFAULT = "Europe/Paris 1 8"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekday (ISO: 1 is Monday) and an hour in a time zone."""

    zone: str
    weekday: int
    hour: int

    @classmethod
    def read(cls, written: str) -> "Schedule":
        """The schedule written ``Europe/Paris 1 8``.

        Raises:
            ValueError: it is not one.
        """
        zone, weekday, hour = written.split()
        schedule = cls(zone, int(weekday), int(hour))
        if schedule.weekday not in range(1, 8) or schedule.hour not in HOURS:
            raise ValueError(f"{written!r}: a weekday from 1 to 7 and an hour from 6 to 20 are needed.")
        ZoneInfo(zone)
        return schedule

    def __str__(self) -> str:
        return f"{self.zone} {self.weekday} {self.hour}"


@dataclass(frozen=True, slots=True)
class Window:
    """One issue to make: everything first seen from ``starts_at`` (included) to ``ends_at`` (excluded)."""

    period: str
    starts_at: datetime
    ends_at: datetime
    late: bool


def due(now: datetime, schedule: Schedule, rhythm: Rhythm, last_end: datetime | None) -> Window | None:
    """The window to make now, or None. ``last_end`` is where the last one made for this audience ended."""
    end = latest(now, schedule, rhythm)
    if last_end is not None and last_end >= end:
        return None
    start = last_end or latest(end - timedelta(hours=1), schedule, rhythm)
    return Window(period_of(end, rhythm), start, end, now - end > LATE)


def upcoming(now: datetime, schedule: Schedule, rhythm: Rhythm) -> datetime:
    """The next instant at which an issue will be due."""
    day = now.astimezone(ZoneInfo(schedule.zone)).date()
    candidates = (_at(day + timedelta(days=ahead), schedule) for ahead in range(63))
    return next(at for at in candidates if at > now and _fits(at.date(), schedule, rhythm))


def period_of(end: datetime, rhythm: Rhythm) -> str:
    """The key of the window that ends then: ``2026-W48`` or ``2026-M11``."""
    year, week, _ = end.date().isocalendar()
    return f"{year}-W{week:02}" if rhythm == "weekly" else f"{end.year}-M{end.month:02}"


def latest(now: datetime, schedule: Schedule, rhythm: Rhythm) -> datetime:
    """The latest scheduled instant not after ``now``."""
    day = now.astimezone(ZoneInfo(schedule.zone)).date()
    candidates = (_at(day - timedelta(days=ago), schedule) for ago in range(63))
    return next(at for at in candidates if at <= now and _fits(at.date(), schedule, rhythm))


def _fits(day: date, schedule: Schedule, rhythm: Rhythm) -> bool:
    """Weekly: that weekday. Monthly: the first such weekday of the month."""
    return day.isoweekday() == schedule.weekday and (rhythm == "weekly" or day.day <= 7)


def _at(day: date, schedule: Schedule) -> datetime:
    return datetime.combine(day, time(schedule.hour), ZoneInfo(schedule.zone))
