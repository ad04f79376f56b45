"""RSS, Atom and JSON Feed: one adapter for most publishers."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import feedparser

from digests.cleaning import day, decode, plain, summary, text_alone
from digests.identity import readable
from digests.sources import wellformed
from digests.sources.source import Declaration, Entry, Fetch, Fetched, ParseFailure, Reading
from storage.text import compact

_NOT_A_FEED = "Look on the site for the address of its feed, or switch this source off."


class Feed:
    """A feed at a fixed address. The cursor holds what lets the server answer « nothing new »."""

    # It gives its latest entries again and again: fewer than before is normal, none at all is not.
    whole = True

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The entries of the feed, in its order; none when the server says that nothing changed."""
        fetched = await fetch(self.declaration.address, headers=validators(reading.cursor))
        if fetched.unchanged:
            reading.unchanged = True
            return
        # A long feed takes a tenth of a second: on another thread, somebody who asks meanwhile is still answered.
        reading.title, entries = await asyncio.to_thread(_read, fetched, self.declaration)
        for entry in entries:
            yield entry
        reading.cursor = {
            name: fetched.headers[name] for name in ("etag", "last-modified") if name in fetched.headers
        }


def validators(cursor: Mapping[str, Any]) -> dict[str, str]:
    """The headers by which a server that has nothing new says so."""
    named = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {header: str(cursor[name]) for name, header in named.items() if name in cursor}


def _read(fetched: Fetched, declaration: Declaration) -> tuple[str, list[Entry]]:
    """The title of the channel, and its entries."""
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    if text.lstrip().startswith("{"):
        feed = _json_feed(text)
        title = plain(str(feed.get("title", "")))
        _check_title(title, declaration)
        return title, list(_json_entries(feed))
    channel, entries = _parsed(text_alone(text))
    title = plain(channel.get("title", ""))
    _check_title(title, declaration)
    return title, list(_entries(entries, str(channel.get("language", ""))[:2].lower()))


def _parsed(document: bytes) -> tuple[Mapping[str, Any], Sequence[dict[str, Any]]]:
    """The channel and its entries, as feedparser shapes them; it is asked for whatever is not plain and well formed."""
    if plainly := wellformed.read(document):
        return plainly
    parsed = feedparser.parse(
        document,
        response_headers={"content-type": "application/xml; charset=utf-8"},
        # All markup goes away below: cleaning it here first would double the time of a reading.
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version"):
        raise ParseFailure("It is not a feed.", _NOT_A_FEED)
    return parsed.feed, parsed.entries


def _entries(entries: Sequence[dict[str, Any]], language: str) -> Iterator[Entry]:
    for entry in entries:
        title, url = plain(entry.get("title", "")), str(entry.get("link", ""))
        if title and url.startswith("http"):
            yield Entry(
                title=title,
                url=readable(url),
                external_id=str(entry.get("id", "")),
                summary=summary(_longest(entry)),
                authors=tuple(
                    plain(author["name"]) for author in entry.get("authors", ()) if author.get("name")
                ),
                published_on=_day(entry),
                language=language,
                keywords=tuple(
                    plain(tag.get("term") or "") for tag in entry.get("tags", ()) if tag.get("term")
                ),
            )


def _json_feed(text: str) -> dict[str, Any]:
    try:
        feed: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise ParseFailure("Its JSON cannot be read.", _NOT_A_FEED) from error
    if "jsonfeed.org" not in str(feed.get("version", "")):
        raise ParseFailure("It is not a feed.", _NOT_A_FEED)
    return feed


def _json_entries(feed: Mapping[str, Any]) -> Iterator[Entry]:
    for entry in feed.get("items", ()):
        title, url = (
            plain(str(entry.get("title", ""))),
            str(entry.get("url") or entry.get("external_url") or ""),
        )
        if title and url.startswith("http"):
            yield Entry(
                title=title,
                url=readable(url),
                external_id=str(entry.get("id", "")),
                summary=summary(
                    str(entry.get("summary") or entry.get("content_text") or entry.get("content_html") or "")
                ),
                authors=tuple(plain(str(author.get("name", ""))) for author in entry.get("authors", ())),
                published_on=day(entry.get("date_published")),
                language=str(entry.get("language") or feed.get("language") or "")[:2].lower(),
                keywords=tuple(plain(str(tag)) for tag in entry.get("tags", ())),
            )


def _check_title(title: str, declaration: Declaration) -> None:
    if declaration.expects and compact(declaration.expects) not in compact(title):
        raise ParseFailure(
            "The feed is called “{title}”, not “{expected}”.",
            "The publisher may have changed its address: look for the feed on its site.",
            title=title[:80],
            expected=declaration.expects,
        )


def _longest(entry: Mapping[str, Any]) -> str:
    """The excerpt written for readers; the body only where there is none."""
    written = str(entry.get("summary", ""))
    bodies = [str(content.get("value", "")) for content in entry.get("content", ())]
    return written or next(iter(bodies), "")


def _day(entry: dict[str, Any]) -> date | None:
    """The day as it was written; feedparser's own reading of it, told in UTC, only where the form is a strange one."""
    for name in ("published", "updated", "created"):
        # Its own `get` would answer one date for another.
        if found := day(dict.get(entry, name)):
            return found
        if parsed := dict.get(entry, f"{name}_parsed"):
            return date(*parsed[:3])
    return None
