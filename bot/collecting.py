"""Collecting, by itself: the sources whose turn has come are read in the background, one run at a time.

A run never holds up the minute of the families, and each source writes one line in the journal. When one has failed
three times in a row, the moderators of each server are told once, with the cause and what can be done.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata

import structlog

from bot.journal import trace
from bot.settings import Settings
from commands.markdown import plain
from commands.reading import Reader
from commands.reply import Block, Reply
from digests.collection import Classify, Read, collect, due, unclassified
from digests.fetching import fetching
from digests.sources.catalogue import AIDES_TOKEN, OPENALEX_KEY, build, declarations
from digests.sources.source import Declaration, Fetch
from storage.database import Database
from storage.notices import Note
from storage.sources import GOOD

# How often sources are looked at; each has its own rhythm, in whole hours.
EVERY = timedelta(hours=1)
# One failure is a bad day of the source's, two a bad week-end; at the third somebody should look.
TOLD_AT = 3
JOURNAL = "channel:journal"
SOURCE_NOTICE = "source"

Opened = Callable[[], AbstractAsyncContextManager[Fetch]]


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of this installation: what is declared, the keys it has, and how the web is reached."""

    declared: Sequence[Declaration]
    secrets: Mapping[str, str]
    opened: Opened

    @classmethod
    def of(cls, settings: Settings) -> "Sources":
        """Those of the settings.

        Raises:
            SourcesError: the list of sources holds mistakes.
        """
        held = {OPENALEX_KEY: settings.openalex_key, AIDES_TOKEN: settings.aides_territoires_token}
        secrets = {name: secret.get_secret_value() for name, secret in held.items() if secret}
        return cls(
            declarations(settings.sources_file, secrets),
            secrets,
            lambda: fetching(user_agent(settings.contact)),
        )


def user_agent(contact: str | None) -> str:
    """Who asks, and how to write to them."""
    try:
        name = f"Tisserande/{metadata.version('tisserande')}"
    except metadata.PackageNotFoundError:
        name = "Tisserande"
    return f"{name} (mailto:{contact})" if contact else name


class Collector:
    """Reads in the background, never twice at once. ``tick`` it about once a minute; close it at the end."""

    def __init__(self, database: Database, sources: Sources, classify: Classify = unclassified) -> None:
        self._database, self._sources, self._classify = database, sources, classify
        self._next: datetime | None = None
        self.running: asyncio.Task[None] | None = None

    def tick(self, now: datetime, guild_ids: Sequence[int]) -> bool:
        """Begin a run when an hour has passed since the last one began and none is running; whether one began."""
        if (self.running and not self.running.done()) or (self._next and now < self._next):
            return False
        self._next = now + EVERY
        self.running = asyncio.create_task(self._run(now, tuple(guild_ids)))
        return True

    async def close(self) -> None:
        """Stop a run; what it was reading is read again at the next one."""
        if self.running:
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)

    async def _run(self, now: datetime, guild_ids: Sequence[int]) -> None:
        try:
            await read_due(self._database, self._sources, self._classify, now, guild_ids)
        except Exception as error:  # noqa: BLE001 - nobody awaits this run; the next one is tried all the same
            structlog.get_logger("tisserande").error("collection", outcome="failed", **trace(error))


@asynccontextmanager
async def collecting(
    database: Database, sources: Sources, classify: Classify = unclassified
) -> AsyncIterator[Collector]:
    """A collector, stopped at the end of the block. ``classify`` says what entries are about, on another thread."""
    collector = Collector(database, sources, classify)
    try:
        yield collector
    finally:
        await collector.close()


async def read_due(
    database: Database, sources: Sources, classify: Classify, now: datetime, guild_ids: Sequence[int]
) -> list[Read]:
    """Read the sources whose turn has come; a line for each, and a word to moderators where one is needed."""
    async with database.begin() as store:
        known = await store.sources.all()
    turn = due(sources.declared, known, now)
    if not turn:
        return []
    async with sources.opened() as fetch:
        built = [build(each, sources.secrets) for each in turn]
        reads = await collect(database, built, fetch, classify, now)
    labels = {each.name: each.label for each in turn}
    for read in reads:
        log(read)
        if read.failures >= TOLD_AT:
            await tell(database, read, labels[read.name], now, guild_ids)
    return reads


def log(read: Read) -> None:
    """One line in the journal for one source: numbers, never a title."""
    good = read.outcome in GOOD
    structlog.get_logger("tisserande").log(
        20 if good else 30, "source", source=read.name, reading=read.outcome, entries=read.entries, added=read.new,
        failures=read.failures, outcome="ok" if good else "failed",
    )  # fmt: skip


async def tell(database: Database, read: Read, label: str, now: datetime, guild_ids: Sequence[int]) -> int:
    """Tell moderators of these failures, once for each series of them; how many servers were told."""
    async with database.begin() as store:
        health = await store.sources.get(read.name)
        if health is None or health.told_at is not None:
            return 0
        since = int(health.succeeded_at.timestamp()) if health.succeeded_at else 0
        facts = {
            "label": label, "failures": read.failures,
            "sentence": read.sentence, "remedy": read.remedy, "facts": dict(read.facts),
        }  # fmt: skip
        told = 0
        for guild_id in guild_ids:
            place = await store.spaces.get(guild_id, JOURNAL)
            if place is None or place.discord_id is None:
                continue
            # The last success is in the key: another series of failures is another thing to say.
            key = f"source:{read.name}:{guild_id}:{since}"
            note = Note(key, guild_id, SOURCE_NOTICE, now, channel_id=place.discord_id, facts=facts)
            told += await store.notices.add(note)
        if told:
            await store.sources.told(read.name, now)
    return told


def source_told(note: Note, reader: Reader) -> Reply:
    """What moderators read when a source does not answer any more."""
    words, facts = reader.words, note.facts
    about = facts.get("facts", {})
    cause = plain(words(facts["sentence"], **about))
    said = words(
        "“{label}” could not be read {n} times in a row. {cause}",
        label=plain(facts["label"]), n=facts["failures"], cause=cause,
    )  # fmt: skip
    blocks = [Block(said)]
    if facts.get("remedy"):
        blocks.append(
            Block(words("What you can do: {remedy}", remedy=plain(words(facts["remedy"], **about))))
        )
    blocks.append(
        Block(
            words(
                "The other sources are read as usual. This one goes on being tried,"
                " and will be read again from where it stopped."
            )
        )
    )
    return Reply(words("A source of the digest no longer answers"), tuple(blocks))
