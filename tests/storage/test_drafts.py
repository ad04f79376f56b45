from datetime import datetime, timedelta

from storage.database import Database
from storage.drafts import SavedDraft

GUILD, NADIA, KARIM = 2**62, 2**63 - 1, 2**63 - 2
FIELDS = {"problem": "« Où trouver… ? » ☎️", "theme": "handicap"}


async def test_a_draft_comes_back_to_its_author_alone(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        number = await store.drafts.save(GUILD, NADIA, "question", FIELDS, now)
    draft = SavedDraft(number, GUILD, NADIA, "question", FIELDS, now)
    async with database.begin() as store:
        assert await store.drafts.get(number, NADIA) == draft
        assert await store.drafts.of(GUILD, NADIA) == [draft]
        assert await store.drafts.get(number, KARIM) is None
        assert await store.drafts.take(number, KARIM) is None


async def test_a_draft_is_taken_once(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        number = await store.drafts.save(GUILD, NADIA, "question", FIELDS, now)
    async with database.begin() as store:
        first = await store.drafts.take(number, NADIA)
    async with database.begin() as store:
        second = await store.drafts.take(number, NADIA)
    assert (first, second) == (SavedDraft(number, GUILD, NADIA, "question", FIELDS, now), None)


async def test_old_drafts_are_forgotten(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        await store.drafts.save(GUILD, NADIA, "question", FIELDS, now - timedelta(days=8))
        recent = await store.drafts.save(GUILD, NADIA, "question", FIELDS, now)
        forgotten = await store.drafts.forget_old(now - timedelta(days=7))
        assert (forgotten, [draft.id for draft in await store.drafts.of(GUILD, NADIA)]) == (1, [recent])
