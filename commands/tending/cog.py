"""What the server needs as it lives, once a week: proposals that a person applies, never anything by itself."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

import discord

from commands.cases import CaseKind, card
from commands.channels.lookup import name_of
from commands.deciding import QUEUE, Decisions
from commands.faces import FamilyCog, Pressed, Submitted, Worded
from commands.reading import Reader
from commands.reply import Reply
from commands.services import Services
from commands.tending import replies
from commands.tending.workflow import (
    ARCHIVE,
    OPEN_TERRITORY,
    Rest,
    crowded,
    instant_of,
    listed_with,
    may_propose,
    rest,
    watched,
    week,
)
from storage.cases import OpenedCase
from storage.errors import DatabaseUnavailable
from storage.notices import Note
from storage.spaces import ManagedSpace

TERRITORY = CaseKind(OPEN_TERRITORY, replies.territory_asked, replies.territory_todo)
SLEEPER = CaseKind(ARCHIVE, replies.archive_asked, replies.archive_todo)
CARD, SLEEPING = "cardtending", "sleeping"


class ProposedElsewhere(Exception):
    """Another process proposed the same thing this week: what this one began is undone."""


class Tending(FamilyCog):
    """Crowded départements and sleeping spaces."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.decisions = Decisions(services, "tending", (TERRITORY, SLEEPER))
        # The week for which this process has seen to each server; another process, or this one once restarted, finds
        # nothing to repeat.
        self._seen_to: dict[int, str] = {}

    def verbs(self) -> Mapping[str, Pressed]:
        """The decisions of moderators."""
        return self.decisions.verbs()

    def forms(self) -> Mapping[str, Submitted]:
        """Why it is refused."""
        return self.decisions.forms()

    def notices(self) -> Mapping[str, Worded]:
        """What is to be decided, and what a space is told."""
        return {CARD: self._card, SLEEPING: replies.sleeping}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """On Monday at nine, or as soon as possible after.

        A server that fails has its turn again the next minute and stops no other; the first failure is raised at the
        end, for the journal.
        """
        this_week, failures = week(now), list[Exception]()
        for guild in client.guilds:
            if self._seen_to.get(guild.id) == this_week:
                continue
            try:
                await self._see_to(guild, now)
            except DatabaseUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the other servers wait too
                failures.append(error)
            else:
                self._seen_to[guild.id] = this_week
        if failures:
            raise failures[0]

    async def _see_to(self, guild: discord.Guild, now: datetime) -> None:
        async with self.services.database.begin() as store:
            managed = await store.spaces.all(guild.id)
        queue = managed.get(QUEUE)
        if queue is not None and queue.discord_id is not None:
            await self._territories(guild.id, managed, queue.discord_id, now)
            await self._sleepers(guild, managed, queue.discord_id, now)

    async def _territories(
        self, guild_id: int, managed: Mapping[str, ManagedSpace], queue_id: int, now: datetime
    ) -> None:
        async with self.services.database.begin() as store:
            counts = await store.members.by_territory(guild_id)
            previous = await store.cases.known(guild_id, OPEN_TERRITORY)
        territories = self.services.catalogue.territories
        for place_id, count in crowded(counts, managed, territories, self.services.open_territory_at):
            if may_propose(previous, place_id, now):
                facts = {
                    "key": place_id,
                    "slug": place_id,
                    "label": territories[place_id].name,
                    "count": count,
                }
                await self._propose(guild_id, OPEN_TERRITORY, facts, queue_id, now)

    async def _sleepers(
        self, guild: discord.Guild, managed: Mapping[str, ManagedSpace], queue_id: int, now: datetime
    ) -> None:
        async with self.services.database.begin() as store:
            previous = await store.cases.known(guild.id, ARCHIVE)
            warned = await store.notices.latest(guild.id, SLEEPING)
        for space in watched(managed):
            channel = guild.get_channel(space.discord_id or 0)
            if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
                continue
            try:
                step, since = await self._step(channel, warned.get(channel.id), now)
            except discord.HTTPException:
                # A channel that cannot be looked at is left alone; the others have their turn.
                continue
            if step == "warn":
                await self._warn(guild.id, channel.id, since, now)
            elif step == "propose" and may_propose(previous, space.key, now):
                facts = self._sleeper(space, managed, since)
                await self._propose(guild.id, ARCHIVE, facts, queue_id, now)

    async def _step(
        self, channel: discord.TextChannel | discord.ForumChannel, warned: Note | None, now: datetime
    ) -> tuple[Rest, datetime]:
        """What to do about a channel, and since when nobody writes there; Discord is asked only about those at rest."""
        warned_at = warned.sent_at if warned else None
        since = _last_post(channel, warned)
        step = rest(since, warned_at, now, self.services.dormant_days)
        if step != "awake":
            since = max(since, await _last_closed(channel))
            step = rest(since, warned_at, now, self.services.dormant_days)
        return step, since

    async def _warn(self, guild_id: int, channel_id: int, since: datetime, now: datetime) -> None:
        """Tell the space that it sleeps, once for each time it falls asleep."""
        key = f"sleeping-{channel_id}-{int(since.timestamp())}"
        async with self.services.database.begin() as store:
            await store.notices.add(
                Note(key, guild_id, SLEEPING, now, channel_id=channel_id, facts={"since": since.isoformat()})
            )

    def _sleeper(
        self, space: ManagedSpace, managed: Mapping[str, ManagedSpace], since: datetime
    ) -> dict[str, object]:
        _, facet, slug = space.key.split(":", 2)
        label = name_of(self.services.catalogue, facet, slug)
        return {
            "key": space.key,
            "facet": facet,
            "slug": slug,
            "label": str(space.applied.get("name", slug)) if label == slug else label,
            "channel": space.discord_id,
            "since": since.isoformat(),
            "others": listed_with(space.key, managed),
        }

    async def _propose(
        self, guild_id: int, kind: str, facts: Mapping[str, object], queue_id: int, now: datetime
    ) -> None:
        """Open the case and write its card together: the key of the week lets one process alone do it."""
        key = f"{kind}-{guild_id}-{facts['key']}-{week(now)}"
        with suppress(ProposedElsewhere):
            async with self.services.database.begin() as store:
                number = await store.cases.open(guild_id, kind, None, facts, now)
                card_facts = {**facts, "case": number, "kind": kind}
                note = Note(key, guild_id, CARD, now, channel_id=queue_id, facts=card_facts)
                _undo_unless(await store.notices.add(note))

    def _card(self, note: Note, reader: Reader) -> Reply:
        facts = note.facts
        kind = self.decisions.kinds[str(facts["kind"])]
        case = OpenedCase(
            int(facts["case"]), note.guild_id, kind.name, None, facts, "waiting", "", note.due_at, None, None
        )
        return card(kind, case, reader.words, self.decisions.suffix)


def _undo_unless(first: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not first:
        raise ProposedElsewhere


def _last_post(channel: discord.TextChannel | discord.ForumChannel, warned: Note | None) -> datetime:
    """The last post of a person that Discord tells without being asked; ids alone are looked at.

    What the bot itself wrote to say that the channel sleeps wakes nobody.
    """
    ids: Iterable[int | None] = (
        channel.last_message_id,
        *(thread.last_message_id for thread in channel.threads),
        *(thread.id for thread in channel.threads),
    )
    ours = warned.message_id if warned else None
    posts = [instant_of(id) for id in ids if id is not None and id != ours]
    known = [datetime.fromisoformat(str(warned.facts["since"]))] if warned else []
    return max([channel.created_at, *known, *posts])


async def _last_closed(channel: discord.TextChannel | discord.ForumChannel) -> datetime:
    """When the latest of the closed threads was closed: nobody wrote in any of them since."""
    async for thread in channel.archived_threads(limit=1):
        return thread.archive_timestamp
    return channel.created_at
