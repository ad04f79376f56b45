"""What people asked to be told of: what is new for a search of theirs, the closing of a scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal

import orjson
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Alert
from storage.inserting import alone, insert

AlertKind = Literal["search", "deadline"]
# On one server.
MOST_ALERTS = 10


class Kept(StrEnum):
    """What became of a wish."""

    NEW = "new"
    ALREADY = "already"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants to be told of, on one server.

    Attributes:
        command: the look-up that answers it, by its French name.
        question: the fields of its question that are filled in; empty for a deadline.
        slug: the funding scheme that closes; empty for a search.
        known: what they know already, which is not told to them.
        done: the week or the day that needs no look any more; weeks and days are in the order of their texts.
    """

    guild_id: int
    member_id: int
    kind: AlertKind
    command: str
    question: Mapping[str, str] = field(default_factory=dict)
    slug: str = ""
    known: Sequence[str] = ()
    locale: str = "fr"
    done: str = ""
    id: int = 0

    @property
    def what(self) -> str:
        """The same text for the same wish."""
        written = orjson.dumps(
            [self.kind, self.command, dict(self.question), self.slug], option=orjson.OPT_SORT_KEYS
        )
        return sha256(written).hexdigest()


class Alerts:
    """Alerts inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, wish: Wish, now: datetime) -> Kept:
        """Keep a wish, once, as long as the person does not have too many of them on this server."""
        await alone(self._session, Alert)
        theirs = (Alert.guild_id == wish.guild_id, Alert.member_id == wish.member_id)
        if await self._session.scalar(select(Alert.id).where(*theirs, Alert.what == wish.what)):
            return Kept.ALREADY
        if (await self._session.scalar(select(func.count()).where(*theirs)) or 0) >= MOST_ALERTS:
            return Kept.TOO_MANY
        await self._session.execute(
            insert(self._session, Alert).values(
                guild_id=wish.guild_id, member_id=wish.member_id, kind=wish.kind, command=wish.command,
                question=dict(wish.question), slug=wish.slug, what=wish.what, known=list(wish.known),
                locale=wish.locale, created_at=now, done=wish.done,
            )
        )  # fmt: skip
        return Kept.NEW

    async def of(self, member_id: int, guild_id: int | None = None) -> Sequence[Wish]:
        """The wishes of this person, oldest first; ``guild_id`` keeps to one server."""
        query = select(Alert).where(Alert.member_id == member_id).order_by(Alert.id)
        here = query if guild_id is None else query.where(Alert.guild_id == guild_id)
        return [_read(alert) for alert in await self._session.scalars(here)]

    async def one(self, id: int, member_id: int) -> Wish | None:
        """One wish of this person; nobody reads those of others."""
        query = select(Alert).where(Alert.id == id, Alert.member_id == member_id)
        alert = await self._session.scalar(query)
        return _read(alert) if alert else None

    async def stop(self, id: int, member_id: int) -> bool:
        """This person does not want it any more; False when it was theirs no longer, or never."""
        gone = await self._session.execute(
            delete(Alert).where(Alert.id == id, Alert.member_id == member_id).returning(Alert.id)
        )
        return gone.scalar_one_or_none() is not None

    async def leave(self, guild_id: int, member_id: int) -> int:
        """This person is on the server no longer; how many wishes they had there."""
        gone = await self._session.execute(
            delete(Alert).where(Alert.guild_id == guild_id, Alert.member_id == member_id).returning(Alert.id)
        )
        return len(gone.all())

    async def due(self, kind: AlertKind, period: str, limit: int) -> Sequence[Wish]:
        """Those that nobody looked at in this week or on this day, those left longest first."""
        query = (
            select(Alert)
            .where(Alert.kind == kind, Alert.done < period)
            .order_by(Alert.done, Alert.id)
            .limit(limit)
        )
        return [_read(alert) for alert in await self._session.scalars(query)]

    async def looked(self, id: int, period: str, known: Sequence[str]) -> bool:
        """It was looked at; False when another process did, or when it was stopped meanwhile: nothing is to be told."""
        changed = await self._session.execute(
            update(Alert)
            .where(Alert.id == id, Alert.done < period)
            .values(done=period, known=list(known))
            .returning(Alert.id)
        )
        return changed.scalar_one_or_none() is not None


def _read(alert: Alert) -> Wish:
    question: dict[str, Any] = alert.question
    kind: AlertKind = "deadline" if alert.kind == "deadline" else "search"
    return Wish(
        alert.guild_id, alert.member_id, kind, alert.command,
        {name: str(value) for name, value in question.items()},
        alert.slug, tuple(alert.known), alert.locale, alert.done, alert.id,
    )  # fmt: skip
