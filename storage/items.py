"""What sources told of: one item for one work, whatever the number of its sources, its addresses or its spellings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Edition, Item, ItemKey, ItemSource
from storage.inserting import alone, insert_all, insert_new

Kind = Literal["resource", "research", "figures", "news", "law", "funding", "event", "call"]
Access = Literal["free", "paid", ""]
ItemState = Literal["candidate", "kept", "dropped", "baseline", "proposed"]
ROWS_AT_ONCE = 5000
# What another source may fill in when the first one left it empty.
COMPLETED = ("summary", "published_on", "deadline", "access")


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
        if not found:
            return 0
        now = await self.seen_from(now)
        known = await self._known({key for each in found for key in each.keys})
        batch = Batch(known)
        for each in found:
            batch.add(each)
        rows = [_row(one, now, baseline=baseline) for one in batch.new]
        added = await insert_all(self._session, Item, rows)
        ids = {-place: id for place, id in enumerate(added, start=1)}
        keys = [{"key": key, "item_id": ids.get(place, place)} for key, place in batch.keys.items()]
        told = [
            {
                "item_id": ids.get(place, place),
                "source": each.source,
                "url": each.url,
                "licence": each.licence,
            }
            for (place, _), each in batch.told.items()
        ]
        await insert_new(self._session, ItemKey, keys)
        await insert_new(self._session, ItemSource, told)
        await self._complete(batch.known)
        return len(rows)

    async def seen_from(self, now: datetime) -> datetime:
        """When what is written now is first seen: never inside a window of which an issue was made already.

        A reading that began before eight may be written after the issue of eight was made: no issue would ever hold
        what it brought. Until the end of the transaction no issue is made.
        """
        await alone(self._session, Item)
        last = await self._session.scalar(select(func.max(Edition.ends_at)))
        return max(now, last) if last else now

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
        for some in _by(500, sorted(keys)):
            query = select(ItemKey.key, ItemKey.item_id).where(ItemKey.key.in_(some))
            known.update({row.key: row.item_id for row in await self._session.execute(query)})
        return known

    async def _complete(self, found: Mapping[int, Sequence[Found]]) -> None:
        """Fill in what was empty in items known already."""
        columns = [getattr(Item, name) for name in COMPLETED]
        changes = []
        for some in _by(500, sorted(found)):
            query = select(Item.id, *columns).where(Item.id.in_(some))
            for row in await self._session.execute(query):
                filled = {name: _first(found[row.id], name) for name in COMPLETED if not getattr(row, name)}
                if any(filled.values()):
                    changes.append(
                        {"id": row.id, **{name: getattr(row, name) for name in COMPLETED}, **filled}
                    )
        if changes:
            await self._session.execute(update(Item), changes)

    async def _read(self, items: Sequence[Item]) -> Sequence[KnownItem]:
        sources: dict[int, list[str]] = {}
        # A database takes only so many numbers at once; an issue that catches up may look at more.
        for some in _by(ROWS_AT_ONCE, [item.id for item in items]):
            query = select(ItemSource.item_id, ItemSource.source).where(ItemSource.item_id.in_(some))
            for row in await self._session.execute(query.order_by(ItemSource.source)):
                sources.setdefault(row.item_id, []).append(row.source)
        return [_read(item, tuple(sources.get(item.id, ()))) for item in items]


class Batch:
    """Entries told at once, sorted into new items and known ones before anything is written.

    A place is the id of a known item, or -1, -2… for a new one.

    Attributes:
        new: what each new item will be, in order: several entries may tell of one.
        known: what was told of each known item.
        keys: new names, each with the place of its item.
        told: the first entry of each source about each place.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        self._places = dict(known)
        self.new: list[Found] = []
        self.known: dict[int, list[Found]] = {}
        self.keys: dict[str, int] = {}
        self.told: dict[tuple[int, str], Found] = {}

    def add(self, found: Found) -> None:
        """One more entry."""
        place = next((self._places[key] for key in found.keys if key in self._places), None)
        if place is None:
            self.new.append(found)
            place = -len(self.new)
        elif place < 0:
            held = self.new[-place - 1]
            empty = {name: getattr(found, name) for name in COMPLETED if not getattr(held, name)}
            self.new[-place - 1] = replace(held, **empty)
        else:
            self.known.setdefault(place, []).append(found)
        for key in found.keys:
            if key not in self._places:
                self._places[key] = self.keys[key] = place
        self.told.setdefault((place, found.source), found)


def _first(told: Sequence[Found], name: str) -> Any:
    """What the first one that says something of it says; as empty as the last one when none does."""
    values = [getattr(each, name) for each in told]
    return next(filter(None, values), values[-1])


def _row(found: Found, now: datetime, *, baseline: bool) -> dict[str, Any]:
    return {
        "kind": found.kind, "title": found.title, "url": found.url, "summary": found.summary,
        "authors": list(found.authors), "published_on": found.published_on, "deadline": found.deadline,
        "language": found.language, "access": found.access, "themes": list(found.themes),
        "trades": list(found.trades), "audiences": list(found.audiences), "territories": list(found.territories),
        "why": {name: list(said) for name, said in found.why.items()}, "practice": {},
        "state": "baseline" if baseline else "candidate", "pinned": False, "position": 0, "proposed_by": None,
        "first_seen_at": now,
    }  # fmt: skip


def _by(size: int, all_of: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(all_of), size):
        yield all_of[start : start + size]


def _read(item: Item, sources: tuple[str, ...]) -> KnownItem:
    return KnownItem(
        item.id, item.kind, item.title, item.url, item.summary, tuple(item.authors), item.published_on,  # type: ignore[arg-type]  # only Kind is ever written
        item.deadline, item.language, item.access, tuple(item.themes), tuple(item.trades), tuple(item.audiences),  # type: ignore[arg-type]  # nor anything but Access
        tuple(item.territories), item.why, item.practice, item.state, item.pinned, item.position,  # type: ignore[arg-type]  # nor anything but ItemState
        item.first_seen_at, sources,
    )  # fmt: skip
