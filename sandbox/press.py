"""What the digest of the demonstration is made of: invented items from invented sources, and somebody to read them."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from commands.services import Services
from digests.identity import keys
from digests.periods import DEFAULT
from digests.sources.source import Entry
from storage.items import Access, Found, Kind
from storage.subscriptions import Preferences, Subscriber


class Told(BaseModel):
    """One item as its source told it; `deadline` is in days after today."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str
    source: str
    kind: Kind
    seen: int
    title: str
    summary: str
    themes: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    deadline: int | None = None
    access: Access = ""


class Press(BaseModel):
    """Every item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: list[Told]


@cache
def press() -> Press:
    """The invented press, read once."""
    text = files("sandbox").joinpath("press.yaml").read_text(encoding="utf-8")
    return Press.model_validate(yaml.safe_load(text))


async def publish(services: Services, guild_id: int, reader_id: int, preferences: Preferences) -> None:
    """The sources told of their items, and this person subscribed before last Monday."""
    now = services.clock()
    monday = last_monday(now)
    async with services.database.begin() as store:
        for seen, found in _found(monday, now):
            await store.items.keep([found], seen, baseline=False)
        await store.subscriptions.subscribe(
            Subscriber(
                0, guild_id, reader_id, "direct", "active", DEFAULT, "weekly", None, preferences, None, "", "fr",
                now, None, "",
            ),
            monday - timedelta(days=7),
        )  # fmt: skip


def last_monday(now: datetime) -> datetime:
    """The last Monday, eight o'clock: when the last issue was due."""
    day = now.date() - timedelta(days=now.weekday())
    monday = datetime.combine(day, time(8), now.tzinfo)
    return monday if monday <= now else monday - timedelta(days=7)


def _found(monday: datetime, now: datetime) -> Iterator[tuple[datetime, Found]]:
    for told in press().items:
        # Never later than now: the coming issue holds only what was already told.
        seen = min(monday - timedelta(days=told.seen), now)
        url = f"https://exemple.fr/{told.slug}"
        entry = Entry(told.title, url, published_on=seen.date())
        yield (
            seen,
            Found(
                told.source, keys(entry, told.source), told.kind, told.title, url, told.summary, told.authors,
                seen.date(), now.date() + timedelta(days=told.deadline) if told.deadline else None,
                access=told.access, themes=told.themes, trades=told.trades, territories=told.territories,
            ),
        )  # fmt: skip
