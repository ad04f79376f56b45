import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.database import Database
from storage.notices import Note
from tests.conftest import sqlite_url


@pytest.fixture
async def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database that the command line will open."""
    url = sqlite_url(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TISSERANDE_DATABASE_URL", url)
    opened = Database(url)
    await opened.upgrade()
    return opened


async def write(database: Database, now: datetime, *, failed: bool) -> None:
    async with database.begin() as store:
        await store.notices.add(Note("a", 1, "welcome", now, channel_id=7))
        (note,) = await store.notices.claim(now, 1)
        if failed:
            await store.notices.failed(note.id, now)
        else:
            await store.notices.sent(note.id, 1, now)
    await database.close()


@pytest.mark.parametrize("failed", [True, False])
async def test_what_nobody_knows_to_be_said_is_shown_to_a_person(
    database: Database, now: datetime, capsys: pytest.CaptureFixture[str], failed: bool
) -> None:
    await write(database, now, failed=failed)
    code = await asyncio.to_thread(main, ["notices"])
    said = capsys.readouterr().out
    assert (code, "channel 7" in said, "Everything was said" in said) == (int(failed), failed, not failed)
