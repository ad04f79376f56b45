"""What sources told of: one item for one work, whatever the number of its sources, its addresses or its spellings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Item, ItemKey, ItemSource

Kind = Literal["resource", "research", "figures", "news", "law", "funding", "event", "call"]
Access = Literal["free", "paid", ""]
ItemState = Literal["candidate", "kept", "dropped", "baseline", "proposed"]


@dataclass(frozen=True, slots=True)
class Found:
    """An item as one source tells it, cleaned: plain text, no markup, dates only when they are known.

    Attributes:
        keys: the names by which it is recognised, surest first: ``doi:…``, ``hal:…``, ``url:…``, ``title:…``.
        themes, trades, audiences, territories: slugs and ids of the catalogue.
        why: for each of these, the words that led to it.
    """

    source: str
    keys: tuple[str, ...]
    kind: Kind
    title: str
    url: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    deadline: date | None = None
    language: str = "fr"
    access: Access = ""
    licence: str = ""
    themes: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    why: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as the digest knows it. ``practice`` holds *question*, *terrain*, *apport*, filled in by an editor."""

    id: int
    kind: Kind
    title: str
    url: str
    summary: str
    authors: tuple[str, ...]
    published_on: date | None
    deadline: date | None
    language: str
    access: Access
    themes: tuple[str, ...]
    trades: tuple[str, ...]
    audiences: tuple[str, ...]
    territories: tuple[str, ...]
    why: Mapping[str, Sequence[str]]
    practice: Mapping[str, str]
    state: ItemState
    pinned: bool
    position: int
    first_seen_at: datetime
    sources: tuple[str, ...] = ()


class Items:
    """Items inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, found: Sequence[Found], now: datetime, *, baseline: bool) -> int:
        """Keep what is new, join what is known; how many new items that made.

        An item known by any of its keys is joined: it gains the source, the keys and the empty fields, and is not new
        again. With ``baseline``, new items are remembered and never announced: a source is read for the first time.
        """
        known = await self._known({key for each in found for key in each.keys})
        added = 0
        for each in found:
            id = next((known[key] for key in each.keys if key in known), None)
            if id is None:
                id = await self._add(each, now, baseline=baseline)
                added += 1
            await self._join(id, each, known)
        return added

    async def get(self, id: int) -> KnownItem | None:
        """One item."""
        return next(iter(await self.some([id])), None)

    async def some(self, ids: Sequence[int]) -> Sequence[KnownItem]:
        """These items, in this order; those that are gone are passed over."""
        rows = await self._session.scalars(select(Item).where(Item.id.in_(ids)))
        return await self._read(sorted(rows, key=lambda item: ids.index(item.id)))

    async def between(self, start: datetime, end: datetime) -> Sequence[KnownItem]:
        """Items first seen from ``start`` (included) to ``end`` (excluded), newest first; not those of a baseline."""
        query = (
            select(Item)
            .where(Item.first_seen_at >= start, Item.first_seen_at < end, Item.state != "baseline")
            .order_by(Item.published_on.desc(), Item.id.desc())
        )
        return await self._read(list(await self._session.scalars(query)))

    async def due(self, first: date, last: date) -> Sequence[KnownItem]:
        """Items whose deadline falls between these days, both included, soonest first."""
        query = (
            select(Item)
            .where(Item.deadline >= first, Item.deadline <= last, Item.state != "dropped")
            .order_by(Item.deadline, Item.id)
        )
        return await self._read(list(await self._session.scalars(query)))

    async def edit(self, id: int, **values: Any) -> bool:
        """Change fields of an item by hand; False when there is no such item."""
        changed = await self._session.execute(
            update(Item).where(Item.id == id).values(**values).returning(Item.id)
        )
        return changed.scalar_one_or_none() is not None

    async def _known(self, keys: set[str]) -> dict[str, int]:
        known: dict[str, int] = {}
        ordered = sorted(keys)
        for start in range(0, len(ordered), 500):
            some = ordered[start : start + 500]
            query = select(ItemKey.key, ItemKey.item_id).where(ItemKey.key.in_(some))
            known.update({row.key: row.item_id for row in await self._session.execute(query)})
        return known

    async def _add(self, found: Found, now: datetime, *, baseline: bool) -> int:
        item = Item(
            kind=found.kind, title=found.title, url=found.url, summary=found.summary, authors=list(found.authors),
            published_on=found.published_on, deadline=found.deadline, language=found.language, access=found.access,
            themes=list(found.themes), trades=list(found.trades), audiences=list(found.audiences),
            territories=list(found.territories), why={name: list(said) for name, said in found.why.items()},
            practice={}, state="baseline" if baseline else "candidate", pinned=False, position=0, first_seen_at=now,
        )  # fmt: skip
        self._session.add(item)
        await self._session.flush()
        return item.id

    async def _join(self, id: int, found: Found, known: dict[str, int]) -> None:
        """Note that this source told of the item, under these names, and complete what was empty."""
        new = [key for key in found.keys if key not in known]
        self._session.add_all(ItemKey(key=key, item_id=id) for key in dict.fromkeys(new))
        known.update(dict.fromkeys(new, id))
        if await self._session.get(ItemSource, (id, found.source)) is None:
            self._session.add(
                ItemSource(item_id=id, source=found.source, url=found.url, licence=found.licence)
            )
        for name in ("summary", "published_on", "deadline", "access"):
            value = getattr(found, name)
            if value:
                column = getattr(Item, name)
                empty = (
                    or_(column.is_(None), column == "") if name in ("summary", "access") else column.is_(None)
                )
                await self._session.execute(update(Item).where(Item.id == id, empty).values(**{name: value}))
        await self._session.flush()

    async def _read(self, items: Sequence[Item]) -> Sequence[KnownItem]:
        query = select(ItemSource.item_id, ItemSource.source).where(
            ItemSource.item_id.in_([item.id for item in items])
        )
        sources: dict[int, list[str]] = {}
        for row in await self._session.execute(query.order_by(ItemSource.source)):
            sources.setdefault(row.item_id, []).append(row.source)
        return [_read(item, tuple(sources.get(item.id, ()))) for item in items]


def _read(item: Item, sources: tuple[str, ...]) -> KnownItem:
    return KnownItem(
        item.id, item.kind, item.title, item.url, item.summary, tuple(item.authors), item.published_on,  # type: ignore[arg-type]  # only Kind is ever written
        item.deadline, item.language, item.access, tuple(item.themes), tuple(item.trades), tuple(item.audiences),  # type: ignore[arg-type]  # nor anything but Access
        tuple(item.territories), item.why, item.practice, item.state, item.pinned, item.position,  # type: ignore[arg-type]  # nor anything but ItemState
        item.first_seen_at, sources,
    )  # fmt: skip
