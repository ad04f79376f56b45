"""Arrivals and departures waiting to be written, and the messages that greet those who arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Store
from storage.members import Profile
from storage.notices import Note

# One message greets so many people, and one minute sends so many messages: Discord allows five in five seconds.
GREETED_TOGETHER, MESSAGES_A_MINUTE = 20, 10


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody came in, or went out."""

    guild_id: int
    member_id: int
    at: datetime
    left: bool = False


async def write(store: Store, passages: Sequence[Passage]) -> dict[tuple[int, int], Profile]:
    """Write these down in order; the profiles of those who came back, by server and member."""
    returning: dict[tuple[int, int], Profile] = {}
    for guild_id in dict.fromkeys(passage.guild_id for passage in passages):
        came = [each.member_id for each in passages if each.guild_id == guild_id and not each.left]
        known = await store.members.returning(guild_id, came)
        returning |= {(guild_id, member_id): profile for member_id, profile in known.items() if profile}
    for passage in passages:
        if passage.left:
            await store.members.left(passage.guild_id, passage.member_id, passage.at)
        else:
            await store.members.arrived(passage.guild_id, passage.member_id, passage.at)
    return returning


async def greet(store: Store, guild_id: int, channel_id: int, now: datetime, locale: str = "fr") -> int:
    """Write the greetings of this minute down; how many messages they are. Nobody is greeted twice.

    The message that stays in the channel comes first, once for ever.
    """
    door = Note(f"door:{guild_id}:{channel_id}", guild_id, "door", now, channel_id, locale=locale)
    await store.notices.add(door)
    waiting = await store.members.to_greet(guild_id, GREETED_TOGETHER * MESSAGES_A_MINUTE)
    written = 0
    for people in _batches(waiting):
        key = f"welcome:{guild_id}:{people[0]}:{int(now.timestamp())}"
        note = Note(key, guild_id, "welcome", now, channel_id, facts={"ring": people}, locale=locale)
        if await store.notices.add(note):
            await store.members.greeted(guild_id, people, now)
            written += 1
    return written


def _batches(waiting: Sequence[int]) -> Iterable[list[int]]:
    for start in range(0, len(waiting), GREETED_TOGETHER):
        yield list(waiting[start : start + GREETED_TOGETHER])
