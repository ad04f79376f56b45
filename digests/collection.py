"""Reading every source: each on its own, kept whole or not at all; one that fails stops no other."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
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
from storage.database import Database
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
    """
    async with database.begin() as store:
        known = await store.sources.all()
    room = asyncio.Semaphore(AT_ONCE)

    async def one(source: Source) -> Read:
        async with room:
            return await _collect(
                database, source, known.get(source.declaration.name), fetch, classify, now, dry=dry
            )

    return list(await asyncio.gather(*map(one, sources)))


async def _collect(
    database: Database, source: Source, health: Health | None, fetch: Fetch, classify: Classify, now: datetime,
    *, dry: bool,
) -> Read:  # fmt: skip
    declaration = source.declaration
    reading = Reading(dict(health.cursor) if health else {})
    try:
        entries = await _entries(source, fetch, reading, now)
        _suspect(source, entries, reading, health)
        # On another thread, somebody who asks the bot something meanwhile is still answered.
        found = await asyncio.to_thread(_found, entries, declaration, classify)
    except SourceFailure as failure:
        return await _failed(database, declaration, failure, now, dry=dry)
    except Exception as error:  # noqa: BLE001 - whatever one source answers, the others are read
        unread = ParseFailure(
            "Its answer cannot be read ({reason}).",
            "Report it to the developers.",
            reason=type(error).__name__,
        )
        return await _failed(database, declaration, unread, now, dry=dry)
    newest = max((each.published_on for each in found if each.published_on), default=None)
    baseline = health is None or health.succeeded_at is None or bool(health.cursor.get(UNFINISHED))
    if baseline and "page" in reading.cursor:
        reading.cursor[UNFINISHED] = True
    new = 0
    if not dry:
        count = len(entries) if not reading.unchanged else (health.entries if health else 0)
        latest = newest or (health.newest_on if health else None)
        async with database.begin() as store:
            new = await store.items.keep(found, now, baseline=baseline)
            outcome: Outcome = "ok" if new else "nothing"
            await store.sources.succeeded(declaration.name, outcome, reading.cursor, count, latest, now)
    return Read(
        declaration.name, "ok" if new or dry else "nothing", len(entries), new, baseline, newest_on=newest
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


async def _failed(
    database: Database, declaration: Declaration, failure: SourceFailure, now: datetime, *, dry: bool
) -> Read:
    outcome: Outcome = failure.outcome  # type: ignore[assignment]  # each class names one of them
    failures = 0
    if not dry:
        async with database.begin() as store:
            failures = await store.sources.failed(
                declaration.name, outcome, failure.sentence, now, remedy=failure.remedy, facts=failure.facts
            )
    return Read(
        declaration.name, outcome, sentence=failure.sentence, remedy=failure.remedy, facts=failure.facts,
        failures=failures,
    )  # fmt: skip
