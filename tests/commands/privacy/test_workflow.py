from datetime import datetime, timedelta
from typing import Any

import pytest

from commands.privacy.workflow import Post, cards, clean, given_roles, posts, servers
from storage.database import Database
from storage.notices import Note
from storage.spaces import ManagedSpace, channel_key, role_key


def question(thread: int, *, by_form: bool) -> dict[str, Any]:
    return {"guild_id": "9007199254740993", "thread_id": thread, "by_form": by_form, "locale": "en"}


def test_only_posts_written_by_the_bot_are_to_be_emptied() -> None:
    data = {"questions": [question(7, by_form=True), question(8, by_form=False)]}
    assert posts(data) == [Post(9007199254740993, 7, "en")]
    assert posts(data)[0].url == "https://discord.com/channels/9007199254740993/7"
    assert posts({}) == []


def test_servers_are_those_of_any_row_once_each() -> None:
    data = {
        "questions": [question(7, by_form=True)] * 2,
        "members": [{"guild_id": 5}],
        "reports": [{"id": 1}],
    }
    assert servers(data) == [5, 9007199254740993]


def test_a_profile_gives_the_roles_of_its_four_facets_and_no_other(now: datetime) -> None:
    keys = [role_key(facet, "x") for facet in ("audience", "trade", "territory", "theme")]
    others = ["role:moderation", "role:referents", "role:everything", channel_key("theme", "x")]
    spaces = [ManagedSpace(key, number, {}, now) for number, key in enumerate([*keys, *others], start=1)]
    intended = ManagedSpace(role_key("theme", "y"), None, {}, now)
    assert given_roles([*spaces, intended]) == {1, 2, 3, 4}


@pytest.mark.parametrize(("days", "left"), [(6, 1), (7, 1), (8, 0)])
async def test_a_draft_is_kept_seven_days(
    sqlite_database: Database, now: datetime, days: int, left: int
) -> None:
    async with sqlite_database.begin() as store:
        await store.drafts.save(1, 2, "question", {}, now)
    assert await clean(sqlite_database, now + timedelta(days=days)) == (1 - left, 0)


@pytest.mark.parametrize(("days", "left"), [(89, 1), (90, 1), (91, 0)])
async def test_what_was_said_is_kept_ninety_days_and_what_waits_stays(
    sqlite_database: Database, now: datetime, days: int, left: int
) -> None:
    async with sqlite_database.begin() as store:
        await store.notices.add(Note("said", 1, "told", now, member_id=2))
        (said,) = await store.notices.claim(now, 1)
        await store.notices.sent(said.id, 3, now)
        await store.notices.add(Note("waits", 1, "told", now, member_id=2))
    assert await clean(sqlite_database, now + timedelta(days=days)) == (0, 1 - left)


async def test_a_card_is_that_of_ones_own_case_with_what_becomes_of_it(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        own = [await store.cases.open(1, "space", 2, {}, now) for _ in range(2)]
        await store.cases.decide(own[1], "refused", 3, "Non.", now)
        other = await store.cases.open(1, "space", 4, {}, now)
        await store.cases.decide(other, "accepted", 2, "Oui.", now)
        for case in (*own, other):
            await store.notices.add(Note(f"card-{case}", 1, "card", now, channel_id=9, facts={"case": case}))
        for note in await store.notices.claim(now, 9):
            await store.notices.sent(note.id, 100 + note.id, now)
        await store.notices.add(Note("waits", 1, "card", now, channel_id=9, facts={"case": own[0]}))
        data = await store.privacy.of(2, 1)
    shown = await cards(database, data)
    assert [(card.number, card.channel_id, card.state) for card in shown] == [
        (own[0], 9, "withdrawn"),
        (own[1], 9, "refused"),
    ]
    assert shown[0].url == f"https://discord.com/channels/1/9/{shown[0].message_id}"
    assert await cards(database, {}) == []
