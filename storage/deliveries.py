"""Deliveries as those who run the bot look at them: what went wrong, of which issue, and what is sent again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Delivery, Edition, Subscription

# Sent or not, nobody knows; tried too often; a channel that is closed to us. A person's own refusal is no trouble.
_TROUBLED = or_(
    Delivery.state.in_(("uncertain", "failed")),
    and_(Delivery.state == "refused", Delivery.channel_id.is_not(None)),
)


@dataclass(frozen=True, slots=True)
class Troubled:
    """How many deliveries of one issue a person must look at."""

    edition_id: int
    guild_id: int
    period: str
    uncertain: int
    failed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Addressed:
    """One delivery: to whom or where, and what became of it."""

    id: int
    state: str
    medium: str
    member_id: int | None
    channel_id: int | None
    attempts: int


class Deliveries:
    """Deliveries inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def troubled(self) -> Sequence[Troubled]:
        """The issues of which a person must look at something, oldest first."""
        query = (
            select(Edition.id, Edition.audience, Edition.period, Delivery.state, func.count())
            .join(Edition, Edition.id == Delivery.edition_id)
            .where(_TROUBLED)
            .group_by(Edition.id, Edition.audience, Edition.period, Delivery.state)
            .order_by(Edition.id)
        )
        found: dict[tuple[int, str, str], dict[str, int]] = {}
        for id, audience, period, state, number in await self._session.execute(query):
            found.setdefault((id, audience, period), {})[state] = number
        return [
            Troubled(
                id, int(audience.split()[0]), period, counts.get("uncertain", 0), counts.get("failed", 0),
                counts.get("refused", 0),
            )
            for (id, audience, period), counts in found.items()
        ]  # fmt: skip

    async def to_look_at(self, edition_id: int) -> Sequence[Addressed]:
        """The deliveries of one issue that a person must look at."""
        query = (
            select(Delivery, Subscription.member_id)
            .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
            .where(Delivery.edition_id == edition_id, _TROUBLED)
            .order_by(Delivery.id)
        )
        return [
            Addressed(row.id, row.state, row.medium, member_id, row.channel_id, row.attempts)
            for row, member_id in await self._session.execute(query)
        ]

    async def again(self, edition_id: int, ids: Collection[int], now: datetime) -> Sequence[int]:
        """Send again those that a person named, of those that need it; the numbers of those that will be."""
        woken = await self._session.scalars(
            update(Delivery)
            .where(Delivery.edition_id == edition_id, Delivery.id.in_(ids), _TROUBLED)
            .values(state="waiting", due_at=now, claimed_at=None, sent_at=None, attempts=0)
            .returning(Delivery.id)
        )
        return sorted(woken)

    async def waiting(self, now: datetime) -> dict[str, int]:
        """How many deliveries are due now, by medium."""
        query = (
            select(Delivery.medium, func.count())
            .where(Delivery.state == "waiting", Delivery.due_at <= now)
            .group_by(Delivery.medium)
        )
        return {row[0]: row[1] for row in await self._session.execute(query)}
