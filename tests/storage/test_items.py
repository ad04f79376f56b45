import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from storage.database import Database
from storage.items import Found, KnownItem

WORK = Found(
    "hal", ("doi:10.1/a", "hal:hal-1"), "research", "Habiter ensemble", "https://hal.science/hal-1",
    authors=("Léa Martin",), licence="Licence Ouverte 2.0", themes=("handicap",), why={"handicap": ["habiter"]},
)  # fmt: skip


def found(number: int, **changes: object) -> Found:
    told = replace(
        WORK, keys=(f"doi:10.1/{number}",), title=f"Article {number}", url=f"https://exemple.fr/{number}"
    )
    return replace(told, **changes)  # type: ignore[arg-type]


async def keep(database: Database, told: list[Found], now: datetime, *, baseline: bool = False) -> int:
    async with database.begin() as store:
        return await store.items.keep(told, now, baseline=baseline)


async def seen(database: Database, now: datetime) -> list[KnownItem]:
    async with database.begin() as store:
        return list(await store.items.between(now - timedelta(days=1), now + timedelta(days=99)))


async def test_an_item_is_kept_as_it_was_told(database: Database, now: datetime) -> None:
    added = await keep(database, [WORK], now)
    (item,) = await seen(database, now)
    assert (added, item) == (
        1,
        KnownItem(
            item.id, "research", "Habiter ensemble", "https://hal.science/hal-1", "", ("Léa Martin",), None, None,
            "fr", "", ("handicap",), (), (), (), {"handicap": ["habiter"]}, {}, "candidate", False, 0, now, ("hal",),
        ),
    )  # fmt: skip


async def test_one_work_told_by_three_sources_is_one_item(database: Database, now: datetime) -> None:
    day = date(2026, 3, 1)
    openalex = replace(WORK, source="openalex", keys=("doi:10.1/a",), summary="Le résumé.", published_on=day)
    feed = replace(
        WORK, source="feed", keys=("url:https://exemple.fr/1", "hal:hal-1"), summary="Autre.", access="free"
    )
    added = [await keep(database, [WORK, openalex], now), await keep(database, [feed], now)]
    again = await keep(database, [replace(feed, source="later", keys=("url:https://exemple.fr/1",))], now)
    (item,) = await seen(database, now)
    assert (added, again) == ([1, 0], 0)
    assert (item.sources, item.summary, item.published_on, item.access) == (
        ("feed", "hal", "later", "openalex"),
        "Le résumé.",
        day,
        "free",
    )


async def test_what_an_editor_wrote_is_not_replaced(database: Database, now: datetime) -> None:
    await keep(database, [WORK], now)
    (item,) = await seen(database, now)
    async with database.begin() as store:
        edited = await store.items.edit(item.id, summary="Écrit à la main.", state="kept")
        absent = await store.items.edit(item.id + 1, summary="Personne.")
    await keep(database, [replace(WORK, summary="Le résumé de la source.")], now + timedelta(days=1))
    (again,) = await seen(database, now)
    assert (edited, absent, again.summary, again.state) == (True, False, "Écrit à la main.", "kept")


async def test_a_first_reading_is_remembered_and_never_announced(database: Database, now: datetime) -> None:
    await keep(database, [found(1)], now, baseline=True)
    added = await keep(database, [found(1), found(2)], now)
    assert (added, [item.title for item in await seen(database, now)]) == (1, ["Article 2"])


async def test_thousands_at_once_are_as_many_items(database: Database, now: datetime) -> None:
    told = [found(number) for number in range(1500)]
    added = await keep(database, told, now)
    again = await keep(database, [*told, found(1500)], now)
    assert (added, again, len(await seen(database, now))) == (1500, 1, 1501)


async def test_a_work_that_two_processes_learn_of_at_once_is_one_item(
    database: Database, now: datetime
) -> None:
    told = [found(number) for number in range(50)]
    added = await asyncio.gather(*(keep(database, told[::step], now) for step in (1, -1, 1, -1)))
    assert (sum(added), len(await seen(database, now))) == (50, 50)


async def test_nothing_told_is_nothing_kept(database: Database, now: datetime) -> None:
    assert await keep(database, [], now) == 0


async def test_items_are_read_in_the_order_asked(database: Database, now: datetime) -> None:
    await keep(database, [found(number) for number in range(3)], now)
    ids = {item.title: item.id for item in await seen(database, now)}
    wanted = [ids["Article 2"], ids["Article 0"]]
    async with database.begin() as store:
        some = [item.id for item in await store.items.some([*wanted, 10**6])]
        one, none = await store.items.get(wanted[0]), await store.items.get(10**6)
    assert (some, one.title if one else "", none) == (wanted, "Article 2", None)


async def test_deadlines_are_told_soonest_first(database: Database, now: datetime) -> None:
    days = [date(2026, 12, 3), date(2026, 12, 1), date(2027, 1, 1)]
    await keep(database, [found(number, deadline=day) for number, day in enumerate(days)], now)
    async with database.begin() as store:
        due = await store.items.due(date(2026, 12, 1), date(2026, 12, 31))
    assert [item.title for item in due] == ["Article 1", "Article 0"]


async def test_an_issue_that_catches_up_may_look_at_any_number_of_items(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.items.ROWS_AT_ONCE", 2)
    await keep(database, [found(number) for number in range(5)], now)
    assert [item.sources for item in await seen(database, now)] == [("hal",)] * 5
