from datetime import datetime, timedelta

from storage.database import Database
from storage.notices import Note


async def test_the_record_of_a_standing_message_outlives_the_others(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        for kind in ("door", "welcome"):
            await store.notices.add(Note(f"{kind}:1", 1, kind, now, channel_id=2))
        for note in await store.notices.claim(now, 10):
            await store.notices.sent(note.id, 3, now)
        forgotten = await store.notices.forget_sent(now + timedelta(days=365))
        again = [
            await store.notices.add(Note(f"{kind}:1", 1, kind, now, channel_id=2))
            for kind in ("door", "welcome")
        ]
        assert (forgotten, again) == (1, [False, True])
