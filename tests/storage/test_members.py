from datetime import datetime, timedelta

from storage.database import Database
from storage.members import Profile

GUILD, OTHER = 2**62, 2**62 + 1
NADIA, KARIM = 2**63 - 1, 2**63 - 2
GIRONDE = Profile("professionnels", ("educateur-specialise",), ("R75", "D33"), ("handicap",))


async def test_somebody_who_arrives_is_to_be_greeted_once(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.arrived(GUILD, NADIA, now)
        await store.members.arrived(GUILD, NADIA, now)
        await store.members.arrived(GUILD, KARIM, now + timedelta(seconds=1))
        await store.members.arrived(OTHER, KARIM, now)
    async with database.begin() as store:
        waiting = await store.members.to_greet(GUILD, 10)
        first = await store.members.to_greet(GUILD, 1)
        await store.members.greeted(GUILD, first, now)
        left = await store.members.to_greet(GUILD, 10)
        elsewhere = await store.members.to_greet(OTHER, 10)
    assert (waiting, first, left, elsewhere) == ([NADIA, KARIM], [NADIA], [KARIM], [KARIM])


async def test_a_profile_comes_back_as_it_was_chosen_on_its_own_server_alone(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.members.choose(GUILD, NADIA, Profile(audience="etudiants"), now)
        await store.members.choose(GUILD, NADIA, GIRONDE, now)
    async with database.begin() as store:
        assert await store.members.profile(GUILD, NADIA) == GIRONDE
        assert await store.members.profile(OTHER, NADIA) == Profile()
        assert await store.members.profile(GUILD, KARIM) == Profile()


async def test_who_chose_a_profile_need_not_be_greeted(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.arrived(GUILD, NADIA, now)
        await store.members.choose(GUILD, NADIA, Profile(), now)
        assert await store.members.to_greet(GUILD, 10) == []


async def test_who_comes_back_finds_their_profile_and_who_stays_away_is_forgotten(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        for member in (NADIA, KARIM):
            await store.members.choose(GUILD, member, GIRONDE, now)
            await store.members.left(GUILD, member, now)
        assert await store.members.count(GUILD) == 0
        await store.members.arrived(GUILD, NADIA, now + timedelta(days=29))
    async with database.begin() as store:
        forgotten = await store.members.forget_left(now + timedelta(seconds=1))
        kept = [await store.members.profile(GUILD, member) for member in (NADIA, KARIM)]
    assert (forgotten, kept) == (1, [GIRONDE, Profile()])


async def test_who_leaves_before_being_greeted_is_not_greeted(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.arrived(GUILD, NADIA, now)
        await store.members.left(GUILD, NADIA, now)
        assert await store.members.to_greet(GUILD, 10) == []


async def test_territories_are_counted_among_those_present(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.members.choose(GUILD, NADIA, GIRONDE, now)
        await store.members.choose(GUILD, KARIM, GIRONDE.but(territories=("D33",)), now)
        await store.members.choose(GUILD, 3, GIRONDE, now)
        await store.members.left(GUILD, 3, now)
        await store.members.choose(OTHER, 4, GIRONDE, now)
    async with database.begin() as store:
        counted = (await store.members.by_territory(GUILD), await store.members.count(GUILD))
    assert counted == ({"R75": 1, "D33": 2}, 2)


def test_an_empty_profile_says_so() -> None:
    assert [bool(profile) for profile in (Profile(), Profile(themes=("handicap",)))] == [False, True]


def test_a_profile_goes_on_without_what_was_left() -> None:
    assert [
        GIRONDE.without(*left)
        for left in (
            ("theme", "handicap"),
            ("territory", "D33"),
            ("trade", "ass"),
            ("audience", "etudiants"),
            ("", ""),
        )
    ] == [GIRONDE.but(themes=()), GIRONDE.but(territories=("R75",)), GIRONDE, GIRONDE, GIRONDE]
    assert GIRONDE.without("audience", "professionnels") == GIRONDE.but(audience="")
