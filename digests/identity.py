"""Recognising one work under its many names: DOI, identifiers, addresses, title and year."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from digests.sources.source import Entry
from storage.text import compact

# What follows a reader from page to page says nothing of the page.
_TRACKING = re.compile(
    r"^(?:utm_|pk_|mtm_|at_|mc_|hsa_)|^(?:fbclid|gclid|xtor|igshid|msclkid|origine|ref)$", re.IGNORECASE
)
# The CNSA serves each article under two paths.
_FRONT = re.compile(r"^/index(?:\.|%2e)php(?=/)", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>?#]+", re.IGNORECASE)
_HAL = re.compile(r"\b(?:hal|tel|halshs|dumas|medihal)-\d{6,9}(?=v\d|\b)", re.IGNORECASE)
_HANDLE = re.compile(r"\b20\.500\.\d+/[\w.:-]+")
# The national number of a defended thesis: its year, its university, its rank.
_THESIS = re.compile(r"\b(?:19|20)\d{2}[A-Z][A-Z0-9]{3}[A-Z0-9]{4}\b")
# A shorter title is too common to name a work.
SHORTEST_TITLE = 25
LONGEST_KEY = 400


def canonical(url: str) -> str:
    """The address without what varies: tracking, fragment, double path, closing slash, letter case of the host."""
    parts = urlsplit(url.strip())
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.search(name))
    path = unquote(_FRONT.sub("", parts.path)).rstrip("/") or "/"
    return urlunsplit(("https", (parts.hostname or "").removeprefix("www."), path, urlencode(query), ""))


def readable(url: str) -> str:
    """The address to open: as it was given, without tracking."""
    parts = urlsplit(url.strip())
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.search(name)
    ]
    fragment = "" if parts.fragment.startswith("xtor") else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, _FRONT.sub("", parts.path), urlencode(query), fragment))


def doi(text: str) -> str:
    """The DOI in a text, lower case, without what surrounds it; empty when there is none."""
    found = _DOI.search(unquote(text))
    name = found[0].rstrip(".,;").lower() if found else ""
    return name.removesuffix(")") if name.count("(") < name.count(")") else name


def keys(entry: Entry, source: str) -> tuple[str, ...]:
    """The names of an entry, surest first."""
    return tuple(dict.fromkeys(key[:LONGEST_KEY] for key in _keys(entry, source)))


def _keys(entry: Entry, source: str) -> Iterator[str]:
    known = " ".join((entry.doi, entry.external_id, entry.url, *entry.aliases))
    if name := doi(entry.doi) or doi(entry.url):
        yield f"doi:{name}"
    if hal := _HAL.search(known):
        yield f"hal:{hal[0].lower()}"
    if handle := _HANDLE.search(known):
        yield f"handle:{handle[0].lower()}"
    if thesis := _THESIS.search(known):
        yield f"thesis:{thesis[0].lower()}"
    if entry.external_id and not entry.external_id.startswith("http"):
        yield f"id:{source}:{entry.external_id}"
    for address in (entry.url, *entry.aliases):
        if address.startswith("http"):
            yield f"url:{canonical(address)}"
    title = compact(entry.title)
    if len(title) >= SHORTEST_TITLE and entry.published_on:
        yield f"title:{title}:{entry.published_on.year}"
