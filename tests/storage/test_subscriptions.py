from dataclasses import replace
from datetime import date, timedelta

from storage.database import Database
from storage.subscriptions import Audience, Preferences
from tests.digests.test_pipeline import BEFORE, GUILD, subscriber


async def test_a_subscription_is_written_once_for_a_person_and_changes_in_place(database: Database) -> None:
    async with database.begin() as store:
        first = await store.subscriptions.subscribe(subscriber(1), BEFORE)
        again = await store.subscriptions.subscribe(
            subscriber(1, medium="none", preferences=Preferences(themes=("handicap",))),
            BEFORE + timedelta(days=1),
        )
        kept = await store.subscriptions.of(GUILD, 1)
    assert kept is not None
    assert (again.id, again.since, again.token) == (first.id, BEFORE, first.token)
    assert (kept.medium, kept.preferences.themes) == ("none", ["handicap"])


async def test_the_same_choices_have_one_signature_whatever_their_order(database: Database) -> None:
    async with database.begin() as store:
        for member, themes in enumerate((("a", "b"), ("b", "a", "a"), ("a",))):
            await store.subscriptions.subscribe(
                subscriber(member, preferences=Preferences(themes=themes)), BEFORE
            )
        (audience,) = await store.subscriptions.audiences()
        signatures = [preferences async for _, preferences in store.editions.signatures(audience)]
    assert sorted(list(each.themes) for each in signatures) == [["a"], ["a", "b"]]


async def test_audiences_are_those_of_active_people_and_states_are_counted(database: Database) -> None:
    async with database.begin() as store:
        await store.subscriptions.subscribe(subscriber(1), BEFORE)
        await store.subscriptions.subscribe(
            subscriber(2, schedule="Europe/Paris 5 8", rhythm="monthly"), BEFORE
        )
        await store.subscriptions.subscribe(subscriber(3, schedule="Europe/Paris 6 8", state="ended"), BEFORE)
        audiences = await store.subscriptions.audiences()
        counted = await store.subscriptions.count(GUILD)
    assert audiences == [
        Audience(GUILD, "Europe/Paris 1 8", "weekly"),
        Audience(GUILD, "Europe/Paris 5 8", "monthly"),
    ]
    assert counted == {"active": 2, "ended": 1}


async def test_a_link_finds_its_subscription_and_a_pause_ends_on_its_day(database: Database) -> None:
    day = date(2026, 12, 1)
    async with database.begin() as store:
        written = await store.subscriptions.subscribe(subscriber(1), BEFORE)
        await store.subscriptions.move(written.id, "paused", "", day)
        early = await store.subscriptions.resume(day - timedelta(days=1))
        late = await store.subscriptions.resume(day)
        found = await store.subscriptions.by_token(written.token)
        nobody = await store.subscriptions.by_token("x")
        moved = await store.subscriptions.move(404, "ended", "")
    assert (early, late, nobody, moved) == (0, 1, None, False)
    assert found is not None
    assert replace(found, preferences=written.preferences) == replace(written, paused_until=None)


async def test_what_somebody_has_on_every_server_is_found(database: Database) -> None:
    async with database.begin() as store:
        await store.subscriptions.subscribe(subscriber(1, state="ended"), BEFORE)
        await store.subscriptions.subscribe(subscriber(1, guild_id=7), BEFORE)
        await store.subscriptions.subscribe(subscriber(2), BEFORE)
        found = await store.subscriptions.all_of(1)
    assert [(each.guild_id, each.state) for each in found] == [(GUILD, "ended"), (7, "active")]
