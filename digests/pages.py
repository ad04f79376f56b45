"""A web page that somebody proposes: what it says it is called, and what it says it is about."""

from dataclasses import dataclass
from html.parser import HTMLParser

from digests.cleaning import decode, plain, summary
from digests.identity import readable
from digests.sources.source import Fetch, ParseFailure

LONGEST_TITLE = 300
# What pages call their title and their summary, the surest first.
_TITLES = ("citation_title", "og:title", "twitter:title", "title")
_SUMMARIES = ("citation_abstract", "og:description", "description", "twitter:description")


@dataclass(frozen=True, slots=True)
class LookedPage:
    """A page as it introduces itself, in plain text; ``url`` is where it really is."""

    url: str
    title: str
    summary: str


async def look(fetch: Fetch, url: str) -> LookedPage:
    """Open a page and read how it introduces itself.

    Raises:
        NetworkFailure: it does not answer, or its address is refused.
        ParseFailure: it is no web page, or has no title.
    """
    fetched = await fetch(url)
    kind = fetched.headers.get("content-type", "text/html")
    if "html" not in kind:
        raise ParseFailure("This address is a file, not a page.", "Give the page that presents it.")
    said = _Introduction()
    said.feed(decode(fetched.body, kind))
    title = plain(said.first(_TITLES))[:LONGEST_TITLE]
    if not title:
        raise ParseFailure("This page has no title.", "Give another page that presents it.")
    return LookedPage(readable(fetched.url), title, summary(said.first(_SUMMARIES)))


class _Introduction(HTMLParser):
    """The title and the metadata of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and "title" not in self._said
        given = {name: value or "" for name, value in attrs}
        name = (given.get("property") or given.get("name") or "").lower()
        if tag == "meta" and name:
            self._said.setdefault(name, given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._said["title"] = self._said.get("title", "") + data

    def first(self, names: tuple[str, ...]) -> str:
        """What the first of these names says."""
        return next((self._said[name] for name in names if self._said.get(name, "").strip()), "")
