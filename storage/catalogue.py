"""The catalogue as look-ups read it: a local replica in this process, followed from the database, never waiting for it.

When the database stops answering, the replica goes on answering and says as of when.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

from storage.database import Database
from storage.entries import Entries, Stored
from storage.errors import DatabaseUnavailable
from storage.schema import (
    Audience,
    Bridge,
    Circumstance,
    Danger,
    FundingScheme,
    GlossaryEntry,
    Organisation,
    Record,
    Route,
    Theme,
    Trade,
)
from storage.search.document import Document
from storage.search.documents import to_document
from storage.search.index import Index
from storage.search.question import Stems
from storage.territories import Territories
from storage.text import compact, meaningful, stem, words
from storage.validation import parse

T = TypeVar("T", bound=Record)
D = TypeVar("D")
# Shelves small enough to be kept as records in memory; the others are read from the replica when shown.
KEPT = ("themes", "audiences", "trades", "funding", "bridges", "glossary", "situations", "routes", "dangers")
LONGEST_EQUIVALENT = 9
# Records read from the replica and kept ready, because the same ones are shown again and again.
MOST_SHOWN = 2000


class Catalogue:
    """Everything look-ups need, in memory. Build it with :meth:`load`."""

    def __init__(self, index_path: str | Path = ":memory:") -> None:
        self.territories = Territories.load()
        self.index = Index(index_path)
        self.as_of: datetime | None = None
        self.stale = False
        self._kept: dict[str, dict[str, Record]] = {shelf: {} for shelf in KEPT}
        self._shown: dict[tuple[str, str], Record] = {}
        self._derived: dict[str, object] = {}

    @classmethod
    async def load(
        cls,
        database: Database,
        now: datetime,
        index_path: str | Path = ":memory:",
        progress: Callable[[int], None] | None = None,
    ) -> "Catalogue":
        """The catalogue of a database; an up-to-date index file is taken as it is."""
        catalogue = cls(index_path)
        index = catalogue.index
        async with database.begin() as store:
            latest, source = await store.entries.cursor(), await store.entries.identity()
        if index.cursor is None or index.cursor > latest or index.source != source:
            await catalogue._rebuild(database, progress)
            index.cursor, index.source = latest, source
        await catalogue.refresh(database, now)
        catalogue._keep()
        return catalogue

    async def refresh(self, database: Database, now: datetime) -> int:
        """Follow the changes since the last time; returns how many. An unavailable database only makes us stale."""
        try:
            async with database.begin() as store:
                latest = await store.entries.cursor()
                changes = 0 if latest == self.index.cursor else await self._follow(store.entries)
        except DatabaseUnavailable:
            self.stale = True
            return 0
        self.index.cursor = latest
        self.as_of, self.stale = now, False
        return changes

    def derived(self, name: str, build: Callable[["Catalogue"], D]) -> D:
        """A table worked out from the catalogue, kept until the catalogue changes."""
        if name not in self._derived:
            self._derived[name] = build(self)
        return cast("D", self._derived[name])

    def close(self) -> None:
        """Close the replica."""
        self.index.close()

    def get(self, shelf: str, slug: str) -> Record | None:
        """One record, or None when it is unknown or withdrawn."""
        if shelf in self._kept:
            return self._kept[shelf].get(slug)
        if (shelf, slug) in self._shown:
            return self._shown[shelf, slug]
        stored = self.index.record(shelf, slug)
        if stored is None:
            return None
        if len(self._shown) >= MOST_SHOWN:
            self._shown.clear()
        record = self._shown[shelf, slug] = parse(shelf, json.loads(stored))
        return record

    def some(self, shelf: str, slugs: Iterable[str]) -> list[Record]:
        """The records of these slugs that are known, in the same order."""
        return [record for slug in slugs if (record := self.get(shelf, slug)) is not None]

    def slugs(self, shelf: str) -> list[str]:
        """Every slug of a shelf, best first."""
        return [str(json.loads(stored)["slug"]) for stored in self.index.records(shelf)]

    @property
    def themes(self) -> dict[str, Theme]:
        """Themes by slug."""
        return self._shelf("themes", Theme)

    @property
    def audiences(self) -> dict[str, Audience]:
        """Audiences by slug."""
        return self._shelf("audiences", Audience)

    @property
    def trades(self) -> dict[str, Trade]:
        """Trades, functions, diplomas and the categories of the bridges, by slug."""
        return self._shelf("trades", Trade)

    @property
    def funding(self) -> dict[str, FundingScheme]:
        """Funding schemes by slug."""
        return self._shelf("funding", FundingScheme)

    @property
    def bridges(self) -> dict[str, Bridge]:
        """Bridges by slug."""
        return self._shelf("bridges", Bridge)

    @property
    def glossary(self) -> dict[str, GlossaryEntry]:
        """Acronyms by slug."""
        return self._shelf("glossary", GlossaryEntry)

    @property
    def circumstances(self) -> dict[str, Circumstance]:
        """Situations and objectives by slug."""
        return self._shelf("situations", Circumstance)

    @property
    def routes(self) -> dict[str, Route]:
        """Funding routes by slug."""
        return self._shelf("routes", Route)

    @property
    def dangers(self) -> dict[str, Danger]:
        """Immediate dangers by slug."""
        return self._shelf("dangers", Danger)

    def _shelf(self, shelf: str, _kind: type[T]) -> dict[str, T]:
        return cast("dict[str, T]", self._kept[shelf])

    async def _rebuild(self, database: Database, progress: Callable[[int], None] | None) -> None:
        building = self.index.build(progress)
        async with database.begin() as store, aclosing(store.entries.changed_since(0)) as entries:
            async for stored in entries:
                if not stored.withdrawn:
                    building.add(self._document(stored))
        building.finish()

    async def _follow(self, entries: Entries) -> int:
        """Apply every change. What the index finds and what we keep agree again before any question is answered."""
        changes = 0
        try:
            async with aclosing(entries.changed_since(self.index.cursor or 0)) as changed:
                async for stored in changed:
                    self._apply(stored)
                    changes += 1
        finally:
            if changes:
                self._keep()
        return changes

    def _apply(self, stored: Stored) -> None:
        if stored.withdrawn:
            self.index.remove(stored.shelf, stored.slug)
        else:
            self.index.put(self._document(stored))

    def _document(self, stored: Stored) -> Document:
        record = parse(stored.shelf, stored.fields)
        territory = str(stored.fields.get("territory", "national"))
        place = self.territories.places.get(territory)
        name = place.name if place and territory != "national" else ""
        return to_document(stored.shelf, record, json.dumps(stored.fields, ensure_ascii=False), name)

    def _keep(self) -> None:
        self._derived.clear()
        self._shown.clear()
        for shelf in KEPT:
            records = (parse(shelf, json.loads(stored)) for stored in self.index.records(shelf))
            self._kept[shelf] = {record.slug: record for record in records}
        organisations = (
            parse("organisations", json.loads(stored)) for stored in self.index.records("organisations")
        )
        kinds = [each for each in organisations if isinstance(each, Organisation) and each.kind_entry]
        self.index.set_equivalents(_equivalents(self.glossary.values(), kinds))


def _equivalents(
    glossary: Iterable[GlossaryEntry], kinds: Iterable[Organisation]
) -> dict[Stems, tuple[Stems, ...]]:
    """Phrases that mean the same, as stems: « mecs » ↔ « maison enfants caractère social ».

    Acronyms and full names work both ways. A name of the past, or another name for a sort of organisation, leads to
    the present ones (« conseil général » → « conseil départemental »), never back.
    """
    found: dict[Stems, dict[Stems, None]] = {}
    for entry in glossary:
        acronym = (stem(compact(entry.acronym)),)
        for spelled in filter(None, (_phrase(meaning.label.split("(")[0]) for meaning in entry.expansions)):
            if len(spelled) > 1:
                found.setdefault(acronym, {})[spelled] = None
                found.setdefault(spelled, {})[acronym] = None
    for kind in kinds:
        present = [phrase for text in (kind.name, kind.acronym or "") if (phrase := _phrase(text))]
        for other in (*kind.aliases, *kind.former_names):
            if phrase := _phrase(other.split("(")[0]):
                # « conseil général » is known as CG, and CG as the conseil départemental: one step further.
                for said in (phrase, *found.get(phrase, ())):
                    found.setdefault(said, {}).update(dict.fromkeys(p for p in present if p != said))
    return {phrase: tuple(others) for phrase, others in found.items() if others}


def _phrase(text: str) -> Stems:
    """The stems of a phrase; nothing when it is too long to be searched as one."""
    stems = tuple(stem(word) for word in meaningful(words(text)))
    return stems if len(stems) <= LONGEST_EQUIVALENT else ()
