from dataclasses import replace
from datetime import datetime, timedelta

from commands.alerts import workflow
from commands.alerts.lookup import week_of
from commands.alerts.workflow import AT_ONCE, of_search, tell_closings, tell_news
from commands.answer import Question
from storage.alerts import Wish
from storage.catalogue import Catalogue
from storage.database import Database
from tests.builders import scheme
from tests.commands.conftest import MakeCatalogue

GUILD, LEA = 2**62, 2**63 - 1
NEXT = timedelta(weeks=1)


async def keep(database: Database, now: datetime, *wishes: Wish) -> None:
    async with database.begin() as store:
        for wish in wishes:
            await store.alerts.keep(wish, now)


async def test_many_alerts_are_looked_at_over_the_minutes_each_once(
    sqlite_database: Database, catalogue: Catalogue, now: datetime
) -> None:
    wish = of_search(catalogue, "ressource", Question("logement"), (GUILD, LEA, "fr"), now)
    people = [replace(wish, member_id=number, known=wish.known[1:]) for number in range(AT_ONCE + 30)]
    await keep(sqlite_database, now, *people)
    this_week = await tell_news(sqlite_database, catalogue, now)
    told = [await tell_news(sqlite_database, catalogue, now + NEXT) for _ in range(3)]
    assert (len(this_week), [len(each) for each in told]) == (0, [AT_ONCE, 30, 0])
    members = [wish.member_id for minute in told for _, wish in minute]
    assert sorted(members) == list(range(AT_ONCE + 30))
    async with sqlite_database.begin() as store:
        (note,) = await store.notices.told_to(GUILD, 7)
        due = await store.alerts.due("search", week_of(now + NEXT), 9)
    assert (note.kind, len(note.facts["found"]), due) == (workflow.NEWS, 1, [])


async def test_a_week_missed_is_caught_up_with_once(
    database: Database, catalogue: Catalogue, now: datetime
) -> None:
    wish = of_search(catalogue, "ressource", Question("logement"), (GUILD, LEA, "fr"), now)
    await keep(database, now, replace(wish, known=()))
    told = [await tell_news(database, catalogue, now + weeks * NEXT) for weeks in (3, 3, 4)]
    assert [len(each) for each in told] == [1, 0, 0]


async def test_the_same_closing_is_told_again_only_when_its_date_moves(
    database: Database, make_catalogue: MakeCatalogue, now: datetime
) -> None:
    first = await make_catalogue(funding=[scheme("bourse", closes_on="2026-12-20")])
    later = await make_catalogue(funding=[scheme("bourse", closes_on="2027-01-20")])
    wish = workflow.of_closing(first, "bourse", (GUILD, LEA, "fr"), now)
    assert wish is not None
    assert wish.known == ["2026-12-20:30"]
    await keep(database, now, wish)
    for catalogue, days in ((first, 18), (first, 19), (later, 20), (later, 26), (later, 27)):
        await tell_closings(database, catalogue, now + timedelta(days=days))
    async with database.begin() as store:
        told = await store.notices.told_to(GUILD, LEA)
        (kept,) = await store.alerts.of(LEA)
    assert [note.key for note in told] == [
        f"alert:{kept.id}:2027-01-20:30",
        f"alert:{kept.id}:2026-12-20:7",
    ]


async def test_what_left_the_catalogue_is_forgotten_and_what_was_about_to_be_said_is_taken_back(
    database: Database, make_catalogue: MakeCatalogue, now: datetime
) -> None:
    full = await make_catalogue(funding=[scheme("bourse", closes_on="2026-12-20")])
    without = await make_catalogue()
    wish = workflow.of_closing(full, "bourse", (GUILD, LEA, "fr"), now)
    assert wish is not None
    await keep(database, now, wish)
    await tell_closings(database, full, now + timedelta(days=18))
    await tell_closings(database, without, now + timedelta(days=19))
    async with database.begin() as store:
        assert (await store.notices.told_to(GUILD, LEA), await store.alerts.of(LEA)) == ([], [])


async def test_nothing_reminds_of_a_closing_on_its_day_or_without_one(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    small = await make_catalogue(
        funding=[
            scheme("aujourdhui", closes_on="2026-11-25"),
            scheme("hier", closes_on="2026-11-24"),
            scheme("jamais"),
        ]
    )
    wishes = [
        workflow.of_closing(small, slug, (GUILD, LEA, "fr"), now)
        for slug in ("aujourdhui", "hier", "jamais", "inconnu")
    ]
    assert wishes == [None] * 4
