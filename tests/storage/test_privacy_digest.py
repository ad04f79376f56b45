import re
from datetime import datetime, timedelta
from pathlib import Path

from digests.pipeline import make_due_issues
from storage.database import Database
from storage.privacy import ErasedCounts
from storage.subscriptions import Preferences
from storage.territories import Territories
from tests.digests.items import found
from tests.digests.test_pipeline import BEFORE, GUILD, MONDAY, subscriber

TERRITORIES = Territories.load()
LEA, NINA = 123456789012345678, 987654321098765432
MAIL = "lea.martin@exemple.fr"
RARE = Preferences(themes=("handicap",), territories=("D976",), less=("source:insee",))


async def lived(database: Database) -> None:
    """Léa reads the digest by mail and chose what nobody else did; Nina reads everything."""
    async with database.begin() as store:
        await store.items.keep([found("handicap", themes=("handicap",))], BEFORE, baseline=False)
        await store.subscriptions.subscribe(
            subscriber(LEA, medium="mail", address=MAIL, preferences=RARE), BEFORE
        )
        await store.subscriptions.subscribe(subscriber(NINA), BEFORE)
        await store.items.edit(1, proposed_by=LEA)
    await make_due_issues(database, TERRITORIES, MONDAY)


async def test_erasing_a_subscriber_takes_the_address_the_choices_and_what_was_on_its_way(
    database: Database, now: datetime
) -> None:
    await lived(database)
    async with database.begin() as store:
        erased = await store.privacy.erase(LEA, now, GUILD)
        left = await store.privacy.of(LEA)
        parcels = await store.editions.claim(MONDAY + timedelta(days=1), 10)
        nina = await store.subscriptions.of(GUILD, NINA)
        item = await store.items.get(1)
        gone = await store.subscriptions.of(GUILD, LEA)
    assert erased == ErasedCounts({"subscriptions": 1}, {"items": 1})
    assert (left, gone) == ({}, None)
    assert nina is not None
    assert [parcel.subscription_id for parcel in parcels] == [nina.id]
    assert (item is not None and item.title) == "Titre handicap"


async def test_choices_that_somebody_else_makes_stay(database: Database, now: datetime) -> None:
    await lived(database)
    async with database.begin() as store:
        await store.subscriptions.subscribe(subscriber(NINA, preferences=RARE), BEFORE)
        await store.privacy.erase(LEA, now)
        nina = await store.subscriptions.of(GUILD, NINA)
    assert nina is not None
    assert nina.preferences.themes == ["handicap"]


async def test_the_export_says_what_was_chosen_and_keeps_the_secret_of_the_links(database: Database) -> None:
    await lived(database)
    async with database.begin() as store:
        (row,) = (await store.privacy.of(LEA, GUILD))["subscriptions"]
    assert (row["address"], "token" in row) == (MAIL, False)
    assert row["choices"] == {
        "themes": ["handicap"], "trades": [], "audiences": [], "territories": ["D976"], "less": ["source:insee"],
    }  # fmt: skip


async def test_an_erased_address_leaves_the_file_too(
    sqlite_database: Database, tmp_path: Path, now: datetime
) -> None:
    await lived(sqlite_database)
    async with sqlite_database.begin() as store:
        await store.privacy.erase(LEA, now)
    await sqlite_database.close()
    traces = re.compile(rb"lea\.martin|source:insee|%d" % LEA + re.escape(LEA.to_bytes(8)))
    assert traces.findall((tmp_path / "tisserande.db").read_bytes()) == []


async def test_another_address_makes_the_old_links_powerless(database: Database) -> None:
    async with database.begin() as store:
        first = await store.subscriptions.subscribe(subscriber(LEA, medium="mail", address=MAIL), BEFORE)
        same = await store.subscriptions.subscribe(subscriber(LEA, medium="mail", address=MAIL), BEFORE)
        left = await store.subscriptions.subscribe(subscriber(LEA, state="ended", address=None), BEFORE)
        other = await store.subscriptions.subscribe(
            subscriber(LEA, medium="mail", address="autre@exemple.fr"), BEFORE
        )
    assert (same.token, left.token) == (first.token, first.token)
    assert other.token != first.token
