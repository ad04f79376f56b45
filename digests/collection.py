"""Reading every source: each on its own, kept whole or not at all; one that fails stops no other."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from digests.identity import keys
from digests.sources.source import (
    Declaration,
    Entry,
    Fetch,
    ParseFailure,
    Reading,
    Source,
    SourceFailure,
    SuspiciousEmptiness,
)
from storage.database import Database, Store
from storage.errors import DatabaseUnavailable
from storage.items import Found
from storage.sources import Health, Outcome
from storage.text import fold

AT_ONCE = 8
# A source may give very much on its first day; what it gives in one reading stays within this.
MOST_ENTRIES = 5000
# From this many entries at the last reading on, an empty answer is an outage until proved otherwise.
WAS_FULL = 5
# A reading that starts a little early is still the reading of that day.
EARLY = timedelta(minutes=30)
# Set in the cursor of a first reading that was too long for one turn: what follows of it announces nothing either.
UNFINISHED = "unfinished"

Classify = Callable[[Entry, Declaration], Found]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one source.

    Attributes:
        entries: entries given; ``new`` those never seen before, by any name.
        sentence, remedy, facts: what went wrong and what can be done, as ids of ``fr.po`` and what fills their braces.
        failures: failures in a row, this one included.
    """

    name: str
    outcome: Outcome
    entries: int = 0
    new: int = 0
    baseline: bool = False
    sentence: str = ""
    remedy: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    failures: int = 0
    newest_on: date | None = None


def unclassified(entry: Entry, declaration: Declaration) -> Found:
    """An entry with what its source's declaration says of it, and nothing more: what classification begins with."""
    return Found(
        declaration.name, keys(entry, declaration.name), entry.kind or declaration.kind, entry.title, entry.url,
        entry.summary, entry.authors, entry.published_on, entry.deadline, entry.language or "fr", entry.access,
        declaration.licence, themes=declaration.themes, territories=declaration.territories,
    )  # fmt: skip


def due(declarations: Sequence[Declaration], known: dict[str, Health], now: datetime) -> list[Declaration]:
    """The sources switched on whose turn has come."""
    return [
        each
        for each in declarations
        if each.enabled
        and (
            each.name not in known or known[each.name].checked_at + timedelta(hours=each.every) - EARLY <= now
        )
    ]


async def collect(
    database: Database, sources: Sequence[Source], fetch: Fetch, classify: Classify, now: datetime, *, dry: bool = False
) -> list[Read]:  # fmt: skip
    """Read these sources, a few at once, and keep what is new; what became of each, in the order given.

    With ``dry`` nothing is written.

    Raises:
        DatabaseUnavailable: the other sources were read, and kept if they could be.
    """
    async with database.begin() as store:
        known = await store.sources.all()
    run = _Run(database, fetch, classify, now, dry=dry)
    reads = await asyncio.gather(
        *(run.one(source, known.get(source.declaration.name)) for source in sources), return_exceptions=True
    )
    if run.unchanged:
        # Most sources, most days: noted together, they cost next to nothing.
        async with database.begin() as store:
            await store.sources.unchanged(run.unchanged, now)
    for failure in reads:
        # No source is at fault: the database is.
        if isinstance(failure, BaseException):
            raise failure
    return [read for read in reads if isinstance(read, Read)]


class _Run:
    """One run over some sources: many are read at once, one is written at a time."""

    def __init__(
        self, database: Database, fetch: Fetch, classify: Classify, now: datetime, *, dry: bool
    ) -> None:
        self._database, self._fetch, self._classify, self._now, self._dry = (
            database,
            fetch,
            classify,
            now,
            dry,
        )
        self._room = asyncio.Semaphore(AT_ONCE)
        self._pen = asyncio.Lock()
        self.unchanged: list[str] = []

    async def one(self, source: Source, health: Health | None) -> Read:
        """Read one source and keep what it gave, or note that it failed."""
        async with self._room:
            reading = Reading(dict(health.cursor) if health else {})
            try:
                entries = await _entries(source, self._fetch, reading, self._now)
                if reading.unchanged and health is not None and not self._dry:
                    self.unchanged.append(source.declaration.name)
                    return Read(source.declaration.name, "nothing")
                _suspect(source, entries, reading, health)
                # On another thread, somebody who asks the bot something meanwhile is still answered.
                found = await asyncio.to_thread(_found, entries, source.declaration, self._classify)
            except SourceFailure as failure:
                return await self._failed(source.declaration, failure)
            except Exception as error:
                logging.getLogger(__name__).exception("a source could not be read")
                return await self._failed(source.declaration, _unread(error))
            try:
                return await self._keep(source.declaration, health, reading, len(entries), found)
            except DatabaseUnavailable:
                raise
            except Exception as error:
                # What it says is something that no database writes: the others are read and told of all the same.
                logging.getLogger(__name__).exception("a source could not be kept")
                return await self._failed(source.declaration, _unread(error))

    async def _keep(
        self, declaration: Declaration, health: Health | None, reading: Reading, given: int, found: Sequence[Found]
    ) -> Read:  # fmt: skip
        newest = max((each.published_on for each in found if each.published_on), default=None)
        baseline = health is None or health.succeeded_at is None or bool(health.cursor.get(UNFINISHED))
        if baseline and "page" in reading.cursor:
            reading.cursor[UNFINISHED] = True
        if self._dry:
            return Read(declaration.name, "ok", given, 0, baseline, newest_on=newest)
        latest = newest or (health.newest_on if health else None)
        async with self._writing() as store:
            new = await store.items.keep(found, self._now, baseline=baseline)
            outcome: Outcome = "ok" if new else "nothing"
            await store.sources.succeeded(declaration.name, outcome, reading.cursor, given, latest, self._now)
        return Read(declaration.name, outcome, given, new, baseline, newest_on=newest)

    async def _failed(self, declaration: Declaration, failure: SourceFailure) -> Read:
        outcome: Outcome = failure.outcome  # type: ignore[assignment]  # each class names one of them
        failures = 0
        if not self._dry:
            async with self._writing() as store:
                failures = await store.sources.failed(
                    declaration.name, outcome, failure.sentence, self._now,
                    remedy=failure.remedy, facts=failure.facts,
                )  # fmt: skip
        return Read(
            declaration.name, outcome, sentence=failure.sentence, remedy=failure.remedy, facts=failure.facts,
            failures=failures,
        )  # fmt: skip

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Store]:
        """A transaction, alone of its kind: SQLite lets writers wait in no order, and some for too long."""
        async with self._pen, self._database.begin() as store:
            yield store


def _unread(error: Exception) -> ParseFailure:
    return ParseFailure(
        "Its answer cannot be read ({reason}).", "Report it to the developers.", reason=type(error).__name__
    )


async def _entries(source: Source, fetch: Fetch, reading: Reading, now: datetime) -> list[Entry]:
    entries: list[Entry] = []
    async with aclosing(source.read(fetch, reading, now)) as given:
        async for entry in given:
            entries.append(entry)
            if len(entries) >= MOST_ENTRIES:
                break
    return entries


def _found(entries: Sequence[Entry], declaration: Declaration, classify: Classify) -> list[Found]:
    wanted = [fold(word) for word in declaration.words]
    return [classify(entry, declaration) for entry in entries if not wanted or _speaks(entry, wanted)]


def _speaks(entry: Entry, wanted: Sequence[str]) -> bool:
    text = f" {fold(' '.join((entry.title, entry.summary, *entry.keywords)))} "
    return any(f" {word}" in text for word in wanted)


def _suspect(source: Source, entries: Sequence[Entry], reading: Reading, health: Health | None) -> None:
    if (
        source.whole
        and not entries
        and not reading.unchanged
        and health is not None
        and health.entries >= WAS_FULL
    ):
        raise SuspiciousEmptiness(
            "It gives nothing, where it gave {n} entries.",
            "Open its address: if it is really empty now, switch this source off.",
            n=health.entries,
        )
