import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from storage.database import Database
from storage.notices import LEASE, Note

GUILD, NADIA = 2**62, 2**63 - 1


def note(key: str, due_at: datetime, **changes: object) -> Note:
    return replace(Note(key, GUILD, "welcome", due_at, channel_id=7, facts={"ring": [NADIA]}), **changes)  # type: ignore[arg-type]


async def test_the_same_thing_is_written_down_once(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        added = [await store.notices.add(note("a", now)) for _ in range(2)]
    async with database.begin() as store:
        claimed = await store.notices.claim(now, 10)
    assert added == [True, False]
    assert claimed == [note("a", now, id=claimed[0].id, attempts=1, state="claimed")]


async def test_what_is_due_is_claimed_oldest_first_and_by_one_process(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        for number in range(30):
            await store.notices.add(note(f"n{number}", now - timedelta(minutes=number)))
        await store.notices.add(note("later", now + timedelta(seconds=1)))

    async def claim() -> list[str]:
        async with database.begin() as store:
            return [each.key for each in await store.notices.claim(now, 10)]

    taken = await asyncio.gather(claim(), claim())
    rest = await claim()
    assert taken[0] == sorted(taken[0], key=lambda key: -int(key[1:]))
    assert sorted([*taken[0], *taken[1], *rest]) == sorted(f"n{number}" for number in range(30))


async def test_what_a_dead_process_held_is_uncertain_and_never_repeated(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.notices.add(note("a", now))
        await store.notices.claim(now, 10)
    late = now + LEASE + timedelta(seconds=1)
    async with database.begin() as store:
        again = await store.notices.claim(late, 10)
        doubtful = await store.notices.uncertain()
    assert (again, [(each.key, each.state) for each in doubtful]) == ([], [("a", "uncertain")])


async def test_each_end_of_a_notice_is_remembered(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        for key in ("sent", "refused", "later", "failed"):
            await store.notices.add(note(key, now, member_id=NADIA, channel_id=None))
        ids = {each.key: each.id for each in await store.notices.claim(now, 10)}
        await store.notices.sent(ids["sent"], 99, now)
        await store.notices.refused(ids["refused"], now)
        await store.notices.later(ids["later"], now + timedelta(hours=1))
        await store.notices.failed(ids["failed"], now)
    async with database.begin() as store:
        told = await store.notices.told_to(GUILD, NADIA)
        again = await store.notices.claim(now + timedelta(hours=1), 10)
        doubtful = await store.notices.uncertain()
    assert [(each.key, each.state, each.message_id) for each in told] == [
        ("failed", "failed", None),
        ("later", "waiting", None),
        ("refused", "refused", None),
        ("sent", "sent", 99),
    ]
    assert [(each.key, each.attempts) for each in again] == [("later", 2)]
    assert [each.key for each in doubtful] == ["failed"]


async def test_only_what_was_not_sent_can_be_taken_back(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.notices.add(note("a", now))
        first = await store.notices.withdraw("a")
        await store.notices.add(note("a", now))
        (claimed,) = await store.notices.claim(now, 10)
        await store.notices.sent(claimed.id, 1, now)
        assert (first, await store.notices.withdraw("a")) == (True, False)


async def test_old_notices_are_forgotten_and_what_waits_stays(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        for key in ("old", "waiting"):
            await store.notices.add(note(key, now - timedelta(days=1 if key == "old" else 0)))
        (old,) = await store.notices.claim(now - timedelta(hours=1), 10)
        await store.notices.sent(old.id, 1, now - timedelta(hours=1))
    async with database.begin() as store:
        forgotten = await store.notices.forget_sent(now)
        left = await store.notices.claim(now, 10)
    assert (forgotten, [each.key for each in left]) == (1, ["waiting"])


async def test_the_latest_notice_of_a_kind_in_each_channel_is_found(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        for key, kind, channel in (
            ("a", "sleeping", 1),
            ("b", "sleeping", 1),
            ("c", "other", 1),
            ("d", "sleeping", 2),
        ):
            await store.notices.add(Note(key, 1, kind, now, channel_id=channel))
        await store.notices.add(Note("e", 2, "sleeping", now, channel_id=3))
    async with database.begin() as store:
        found = await store.notices.latest(1, "sleeping")
    assert {channel: note.key for channel, note in found.items()} == {1: "b", 2: "d"}
