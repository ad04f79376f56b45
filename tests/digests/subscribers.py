"""Subscribers and their items, to change at will."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digests.couriers.courier import Courier
from digests.periods import DEFAULT
from digests.rendering import Page
from storage.database import Database
from storage.editions import Parcel
from storage.items import Found
from storage.subscriptions import Preferences, Subscriber

GUILD = 2**62
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
BEFORE = MONDAY - timedelta(days=3)


def subscriber(member: int, **changes: object) -> Subscriber:
    """Somebody who receives everything, in a direct message, on Monday at 8."""
    fields: dict[str, object] = {
        "id": 0, "guild_id": GUILD, "member_id": member, "medium": "direct", "state": "active", "schedule": DEFAULT,
        "rhythm": "weekly", "paused_until": None, "preferences": Preferences(), "address": None, "token": "",
        "locale": "fr", "since": BEFORE, "seen_until": None, "reason": "",
    }  # fmt: skip
    return Subscriber(**(fields | changes))  # type: ignore[arg-type]


def name(_facet: str, slug: str) -> str:
    """What a facet is called: its slug, in these tests."""
    return slug


async def keep(database: Database, items: Sequence[Found], people: Sequence[Subscriber]) -> list[Subscriber]:
    """Items that were found, people who subscribed, three days before Monday."""
    async with database.begin() as store:
        await store.items.keep(items, BEFORE, baseline=False)
        return [await store.subscriptions.subscribe(each, BEFORE) for each in people]


@dataclass
class Letterbox(Courier):
    """A courier that keeps what it delivers.

    ``does`` are its next answers: an error, or None. ``dies`` is raised once after a delivery, as when a process stops
    between its sending and its record.
    """

    does: list[BaseException | None] = field(default_factory=list)
    delivered: list[tuple[int, list[str]]] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    dies: list[BaseException] = field(default_factory=list)

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        """Keep the page, or fail as told."""
        self.parcels.append(parcel)
        answer = self.does.pop(0) if self.does else None
        if answer is not None:
            raise answer
        titles = [line.title for section in page.sections for line in section.lines]
        self.delivered.append((subscriber.member_id if subscriber else 0, titles))
        if self.dies:
            raise self.dies.pop()
        return 1000 + parcel.id
