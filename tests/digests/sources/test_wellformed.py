import pytest

from digests.cleaning import decode, text_alone
from digests.sources import feed, wellformed
from digests.sources.source import Entry
from tests.digests.site import RECORDINGS, recorded
from tests.digests.sources.test_feed import ATOM, RDF, RSS

WORDPRESS = RSS.replace(
    "</item>",
    '<enclosure url="https://exemple.fr/a.mp3"/><comments>https://exemple.fr/a#c</comments>'
    '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>Tout.</p>]]></content:encoded>'
    "</item>",
    1,
)


def both(document: str | bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, list[Entry], list[Entry]]:
    """Whether the quick reader read it, what we make of its answer, and of feedparser's."""
    text = text_alone(document if isinstance(document, str) else decode(document))
    quick = wellformed.read(text)
    channel, entries = feed._parsed(text)
    ours = list(feed._entries(entries, str(channel.get("language", ""))[:2].lower()))
    monkeypatch.setattr(wellformed, "read", lambda _: None)
    channel, entries = feed._parsed(text)
    return quick is not None, ours, list(feed._entries(entries, str(channel.get("language", ""))[:2].lower()))


@pytest.mark.parametrize(
    "document",
    [
        RSS,
        ATOM,
        WORDPRESS,
        RSS.replace(
            "<link>https://exemple.fr/a?utm_source=rss</link><guid>a-1</guid>",
            "<guid>https://exemple.fr/a</guid>",
        ),
        RSS.replace("<category>Santé</category>", ""),
        RSS.replace("<guid>a-1</guid>", '<guid isPermaLink="false"> a-1 </guid>'),
        RSS.replace(
            "<dc:creator>Léa Exemple</dc:creator>",
            "<dc:creator>Léa</dc:creator><dc:creator>Paul</dc:creator>",
        ),
        ATOM.replace("<updated>", "<published>2026-11-19T23:30:00+01:00</published><updated>"),
        ATOM.replace(
            "<summary>Un résumé.</summary>", '<content type="html">&lt;p&gt;Un résumé.&lt;/p&gt;</content>'
        ),
        ATOM.replace("<entry>", '<entry xml:base="https://exemple.fr/">').replace(
            "a-1", "tag:exemple.fr,2026:1"
        ),
        RSS.replace("<rss ", '<rss xml:base="https://exemple.fr/" ').replace("a-1", "https://exemple.fr/1"),
        RSS.replace("<category>", "<dc:subject>Enfance</dc:subject><category>"),
        ATOM.replace("<link ", '<link rel="self" href="https://exemple.fr/soi"/><link '),
    ],
)
def test_what_is_plain_is_read_quickly_and_as_feedparser_reads_it(
    document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, ours, theirs = both(document, monkeypatch)
    assert (quick, ours) == (True, theirs)


@pytest.mark.parametrize(
    "document",
    [
        RDF,
        RSS.replace("</channel>", ""),
        RSS.replace('version="2.0"', 'version="0.91"'),
        RSS.replace("&amp;agrave;", "&agrave;"),
        RSS.replace("<link>https://exemple.fr/a", "<link>/a"),
        RSS.replace("Fri, 20 Nov 2026 09:00:00 +0100", "vendredi 20 novembre 2026"),
        RSS.replace("<category>", "<author>lea@exemple.fr (Léa)</author><category>"),
        RSS.replace("<title>L’été", "<title>Deux fois</title><title>L’été"),
        ATOM.replace(
            "<summary>Un résumé.</summary>", '<summary type="xhtml"><div>Un résumé.</div></summary>'
        ),
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]>' + RSS.partition("?>")[2].replace("Santé", "&a;&a;&a;"),
        "<root>Invalid parameter</root>",
        "",
    ],
)
def test_what_is_unusual_is_left_to_feedparser(document: str) -> None:
    assert wellformed.read(text_alone(document)) is None


@recorded
@pytest.mark.parametrize("name", sorted(path.name for path in RECORDINGS.glob("rss_fr*/*.xml")))
def test_recorded_feeds_are_read_as_feedparser_reads_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = RECORDINGS.glob(f"rss_fr*/{name}")
    _, ours, theirs = both(path.read_bytes(), monkeypatch)
    assert ours == theirs
