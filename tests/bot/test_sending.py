import argparse
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import sending
from bot.__main__ import _parser
from bot.app import open_services
from bot.settings import Settings
from commands.services import Services
from digests.delivery import Post
from digests.pipeline import make_due_issues
from storage.subscriptions import Preferences
from tests.digests.items import found
from tests.digests.subscribers import GUILD, MONDAY, Letterbox, name, subscriber

in_module = pytest.mark.asyncio(loop_scope="module")
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
NADIA, KARIM = 71, 72
SUNDAY = MONDAY - timedelta(days=1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("sending")
    return Settings(database_url=f"sqlite+aiosqlite:///{folder / 'tisserande.db'}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(settings: Settings) -> AsyncIterator[Services]:
    """Sunday: two subscribers, one item that only one of them asked for, and their issue of tomorrow."""
    async with open_services(settings, lambda: SUNDAY) as opened:
        async with opened.database.begin() as store:
            items = [found("handicap", themes=("handicap",))]
            await store.items.keep(items, MONDAY - timedelta(days=3), baseline=False)
            for member, theme in ((NADIA, "handicap"), (KARIM, "logement")):
                chosen = subscriber(member, preferences=Preferences(themes=[theme]))
                await store.subscriptions.subscribe(chosen, MONDAY - timedelta(days=6))
        yield opened


def at(services: Services, now: datetime) -> Services:
    return replace(services, clock=lambda: now)


def given(**values: Any) -> argparse.Namespace:
    return argparse.Namespace(**values)


async def deliveries(services: Services) -> int:
    async with services.database.begin() as store:
        return sum((await store.deliveries.waiting(MONDAY + timedelta(days=1))).values())


@in_module
async def test_a_preview_is_what_would_be_sent(services: Services) -> None:
    async with services.database.begin() as store:
        (nadia,), (karim,) = [await store.subscriptions.all_of(member) for member in (NADIA, KARIM)]
    shown, nothing = [await sending.coming(services, reader, name) for reader in (nadia, karim)]
    assert nothing.page is None
    assert shown.page is not None
    assert (shown.parcel.period, shown.page.title.translate(SPACES)) == (
        "2026-W49",
        "Votre veille du 30 novembre 2026",
    )
    assert [line.title for section in shown.page.sections for line in section.lines] == ["Titre handicap"]


@in_module
async def test_a_dry_run_says_what_is_due_and_leaves_nothing(services: Services) -> None:
    for _ in range(2):
        (issue,) = await sending.would_make(at(services, MONDAY))
        assert (issue.audience.key, issue.deliveries) == (f"{GUILD} Europe/Paris 1 8 weekly", 1)
    assert await deliveries(services) == 0
    assert await sending.would_make(services) == []


@in_module
async def test_only_what_a_person_names_is_sent_again(
    services: Services, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Complaint 1: never blindly repeated."""
    territories = services.catalogue.territories
    await make_due_issues(services.database, territories, MONDAY)
    await Post(services.database, {"direct": Letterbox(does=[OSError()])}, territories, name).round(
        MONDAY, 10
    )
    async with services.database.begin() as store:
        (troubled,) = await store.deliveries.troubled()
        (one,) = await store.deliveries.to_look_at(troubled.edition_id)
    listed = f"{one.id}: uncertain, direct, member {NADIA}, attempts: 1"
    told = []
    for really, only in ((False, []), (True, []), (True, [one.id])):
        asked = given(edition=troubled.edition_id, really=really, only=only)
        assert await sending.replay_one(asked, settings) == 0
        told.append((capsys.readouterr().out.splitlines(), await deliveries(services)))
    assert told == [
        ([listed, "Nothing is sent again: name some with --only, and add --really."], 0),
        ([listed, "Sent again within a minute by the running bot: none."], 0),
        ([listed, f"Sent again within a minute by the running bot: {one.id}."], 1),
    ]


def test_the_terminal_shows_the_coming_issue_of_anybody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'other.db'}")

    def typed(*words: str) -> int:
        asked = _parser().parse_args(["digest", *words])
        return int(asked.command(asked, settings))

    assert typed("preview", "--themes", "handicap", "--territories", "D33") == 0
    assert typed("preview", "--as", "12") == 1
    assert typed("run") == 0
    assert typed("send-to", "12") == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "Nothing to say: nothing would be sent.",
        "No issue is due.",
        "Waiting: nothing.",
        "Nothing was made and nothing was sent: add --really.",
        "Nothing was sent: add --really.",
    ]
    assert shown.err.splitlines().count("This member has no subscription.") == 2


@in_module
async def test_the_mail_can_be_looked_at_in_a_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'tisserande.db'}")
    async with open_services(settings) as services, services.database.begin() as store:
        await store.items.keep([found("nouveau")], datetime.now(MONDAY.tzinfo), baseline=False)
    file = tmp_path / "issue.html"
    chosen: dict[str, list[str]] = {facet: [] for facet in sending.FACETS}
    assert await sending.show_preview(given(member=None, html=file, **chosen), settings) == 0
    assert "Titre nouveau" in capsys.readouterr().out
    assert "Titre nouveau</a></h3>" in file.read_text(encoding="utf-8")
