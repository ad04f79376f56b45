"""Who receives the digest, how, when and about what. One subscription a person; it ends in one step and stays ended."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

import orjson
from sqlalchemy import ColumnElement, String, case, func, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Signature, Subscription
from storage.inserting import insert

Medium = Literal["direct", "mail", "none"]
# « unconfirmed »: the address has not answered yet. « reading »: Discord refuses us; the issue waits in /veille.
SubscriptionState = Literal["active", "unconfirmed", "paused", "reading", "ended"]

# The reason of an « unconfirmed » subscription once its address was written to.
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Audience:
    """Those of one server who chose the same moment: they share an issue."""

    guild_id: int
    schedule: str
    rhythm: str

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return f"{self.guild_id} {self.schedule} {self.rhythm}"


class Preferences(NamedTuple):
    """What somebody wants to read: nothing chosen means everything.

    A tuple, for half a million of them are read when an issue is made. ``less`` are facets to hear less of, as
    ``theme:handicap`` or ``source:insee``.
    """

    themes: Sequence[str] = ()
    trades: Sequence[str] = ()
    audiences: Sequence[str] = ()
    territories: Sequence[str] = ()
    less: Sequence[str] = ()

    @classmethod
    def read(cls, written: str) -> "Preferences":
        """The choices as `written` wrote them."""
        return cls(*orjson.loads(written))

    @property
    def written(self) -> str:
        """The same choices in one order, whoever made them."""
        return orjson.dumps([sorted(set(chosen)) for chosen in self]).decode()

    @property
    def digest(self) -> str:
        """What two equal sets of choices share."""
        return hashlib.sha256(self.written.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One subscription as its owner and the courier know it.

    Attributes:
        schedule: ``Europe/Paris 1 8``.
        token: the secret of the links in a mail; it ends this subscription and does nothing else.
        seen_until: after a change of day, what was first seen before this was received already.
        reason: why it ended or stopped, in one word.
    """

    id: int
    guild_id: int
    member_id: int
    medium: Medium
    state: SubscriptionState
    schedule: str
    rhythm: str
    paused_until: date | None
    preferences: Preferences
    address: str | None
    token: str
    locale: str
    since: datetime
    seen_until: datetime | None
    reason: str


class Subscriptions:
    """Subscriptions inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def subscribe(self, subscriber: Subscriber, now: datetime) -> Subscriber:
        """Write a subscription, new or changed; ``id``, ``token`` and ``since`` are ours to give.

        With another address the token changes: the links of the old one cannot confirm the new one.
        """
        signature = await self._signature(subscriber.preferences)
        values = {
            "medium": subscriber.medium, "state": subscriber.state, "schedule": subscriber.schedule,
            "rhythm": subscriber.rhythm, "paused_until": subscriber.paused_until, "signature_id": signature,
            "address": subscriber.address, "locale": subscriber.locale, "seen_until": subscriber.seen_until,
            "reason": subscriber.reason,
        }  # fmt: skip
        token = secrets.token_urlsafe(32)
        written = await self._session.execute(
            insert(self._session, Subscription)
            .values(
                guild_id=subscriber.guild_id, member_id=subscriber.member_id, token=token, since=now, **values
            )
            .on_conflict_do_update(
                index_elements=["guild_id", "member_id"],
                set_={**values, "token": _token(subscriber.address, token)},
            )
            .returning(Subscription.id, Subscription.token, Subscription.since)
        )
        row = written.one()
        return replace(subscriber, id=row.id, token=row.token, since=row.since)

    async def of(self, guild_id: int, member_id: int) -> Subscriber | None:
        """The subscription of one person, ended or not."""
        return await self._one(Subscription.guild_id == guild_id, Subscription.member_id == member_id)

    async def all_of(self, member_id: int) -> Sequence[Subscriber]:
        """The subscriptions of one person on every server."""
        ids = await self._session.scalars(
            select(Subscription.id).where(Subscription.member_id == member_id).order_by(Subscription.id)
        )
        found = [await self.get(id) for id in list(ids)]
        return [each for each in found if each is not None]

    async def get(self, id: int) -> Subscriber | None:
        """One subscription by its number."""
        return await self._one(Subscription.id == id)

    async def by_token(self, token: str) -> Subscriber | None:
        """The subscription of a link in a mail."""
        return await self._one(Subscription.token == token)

    async def move(
        self,
        id: int,
        state: SubscriptionState,
        reason: str,
        paused_until: date | None = None,
        *,
        was: SubscriptionState | None = None,
        address: str | None = None,
    ) -> bool:
        """Confirm, pause, resume, end; False when there is no such subscription.

        With ``was`` or ``address``, only if that still is its state or its address: what its owner did meanwhile stays.
        """
        still = [Subscription.state == was] if was else []
        still += [Subscription.address == address] if address else []
        changed = await self._session.execute(
            update(Subscription)
            .where(Subscription.id == id, *still)
            .values(state=state, reason=reason, paused_until=paused_until)
            .returning(Subscription.id)
        )
        return changed.scalar_one_or_none() is not None

    async def resume(self, today: date) -> int:
        """Pauses that are over end by themselves; how many."""
        woken = await self._session.execute(
            update(Subscription)
            .where(Subscription.state == "paused", Subscription.paused_until <= today)
            .values(state="active", paused_until=None, reason="")
            .returning(Subscription.id)
        )
        return len(woken.all())

    async def audiences(self) -> Sequence[Audience]:
        """Every audience in which somebody is active."""
        query = (
            select(Subscription.guild_id, Subscription.schedule, Subscription.rhythm)
            .where(Subscription.state == "active")
            .distinct()
            .order_by(Subscription.guild_id, Subscription.schedule, Subscription.rhythm)
        )
        return [Audience(*row) for row in await self._session.execute(query)]

    async def first_since(self, audience: Audience) -> datetime | None:
        """When the first of an audience's active subscribers came."""
        return await self._session.scalar(
            select(func.min(Subscription.since)).where(
                Subscription.guild_id == audience.guild_id,
                Subscription.schedule == audience.schedule,
                Subscription.rhythm == audience.rhythm,
                Subscription.state == "active",
            )
        )

    async def unwritten(self, limit: int) -> Sequence[Subscriber]:
        """Addresses that were never asked whether they want the digest, marked as asked: nobody is asked twice."""
        ids = await self._session.scalars(
            update(Subscription)
            .where(
                Subscription.id.in_(
                    select(Subscription.id)
                    .where(Subscription.state == "unconfirmed", Subscription.reason == "")
                    .order_by(Subscription.id)
                    .limit(limit)
                ),
                Subscription.reason == "",
            )
            .values(reason=ASKED)
            .returning(Subscription.id)
        )
        found = [await self.get(id) for id in sorted(ids)]
        return [each for each in found if each is not None]

    async def count(self, guild_id: int) -> Mapping[str, int]:
        """How many subscriptions in each state."""
        query = (
            select(Subscription.state, func.count())
            .where(Subscription.guild_id == guild_id)
            .group_by(Subscription.state)
        )
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def _signature(self, preferences: Preferences) -> int:
        """The number of these choices, the same for everybody who made them."""
        known = select(Signature.id).where(Signature.digest == preferences.digest)
        id = await self._session.scalar(known)
        if id is None:
            await self._session.execute(
                insert(self._session, Signature)
                .values(digest=preferences.digest, choices=preferences.written)
                .on_conflict_do_nothing()
            )
            id = await self._session.scalar(known)
        return int(id or 0)

    async def _one(self, *conditions: object) -> Subscriber | None:
        query = select(Subscription, Signature).join(Signature, Signature.id == Subscription.signature_id)
        row = (await self._session.execute(query.where(*conditions))).first()  # type: ignore[arg-type]  # comparisons of columns
        return _read(row[0], row[1]) if row else None


def _token(address: str | None, token: str) -> ColumnElement[str]:
    if address is None:
        return type_coerce(Subscription.token, String)
    same = Subscription.address == address
    return case((same, Subscription.token), else_=token)


def _read(row: Subscription, signature: Signature) -> Subscriber:
    return Subscriber(
        row.id, row.guild_id, row.member_id,
        row.medium, row.state,  # type: ignore[arg-type]  # only Medium and SubscriptionState are ever written
        row.schedule, row.rhythm, row.paused_until, Preferences.read(signature.choices), row.address,
        row.token, row.locale, row.since, row.seen_until, row.reason,
    )  # fmt: skip
