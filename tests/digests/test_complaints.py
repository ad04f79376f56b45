"""Complaints 6 and 7; the others are named where they are told: 1, 8 and 9 in test_delivery, 2 in test_pipeline, 3 in
test_periods, 4 in test_pipeline and in tests/bot/test_issues, 5 in tests/web/test_subscription.
"""

from dataclasses import replace
from datetime import timedelta

from digests.delivery import Post
from digests.identity import keys
from digests.pipeline import make_due_issues
from digests.sources.source import Entry
from storage.database import Database
from storage.subscriptions import Preferences
from storage.territories import Territories
from tests.digests.items import found
from tests.digests.subscribers import BEFORE, MONDAY, Letterbox, keep, name, subscriber

TERRITORIES = Territories.load()
WEEK = timedelta(days=7)


async def received(database: Database, weeks: int = 0) -> list[str]:
    """What the one subscriber receives on that Monday."""
    box = Letterbox()
    now = MONDAY + weeks * WEEK
    await make_due_issues(database, TERRITORIES, now)
    await Post(database, {"direct": box}, TERRITORIES, name).round(now, 10)
    return [title for _, titles in box.delivered for title in titles]


async def test_a_theme_that_nobody_asked_for_any_more_comes_no_more(database: Database) -> None:
    """Complaint 6: removing the last choice that justifies an item removes the item from the next digest."""
    wanted = Preferences(themes=["handicap", "logement"])
    (one,) = await keep(
        database,
        [found("a", themes=("handicap",)), found("b", themes=("logement",))],
        [subscriber(1, preferences=wanted)],
    )
    assert sorted(await received(database)) == ["Titre a", "Titre b"]
    async with database.begin() as store:
        await store.items.keep(
            [found("c", themes=("handicap",)), found("d", themes=("logement",))],
            BEFORE + WEEK,
            baseline=False,
        )
        less = replace(one, preferences=Preferences(themes=["handicap"]))
        await store.subscriptions.subscribe(less, BEFORE + WEEK)
    assert await received(database, 1) == ["Titre c"]


async def test_the_same_news_from_two_sources_comes_once(database: Database) -> None:
    """Complaint 7: two feeds, two themes, another spelling of the address: one item."""
    address = "https://exemple.fr/rapport"
    twice = [
        found(
            "a",
            source=source,
            url=url,
            keys=keys(Entry(title="Le rapport", url=url), source),
            themes=(theme,),
        )
        for source, url, theme in (
            ("insee", address, "handicap"),
            ("cnsa", f"{address}?utm_source=lettre", "logement"),
        )
    ]
    await keep(database, twice, [subscriber(1)])
    assert await received(database) == ["Titre a"]


async def test_an_item_that_is_edited_is_not_announced_again(database: Database) -> None:
    """Complaint 7."""
    await keep(database, [found("a")], [subscriber(1)])
    first = await received(database)
    async with database.begin() as store:
        await store.items.keep(
            [found("a", title="Titre corrigé", summary="Mieux.")], BEFORE + WEEK, baseline=False
        )
    assert (first, await received(database, 1)) == (["Titre a"], [])
