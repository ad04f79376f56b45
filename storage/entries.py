"""The repository of catalogue entries: import, correct, withdraw, read what changed."""

import json
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from storage.counting import count_up, drawn_once
from storage.errors import UnknownEntry, UnknownField
from storage.links import targets, without_links
from storage.models import Correction, Counter, Entry, Shelf
from storage.reference_files import Fields, ShelfFile
from storage.schema import SHELVES
from storage.validation import check_entry

_CURSOR, _IDENTITY = "catalogue", "identity"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that a person corrected and whose reference has changed since: the correction was kept."""

    shelf: str
    slug: str
    field: str
    kept: Any
    offered: Any


@dataclass(slots=True)
class Summary:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it now stands, corrections included."""

    shelf: str
    slug: str
    fields: Fields
    revision: int
    withdrawn: bool


class Entries:
    """Catalogue entries inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self) -> dict[str, int]:
        """Entries still offered, by shelf."""
        kept = select(Entry.shelf, func.count().label("entries")).where(Entry.withdrawn_on.is_(None))
        rows = await self._session.execute(kept.group_by(Entry.shelf))
        return {row.shelf: row.entries for row in rows}

    async def cursor(self) -> int:
        """The number of the latest change."""
        return await self._session.scalar(select(Counter.value).where(Counter.name == _CURSOR)) or 0

    async def identity(self) -> int:
        """A number that only this database has: a local replica knows by it whose changes it follows."""
        return await drawn_once(self._session, Counter.value, {"name": _IDENTITY})

    async def load(self, shelf_file: ShelfFile, progress: Callable[[], None] | None = None) -> Summary:
        """Bring one validated shelf in. Corrected fields keep their correction; conflicts are listed."""
        shelf = shelf_file.shelf
        await self._session.merge(Shelf(name=shelf, header=shelf_file.header))
        known = {entry.slug: entry for entry in await self._session.scalars(_on_shelf(shelf))}
        corrections = await self._corrections(shelf)
        revision = await self._next_revision()
        summary = Summary()
        for position, fields in enumerate(shelf_file.entries):
            slug = str(fields["slug"])
            entry = known.get(slug)
            if entry is None:
                added = Entry(shelf=shelf, slug=slug, position=position, fields=fields, revision=revision)
                self._session.add(added)
                summary.added += 1
            elif _same(entry.fields, fields):
                # Moved by an entry added before it: nothing that a reader would call a change.
                entry.position = position
                summary.unchanged += 1
            else:
                entry.fields, entry.position, entry.revision = fields, position, revision
                flag_modified(entry, "fields")  # even when only their order is new
                summary.changed += 1
            summary.conflicts.extend(_conflicts(shelf, fields, corrections.get(slug, [])))
            if progress:
                progress()
        return summary

    async def correct(self, shelf: str, slug: str, name: str, value: Any, on: date, reason: str) -> None:
        """Give one field a value that imports will respect from now on.

        Raises:
            UnknownEntry, UnknownField: there is nothing of that name to correct.
            InvalidReference: the value is not allowed there.
        """
        entry = await self._entry(shelf, slug)
        allowed = [info.alias or key for key, info in SHELVES[shelf].model_fields.items() if key != "slug"]
        if name not in allowed:
            raise UnknownField(shelf, name, allowed)
        corrections = (await self._corrections(shelf)).get(slug, [])
        known = await self._slugs(targets(shelf))
        check_entry(shelf, {**_corrected(entry.fields, corrections), name: value}, known)
        was = entry.fields.get(name)
        await self._session.merge(
            Correction(
                shelf=shelf, slug=slug, field=name, value=value, was=was, corrected_on=on, reason=reason
            )
        )
        entry.revision = await self._next_revision()

    async def withdraw(self, shelf: str, slug: str, on: date) -> None:
        """Take an entry out of every answer, for good: later imports do not bring it back.

        Raises:
            UnknownEntry: there is no such entry.
        """
        entry = await self._entry(shelf, slug)
        entry.withdrawn_on = on
        entry.revision = await self._next_revision()

    async def changed_since(self, revision: int) -> AsyncGenerator[Stored, None]:
        """Entries changed after a revision, withdrawn ones included, in the order of their files."""
        corrections = {shelf: await self._corrections(shelf) for shelf in SHELVES}
        query = select(Entry).where(Entry.revision > revision).order_by(Entry.shelf, Entry.position)
        entries = await self._session.stream_scalars(query.execution_options(yield_per=1000))
        try:
            async for entry in entries:
                fields = _corrected(entry.fields, corrections.get(entry.shelf, {}).get(entry.slug, []))
                yield Stored(entry.shelf, entry.slug, fields, entry.revision, entry.withdrawn_on is not None)
        finally:
            await entries.close()

    async def export(self, shelf: str) -> ShelfFile:
        """One shelf as a file would hold it: corrections included, withdrawn entries and links to them left out."""
        header = await self._session.get(Shelf, shelf)
        corrections = await self._corrections(shelf)
        kept = _on_shelf(shelf).where(Entry.withdrawn_on.is_(None)).order_by(Entry.position)
        rows = await self._session.scalars(kept)
        gone = await self._slugs(targets(shelf), withdrawn=True)
        corrected = (_corrected(entry.fields, corrections.get(entry.slug, [])) for entry in rows)
        entries = [
            pruned for fields in corrected if (pruned := without_links(shelf, fields, gone)) is not None
        ]
        return ShelfFile(shelf, dict(header.header) if header else {}, entries)

    async def origin(self, shelf: str, slug: str) -> dict[str, date | None]:
        """Where each field comes from: the date of its correction, or None when it is as imported."""
        entry = await self._entry(shelf, slug)
        corrected = {item.field: item.corrected_on for item in (await self._corrections(shelf)).get(slug, [])}
        return {name: corrected.get(name) for name in dict.fromkeys([*entry.fields, *corrected])}

    async def _entry(self, shelf: str, slug: str) -> Entry:
        entry = await self._session.scalar(_on_shelf(shelf).where(Entry.slug == slug))
        if entry is None:
            raise UnknownEntry(shelf, slug)
        return entry

    async def _slugs(self, shelves: Iterable[str], *, withdrawn: bool = False) -> dict[str, set[str]]:
        """Every slug of these shelves, or the withdrawn ones alone."""
        query = select(Entry.shelf, Entry.slug).where(Entry.shelf.in_(shelves))
        if withdrawn:
            query = query.where(Entry.withdrawn_on.is_not(None))
        found: dict[str, set[str]] = {}
        for shelf, slug in await self._session.execute(query):
            found.setdefault(shelf, set()).add(slug)
        return found

    async def _corrections(self, shelf: str) -> dict[str, list[Correction]]:
        found: dict[str, list[Correction]] = {}
        query = select(Correction).where(Correction.shelf == shelf).order_by(Correction.field)
        for correction in await self._session.scalars(query):
            found.setdefault(correction.slug, []).append(correction)
        return found

    async def _next_revision(self) -> int:
        """One more change. The row is locked until the transaction ends, so that revisions appear in order."""
        return await count_up(self._session, Counter.value, {"name": _CURSOR})


def _on_shelf(shelf: str) -> Select[Entry]:
    return select(Entry).where(Entry.shelf == shelf)


def _same(stored: Fields, offered: Fields) -> bool:
    """Equal, and written in the same order, which exports give back."""
    return json.dumps(stored) == json.dumps(offered)


def _corrected(fields: Fields, corrections: Sequence[Correction]) -> Fields:
    return {**fields, **{item.field: item.value for item in corrections}}


def _conflicts(shelf: str, fields: Fields, corrections: Iterable[Correction]) -> Iterable[Conflict]:
    for item in corrections:
        offered = fields.get(item.field)
        if offered not in (item.was, item.value):
            yield Conflict(shelf, item.slug, item.field, item.value, offered)
