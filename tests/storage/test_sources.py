from datetime import date, datetime, timedelta

from storage.database import Database
from storage.sources import Health


async def test_a_source_is_remembered_as_it_was_read(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.sources.succeeded("hal", "ok", {"until": "2026-11-25"}, 12, date(2026, 11, 24), now)
    async with database.begin() as store:
        known = await store.sources.all()
        one, none = await store.sources.get("hal"), await store.sources.get("theses")
    health = Health(
        "hal", "ok", now, {"until": "2026-11-25"}, entries=12, newest_on=date(2026, 11, 24), succeeded_at=now
    )
    assert (known, one, none) == ({"hal": health}, health, None)


async def test_nothing_advances_when_a_reading_fails(database: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    async with database.begin() as store:
        await store.sources.succeeded("hal", "ok", {"until": "2026-11-25"}, 12, None, now)
        failures = [
            await store.sources.failed(
                "hal", "network", "It answers {status}.", later, remedy="Wait.", facts={"status": 500}
            )
            for _ in range(2)
        ]
    async with database.begin() as store:
        health = await store.sources.get("hal")
    assert (failures, health) == (
        [1, 2],
        Health(
            "hal", "network", later, {"until": "2026-11-25"}, "It answers 500.", 2, 12, None, now, None,
            "It answers {status}.", "Wait.", {"status": 500},
        ),
    )  # fmt: skip


async def test_a_success_ends_the_failures_and_what_was_told_of_them(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.sources.failed("hal", "parse", "It is not a feed.", now)
        await store.sources.told("hal", now)
    async with database.begin() as store:
        told = await store.sources.get("hal")
        await store.sources.succeeded("hal", "nothing", {}, 0, None, now)
    async with database.begin() as store:
        well = await store.sources.get("hal")
    assert (told and told.told_at, well) == (now, Health("hal", "nothing", now, succeeded_at=now))


async def test_a_source_that_says_that_nothing_changed_keeps_what_is_known_of_it(
    database: Database, now: datetime
) -> None:
    later, day = now + timedelta(days=1), date(2026, 11, 24)
    async with database.begin() as store:
        for name in ("cnsa", "igas", "other"):
            await store.sources.succeeded(name, "ok", {"etag": name}, 12, day, now)
        await store.sources.failed("igas", "network", "It answers 500.", now)
        await store.sources.told("igas", now)
        await store.sources.unchanged(["cnsa", "igas"], later)
    async with database.begin() as store:
        known = await store.sources.all()
    assert [known[name] for name in ("cnsa", "igas", "other")] == [
        Health("cnsa", "nothing", later, {"etag": "cnsa"}, entries=12, newest_on=day, succeeded_at=later),
        Health("igas", "nothing", later, {"etag": "igas"}, entries=12, newest_on=day, succeeded_at=later),
        Health("other", "ok", now, {"etag": "other"}, entries=12, newest_on=day, succeeded_at=now),
    ]


async def test_the_unwell_are_told_longest_failing_first(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        for name, times in (("once", 1), ("twice", 2)):
            for _ in range(times):
                await store.sources.failed(name, "network", "It answers 500.", now)
        await store.sources.succeeded("well", "ok", {}, 3, None, now)
    async with database.begin() as store:
        assert [health.name for health in await store.sources.unwell()] == ["twice", "once"]
