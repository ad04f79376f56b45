from datetime import datetime, timedelta

from storage.database import Database
from storage.members import Profile

HERE, THERE = 10, 20
ASS = Profile(trades=("ass",), territories=("R06",))


async def test_those_who_come_back_are_known_with_what_they_chose(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.choose(HERE, 1, ASS, now)
        await store.members.arrived(HERE, 2, now)
        await store.members.choose(THERE, 3, ASS, now)
        await store.members.left(HERE, 1, now)
        assert await store.members.returning(HERE, [1, 2, 3, 4]) == {1: ASS, 2: Profile()}


async def test_in_private_a_person_of_one_server_is_known(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.choose(HERE, 1, ASS, now)
        assert (await store.members.anywhere(1), await store.members.anywhere(2)) == (ASS, Profile())


async def test_in_private_nobody_guesses_between_two_servers(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.choose(HERE, 1, ASS, now)
        await store.members.choose(THERE, 1, Profile("etudiants"), now)
        both = await store.members.anywhere(1)
        await store.members.left(THERE, 1, now + timedelta(days=1))
        assert (both, await store.members.anywhere(1)) == (Profile(), ASS)
