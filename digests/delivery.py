"""Delivering issues: each parcel claimed once, rendered, handed to its courier, recorded. Never twice, whatever dies.

A process that dies between the courier's word and the record leaves its parcels « uncertain »: a person looks at them,
and nothing is repeated blindly.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import locales
from digests.couriers.courier import Away, Courier, NotNow, Refused, TooMany
from digests.pacing import Pacer
from digests.rendering import Framing, Naming, Page, compose
from digests.selection import Selector
from storage.database import Database
from storage.editions import Parcel
from storage.items import KnownItem
from storage.subscriptions import Preferences, Subscriber
from storage.territories import Territories

MOST_ATTEMPTS = 6
# How long a medium rests after somebody said that too many were sent.
REST = timedelta(hours=1)
# Deliveries in hand at once when a pace is given: enough to keep it while each one waits for an answer.
IN_FLIGHT = 8
# A paced round tells what it did at least this often.
A_ROUND = timedelta(minutes=1)
# How long it rests when its server does not answer, and until when an issue waits for it without losing a try.
PAUSE = timedelta(minutes=5)
LONGEST_OUTAGE = timedelta(days=3)


@dataclass(slots=True)
class Round:
    """What one round of deliveries came to; ``errors`` are those that nobody foresaw."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    failed: int = 0
    dropped: int = 0
    uncertain: int = 0
    errors: list[Exception] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.sent, self.refused, self.later, self.failed, self.dropped, self.uncertain))


class Post:
    """Delivers for one process. ``couriers`` by medium: ``direct``, ``mail``, ``channel``."""

    def __init__(
        self, database: Database, couriers: Mapping[str, Courier], territories: Territories, name: Naming
    ) -> None:
        self._database = database
        self._couriers = couriers
        self._territories = territories
        self._name = name
        self._resting: dict[str, datetime] = {}
        self._stopping = False

    async def round(self, now: datetime, limit: int, media: Collection[str] | None = None) -> Round:
        """Deliver what is due one after the other, at most ``limit`` parcels, of these media alone when given.

        What no courier of this process takes stays where it is.
        """
        done = Round()
        for _ in range(limit):
            # One at a time: a process that dies leaves a single parcel that nobody is sure of.
            if not await self._one(now, media, done):
                break
        return done

    async def paced_round(self, now: datetime, pacer: Pacer, media: Collection[str]) -> Round:
        """Deliver what is due at this pace, for `A_ROUND` at most; a false round means that nothing more is due.

        A parcel is claimed when its turn has come: a process that dies leaves `IN_FLIGHT` uncertain ones at most.
        """
        done, began, over = Round(), pacer.clock(), asyncio.Event()

        def passed() -> timedelta:
            return timedelta(seconds=pacer.clock() - began)

        async def hand() -> None:
            while await pacer.turn(lambda: self._stopping or over.is_set() or passed() >= A_ROUND):
                try:
                    more = await self._one(now + passed(), media, done)
                except Exception as error:  # noqa: BLE001 - nothing could be claimed: those in hand must still be finished
                    done.errors.append(error)
                    more = False
                if not more:
                    over.set()

        async with asyncio.TaskGroup() as hands:
            for _ in range(IN_FLIGHT):
                hands.create_task(hand())
        return done

    async def _one(self, now: datetime, media: Collection[str] | None, done: Round) -> bool:
        """Deliver one parcel, whatever comes of it; False when none is due or no other is to be taken."""
        if self._stopping:
            return False
        parcel = await self._next(now, self._couriers if media is None else media)
        if parcel is None:
            return False
        try:
            await self._deliver(parcel, now, done)
        except Exception as error:  # noqa: BLE001 - nobody knows whether it left: a person looks, the others go on
            done.uncertain += 1
            done.errors.append(error)
            await self._doubt(parcel, now, done)
        return True

    def stop(self) -> None:
        """Finish the parcels in hand, and take no other."""
        self._stopping = True

    async def _next(self, now: datetime, media: Collection[str]) -> Parcel | None:
        open_now = [each for each in media if each in self._couriers and self._awake(each, now)]
        async with self._database.begin() as store:
            return next(iter(await store.editions.claim(now, 1, open_now)), None)

    def _awake(self, medium: str, now: datetime) -> bool:
        return medium not in self._resting or self._resting[medium] <= now

    async def _deliver(self, parcel: Parcel, now: datetime, done: Round) -> None:
        async with self._database.begin() as store:
            subscriber = await store.subscriptions.get(parcel.subscription_id or 0)
            items = await store.items.some(parcel.items)
        medium = subscriber.medium if subscriber else "channel"
        gone = parcel.subscription_id is not None and (subscriber is None or subscriber.state != "active")
        if gone or medium == "none" or not items:
            done.dropped += 1
            await self._finish(parcel, "dropped", now)
        elif medium not in self._couriers or not self._awake(medium, now):
            done.later += 1
            await self._later(parcel, self._resting.get(medium, now + REST), untried=True)
        else:
            page = page_for(parcel, items, subscriber, self._territories, self._name)
            await self._hand_over(parcel, page, subscriber, medium, now, done)

    async def _hand_over(
        self,
        parcel: Parcel,
        page: Page,
        subscriber: Subscriber | None,
        medium: str,
        now: datetime,
        done: Round,
    ) -> None:
        try:
            message_id = await self._couriers[medium].deliver(parcel, page, subscriber)
        except Refused as refusal:
            if isinstance(refusal, TooMany):
                self._resting[medium] = now + REST
            done.refused += 1
            await self._refused(parcel, subscriber, str(refusal), now)
        except NotNow as error:
            if isinstance(error, Away):
                self._resting[medium] = now + PAUSE
            outage = isinstance(error, Away) and now - parcel.ends_at < LONGEST_OUTAGE
            await self._not_now(parcel, now, done, outage=outage)
        else:
            done.sent += 1
            try:
                await self._finish(parcel, "sent", now, message_id)
            except Exception:
                done.sent -= 1
                raise

    async def _refused(
        self, parcel: Parcel, subscriber: Subscriber | None, reason: str, now: datetime
    ) -> None:
        """The issue stays to be read with /veille, and the next ones do not knock at a closed door."""
        async with self._database.begin() as store:
            await store.editions.finish(parcel.id, "refused", now)
            if subscriber is not None:
                # Whoever left meanwhile has left.
                await store.subscriptions.move(subscriber.id, "reading", reason, was="active")

    async def _not_now(self, parcel: Parcel, now: datetime, done: Round, *, outage: bool) -> None:
        if outage:
            done.later += 1
            await self._later(parcel, now + PAUSE, untried=True)
            return
        if parcel.attempts >= MOST_ATTEMPTS:
            done.failed += 1
            await self._finish(parcel, "failed", now)
            return
        done.later += 1
        await self._later(parcel, now + timedelta(minutes=2**parcel.attempts))

    async def _doubt(self, parcel: Parcel, now: datetime, done: Round) -> None:
        """Say so at once; when even that fails, the claim runs out by itself and says the same."""
        try:
            await self._finish(parcel, "uncertain", now)
        except Exception as error:  # noqa: BLE001 - the database sleeps: nothing more can be done, nothing is repeated
            done.errors.append(error)

    async def _later(self, parcel: Parcel, due_at: datetime, *, untried: bool = False) -> None:
        async with self._database.begin() as store:
            await store.editions.later(parcel.id, due_at, untried=untried)

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
    preferences = subscriber.preferences if subscriber else _everything(items)
    selector = Selector(items, territories)
    edited = any(item.pinned or item.state == "kept" for item in items)
    framing = Framing(parcel.ends_at, parcel.late, parcel.others, edited, shared=subscriber is None)
    return compose(items, framing, lambda item: selector.reasons(item, preferences), name, words)


def _everything(items: Sequence[KnownItem]) -> Preferences:
    """In a channel, an item says what it is about: all that it is about is « chosen »."""
    return Preferences(
        *(
            sorted({slug for item in items for slug in getattr(item, facet)})
            for facet in ("themes", "trades", "audiences", "territories")
        )
    )
