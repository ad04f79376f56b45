"""What people do to what sources told: propose, keep, leave out, put first, put in order, write better.

A decision about a proposal is taken once: of two editors at the same moment, one decides and the other is told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Item, ItemKey
from storage.items import Found, Items, KnownItem

# Under this name members are a source like another.
MEMBERS = "members"
Judgement = Literal["kept", "dropped"]
JUDGED = ("candidate", "kept", "dropped")


class Desk:
    """The editors' desk inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._items = Items(session)

    async def propose(self, found: Found, member_id: int, now: datetime) -> tuple[int, bool]:
        """Put a proposal on the desk; its number, and False when the item was known and needs nobody's word.

        What a source brought before we began to announce it may be proposed all the same.
        """
        known = await self._known(found.keys)
        if known is None:
            await self._items.keep([found], now, baseline=False)
            known = await self._known(found.keys)
            proposed = Item.state == "candidate"
        else:
            proposed = Item.state == "baseline"
        taken = await self._session.execute(
            update(Item)
            .where(Item.id == known, proposed)
            .values(state="proposed", proposed_by=member_id, first_seen_at=now)
            .returning(Item.id)
        )
        return known or 0, taken.scalar_one_or_none() is not None

    async def waiting(self) -> Sequence[KnownItem]:
        """Proposals that nobody decided about, the oldest first."""
        ids = await self._session.scalars(select(Item.id).where(Item.state == "proposed").order_by(Item.id))
        return await self._items.some(list(ids))

    async def proposed_by(self, id: int) -> int | None:
        """Who proposed an item, unless they asked to be forgotten."""
        return await self._session.scalar(select(Item.proposed_by).where(Item.id == id))

    async def of(self, member_id: int, limit: int = 10) -> Sequence[KnownItem]:
        """What this person proposed, newest first."""
        ids = await self._session.scalars(
            select(Item.id).where(Item.proposed_by == member_id).order_by(Item.id.desc()).limit(limit)
        )
        return await self._items.some(list(ids))

    async def decide(self, id: int, judgement: Judgement, now: datetime) -> bool:
        """Accept or refuse a proposal; what is accepted is new from now on. False when somebody decided already."""
        return await self._set(
            id, ("proposed",), state=judgement, first_seen_at=await self._items.seen_from(now)
        )

    async def judge(self, id: int, judgement: Judgement) -> bool:
        """Keep or leave out what a source told; what is left out is not pinned any more."""
        unpinned = {"pinned": False} if judgement == "dropped" else {}
        return await self._set(id, JUDGED, state=judgement, **unpinned)

    async def pin(self, id: int, *, pinned: bool) -> bool:
        """Put an item before all others and for everybody, after those pinned before; or let it go."""
        if not pinned:
            return await self._set(id, JUDGED, pinned=False, position=0)
        last = await self._session.scalar(select(func.max(Item.position)).where(Item.pinned)) or 0
        return await self._set(id, JUDGED, pinned=True, state="kept", position=last + 1)

    async def move(self, id: int, since: datetime, *, up: bool) -> bool:
        """Move a pinned item one place among those first seen since then; False when it is at the end already."""
        query = (
            select(Item.id).where(Item.pinned, Item.first_seen_at >= since).order_by(Item.position, Item.id)
        )
        order = list(await self._session.scalars(query))
        if id not in order:
            return False
        place = order.index(id)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(order):
            return False
        order[place], order[other] = order[other], order[place]
        for position, each in enumerate(order, start=1):
            await self._session.execute(update(Item).where(Item.id == each).values(position=position))
        return True

    async def rewrite(self, id: int, summary: str, was: str) -> bool:
        """Put this summary in the place of that one; False when somebody rewrote it meanwhile."""
        changed = await self._session.execute(
            update(Item).where(Item.id == id, Item.summary == was).values(summary=summary).returning(Item.id)
        )
        return changed.scalar_one_or_none() is not None

    async def _known(self, keys: Sequence[str]) -> int | None:
        known = await self._session.execute(select(ItemKey.key, ItemKey.item_id).where(ItemKey.key.in_(keys)))
        found = {row.key: row.item_id for row in known}
        return next((found[key] for key in keys if key in found), None)

    async def _set(self, id: int, states: Sequence[str], **values: object) -> bool:
        changed = await self._session.execute(
            update(Item).where(Item.id == id, Item.state.in_(states)).values(**values).returning(Item.id)
        )
        return changed.scalar_one_or_none() is not None
