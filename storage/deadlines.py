"""When a scheme closes: open to the last minute of its closing day, in its own time zone, and never after."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.schema import FundingScheme

PARIS = "Europe/Paris"
_ZONES = {
    "971": "America/Guadeloupe", "01": "America/Guadeloupe", "972": "America/Martinique", "02": "America/Martinique",
    "973": "America/Cayenne", "03": "America/Cayenne", "974": "Indian/Reunion", "04": "Indian/Reunion",
    "976": "Indian/Mayotte", "06": "Indian/Mayotte", "975": "America/Miquelon", "977": "America/St_Barthelemy",
    "978": "America/Marigot", "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip
# Closing dates are announced when this many days or fewer remain, and each of these days deserves its own word.
SOON = 30


class Opening(StrEnum):
    """Where a scheme stands on its calendar."""

    UNDATED = "undated"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The opening of a scheme at a given instant; ``days_left`` counts whole days, 0 on the closing day itself."""

    opening: Opening
    days_left: int | None = None


def calendar(scheme: FundingScheme, now: datetime) -> Calendar:
    """Where a scheme stands at this instant, by the clock of its own territory."""
    today = now.astimezone(ZoneInfo(zone_of(scheme.territory))).date()
    if scheme.opens_on and today < scheme.opens_on:
        return Calendar(Opening.NOT_YET, (scheme.opens_on - today).days)
    if scheme.closes_on is None:
        return Calendar(Opening.UNDATED)
    left = (scheme.closes_on - today).days
    if left < 0:
        return Calendar(Opening.CLOSED)
    return Calendar(Opening.CLOSING if left <= SOON else Opening.OPEN, left)


def days_to_closing(scheme: FundingScheme, now: datetime) -> int | None:
    """Whole days until its closing day, 0 on that day; None without a date, or when nobody can apply any more."""
    if scheme.closes_on is None or is_over(scheme, now):
        return None
    return (scheme.closes_on - now.astimezone(ZoneInfo(zone_of(scheme.territory))).date()).days


def is_over(scheme: FundingScheme, now: datetime) -> bool:
    """True when nobody can apply any more: ended, replaced, or past its closing day."""
    return scheme.status == "termine" or calendar(scheme, now).opening is Opening.CLOSED


def zone_of(territory: str) -> str:
    """The time zone of a territory id; Paris for a nation that has several, or for no territory."""
    return (
        _ZONES.get(territory[1:], PARIS)
        if len(territory) > 1 and territory[0] in "RDC" and _overseas(territory)
        else PARIS
    )


def _overseas(territory: str) -> bool:
    """Codes of régions and départements overlap (« 01 » is Guadeloupe or Ain): only the letter tells."""
    return len(territory) == 4 if territory[0] in "DC" else territory[1] == "0"
