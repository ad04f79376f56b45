from datetime import date, datetime
from pathlib import Path

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.feed import Feed
from digests.sources.source import Declaration, Entry, ParseFailure, Reading
from tests.digests.site import RECORDINGS, Site, read, recorded

ENTRY = Entry(
    "L’été à l’hôpital",
    "https://exemple.fr/a",
    "a-1",
    summary="Un résumé.",
    authors=("Léa Exemple",),
    published_on=date(2026, 11, 20),
    language="fr",
    keywords=("Santé",),
)
RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Actualités</title><language>fr-FR</language>
<item><title>L’été &amp;agrave; l’hôpital</title><link>https://exemple.fr/a?utm_source=rss</link><guid>a-1</guid>
<description><![CDATA[<p>Un <b>résumé</b>.</p><script>alert(1)</script>]]></description>
<dc:creator>Léa Exemple</dc:creator><category>Santé</category><pubDate>Fri, 20 Nov 2026 09:00:00 +0100</pubDate></item>
<item><title>Sans adresse</title></item><item><link>https://exemple.fr/sans-titre</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Actualités</title>
<entry><title type="html">L’été &amp;agrave; l’hôpital</title><link href="https://exemple.fr/a"/><id>a-1</id>
<summary>Un résumé.</summary><author><name>Léa Exemple</name></author><category term="Santé"/>
<updated>2026-11-20T09:00:00+01:00</updated></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Actualités", "language": "fr", "items": [
{"id": "a-1", "url": "https://exemple.fr/a", "title": "L’été à l’hôpital", "content_html": "<p>Un résumé.</p>",
"authors": [{"name": "Léa Exemple"}], "tags": ["Santé"], "date_published": "2026-11-20T09:00:00+01:00"}]}"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Actualités</title><dc:language>fr</dc:language></channel>
<item rdf:about="a-1"><title>L’été à l’hôpital</title><link>https://exemple.fr/a</link>
<description>Un résumé.</description>
<dc:creator>Léa Exemple</dc:creator><dc:subject>Santé</dc:subject><dc:date>2026-11-20</dc:date></item></rdf:RDF>"""


def source(site: Site, **changes: object) -> Feed:
    return Feed(Declaration("flux", "Flux", "feed", f"{site.address}/flux", **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS.encode(), "text/xml; charset=iso-8859-1"),
        (RSS.replace("’", "\x92").encode("latin-1"), "text/xml; charset=utf-8"),
        (RSS.encode("utf-16"), "application/octet-stream"),
        (ATOM.encode(), "text/html"),
        (JSON.encode(), "application/feed+json"),
        (RDF.encode(), "text/plain"),
    ],
)
async def test_every_form_of_feed_gives_the_same_entry(
    site: Site, fetch: Fetcher, now: datetime, body: bytes, content_type: str
) -> None:
    site.pages["/flux"] = web.Response(body=body, headers={"Content-Type": content_type})
    entries, _ = await read(source(site), fetch, now)
    assert entries == [ENTRY]


async def test_an_undated_entry_stays_undated(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/flux"] = web.Response(text=RSS.replace("Fri, 20 Nov 2026 09:00:00 +0100", "bientôt"))
    (entry,), _ = await read(source(site), fetch, now)
    assert entry.published_on is None


async def test_a_feed_says_its_name(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/flux"] = web.Response(text=RSS)
    reading = Reading({})
    _ = [entry async for entry in source(site).read(fetch, reading, now)]
    assert reading.title == "Actualités"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<!doctype html><html><body>Bonjour</body></html>", "It is not a feed."),
        ("<root>Invalid parameter</root>", "It is not a feed."),
        ("", "It is not a feed."),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "Its JSON cannot be read."),
        ('{"items": []}', "It is not a feed."),
    ],
)
async def test_what_is_no_feed_is_a_failure(
    site: Site, fetch: Fetcher, now: datetime, body: str, sentence: str
) -> None:
    site.pages["/flux"] = web.Response(text=body)
    with pytest.raises(ParseFailure) as refused:
        await read(source(site), fetch, now)
    assert str(refused.value) == sentence


async def test_a_feed_cut_short_gives_the_entries_that_are_whole(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/flux"] = web.Response(text=RSS.partition("<item><title>Sans")[0])
    entries, _ = await read(source(site), fetch, now)
    assert entries == [ENTRY]


async def test_entities_neither_swell_nor_reach_a_file(
    site: Site, fetch: Fetcher, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    declared = f'<!ENTITY e0 "ha">{levels}<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">'
    body = RSS.partition("?>")[2].replace("Santé", "&e9;").replace("Léa Exemple", "&file;")
    site.pages["/flux"] = web.Response(text=f"<!DOCTYPE rss [{declared}]>{body}")
    entries, _ = await read(source(site), fetch, now)
    assert (len(entries), "SECRET" in str(entries), len(str(entries)) < 5000) == (1, False, True)


@recorded
@pytest.mark.parametrize(
    "name",
    [
        "rss_fr/humanite_drupal_rss2",
        "rss_fr/epris-de-justice_rss2_content",
        "rss_fr/maitre-eolas_dotclear_atom",
        *(f"rss_fr_social/cnsa_run{number}" for number in range(1, 6)),
        "rss_fr_social/enfance-jeunesse-veille-juridique",
        "rss_fr_social/pros-petite-enfance",
        "rss_fr_social/observatoire-culture",
        "rss_fr_social/veille",
    ],
)
async def test_recorded_feeds_are_read_whole(site: Site, fetch: Fetcher, now: datetime, name: str) -> None:
    body = (RECORDINGS / f"{name}.xml").read_bytes()
    site.pages["/flux"] = web.Response(body=body, content_type="application/xml")
    entries, _ = await read(source(site), fetch, now)
    assert len(entries) == body.count(b"<item>") + body.count(b"<entry")
    assert [entry for entry in entries if not entry.published_on or "<p" in entry.title + entry.summary] == []
