from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.reports import ReportedError

# The largest id that Discord's 63 bits of snowflake may hold.
BIG = 2**63 - 1


async def add(database: Database, text: str, reporter: int, at: datetime) -> int:
    async with database.begin() as store:
        return await store.reports.add("organisations", "la-passerelle", text, reporter, at)


async def test_a_report_comes_back_whole_with_a_big_id_and_its_instant_in_utc(
    database: Database, now: datetime
) -> None:
    number = await add(database, "Le numéro est faux : « 05… » ☎️", BIG, now)
    async with database.begin() as store:
        (report,) = await store.reports.of(BIG)
    assert report == ReportedError(
        number,
        "organisations",
        "la-passerelle",
        "Le numéro est faux : « 05… » ☎️",
        BIG,
        now,
        "open",
        None,
        None,
    )
    assert (report.reported_at.tzinfo, report.reported_at.hour) == (UTC, 9)


async def test_an_instant_without_its_zone_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        await add(database, "Quand ?", 1, now.replace(tzinfo=None))
    async with database.begin() as store:
        assert await store.reports.of(1) == []


async def test_a_person_sees_only_their_own_reports_newest_first(database: Database, now: datetime) -> None:
    first = await add(database, "un", 1, now)
    await add(database, "d’une autre", 2, now)
    last = await add(database, "deux", 1, now + timedelta(hours=1))
    async with database.begin() as store:
        assert [report.id for report in await store.reports.of(1)] == [last, first]
        assert [report.id for report in await store.reports.of(1, limit=1)] == [last]
        assert await store.reports.of(3) == []


async def test_waiting_reports_are_the_open_ones_oldest_first(database: Database, now: datetime) -> None:
    numbers = [await add(database, text, 1, now) for text in ("un", "deux", "trois")]
    async with database.begin() as store:
        await store.reports.close(numbers[0], "kept", "C’est bien le bon.", now)
    async with database.begin() as store:
        assert [report.id for report in await store.reports.waiting()] == numbers[1:]
        assert [report.id for report in await store.reports.waiting(limit=1)] == numbers[1:2]


async def test_a_report_is_decided_once_and_the_first_decision_stands(
    database: Database, now: datetime
) -> None:
    number = await add(database, "un", 1, now)
    async with database.begin() as store:
        first = await store.reports.close(number, "corrected", "Corrigé, merci.", now)
        second = await store.reports.close(number, "kept", "Non.", now + timedelta(days=1))
    async with database.begin() as store:
        (report,) = await store.reports.of(1)
    assert (first, second) == (True, False)
    assert (report.state, report.answer, report.closed_at) == ("corrected", "Corrigé, merci.", now)


async def test_a_report_that_never_existed_cannot_be_decided(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        assert await store.reports.close(404, "kept", "Rien.", now) is False
