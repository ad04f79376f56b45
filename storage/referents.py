"""People who volunteered to be told of unanswered questions: a trade (or any) in a territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.inserting import insert
from storage.models import Referent


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One person for one trade (empty: any) in one territory."""

    member_id: int
    trade: str
    territory: str


class Referents:
    """Referents inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def become(self, guild_id: int, volunteer: Volunteer, now: datetime) -> bool:
        """Somebody volunteers; False when they had already."""
        added = await self._session.execute(
            insert(self._session, Referent)
            .values(
                guild_id=guild_id, member_id=volunteer.member_id, trade=volunteer.trade,
                territory=volunteer.territory, since=now,
            )
            .on_conflict_do_nothing()
            .returning(Referent.member_id)
        )  # fmt: skip
        return added.scalar_one_or_none() is not None

    async def resign(self, guild_id: int, member_id: int) -> int:
        """Somebody stops, for every trade and territory; how many lines that was."""
        gone = await self._session.execute(
            delete(Referent)
            .where(Referent.guild_id == guild_id, Referent.member_id == member_id)
            .returning(Referent.trade)
        )
        return len(gone.all())

    async def all(self, guild_id: int) -> Sequence[Volunteer]:
        """Everybody who volunteered on this server."""
        query = (
            select(Referent.member_id, Referent.trade, Referent.territory)
            .where(Referent.guild_id == guild_id)
            .order_by(Referent.territory, Referent.trade, Referent.member_id)
        )
        return [Volunteer(*row) for row in await self._session.execute(query)]
