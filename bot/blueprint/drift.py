"""What people changed by hand on what the blueprint made: looked at once a day, told to moderators once, left alone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import discord

from bot.blueprint import report
from bot.blueprint.gardener import Gardener
from bot.blueprint.shapes import Drift
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.services import Services
from storage.errors import DatabaseUnavailable
from storage.notices import Note
from storage.spaces import ManagedSpace

KIND = "drift"
JOURNAL = "channel:journal"
# In the morning, when those who look after the server begin their day.
FROM_HOUR = 9


class Watch:
    """Looks at every server once a day."""

    def __init__(self, gardener: Gardener, services: Services) -> None:
        self._gardener = gardener
        self._services = services
        self._looked: date | None = None

    async def each_minute(self, client: discord.Client, now: datetime) -> int:
        """Look, when it is time; how many differences moderators will be told of. ``now`` is the community's time.

        A server that cannot be looked at stops no other; the first failure is raised at the end, for the journal.
        """
        if now.hour < FROM_HOUR or self._looked == now.date():
            return 0
        self._looked = now.date()
        told, failures = 0, list[Exception]()
        for guild in client.guilds:
            if guild.unavailable:
                continue
            try:
                told += await tell(self._gardener, self._services, guild, now)
            except DatabaseUnavailable:
                # It sleeps for every server: the next minute asks again.
                self._looked = None
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the other servers have their day too
                failures.append(error)
        if failures:
            raise failures[0]
        return told


async def tell(gardener: Gardener, services: Services, guild: discord.Guild, now: datetime) -> int:
    """Have moderators told of what was changed by hand since they were last told; how many differences."""
    async with services.database.begin() as store:
        managed = await store.spaces.all(guild.id)
    journal = managed.get(JOURNAL)
    if journal is None or journal.discord_id is None or guild.get_channel(journal.discord_id) is None:
        return 0
    drifts = {each.key: each for each in (await gardener.look(guild)).plan.drifts}
    marks = {key: mark_of(drift) for key, drift in drifts.items()}
    new = [drifts[key] for key, mark in marks.items() if key in managed and managed[key].told != mark]
    async with services.database.begin() as store:
        for key, told in _marks_to_keep(managed, marks).items():
            await store.spaces.told(guild.id, key, told)
        if new:
            await store.notices.add(_note(guild.id, journal.discord_id, new, now))
    return len(new)


def mark_of(drift: Drift) -> str:
    """A difference in a few letters: the same difference, the same mark."""
    return _digest({"key": drift.key, "was": drift.was, "now": drift.now})


def _marks_to_keep(managed: Mapping[str, ManagedSpace], marks: Mapping[str, str]) -> dict[str, str]:
    """The marks that change: a difference that is gone is forgotten, so that it is told again if it comes back."""
    return {key: marks.get(key, "") for key, space in managed.items() if space.told != marks.get(key, "")}


def _note(guild_id: int, channel_id: int, drifts: Sequence[Drift], now: datetime) -> Note:
    facts = [asdict(_in_short(drift)) for drift in drifts]
    key = f"drift~{guild_id}~{now.date().isoformat()}~{_digest([mark_of(drift) for drift in drifts])}"
    return Note(key, guild_id, KIND, now, channel_id, facts={"drifts": facts})


def _in_short(drift: Drift) -> Drift:
    """What the words need: which facts, and the names. Who was let into a channel is nobody's business here."""
    now = None if drift.now is None else _names_only(drift.now)
    return replace(drift, was=_names_only(drift.was), now=now)


def _names_only(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {fact: value if fact == "name" else None for fact, value in facts.items()}


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


def worded(note: Note, reader: Reader) -> Reply:
    """What moderators read in the journal."""
    words = reader.words
    drifts = [Drift(**each) for each in note.facts["drifts"]]
    return Reply(
        words("Changed by hand"),
        tuple(Block(line) for line in report.drifted(drifts, words)),
        footer=words("Nothing was put back. Ask for the plan of the server to see what can be undone."),
    )
