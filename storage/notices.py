"""What the bot says unasked: written down first, claimed by one process, sent, then recorded.

A notice whose sending was cut between Discord's answer and our record stays « uncertain »: a person looks, and it is
never repeated blindly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.inserting import insert
from storage.models import Notice

NoticeState = Literal["waiting", "claimed", "sent", "refused", "failed", "uncertain"]
# Longer than any sending lasts: a claim older than this belongs to a process that died.
LEASE = timedelta(minutes=5)
# Kinds of messages that stay for everybody, posted once for ever.
STANDING = ("door",)


@dataclass(frozen=True, slots=True)
class Note:
    """A notice to send or already sent.

    Attributes:
        key: what it is about, once for ever: the same key is never written twice.
        kind: which family words it.
        facts: what the words need: ids, slugs, numbers; never a text about a person. Two are for the sending:
            ``ring``, the members that the message may ping; ``hours``, the territory in whose working hours alone it
            is sent.
    """

    key: str
    guild_id: int
    kind: str
    due_at: datetime
    channel_id: int | None = None
    member_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    locale: str = "fr"
    id: int = 0
    attempts: int = 0
    state: str = "waiting"
    sent_at: datetime | None = None
    message_id: int | None = None


class Notices:
    """Notices inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, note: Note) -> bool:
        """Write a notice down; False when its key was written already, and nothing changes."""
        added = await self._session.execute(
            insert(self._session, Notice)
            .values(
                key=note.key, guild_id=note.guild_id, channel_id=note.channel_id, member_id=note.member_id,
                kind=note.kind, facts=note.facts, locale=note.locale, state="waiting", due_at=note.due_at,
                claimed_at=None, attempts=0, sent_at=None, message_id=None,
            )
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(Notice.id)
        )  # fmt: skip
        return added.scalar_one_or_none() is not None

    async def claim(self, now: datetime, limit: int) -> Sequence[Note]:
        """Take what is due, oldest first; two processes never take the same. What a dead process held is uncertain."""
        await self._session.execute(
            update(Notice)
            .where(Notice.state == "claimed", Notice.claimed_at < now - LEASE)
            .values(state="uncertain")
        )
        due = (
            select(Notice.id)
            .where(Notice.state == "waiting", Notice.due_at <= now)
            .order_by(Notice.due_at, Notice.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._session.scalars(
            update(Notice)
            .where(Notice.id.in_(due), Notice.state == "waiting")
            .values(state="claimed", claimed_at=now, attempts=Notice.attempts + 1)
            .returning(Notice)
        )
        return sorted(map(_read, claimed), key=lambda note: (note.due_at, note.id))

    async def sent(self, id: int, message_id: int | None, now: datetime) -> None:
        """It was sent."""
        await self._finish(id, state="sent", message_id=message_id, sent_at=now)

    async def refused(self, id: int, now: datetime) -> None:
        """Discord will not deliver it (closed messages, channel gone): it stays readable, it is not tried again."""
        await self._finish(id, state="refused", sent_at=now)

    async def later(self, id: int, due_at: datetime) -> None:
        """Nothing was sent: try again then."""
        await self._finish(id, state="waiting", due_at=due_at)

    async def failed(self, id: int, now: datetime) -> None:
        """Tried often enough: a person looks."""
        await self._finish(id, state="failed", sent_at=now)

    async def told_to(self, guild_id: int, member_id: int, limit: int = 10) -> Sequence[Note]:
        """What this person was told in private, newest first, whether Discord let it through or not."""
        query = (
            select(Notice)
            .where(Notice.guild_id == guild_id, Notice.member_id == member_id)
            .order_by(Notice.id.desc())
            .limit(limit)
        )
        return [_read(notice) for notice in await self._session.scalars(query)]

    async def latest(self, guild_id: int, kind: str) -> dict[int, Note]:
        """The latest notice of this kind written for each channel of a server."""
        query = (
            select(Notice)
            .where(Notice.guild_id == guild_id, Notice.kind == kind, Notice.member_id.is_(None))
            .order_by(Notice.id)
        )
        found = map(_read, await self._session.scalars(query))
        return {note.channel_id: note for note in found if note.channel_id is not None}

    async def uncertain(self) -> Sequence[Note]:
        """What a person must look at: sent or not, nobody knows; or refused too often."""
        query = select(Notice).where(Notice.state.in_(("uncertain", "failed"))).order_by(Notice.id)
        return [_read(notice) for notice in await self._session.scalars(query)]

    async def withdraw(self, key: str) -> bool:
        """Take back what was not sent yet; False when it was sent or never existed."""
        gone = await self._session.execute(
            delete(Notice).where(Notice.key == key, Notice.state == "waiting").returning(Notice.id)
        )
        return gone.scalar_one_or_none() is not None

    async def forget_sent(self, before: datetime) -> int:
        """Erase what was said before this instant; how many they were. What waits or is uncertain stays.

        So does the record of a standing message: without it, the message would be posted a second time.
        """
        gone = await self._session.execute(
            delete(Notice)
            .where(
                Notice.sent_at < before,
                Notice.state.in_(("sent", "refused")),
                Notice.kind.not_in(STANDING),
            )
            .returning(Notice.id)
        )
        return len(gone.all())

    async def _finish(self, id: int, **values: Any) -> None:
        await self._session.execute(update(Notice).where(Notice.id == id).values(claimed_at=None, **values))


def _read(notice: Notice) -> Note:
    return Note(
        notice.key, notice.guild_id, notice.kind, notice.due_at, notice.channel_id, notice.member_id,
        dict(notice.facts), notice.locale, notice.id, notice.attempts, notice.state, notice.sent_at,
        notice.message_id,
    )  # fmt: skip
