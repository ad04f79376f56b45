from datetime import datetime, timedelta

from commands.arrivals.workflow import Passage, greet, write
from storage.database import Database
from storage.members import Profile
from storage.notices import Note

GUILD, CHANNEL = 10, 20
ASS = Profile(trades=("ass",))


async def greetings(database: Database, now: datetime) -> list[list[int]]:
    """Who is greeted together, in the messages that wait."""
    async with database.begin() as store:
        return [note.facts["ring"] for note in await store.notices.claim(now, 1000) if note.kind == "welcome"]


async def test_twenty_people_are_greeted_in_one_message_and_ten_messages_a_minute(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await write(store, [Passage(GUILD, id, now) for id in range(1, 226)])
        first = await greet(store, GUILD, CHANNEL, now)
        second = await greet(store, GUILD, CHANNEL, now + timedelta(minutes=1))
        third = await greet(store, GUILD, CHANNEL, now + timedelta(minutes=2))
    found = await greetings(database, now + timedelta(minutes=3))
    assert (first, second, third) == (10, 2, 0)
    assert [len(people) for people in found] == [20] * 11 + [5]
    assert sorted(id for people in found for id in people) == list(range(1, 226))


async def test_who_left_before_the_greeting_is_not_greeted(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await write(
            store, [Passage(GUILD, 1, now), Passage(GUILD, 2, now), Passage(GUILD, 1, now, left=True)]
        )
        await greet(store, GUILD, CHANNEL, now)
    assert await greetings(database, now) == [[2]]


async def test_who_goes_round_in_circles_is_greeted_once(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        for turn in range(3):
            later = now + timedelta(minutes=turn)
            await write(
                store,
                [Passage(GUILD, 1, later), Passage(GUILD, 1, later, left=True), Passage(GUILD, 1, later)],
            )
            await greet(store, GUILD, CHANNEL, later)
    assert await greetings(database, now + timedelta(minutes=3)) == [[1]]


async def test_the_standing_message_is_written_once_for_each_channel(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        for channel in (CHANNEL, CHANNEL, 21):
            await greet(store, GUILD, channel, now)
        notes = await store.notices.claim(now, 10)
    assert [(note.kind, note.channel_id, note.member_id) for note in notes] == [
        ("door", CHANNEL, None),
        ("door", 21, None),
    ]


async def test_who_comes_back_is_told_apart_from_who_comes(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.choose(GUILD, 1, ASS, now)
        await store.members.choose(GUILD, 2, Profile(), now)
        await write(store, [Passage(GUILD, 1, now, left=True)])
        back = await write(store, [Passage(GUILD, 1, now), Passage(GUILD, 2, now), Passage(11, 1, now)])
        assert (back, await store.members.profile(GUILD, 1)) == ({(GUILD, 1): ASS}, ASS)


async def test_a_greeting_already_written_this_minute_leaves_people_waiting_for_the_next(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await write(store, [Passage(GUILD, 1, now)])
        taken = Note(
            f"welcome:{GUILD}:1:{int(now.timestamp())}", GUILD, "welcome", now, CHANNEL, facts={"ring": []}
        )
        await store.notices.add(taken)
        assert (await greet(store, GUILD, CHANNEL, now), await store.members.to_greet(GUILD, 5)) == (0, [1])
