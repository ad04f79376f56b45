from datetime import datetime, timedelta

from storage.database import Database
from storage.spaces import ManagedSpace, channel_key, role_key

GUILD, OTHER = 2**62, 2**62 + 1
FACTS = {"name": "handicap", "access": {"everyone": ["-view_channel"]}}


def test_keys_name_things_by_facet_and_slug() -> None:
    assert (role_key("trade", "ass"), channel_key("territory", "R75")) == (
        "role:trade:ass",
        "channel:territory:R75",
    )


async def test_an_intention_leaves_a_trace_until_discord_answers(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.spaces.intend(GUILD, "role:trade:ass", now)
        intended = await store.spaces.get(GUILD, "role:trade:ass")
        await store.spaces.applied(GUILD, "role:trade:ass", 12, FACTS, now + timedelta(seconds=1))
    async with database.begin() as store:
        applied = await store.spaces.get(GUILD, "role:trade:ass")
    assert intended == ManagedSpace("role:trade:ass", None, {}, now)
    assert applied == ManagedSpace("role:trade:ass", 12, FACTS, now)


async def test_what_was_removed_by_hand_can_be_intended_again(database: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    async with database.begin() as store:
        await store.spaces.applied(GUILD, "channel:help", 12, FACTS, now)
        await store.spaces.intend(GUILD, "channel:help", later)
        assert await store.spaces.get(GUILD, "channel:help") == ManagedSpace("channel:help", None, {}, later)


async def test_spaces_are_found_by_their_id_on_their_own_server_alone(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.spaces.applied(GUILD, "channel:help", 12, FACTS, now)
        await store.spaces.applied(OTHER, "channel:help", 13, FACTS, now, archived=True)
    async with database.begin() as store:
        found = await store.spaces.at(GUILD, 12)
        stranger = await store.spaces.at(GUILD, 13)
        everything = await store.spaces.all(OTHER)
        nothing = await store.spaces.get(GUILD, "channel:watch")
    assert found == ManagedSpace("channel:help", 12, FACTS, now)
    assert (stranger, nothing) == (None, None)
    assert everything == {"channel:help": ManagedSpace("channel:help", 13, FACTS, now, archived=True)}


async def test_a_difference_told_is_remembered_until_the_space_is_applied_again(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.spaces.applied(GUILD, "channel:help", 12, FACTS, now)
        await store.spaces.told(GUILD, "channel:help", "abc")
        told = (await store.spaces.all(GUILD))["channel:help"].told
        await store.spaces.applied(GUILD, "channel:help", 12, FACTS, now)
    async with database.begin() as store:
        again = (await store.spaces.all(GUILD))["channel:help"].told
    assert (told, again) == ("abc", "")


async def test_one_object_is_found_on_every_server_that_has_it(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.spaces.applied(GUILD, "channel:help", 12, FACTS, now)
        await store.spaces.applied(GUILD, "channel:watch", 13, FACTS, now)
        await store.spaces.intend(OTHER, "channel:help", now)
        await store.spaces.applied(OTHER + 1, "channel:help", 14, FACTS, now)
    async with database.begin() as store:
        assert await store.spaces.on_each([GUILD, OTHER], "channel:help") == {GUILD: 12}
