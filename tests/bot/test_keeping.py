import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.database import Database
from storage.members import Profile
from storage.questions import Subject
from tests.conftest import sqlite_url

PERSON, OTHER = 123456789012345678, 223456789012345678


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database that the command line will open."""
    url = sqlite_url(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TISSERANDE_DATABASE_URL", url)
    return url


async def live(address: str, now: datetime) -> None:
    database = Database(address)
    await database.upgrade()
    async with database.begin() as store:
        for person in (PERSON, OTHER):
            await store.members.choose(1, person, Profile("etudiants"), now)
            await store.members.choose(2, person, Profile("etudiants"), now)
        await store.questions.add(1, 77, PERSON, now, Subject(), by_form=True, next_at=None)
        await store.questions.add(1, 78, PERSON, now, Subject(), by_form=False, next_at=None)
    await database.close()


async def known(address: str) -> list[int]:
    database = Database(address)
    async with database.begin() as store:
        found = [person for person in (PERSON, OTHER) if await store.privacy.of(person)]
    await database.close()
    return found


def test_who_can_no_longer_ask_the_bot_is_erased_from_a_terminal(
    address: str, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(live(address, now))
    assert main(["erase", str(PERSON)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "members: 2 erased",
        "questions: 2 kept without the person",
        "Their words are still on Discord; empty or remove these messages by hand:",
        "https://discord.com/channels/1/77",
    ]
    assert asyncio.run(known(address)) == [OTHER]


def test_somebody_unknown_is_said_to_be_unknown(
    address: str, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(live(address, now))
    assert main(["erase", "42"]) == 0
    assert capsys.readouterr().out == "Nothing is kept about this person.\n"
    assert asyncio.run(known(address)) == [PERSON, OTHER]


def test_a_name_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["erase", "nadia"])
    assert "invalid int value: 'nadia'" in capsys.readouterr().err
