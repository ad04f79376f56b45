"""When a département deserves its own channel, and when a space sleeps: proposals only, that a person applies."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from storage.cases import OPEN, OpenedCase
from storage.spaces import ManagedSpace, channel_key
from storage.territories import Territories

OPEN_TERRITORY, ARCHIVE = "open-territory", "archive"
FACETS = ("theme", "trade", "audience", "territory")
# After the channel was told that it sleeps, and before anybody is asked to archive it.
NOTICE = timedelta(days=30)
# What was decided is not asked again before half a year.
DECIDED_FOR = timedelta(days=180)
# The week turns on Monday at nine, local time.
TURN = timedelta(hours=9)
_DISCORD_EPOCH = 1_420_070_400_000

Rest = Literal["awake", "warn", "wait", "propose"]


def week(now: datetime) -> str:
    """The week of an instant, such as « 2026-W48 »; it begins on Monday at nine, in the zone of the instant."""
    year, number, _ = (now.replace(tzinfo=None) - TURN).isocalendar()
    return f"{year}-W{number:02}"


def crowded(
    counts: Mapping[str, int], managed: Collection[str], territories: Territories, threshold: int
) -> list[tuple[str, int]]:
    """Départements with at least this many members and no channel of their own, most members first.

    An overseas département that is a région has the channel of its région.
    """
    found = [
        (id, count)
        for id, count in counts.items()
        if id.startswith("D")
        and id in territories
        and count >= threshold
        and not any(channel_key("territory", own) in managed for own in territories[id].levels[0])
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def watched(managed: Mapping[str, ManagedSpace]) -> list[ManagedSpace]:
    """The channels that may fall asleep: those of a theme, a trade, an audience or a territory, not archived yet."""
    return [
        space
        for key, space in managed.items()
        if key.startswith(tuple(f"channel:{facet}:" for facet in FACETS))
        and space.discord_id is not None
        and not space.archived
    ]


def listed_with(key: str, managed: Mapping[str, ManagedSpace]) -> list[str]:
    """The slugs that the plan declares in the same breath as this channel, itself left out.

    None for a channel that has an entry of its own: a département, the collectivities together.
    """
    _, facet, slug = key.split(":", 2)
    if facet == "territory" and not slug.startswith("R"):
        return []
    alike = (
        other.split(":", 2) for other in managed if other.startswith(f"channel:{facet}:") and other != key
    )
    return sorted(one for _, _, one in alike if facet != "territory" or one.startswith("R"))


def rest(last_post_at: datetime, warned_at: datetime | None, now: datetime, days: int) -> Rest:
    """What to do about a channel.

    Args:
        last_post_at: the last post of a person, or the creation of the channel.
        warned_at: when the channel was last told that it sleeps.
        days: how long without a post is sleeping.
    """
    if now - last_post_at < timedelta(days=days):
        return "awake"
    if warned_at is None or warned_at < last_post_at:
        return "warn"
    return "propose" if now - warned_at >= NOTICE else "wait"


def may_propose(previous: Iterable[OpenedCase], key: str, now: datetime) -> bool:
    """Nothing is proposed twice while it is open, nor within half a year of a decision."""
    return not any(
        case.state in OPEN or (case.decided_at is not None and now - case.decided_at < DECIDED_FOR)
        for case in previous
        if case.facts.get("key") == key
    )


def instant_of(snowflake: int) -> datetime:
    """When Discord made the thing of this id."""
    return datetime.fromtimestamp(((snowflake >> 22) + _DISCORD_EPOCH) / 1000, UTC)
