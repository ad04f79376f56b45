"""The whole story of an issue on one screen: what is due, what it holds, for whom. Nothing is sent from here.

One transaction makes an issue: its row, whose uniqueness lets a single process win; its lists; its deliveries. Couriers
take it from there (``digests/delivery.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.periods import Rhythm, Schedule, Window, due
from digests.selection import Limits, Selector
from storage.database import Database, Store
from storage.subscriptions import Audience
from storage.territories import Territories


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue made: for which audience and window, how many items it chose among, how many deliveries it makes."""

    audience: Audience
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
    """Make every issue that is due now. Harmless when called twice, by two processes, or after a crash."""
    async with database.begin() as store:
        await store.subscriptions.resume(now.date())
        audiences = await store.subscriptions.audiences()
    made = []
    for audience in audiences:
        async with database.begin() as store:
            issue = await make_issue(store, territories, audience, now, limits)
        if issue:
            made.append(issue)
    return made


async def make_issue(
    store: Store, territories: Territories, audience: Audience, now: datetime, limits: Limits
) -> Issue | None:
    """Make the issue of one audience, if it is due and nobody made it; everything in the caller's transaction."""
    rhythm: Rhythm = "monthly" if audience.rhythm == "monthly" else "weekly"
    window = due(now, Schedule.read(audience.schedule), rhythm, await store.editions.last_end(audience.key))
    if window is None:
        return None
    edition = await store.editions.make(
        audience.key, window.period, window.starts_at, window.ends_at, now, late=window.late
    )
    if edition is None:
        return None
    selector = Selector(await store.items.between(window.starts_at, window.ends_at), territories, limits)
    lists, deliveries = await _address(store, selector, edition, window, audience, now)
    return Issue(audience, window, len(selector.items), lists, deliveries)


async def _address(
    store: Store, selector: Selector, edition: int, window: Window, audience: Audience, now: datetime
) -> tuple[int, int]:
    """Lists and deliveries of an issue; how many of each."""
    chosen = {
        signature: selector.choose(preferences)
        async for signature, preferences in store.editions.signatures(audience)
    }
    late = [
        (subscription, signature, selector.choose(preferences, since))
        for subscription, signature, preferences, since in await store.editions.latecomers(
            audience, window.starts_at
        )
    ]
    wanted = dict.fromkeys(
        contents for contents in (*chosen.values(), *(each[2] for each in late)) if contents[0]
    )
    numbers = await store.editions.lists(edition, list(wanted))
    await store.editions.choose(
        [(signature, numbers[contents]) for signature, contents in chosen.items() if contents in numbers],
    )
    deliveries = await store.editions.address(edition, audience, now)
    for subscription, signature, contents in late:
        if contents in numbers:
            await store.editions.address_one(edition, subscription, signature, numbers[contents], now)
            deliveries += 1
    return len(numbers), deliveries
