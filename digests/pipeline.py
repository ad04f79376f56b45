"""The whole story of an issue on one screen: what is due, what it holds, for whom. Nothing is sent from here.

One transaction makes an issue: its row, whose uniqueness lets a single process win; its lists; its deliveries. Couriers
take it from there (``digests/delivery.py``).
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.periods import DEFAULT, Rhythm, Schedule, Window, due
from digests.selection import Contents, Limits, Selector
from storage.database import Database, Store
from storage.subscriptions import Audience, Preferences
from storage.territories import Territories

# The channels that receive an issue each Monday, and about what: nothing chosen is everything. The themes, trades and
# territories of the blueprint are forums, where an issue every week would bury the questions.
CHANNELS = {"channel:watch": Preferences()}


@dataclass(frozen=True, slots=True)
class ChannelAudience:
    """Those who read one channel. ``since`` is when the channel was made."""

    guild_id: int
    channel_id: int
    preferences: Preferences
    since: datetime

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return f"{self.guild_id} channel:{self.channel_id}"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue made: for which audience and window, how many items it chose among, how many deliveries it makes."""

    audience: Audience | ChannelAudience
    window: Window
    items: int
    lists: int
    deliveries: int


async def make_due_issues(
    database: Database,
    territories: Territories,
    now: datetime,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Sequence[Issue]:
    """Make every issue that is due now, channels first. Harmless when called twice, by two processes, after a crash."""
    async with database.begin() as store:
        await store.subscriptions.resume(now.date())
        channels, people = await channel_audiences(store), await store.subscriptions.audiences()
    audiences: list[Audience | ChannelAudience] = [*channels, *people]
    made: list[Issue] = []
    troubles: list[Exception] = []
    for audience in audiences:
        try:
            async with database.begin() as store:
                issue = await _make(store, territories, audience, now, limits)
        except Exception as error:  # noqa: BLE001 - one audience must not keep the others from their issue
            troubles.append(error)
            continue
        if issue:
            made.append(issue)
    if troubles:
        # Nothing of them was kept: the next call makes them.
        raise troubles[0]
    return made


async def _make(
    store: Store,
    territories: Territories,
    audience: Audience | ChannelAudience,
    now: datetime,
    limits: Limits,
) -> Issue | None:
    if isinstance(audience, ChannelAudience):
        return await make_channel_issue(store, territories, audience, now, limits)
    return await make_issue(store, territories, audience, now, limits)


async def channel_audiences(store: Store) -> Sequence[ChannelAudience]:
    """The channels of every server that receive an issue."""
    return [
        ChannelAudience(guild_id, space.discord_id, preferences, space.intended_at)
        for key, preferences in CHANNELS.items()
        for guild_id, space in await store.spaces.everywhere(key)
        if space.discord_id is not None
    ]


async def make_issue(
    store: Store, territories: Territories, audience: Audience, now: datetime, limits: Limits
) -> Issue | None:
    """Make the issue of one audience, if it is due and nobody made it; everything in the caller's transaction."""
    rhythm: Rhythm = "monthly" if audience.rhythm == "monthly" else "weekly"
    window = due(now, Schedule.read(audience.schedule), rhythm, await store.editions.last_end(audience.key))
    if window is None or await _too_early(store, audience, window):
        return None
    edition = await _begin(store, audience.key, window, now)
    if edition is None:
        return None
    selector = Selector(await store.items.between(window.starts_at, window.ends_at), territories, limits)
    lists, deliveries = await _address(store, selector, edition, window, audience, now)
    return Issue(audience, window, len(selector.items), lists, deliveries)


async def make_channel_issue(
    store: Store, territories: Territories, channel: ChannelAudience, now: datetime, limits: Limits
) -> Issue | None:
    """The same for a channel: one list, one delivery."""
    last = await store.editions.last_end(channel.key)
    window = due(now, Schedule.read(DEFAULT), "weekly", last)
    if window is None or (last is None and channel.since > window.ends_at):
        return None
    edition = await _begin(store, channel.key, window, now)
    if edition is None:
        return None
    selector = Selector(await store.items.between(window.starts_at, window.ends_at), territories, limits)
    contents = selector.choose(channel.preferences)
    if not contents[0]:
        return Issue(channel, window, len(selector.items), 0, 0)
    (number,) = await store.editions.lists(edition, [contents])
    await store.editions.address_channel(edition, channel.channel_id, number, now)
    return Issue(channel, window, len(selector.items), 1, 1)


async def _too_early(store: Store, audience: Audience, window: Window) -> bool:
    """The window ended before the first of this audience came: they asked for the next one, and nothing is late."""
    if not window.late or await store.editions.last_end(audience.key) is not None:
        return False
    first = await store.subscriptions.first_since(audience)
    return first is not None and first > window.ends_at


async def _begin(store: Store, key: str, window: Window, now: datetime) -> int | None:
    """The row of an issue; None when somebody else made it."""
    return await store.editions.make(
        key, window.period, window.starts_at, window.ends_at, now, late=window.late
    )


async def _address(
    store: Store, selector: Selector, edition: int, window: Window, audience: Audience, now: datetime
) -> tuple[int, int]:
    """Lists and deliveries of an issue; how many of each."""
    # Half a million sets of choices at most: what is kept of each is two numbers, and each list once.
    places: dict[Contents, int] = {}
    signatures, picked = array("q"), array("q")
    async for signature, preferences in store.editions.signatures(audience):
        contents = selector.choose(preferences)
        if contents[0]:
            signatures.append(signature)
            picked.append(places.setdefault(contents, len(places)))
    apart = await store.editions.apart(audience, window.starts_at)
    first = min((since for *_, since in apart), default=window.starts_at)
    wider = selector
    if first < window.starts_at:
        # Nothing of what came between their last issue and this window was ever sent to them.
        wider = selector.among(await store.items.between(first, window.ends_at))
    late = [
        (subscription, signature, wider.choose(preferences, since))
        for subscription, signature, preferences, since in apart
    ]
    for _, _, contents in late:
        if contents[0]:
            places.setdefault(contents, len(places))
    numbers = await store.editions.lists(edition, places)
    await store.editions.choose(
        (signature, numbers[place]) for signature, place in zip(signatures, picked, strict=True)
    )
    deliveries = await store.editions.address(edition, audience, window.starts_at, now)
    for subscription, signature, contents in late:
        if contents in places:
            number = numbers[places[contents]]
            await store.editions.address_one(edition, subscription, signature, number, now)
            deliveries += 1
    await store.editions.joined(audience, window.ends_at)
    return len(numbers), deliveries
