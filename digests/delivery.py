"""Delivering issues: each parcel claimed once, rendered, handed to its courier, recorded. Never twice, whatever dies.

A process that dies between the courier's word and the record leaves its parcels « uncertain »: a person looks at them,
and nothing is repeated blindly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import locales
from digests.couriers.courier import Courier, NotNow, Refused
from digests.rendering import Framing, Naming, Page, compose
from digests.selection import Selector
from storage.database import Database
from storage.editions import Parcel
from storage.items import KnownItem
from storage.subscriptions import Preferences, Subscriber
from storage.territories import Territories

MOST_ATTEMPTS = 6


@dataclass(slots=True)
class Round:
    """What one round of deliveries came to."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    failed: int = 0
    uncertain: int = 0


class Post:
    """Delivers for one process. ``couriers`` by medium: ``direct``, ``mail``, ``channel``."""

    def __init__(
        self, database: Database, couriers: Mapping[str, Courier], territories: Territories, name: Naming
    ) -> None:
        self._database = database
        self._couriers = couriers
        self._territories = territories
        self._name = name

    async def round(self, now: datetime, limit: int) -> Round:
        """Deliver what is due, at most ``limit`` parcels."""
        async with self._database.begin() as store:
            parcels = await store.editions.claim(now, limit)
        done = Round()
        for parcel in parcels:
            try:
                await self._deliver(parcel, now, done)
            except Exception:  # noqa: BLE001 - nobody knows whether it left: it stays claimed, then « uncertain »
                done.uncertain += 1
        return done

    async def _deliver(self, parcel: Parcel, now: datetime, done: Round) -> None:
        async with self._database.begin() as store:
            subscriber = await store.subscriptions.get(parcel.subscription_id or 0)
            items = await store.items.some(parcel.items)
        gone = parcel.subscription_id is not None and (subscriber is None or subscriber.state != "active")
        if gone or not items:
            await self._finish(parcel, "dropped", now)
            return
        page = page_for(parcel, items, subscriber, self._territories, self._name)
        courier = self._couriers[subscriber.medium if subscriber else "channel"]
        try:
            message_id = await courier.deliver(parcel, page, subscriber)
        except Refused as refusal:
            done.refused += 1
            await self._refused(parcel, subscriber, str(refusal), now)
        except NotNow:
            await self._not_now(parcel, now, done)
        else:
            done.sent += 1
            await self._finish(parcel, "sent", now, message_id)

    async def _refused(
        self, parcel: Parcel, subscriber: Subscriber | None, reason: str, now: datetime
    ) -> None:
        """The issue stays to be read with /veille, and the next ones do not knock at a closed door."""
        async with self._database.begin() as store:
            await store.editions.finish(parcel.id, "refused", now)
            if subscriber is not None:
                await store.subscriptions.move(subscriber.id, "reading", reason)

    async def _not_now(self, parcel: Parcel, now: datetime, done: Round) -> None:
        if parcel.attempts >= MOST_ATTEMPTS:
            done.failed += 1
            await self._finish(parcel, "failed", now)
            return
        done.later += 1
        async with self._database.begin() as store:
            await store.editions.later(parcel.id, now + timedelta(minutes=2**parcel.attempts))

    async def _finish(self, parcel: Parcel, state: str, now: datetime, message_id: int | None = None) -> None:
        async with self._database.begin() as store:
            await store.editions.finish(parcel.id, state, now, message_id)


def page_for(
    parcel: Parcel,
    items: Sequence[KnownItem],
    subscriber: Subscriber | None,
    territories: Territories,
    name: Naming,
) -> Page:
    """The page of a parcel, in its reader's language."""
    words = locales.reader(subscriber.locale if subscriber else "fr")
    preferences = subscriber.preferences if subscriber else Preferences()
    selector = Selector(items, territories)
    edited = any(item.pinned or item.state == "kept" for item in items)
    framing = Framing(parcel.ends_at, parcel.late, parcel.others, edited)
    return compose(items, framing, lambda item: selector.reasons(item, preferences), name, words)
