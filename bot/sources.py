"""`tisserande collect` and `tisserande sources check`: reading the sources of the digest from a terminal.

One line for each source: what was found, and what can be done when something is wrong.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import locales
from bot.app import clock_of, open_services
from bot.collecting import Sources
from bot.settings import Settings
from digests import collection
from digests.classification import Classifier
from digests.collection import Classify, Read, unclassified
from digests.sources.catalogue import build
from digests.sources.source import Declaration, Fetch, Fetched, Reading, Source, SourceFailure
from locales import Words
from storage.database import Database
from storage.sources import GOOD

# Enough to see that a source is alive; a check is not a reading.
MOST_CHECKED = 100
# A feed that is valid and silent for a year is dormant.
DORMANT = timedelta(days=365)
UNKNOWN = 2


def collect(given: argparse.Namespace, settings: Settings) -> int:
    """Read the sources that are switched on, or those named, and keep what is new."""
    words, sources = locales.reader(settings.language), Sources.of(settings)
    chosen = chosen_from(sources.declared, given.names, words)
    if chosen is None:
        return UNKNOWN
    now = clock_of(settings)()
    reads = asyncio.run(_classified(settings, sources, chosen, now, dry=given.dry_run))
    for read in reads:
        print(collected(read, words, dry=given.dry_run))
    return 0 if all(read.outcome in GOOD for read in reads) else 1


def check(given: argparse.Namespace, settings: Settings) -> int:
    """Look at the sources that are switched on, or those named, and keep nothing."""
    words, sources = locales.reader(settings.language), Sources.of(settings)
    chosen = chosen_from(sources.declared, given.names, words)
    if chosen is None:
        return UNKNOWN
    now = clock_of(settings)()
    probes = asyncio.run(probe_all(sources, chosen, now))
    for probe in probes:
        print(checked(probe, now.date(), words))
    return 0 if all(probe.failure is None for probe in probes) else 1


def chosen_from(
    declared: Sequence[Declaration], names: Sequence[str], words: Words
) -> list[Declaration] | None:
    """The sources named, or all that are switched on; None when a name is unknown, which is said."""
    if not names:
        return [each for each in declared if each.enabled]
    known = {each.name: each for each in declared}
    unknown = [name for name in names if name not in known]
    for name in unknown:
        said = words("{name}: no such source. Sources: {known}.", name=name, known=", ".join(known))
        print(said, file=sys.stderr)
    return None if unknown else [known[name] for name in dict.fromkeys(names)]


async def _classified(
    settings: Settings, sources: Sources, chosen: Sequence[Declaration], now: datetime, *, dry: bool
) -> list[Read]:
    """Read these sources once, and say what each entry is about with the words of the catalogue."""
    async with open_services(settings) as services:
        classify = Classifier(services.catalogue)
        return await collect_now(settings.database_url, sources, chosen, now, dry=dry, classify=classify)


async def collect_now(
    database_url: str, sources: Sources, chosen: Sequence[Declaration], now: datetime,
    *, dry: bool, classify: Classify = unclassified,
) -> list[Read]:  # fmt: skip
    """Read these sources once; what became of each, in their order."""
    database = Database(database_url)
    try:
        await database.upgrade()
        async with sources.opened() as fetch:
            built = [build(each, sources.secrets) for each in chosen]
            return await collection.collect(database, built, fetch, classify, now, dry=dry)
    finally:
        await database.close()


def collected(read: Read, words: Words, *, dry: bool) -> str:
    """What became of one source, on one line."""
    if read.outcome not in GOOD:
        return _bad(read.name, read.sentence, read.remedy, read.facts, words)
    parts = [_count(read.entries, words)]
    if not dry:
        parts.append(words.plural("{n} new", "{n} new ones", read.new))
        if read.baseline:
            parts.append(words("first reading: nothing is announced"))
    return _good(read.name, parts, words)


@dataclass(frozen=True, slots=True)
class Probe:
    """What one look at a source gave."""

    name: str
    status: int = 0
    content_type: str = ""
    title: str = ""
    entries: int = 0
    newest_on: date | None = None
    failure: SourceFailure | None = None


class _Watched:
    """A fetch that remembers its last answer."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.last: Fetched | None = None

    async def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
    ) -> Fetched:
        """The answer."""
        self.last = await self._fetch(url, params=params, headers=headers, method=method)
        return self.last


async def probe_all(sources: Sources, chosen: Sequence[Declaration], now: datetime) -> list[Probe]:
    """Look at these sources, a few at once; in their order."""
    async with sources.opened() as fetch:
        built = [build(each, sources.secrets) for each in chosen]
        return list(await asyncio.gather(*(probe(source, fetch, now) for source in built)))


async def probe(source: Source, fetch: Fetch, now: datetime) -> Probe:
    """Look at one source as for the first time, without going through all it has."""
    watched, reading, name = _Watched(fetch), Reading({}), source.declaration.name
    days: list[date | None] = []
    failure: SourceFailure | None = None
    try:
        async with aclosing(source.read(watched, reading, now)) as entries:
            async for entry in entries:
                days.append(entry.published_on)
                if len(days) >= MOST_CHECKED:
                    break
    except SourceFailure as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - the others are looked at all the same
        failure = SourceFailure(
            "Its answer cannot be read ({reason}).",
            "Report it to the developers.",
            reason=type(error).__name__,
        )
    newest = max((day for day in days if day), default=None)
    seen = Probe(name, title=reading.title, entries=len(days), newest_on=newest, failure=failure)
    if watched.last is None:
        return seen
    kind = watched.last.headers.get("content-type", "").partition(";")[0]
    return replace(seen, status=watched.last.status, content_type=kind)


def checked(probe: Probe, today: date, words: Words) -> str:
    """What was seen of one source, on one line."""
    parts = [f"{probe.status} {probe.content_type}".strip()] if probe.status else []
    if probe.failure:
        failure = probe.failure
        return _bad(probe.name, failure.sentence, failure.remedy, failure.facts, words, parts)
    parts += [words("“{title}”", title=probe.title)] if probe.title else []
    parts.append(_count(probe.entries, words))
    remedy = ""
    if probe.newest_on:
        parts.append(words("the newest on {day}", day=words.date(probe.newest_on)))
        if today - probe.newest_on > DORMANT:
            remedy = words("it has been silent for a year: look for a newer address, or switch it off")
    if not probe.entries:
        remedy = words("nothing at all: check its query or its address, if this lasts")
    return _good(probe.name, parts, words) + (f" → {remedy}" if remedy else "")


def _count(entries: int, words: Words) -> str:
    return words.plural("{n} entry", "{n} entries", entries)


def _good(name: str, parts: Sequence[str], words: Words) -> str:
    return " · ".join(["✓ " + words("ok"), name, *parts])


def _bad(
    name: str, sentence: str, remedy: str, facts: Mapping[str, str | int], words: Words, parts: Sequence[str] = ()
) -> str:  # fmt: skip
    said = " · ".join(["✗ " + words("to do"), name, *parts, words(sentence, **facts)])
    return f"{said} → {words(remedy, **facts)}" if remedy else said
