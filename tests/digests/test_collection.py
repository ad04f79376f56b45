from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from digests.collection import Read, collect, due, unclassified
from digests.fetching import Fetcher
from digests.sources.feed import Feed
from digests.sources.source import Declaration, Entry
from digests.sources.theses import Theses
from locales import reader
from storage.database import Database
from storage.items import Found
from storage.sources import Health
from tests.digests.site import Site

RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "recordings" / "rss_fr_social"
NEWS = [("Habitat inclusif", "a"), ("Aide à la vie partagée", "b"), ("Appel à projets", "c")]


def rss(entries: list[tuple[str, str]], *, title: str = "Actualités", path: str = "/") -> str:
    items = "".join(
        f"<item><title>{name}</title><link>https://exemple.fr{path}{slug}</link><guid>{slug}</guid>"
        "<pubDate>Thu, 30 Jul 2026 13:08:48 +0000</pubDate></item>"
        for name, slug in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def declared(site: Site, name: str = "news", **changes: object) -> Declaration:
    return Declaration(name, "Actualités", "feed", f"{site.address}/{name}", **changes)  # type: ignore[arg-type]


def xml(text: str | bytes, **headers: str) -> web.Response:
    body = text.encode() if isinstance(text, str) else text
    return web.Response(body=body, headers={"Content-Type": "application/rss+xml; charset=utf-8", **headers})


async def titles(database: Database, now: datetime) -> list[str]:
    async with database.begin() as store:
        return sorted(
            item.title
            for item in await store.items.between(now - timedelta(days=1), now + timedelta(days=99))
        )


async def test_the_first_reading_of_a_source_announces_nothing_and_the_next_what_is_new(
    database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site))
    site.pages["/news"] = xml(rss(NEWS[:2]))
    (first,) = await collect(database, [source], fetch, unclassified, now)
    site.pages["/news"] = xml(rss(NEWS))
    (second,) = await collect(database, [source], fetch, unclassified, now + timedelta(days=1))
    assert first == Read("news", "ok", 2, 2, baseline=True, newest_on=date(2026, 7, 30))
    assert second == Read("news", "ok", 3, 1, newest_on=date(2026, 7, 30))
    assert await titles(database, now) == ["Appel à projets"]


async def test_identifiers_that_change_announce_nothing_again(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site))
    site.pages["/news"] = xml(rss(NEWS))
    await collect(sqlite_database, [source], fetch, unclassified, now)
    site.pages["/news"] = xml(rss(NEWS).replace("<guid>", "<guid>new-").replace("30 Jul", "31 Jul"))
    (again,) = await collect(sqlite_database, [source], fetch, unclassified, now + timedelta(days=1))
    assert (again.outcome, again.entries, again.new) == ("nothing", 3, 0)


async def test_a_source_that_fails_stops_no_other_and_loses_nothing(
    database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    sources = [Feed(declared(site, name)) for name in ("dead", "page", "fine")]
    for name in ("dead", "page", "fine"):
        site.pages[f"/{name}"] = xml(rss([(f"{name} 1", f"{name}-1")]), ETag='"1"')
    await collect(database, sources, fetch, unclassified, now)
    site.pages |= {
        "/dead": web.Response(status=500),
        "/page": web.Response(
            text="<!doctype html><html><body>Bonjour</body></html>", content_type="text/html"
        ),
        "/fine": xml(rss([("fine 2", "fine-2")])),
    }
    results = await collect(database, sources, fetch, unclassified, now + timedelta(days=1))
    async with database.begin() as store:
        health = await store.sources.all()
    assert [(read.outcome, read.failures, read.new) for read in results] == [
        ("network", 1, 0),
        ("parse", 1, 0),
        ("ok", 0, 1),
    ]
    assert [(health[name].cursor, health[name].succeeded_at == now) for name in ("dead", "page")] == [
        ({"etag": '"1"'}, True),
        ({"etag": '"1"'}, True),
    ]
    site.pages["/dead"] = xml(rss([("dead 1", "dead-1"), ("dead 2", "dead-2")]))
    (back,) = await collect(database, sources[:1], fetch, unclassified, now + timedelta(days=2))
    assert (back.outcome, back.new, back.failures) == ("ok", 1, 0)
    assert await titles(database, now) == ["dead 2", "fine 2"]


async def test_nothing_new_is_asked_cheaply(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site))
    site.pages["/news"] = xml(rss(NEWS), ETag='"1"', **{"Last-Modified": "Thu, 30 Jul 2026 13:08:48 GMT"})
    await collect(sqlite_database, [source], fetch, unclassified, now)
    site.pages["/news"] = web.Response(status=304)
    (again,) = await collect(sqlite_database, [source], fetch, unclassified, now + timedelta(days=1))
    headers = site.asked[-1].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (
        '"1"',
        "Thu, 30 Jul 2026 13:08:48 GMT",
    )
    async with sqlite_database.begin() as store:
        health = await store.sources.get("news")
    assert (again.outcome, again.entries, health and (health.entries, health.checked_at)) == (
        "nothing",
        0,
        (3, now + timedelta(days=1)),
    )


async def test_a_feed_that_is_suddenly_empty_is_an_outage_not_news(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site))
    site.pages["/news"] = xml(rss([(f"Article {number}", str(number)) for number in range(100)]))
    await collect(sqlite_database, [source], fetch, unclassified, now)
    site.pages["/news"] = xml(rss([]))
    (empty,) = await collect(sqlite_database, [source], fetch, unclassified, now + timedelta(days=1))
    assert (empty.outcome, empty.sentence.format(**empty.facts)) == (
        "empty",
        "It gives nothing, where it gave 100 entries.",
    )


async def test_a_feed_that_became_another_is_refused(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site, expects="CNSA"))
    site.pages["/news"] = xml(rss(NEWS, title="Tout sur le jardinage"))
    (refused,) = await collect(sqlite_database, [source], fetch, unclassified, now)
    assert (refused.outcome, refused.sentence.format(**refused.facts)) == (
        "parse",
        "The feed is called “Tout sur le jardinage”, not “CNSA”.",
    )


async def test_a_dry_reading_writes_nothing(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/news"] = xml(rss(NEWS))
    (read,) = await collect(sqlite_database, [Feed(declared(site))], fetch, unclassified, now, dry=True)
    async with sqlite_database.begin() as store:
        assert (read.entries, await store.sources.all()) == (3, {})


async def test_only_entries_that_speak_of_what_is_wanted_are_kept(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site, words=("aide à la vie", "HABITAT")))
    site.pages["/news"] = xml(rss(NEWS))
    (read,) = await collect(sqlite_database, [source], fetch, unclassified, now)
    assert (read.entries, read.new) == (3, 2)


async def test_what_a_declaration_says_is_true_of_every_entry() -> None:
    declaration = Declaration(
        "onpe",
        "ONPE",
        "feed",
        "https://exemple.fr",
        "resource",
        ("protection-enfance",),
        ("R75",),
        "Licence Ouverte 2.0",
    )
    entry = Entry("Titre", "https://exemple.fr/1", kind="call", deadline=date(2026, 12, 1), access="free")
    assert unclassified(entry, declaration) == Found(
        "onpe", ("url:https://exemple.fr/1",), "call", "Titre", "https://exemple.fr/1", deadline=date(2026, 12, 1),
        access="free", licence="Licence Ouverte 2.0", themes=("protection-enfance",), territories=("R75",),
    )  # fmt: skip


async def test_a_first_reading_too_long_for_one_turn_goes_on_at_the_next_and_announces_nothing(
    database: Database, site: Site, fetch: Fetcher, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.collection.MOST_ENTRIES", 150)
    source = Theses(
        Declaration(
            "theses",
            "Thèses",
            "theses",
            f"{site.address}/t",
            "research",
            options={"query": "titres.\\*:social"},
        )
    )

    async def page(request: web.Request) -> web.Response:
        start = int(request.query["debut"])
        theses = [
            {"id": str(number), "titrePrincipal": f"Thèse {number}"}
            for number in range(start, min(start + 100, 250))
        ]
        return web.json_response({"totalHits": 250, "theses": theses})

    site.pages["/t"] = page
    reads = []
    for day in range(4):
        reads += await collect(database, [source], fetch, unclassified, now + timedelta(days=day))
    assert [(read.entries, read.new, read.baseline) for read in reads] == [
        (150, 150, True),
        (150, 100, True),
        (50, 0, True),
        (150, 0, False),
    ]
    assert await titles(database, now) == []


async def test_a_failure_is_remembered_in_the_words_of_every_language(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/news"] = web.Response(status=404)
    (read,) = await collect(sqlite_database, [Feed(declared(site))], fetch, unclassified, now)
    async with sqlite_database.begin() as store:
        health = await store.sources.get("news")
    assert health is not None
    assert (health.sentence, health.remedy, health.facts) == (read.sentence, read.remedy, read.facts)
    assert reader("fr")(health.sentence, **health.facts) == "Elle répond 404."


async def test_an_answer_that_nobody_foresaw_stops_no_other_source(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/news"] = xml(rss(NEWS))

    def stumbling(entry: Entry, declaration: Declaration) -> Found:
        if declaration.name == "bad":
            raise KeyError(entry.title)
        return unclassified(entry, declaration)

    bad = Feed(replace(declared(site), name="bad"))
    reads = await collect(sqlite_database, [bad, Feed(declared(site))], fetch, stumbling, now)
    assert [(read.outcome, dict(read.facts)) for read in reads] == [
        ("parse", {"reason": "KeyError"}),
        ("ok", {}),
    ]


def test_a_source_is_due_when_its_turn_has_come(now: datetime) -> None:
    daily, off, new = (
        Declaration(name, name, "feed", "https://exemple.fr") for name in ("daily", "off", "new")
    )
    known = {"daily": Health("daily", "ok", now)}
    switched_off = Declaration("off", "off", "feed", "https://exemple.fr", enabled=False)
    turns = [
        [each.name for each in due([daily, switched_off, new], known, now + timedelta(hours=hours))]
        for hours in (1, 24)
    ]
    assert (turns, off.enabled) == ([["new"], ["daily", "new"]], True)


@pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason="the recorded answers are not there: ../shared/recordings"
)
async def test_five_successive_states_of_a_real_feed_announce_each_article_once(
    sqlite_database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    source = Feed(declared(site, expects="CNSA"))
    reads = []
    for number in range(1, 6):
        site.pages["/news"] = xml((RECORDINGS / f"cnsa_run{number}.xml").read_bytes())
        reads += await collect(sqlite_database, [source], fetch, unclassified, now + timedelta(days=number))
    announced = await titles(sqlite_database, now)
    assert [read.outcome for read in reads if read.outcome not in ("ok", "nothing")] == []
    assert reads[0].baseline
    assert len(announced) == len(set(announced)) == sum(read.new for read in reads[1:])


async def test_an_entry_that_no_database_writes_stops_no_other_source(
    database: Database, site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/news"] = xml(rss(NEWS))

    def halved(entry: Entry, declaration: Declaration) -> Found:
        found = unclassified(entry, declaration)
        return replace(found, title="\ud83d") if declaration.name == "bad" else found

    bad = Feed(replace(declared(site), name="bad"))
    reads = await collect(database, [bad, Feed(declared(site))], fetch, halved, now)
    assert [(read.outcome, read.failures, read.new) for read in reads] == [("parse", 1, 0), ("ok", 0, 3)]
