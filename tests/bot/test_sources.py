import argparse
from datetime import date, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.__main__ import main
from bot.collecting import Sources
from bot.settings import Settings
from bot.sources import Probe, check, checked, collect_now, collected, probe_all
from digests.collection import Read
from digests.fetching import fetching
from digests.sources.source import Declaration, NetworkFailure
from locales import reader
from storage.database import Database
from tests.conftest import sqlite_url
from tests.digests.site import LOOPBACK, Site, Waits

TODAY = date(2026, 11, 25)
EN, FR = reader("en"), reader("fr")
RSS = (
    '<rss version="2.0"><channel><title>Actualités</title><item><title>Une nouvelle</title>'
    "<link>https://exemple.fr/1</link><pubDate>Fri, 20 Nov 2026 09:00:00 +0100</pubDate></item></channel></rss>"
)
LIST = """[[source]]
name = "interne"
label = "Interne"
adapter = "feed"
address = "http://127.0.0.1:9/feed"
[[source]]
name = "eteinte"
label = "Éteinte"
adapter = "feed"
address = "http://127.0.0.1:9/feed"
enabled = false
"""


def declared(site: Site, *names: str) -> list[Declaration]:
    return [Declaration(name, name.title(), "feed", f"{site.address}/{name}") for name in names]


@pytest.fixture
def sources(site: Site, waits: Waits) -> Sources:
    site.pages |= {
        "/news": web.Response(text=RSS, content_type="application/rss+xml"),
        "/gone": web.Response(status=410),
    }
    return Sources(
        declared(site, "news", "gone"),
        {},
        lambda: fetching("Test", allowed=LOOPBACK.__contains__, wait=waits.wait, clock=waits.clock),
    )


@pytest.fixture
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of somebody who wrote a list of their own, in a folder of its own."""
    (tmp_path / "sources.toml").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TISSERANDE_SOURCES_FILE", "sources.toml")
    monkeypatch.setenv("TISSERANDE_DATABASE_URL", f"sqlite:///{tmp_path / 'tisserande.db'}")


async def test_each_source_looked_at_is_one_line(sources: Sources, now: datetime) -> None:
    probes = await probe_all(sources, sources.declared, now)
    assert [checked(probe, TODAY, EN) for probe in probes] == [
        "✓ ok · news · 200 application/rss+xml · “Actualités” · 1 entry · the newest on November 20, 2026",
        "✗ to do · gone · It answers 410. → The page is gone for good: switch this source off.",
    ]


async def test_what_was_kept_is_one_line_a_source_and_a_dry_run_keeps_nothing(
    tmp_path: Path, sources: Sources, now: datetime
) -> None:
    url = sqlite_url(tmp_path)
    dry = await collect_now(url, sources, sources.declared, now, dry=True)
    wet = await collect_now(url, sources, sources.declared[:1], now, dry=False)
    database = Database(url)
    async with database.begin() as store:
        known = await store.sources.all()
    await database.close()
    assert [collected(read, EN, dry=True) for read in dry] == [
        "✓ ok · news · 1 entry",
        "✗ to do · gone · It answers 410. → The page is gone for good: switch this source off.",
    ]
    assert [collected(read, EN, dry=False) for read in wet] == [
        "✓ ok · news · 1 entry · 1 new · first reading: nothing is announced"
    ]
    assert list(known) == ["news"]


@pytest.mark.parametrize(
    ("probe", "line"),
    [
        (
            Probe("a", 200, "text/xml", "Titre", 3, date(2024, 1, 1)),
            (
                "✓ ok · a · 200 text/xml · « Titre » · 3 entrées · la plus récente du 1 janvier 2024 →"
                " elle se tait depuis un an : cherchez une adresse plus récente, ou éteignez-la"
            ),
        ),
        (
            Probe("b", 200, "application/json"),
            (
                "✓ ok · b · 200 application/json · 0 entrée →"
                " rien du tout : si cela dure, vérifiez sa demande ou son adresse"
            ),
        ),
        (
            Probe(
                "c",
                failure=NetworkFailure(
                    "It answers {status}.", "It will be tried again by itself.", status=500
                ),
            ),
            "✗ à faire · c · Elle répond 500. → Elle sera relue toute seule.",
        ),
    ],
)
def test_a_line_says_what_to_do_in_the_language_of_the_reader(probe: Probe, line: str) -> None:
    assert checked(probe, TODAY, FR).replace("\u202f", " ").replace("\u00a0", " ") == line


def test_news_are_counted_in_french() -> None:
    assert collected(Read("a", "ok", 12, 2), FR, dry=False) == "✓ ok · a · 12 entrées · 2 nouvelles"


@pytest.mark.usefixtures("own_list")
@pytest.mark.parametrize(
    ("line", "code", "out"),
    [
        (
            ["collect"],
            1,
            "✗ to do · interne · The address leads inside a network. → Only public addresses are read.\n",
        ),
        (
            ["sources", "check", "--source", "eteinte", "--source", "interne"],
            1,
            (
                "✗ to do · eteinte · The address leads inside a network. → Only public addresses are read.\n"
                "✗ to do · interne · The address leads inside a network. → Only public addresses are read.\n"
            ),
        ),
        (["collect", "--source", "inconnue", "--dry-run"], 2, ""),
    ],
)
def test_the_command_line_ends_with_one_when_a_source_fails(
    line: list[str], code: int, out: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TISSERANDE_LANGUAGE", "en")
    assert (main(line), capsys.readouterr().out) == (code, out)


def test_an_unknown_source_is_told_with_those_that_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(LIST, encoding="utf-8")
    settings = Settings(language="en", sources_file=path)
    assert check(argparse.Namespace(names=["inconnue"]), settings) == 2
    assert capsys.readouterr().err == "inconnue: no such source. Sources: interne, eteinte.\n"


@pytest.mark.usefixtures("own_list")
def test_mistakes_in_a_list_of_ones_own_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sources.toml").write_text(LIST.replace('adapter = "feed"', 'adapter = "fee"', 1), encoding="utf-8")
    assert main(["sources", "check"]) == 1
    assert capsys.readouterr().err.startswith("interne: adapter: ")
