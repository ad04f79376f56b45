"""What erasing takes besides the tables: posts written in a person's name, roles of a profile; and what grows old."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from storage.cases import OPEN
from storage.database import Database
from storage.spaces import ManagedSpace, role_key

# A text that nobody sent within a week is forgotten; it was given back on the spot when something failed.
DRAFTS_KEPT = timedelta(days=7)
# What was said is readable this long; then it is neither kept nor said again.
NOTICES_KEPT = timedelta(days=90)
CLEANED_EVERY = timedelta(hours=1)
FACETS = ("audience", "trade", "territory", "theme")
# Who volunteers is given this role.
REFERENTS = "role:referents"
FILE_NAME = "tisserande-mes-donnees.json"

Data = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Post:
    """A post that the bot wrote in somebody's name, to be emptied and closed."""

    guild_id: int
    thread_id: int
    locale: str

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://discord.com/channels/{self.guild_id}/{self.thread_id}"


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours, for moderators, that shows what somebody proposed."""

    guild_id: int
    channel_id: int
    message_id: int
    number: int
    state: str

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"


def posts(data: Data) -> list[Post]:
    """The posts that the bot wrote in this person's name."""
    return [
        Post(int(row["guild_id"]), int(row["thread_id"]), row["locale"])
        for row in data.get("questions", ())
        if row["by_form"]
    ]


async def with_announcements(database: Database, written: Sequence[Post]) -> list[Post]:
    """These posts, and the posts that announce them elsewhere under the same title."""
    by_number = {post.thread_id: post for post in written}
    async with database.begin() as store:
        repeated = await store.privacy.repeated(by_number)
    return [*written, *(replace(by_number[post], thread_id=copy) for post, copy in repeated)]


async def cards(database: Database, data: Data) -> list[Card]:
    """The cards of what this person proposed, with what becomes of it: what still waited is withdrawn."""
    own = {row["id"]: row for row in data.get("cases", ()) if "author_id" in row}
    async with database.begin() as store:
        shown = await store.privacy.cards(own)
    return [
        Card(
            int(own[number]["guild_id"]),
            channel_id,
            message_id,
            number,
            "withdrawn" if own[number]["state"] in OPEN else own[number]["state"],
        )
        for number, channel_id, message_id in shown
    ]


def servers(data: Data) -> list[int]:
    """The servers where something about this person is kept."""
    return sorted({int(row["guild_id"]) for rows in data.values() for row in rows if "guild_id" in row})


def volunteered(data: Data, guild_id: int) -> bool:
    """Whether this person volunteered to be told of questions on this server."""
    return any(int(row["guild_id"]) == guild_id for row in data.get("referents", ()))


def given_roles(spaces: Iterable[ManagedSpace], *, referent: bool = False) -> set[int]:
    """The roles of one server that a profile gives, and that of a ``referent``; not those given by people."""
    prefixes = tuple(role_key(facet, "") for facet in FACETS)
    return {
        space.discord_id
        for space in spaces
        if space.discord_id and (space.key.startswith(prefixes) or (referent and space.key == REFERENTS))
    }


async def clean(database: Database, now: datetime) -> tuple[int, int]:
    """Erase drafts and sent notices that are too old; how many of each."""
    async with database.begin() as store:
        drafts = await store.drafts.forget_old(now - DRAFTS_KEPT)
        return drafts, await store.notices.forget_sent(now - NOTICES_KEPT)
