"""Texts people have not sent yet: given back when something fails, erased once sent or old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Draft


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A text as its author left it."""

    id: int
    guild_id: int
    author_id: int
    kind: str
    fields: Mapping[str, Any]
    written_at: datetime


class Drafts:
    """Drafts inside one transaction. Only their author ever reads them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def save(
        self, guild_id: int, author_id: int, kind: str, fields: Mapping[str, Any], now: datetime
    ) -> int:
        """Keep a text and give its number."""
        draft = Draft(guild_id=guild_id, author_id=author_id, kind=kind, fields=dict(fields), written_at=now)
        self._session.add(draft)
        await self._session.flush()
        return draft.id

    async def get(self, id: int, author_id: int) -> SavedDraft | None:
        """A draft, for its author alone; None for anybody else, or when it is gone."""
        draft = await self._session.get(Draft, id)
        return _read(draft) if draft and draft.author_id == author_id else None

    async def of(self, guild_id: int, author_id: int) -> Sequence[SavedDraft]:
        """The drafts of one person, newest first."""
        query = select(Draft).where(Draft.guild_id == guild_id, Draft.author_id == author_id)
        return [_read(draft) for draft in await self._session.scalars(query.order_by(Draft.id.desc()))]

    async def take(self, id: int, author_id: int) -> SavedDraft | None:
        """Take a draft away, once: of two presses at the same moment one gets it, the other gets None."""
        taken = await self._session.scalars(
            delete(Draft).where(Draft.id == id, Draft.author_id == author_id).returning(Draft)
        )
        draft = taken.first()
        return _read(draft) if draft else None

    async def forget_old(self, before: datetime) -> int:
        """Erase drafts written before this instant; how many they were."""
        gone = await self._session.execute(delete(Draft).where(Draft.written_at < before).returning(Draft.id))
        return len(gone.all())


def _read(draft: Draft) -> SavedDraft:
    return SavedDraft(
        draft.id, draft.guild_id, draft.author_id, draft.kind, dict(draft.fields), draft.written_at
    )
