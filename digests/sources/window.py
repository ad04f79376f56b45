"""From which day a source is asked, and at which page: days overlap a little, so that nothing falls between two."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from digests.sources.source import Reading


class WindowOptions(BaseModel):
    """How far a source is asked back.

    Attributes:
        days: days before the first reading.
        overlap: days asked again at each reading; identity recognises what was seen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    days: int = Field(default=30, ge=1, le=730)
    overlap: int = Field(default=3, ge=0, le=365)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a reading covers, and the page at which it goes on; no page at its beginning."""

    since: date
    until: date
    page: str = ""

    def pause(self, reading: Reading, page: object) -> None:
        """All that stands before this page was given: a turn that is cut short goes on from here."""
        reading.cursor = {"since": self.since.isoformat(), "until": self.until.isoformat(), "page": str(page)}

    def close(self, reading: Reading) -> None:
        """All was given: the next reading begins where this one ended."""
        reading.cursor = {"until": self.until.isoformat()}


def opened(reading: Reading, options: WindowOptions, now: datetime) -> Window:
    """The window of this reading: the one that was cut short, the days since the last one, or the first days."""
    cursor: dict[str, Any] = reading.cursor
    if "page" in cursor:
        return Window(
            date.fromisoformat(cursor["since"]), date.fromisoformat(cursor["until"]), str(cursor["page"])
        )
    today = now.date()
    if "until" in cursor:
        return Window(date.fromisoformat(cursor["until"]) - timedelta(days=options.overlap), today)
    return Window(today - timedelta(days=options.days), today)
