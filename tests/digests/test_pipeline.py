import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.periods import DEFAULT
from digests.pipeline import make_due_issues
from storage.database import Database
from storage.subscriptions import Preferences, Subscriber
from storage.territories import Territories
from tests.digests.items import found

TERRITORIES = Territories.load()
PARIS = ZoneInfo("Europe/Paris")
GUILD = 2**62
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=PARIS)
BEFORE = MONDAY - timedelta(days=3)


def subscriber(member: int, **changes: object) -> Subscriber:
    fields: dict[str, object] = {
        "id": 0, "guild_id": GUILD, "member_id": member, "medium": "direct", "state": "active", "schedule": DEFAULT,
        "rhythm": "weekly", "paused_until": None, "preferences": Preferences(), "address": None, "token": "",
        "locale": "fr", "since": BEFORE, "seen_until": None, "reason": "",
    }  # fmt: skip
    return Subscriber(**(fields | changes))  # type: ignore[arg-type]


async def prepare(database: Database, *people: Subscriber) -> None:
    async with database.begin() as store:
        await store.items.keep(
            [
                found("handicap", themes=("handicap",)),
                found("logement", themes=("logement",)),
                found("mayotte", territories=("D976",)),
            ],
            BEFORE,
            baseline=False,
        )
        for each in people:
            await store.subscriptions.subscribe(each, BEFORE)


async def received(database: Database) -> dict[int, list[str]]:
    """The titles that each subscriber is to receive, by member."""
    titles: dict[int, list[str]] = {}
    async with database.begin() as store:
        for parcel in await store.editions.claim(MONDAY + timedelta(days=30), 1000):
            subscription = await store.subscriptions.get(parcel.subscription_id or 0)
            assert subscription is not None
            items = await store.items.some(parcel.items)
            titles.setdefault(subscription.member_id, []).extend(item.title for item in items)
    return titles


async def test_each_subscriber_has_one_delivery_with_what_they_chose(database: Database) -> None:
    await prepare(
        database,
        subscriber(1, preferences=Preferences(themes=["handicap"])),
        subscriber(2, preferences=Preferences(themes=["logement"], territories=["D976"])),
        subscriber(3, preferences=Preferences(themes=["ethique"])),
        subscriber(4, medium="none"),
        subscriber(5, state="ended"),
        subscriber(6, schedule="Europe/Paris 5 8"),
    )
    (issue, other) = await make_due_issues(database, TERRITORIES, MONDAY)
    assert (issue.window.period, issue.items, issue.lists, issue.deliveries) == ("2026-W48", 3, 2, 2)
    assert (other.audience.key, other.window.period) == (f"{GUILD} Europe/Paris 5 8 weekly", "2026-W47")
    assert await received(database) == {1: ["Titre handicap"], 2: ["Titre logement"]}


async def test_making_issues_again_makes_nothing(database: Database) -> None:
    await prepare(database, subscriber(1), subscriber(2))
    made = [
        len(await make_due_issues(database, TERRITORIES, MONDAY + timedelta(minutes=n))) for n in range(3)
    ]
    assert made == [1, 0, 0]
    assert [len(titles) for titles in (await received(database)).values()] == [3, 3]


async def test_two_processes_at_once_make_one_issue(database: Database) -> None:
    """Complaint 1."""
    await prepare(database, subscriber(1))
    results = await asyncio.gather(
        *(make_due_issues(database, TERRITORIES, MONDAY) for _ in range(5)), return_exceptions=True
    )
    made = sum(len(result) for result in results if not isinstance(result, BaseException))
    assert (made, list(await received(database))) == (1, [1])


async def test_a_crash_while_an_issue_is_made_leaves_nothing_and_it_is_made_later(database: Database) -> None:
    await prepare(database, subscriber(1))

    class Broken(Territories):
        def __contains__(self, id: str) -> bool:
            raise RuntimeError("the process dies here")

    async with database.begin() as store:
        await store.subscriptions.subscribe(
            subscriber(1, preferences=Preferences(territories=["D33"])), BEFORE
        )
    with pytest.raises(RuntimeError):
        await make_due_issues(database, Broken(TERRITORIES._data), MONDAY)
    assert await received(database) == {}
    assert len(await make_due_issues(database, TERRITORIES, MONDAY)) == 1


async def test_three_missed_weeks_make_one_issue_with_everything_in_it(database: Database) -> None:
    """Complaint 2: one merged catch-up, with every item of the three windows."""
    await prepare(database, subscriber(1))
    await make_due_issues(database, TERRITORIES, MONDAY)
    await received(database)
    for week in (1, 2, 3):
        async with database.begin() as store:
            await store.items.keep(
                [found(f"week {week}")], MONDAY + timedelta(days=7 * week - 2), baseline=False
            )
    (issue,) = await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=23))
    assert (issue.window.period, issue.window.late, issue.items) == ("2026-W51", True, 3)
    assert sorted((await received(database))[1]) == ["Titre week 1", "Titre week 2", "Titre week 3"]


async def test_who_changes_their_day_never_receives_an_item_twice(database: Database) -> None:
    await prepare(database, subscriber(1))
    await make_due_issues(database, TERRITORIES, MONDAY)
    first = await received(database)
    async with database.begin() as store:
        await store.subscriptions.subscribe(
            subscriber(1, schedule="Europe/Paris 3 8", seen_until=MONDAY), MONDAY + timedelta(hours=1)
        )
        await store.items.keep([found("tuesday")], MONDAY + timedelta(days=1), baseline=False)
    await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=2))
    assert (len(first[1]), await received(database)) == (3, {1: ["Titre tuesday"]})


async def test_a_pause_that_is_over_ends_by_itself(database: Database) -> None:
    await prepare(database, subscriber(1, state="paused", paused_until=MONDAY.date()))
    assert [issue.deliveries for issue in await make_due_issues(database, TERRITORIES, MONDAY)] == [1]


async def test_nothing_to_say_is_written_in_the_ledger_and_sent_to_nobody(database: Database) -> None:
    """Complaint 4."""
    await prepare(database, subscriber(1, preferences=Preferences(themes=["ethique"])))
    await make_due_issues(database, TERRITORIES, MONDAY)
    async with database.begin() as store:
        ledger = await store.editions.ledger(str(GUILD))
    assert [(line.period, line.sent, line.waiting, line.failed) for line in ledger] == [("2026-W48", 0, 0, 0)]
    assert await received(database) == {}


async def test_who_leaves_while_an_issue_is_made_does_not_receive_it(database: Database) -> None:
    await prepare(database, subscriber(1), subscriber(2))
    await make_due_issues(database, TERRITORIES, MONDAY)
    async with database.begin() as store:
        leaving = await store.subscriptions.of(GUILD, 1)
        assert leaving is not None
        await store.subscriptions.move(leaving.id, "ended", "asked")
        dropped = await store.editions.drop_waiting(leaving.id)
    assert (dropped, list(await received(database))) == (1, [2])


async def test_what_is_written_after_the_issue_by_a_reading_begun_before_it_is_in_the_next_one(
    database: Database,
) -> None:
    await prepare(database, subscriber(1))
    await make_due_issues(database, TERRITORIES, MONDAY)
    async with database.begin() as store:
        await store.items.keep([found("tard")], MONDAY - timedelta(minutes=2), baseline=False)
    (issue,) = await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=7))
    assert (issue.window.period, issue.items, issue.deliveries) == ("2026-W49", 1, 1)


@pytest.mark.parametrize("seen_days_before", [6, 21])
async def test_a_change_of_day_or_rhythm_loses_nothing_and_repeats_nothing(
    database: Database, seen_days_before: int
) -> None:
    """Seen until a Monday, then moved to an audience whose last issue left since: what came between comes."""
    friday = MONDAY + timedelta(days=4)
    seen = friday - timedelta(days=7 + seen_days_before)
    async with database.begin() as store:
        await store.items.keep([found("vu")], seen - timedelta(days=1), baseline=False)
        await store.items.keep([found("entre")], seen + timedelta(days=1), baseline=False)
        await store.items.keep([found("neuf")], MONDAY, baseline=False)
        for member, until in ((1, None), (2, seen)):
            await store.subscriptions.subscribe(
                subscriber(member, schedule="Europe/Paris 5 8", seen_until=until), BEFORE
            )
    await make_due_issues(database, TERRITORIES, friday)
    assert await received(database) == {1: ["Titre neuf"], 2: ["Titre neuf", "Titre entre"]}
    async with database.begin() as store:
        await store.items.keep([found("suite")], friday + timedelta(days=1), baseline=False)
    await make_due_issues(database, TERRITORIES, friday + timedelta(days=7))
    assert await received(database) == {1: ["Titre suite"], 2: ["Titre suite"]}
