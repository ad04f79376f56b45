"""The numbers of a month: from counters and instants, never from what anybody wrote, and never by person."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median as middle
from typing import Final, Literal

from storage.catalogue import Catalogue
from storage.misses import Missed
from storage.questions import Asked
from storage.referents import Volunteer
from storage.territories import Territories
from storage.text import fold
from storage.working_days import RINGS_FROM, RINGS_UNTIL, is_working_day, zone_of

DAYS: Final = 30
MOST_MONTHS: Final = 24
# Fewer people than this could be recognised.
FEWEST_TOLD: Final = 5
# A word typed once or twice may be somebody's name.
FEWEST_TIMES: Final = 3
ONE_DAY: Final = timedelta(days=1)
WORKING_DAY: Final = timedelta(hours=RINGS_UNTIL.hour - RINGS_FROM.hour)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` (included) to ``end`` (excluded); ``month`` is `2026-11`, or nothing for the last days."""

    start: datetime
    end: datetime
    month: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One page of numbers.

    Attributes:
        asked, answered, solved: questions asked in the period, and what became of them until now.
        wait: the median time to the first answer, in working hours; None without an answer.
        waiting: all questions without an answer, of any age, oldest first.
        uncovered: names of territories without a referent, with how many questions they asked.
        trades: names of trades that asked and have no referent.
        words: what nobody could answer, typed often enough.
        members: how many members chose each région, by name; None where they are too few to be told.
    """

    period: Period
    asked: int
    answered: int
    solved: int
    wait: timedelta | None
    waiting: Sequence[Asked]
    uncovered: Sequence[tuple[str, int]]
    trades: Sequence[str]
    words: Sequence[Missed]
    members: Sequence[tuple[str, int | None]]


def activity(
    catalogue: Catalogue,
    period: Period,
    questions: Sequence[Asked],
    *,
    waiting: Sequence[Asked],
    referents: Sequence[Volunteer],
    misses: Iterable[Missed],
    chosen: Iterable[Collection[str]],
) -> Activity:
    """Put the page together.

    Args:
        questions: those asked in the period.
        waiting: those without an answer, whenever they were asked.
        chosen: the territories of each member, without saying whose.
    """
    territories = catalogue.territories
    members = regions_chosen(territories, chosen)
    named = sorted((territories.places[id].name, told_count(count)) for id, count in members.items())
    return Activity(
        period,
        asked=len(questions),
        answered=sum(one.answered_at is not None for one in questions),
        solved=sum(one.resolved_at is not None for one in questions),
        wait=median(questions),
        waiting=waiting,
        uncovered=uncovered(territories, questions, members, referents),
        trades=unasked_trades(catalogue, questions, referents),
        words=[word for word in misses if word.count >= FEWEST_TIMES and _is_in(word.last_on, period)],
        members=sorted(named, key=lambda each: -(each[1] or 0)),
    )


def last_days(now: datetime) -> Period:
    """The last thirty days, up to now."""
    return Period(now - DAYS * ONE_DAY, now)


def months(now: datetime, most: int = MOST_MONTHS) -> list[date]:
    """The first day of the present month and of those before, latest first."""
    first = now.date().replace(day=1)
    found = [first]
    while len(found) < most:
        found.append((found[-1] - ONE_DAY).replace(day=1))
    return found


def month(typed: str, now: datetime, names: Sequence[str] = ()) -> Period | None:
    """The month of a number (`2026-11`) or of a name (« novembre 2026 », « novembre » being the latest).

    Args:
        now: its time zone is that of the community, in which months begin and end.
        names: those of the present month and of some before it, latest first.

    Returns:
        The period; None for what is no month, or for one that has not begun.
    """
    written = fold(typed)
    known = zip(names, months(now, len(names) or 1), strict=False)
    by_name = next((day for name, day in known if written and fold(name).startswith(written)), None)
    match = _MONTH.fullmatch(typed.strip())
    try:
        first = by_name or (date(int(match[1]), int(match[2]), 1) if match else None)
    except ValueError:
        return None
    if first is None or first > now.date():
        return None
    following = (first + 31 * ONE_DAY).replace(day=1)
    return Period(_midnight(first, now), _midnight(following, now), f"{first:%Y-%m}")


def waiting_time(asked: datetime, answered: datetime, place_id: str) -> timedelta:
    """How many working hours lie between two instants, by the calendar and the clock of a territory."""
    zone = zone_of(place_id)
    # On the wall: the clocks change at night, when nobody works.
    start, end = (instant.astimezone(zone).replace(tzinfo=None) for instant in (asked, answered))
    total, day = timedelta(), start.date()
    while day <= end.date():
        if is_working_day(day, place_id):
            opens, closes = (datetime.combine(day, hour) for hour in (RINGS_FROM, RINGS_UNTIL))
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += ONE_DAY
    return total


def median(questions: Iterable[Asked]) -> timedelta | None:
    """The time within which half of the answered questions had their first answer."""
    waits = [
        waiting_time(one.asked_at, one.answered_at, one.territory or "national").total_seconds()
        for one in questions
        if one.answered_at is not None
    ]
    return timedelta(seconds=middle(waits)) if waits else None


def in_short(wait: timedelta) -> tuple[Literal["hours", "days"], int]:
    """Whole working hours, or from one working day on the nearest number of days."""
    if wait < WORKING_DAY:
        return "hours", wait // timedelta(hours=1)
    return "days", round(wait / WORKING_DAY)


def told_count(count: int) -> int | None:
    """A number of people as it may be shown; None when they are too few."""
    return count if count >= FEWEST_TOLD else None


def regions_chosen(territories: Territories, chosen: Iterable[Collection[str]]) -> dict[str, int]:
    """How many members chose each région or collectivity; who chose three places of one région counts once there."""
    counts: Counter[str] = Counter()
    for places in chosen:
        counts.update({region for id in places if (region := region_of(territories, id))})
    return dict(counts)


def region_of(territories: Territories, id: str) -> str | None:
    """The région of a territory, or the collectivity itself; None for the nation and what is unknown."""
    place = territories.places.get(id)
    if place is None:
        return None
    return place.region or (id if id.startswith("C") else None)


def uncovered(
    territories: Territories,
    questions: Iterable[Asked],
    members: Mapping[str, int],
    referents: Iterable[Volunteer],
) -> tuple[tuple[str, int], ...]:
    """Régions and collectivities without a referent: those that asked first, then those where members are."""
    regions = [id for id in territories.places if region_of(territories, id) == id]
    held = {region_of(territories, one.territory) for one in referents}
    asked = Counter(region_of(territories, one.territory) for one in questions)
    without = [(territories.places[id].name, asked[id], id) for id in regions if id not in held]
    # By whether enough people are there, never by how many: the order would tell small numbers.
    without.sort(key=lambda each: (-each[1], members.get(each[2], 0) < FEWEST_TOLD, fold(each[0])))
    return tuple((name, count) for name, count, _ in without)


def unasked_trades(
    catalogue: Catalogue, questions: Iterable[Asked], referents: Collection[Volunteer]
) -> tuple[str, ...]:
    """Trades that asked and for which nobody volunteered, the most asking first; none when somebody answers for all."""
    held = {one.trade for one in referents}
    asked = Counter(one.trade for one in questions if one.trade in catalogue.trades)
    if "" in held:
        return ()
    return tuple(catalogue.trades[slug].name for slug, _ in asked.most_common() if slug not in held)


def _is_in(day: date, period: Period) -> bool:
    return period.start.date() <= day <= (period.end - timedelta.resolution).date()


def _midnight(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
