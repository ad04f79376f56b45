"""RSS 2.0 and Atom as most sites write them, read by the XML parser alone, three times as fast as by feedparser.

Only what is plain is read here. Anything unusual – XML that is broken, a relative link, an element nobody foresaw, a
date in a strange form – is a reason to leave the whole feed to feedparser, which knows them all. The entries have the
same shape as feedparser's, so that one code turns both into ours.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from digests.cleaning import day

Raw = dict[str, Any]

_ATOM, _DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_XML = "{http://www.w3.org/XML/1998/namespace}"
# Elements of RSS, by the names that feedparser gives to what they hold.
_ONCE = {"title": "title", "link": "link", "description": "summary", "guid": "id", "pubDate": "published"}
_MANY = {
    _ENCODED: ("content", "value"),
    f"{_DC}creator": ("authors", "name"),
    "category": ("tags", "term"),
    f"{_DC}subject": ("tags", "term"),
}
_LEFT_ASIDE = {
    "comments", "enclosure", "{http://wellformedweb.org/CommentAPI/}commentRss", "{http://purl.org/rss/1.0/modules/slash/}comments",
    f"{_ATOM}link", f"{_ATOM}rights",
}  # fmt: skip
_TEXTS = ("text", "html")


class UnusualError(Exception):
    """Left to feedparser."""


def read(document: bytes) -> tuple[Raw, list[Raw]] | None:
    """The channel and its entries; None when the feed is to be left to feedparser."""
    # Without a declaration there is no entity: nothing can swell, and nothing can be fetched from elsewhere.
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        return None
    try:
        root = fromstring(document)  # noqa: S314 - what makes it unsafe was refused above
    except (ParseError, ValueError):
        return None
    try:
        if root.tag == "rss" and root.get("version") == "2.0":
            return _rss(root)
        if root.tag == f"{_ATOM}feed":
            return _atom(root)
    except UnusualError:
        return None
    return None


def _rss(root: Element) -> tuple[Raw, list[Raw]]:
    channels = list(root)
    if len(channels) != 1 or channels[0].tag != "channel":
        raise UnusualError
    (channel,) = channels
    told = {name: text for name in ("title", "language") if (text := _alone(channel, name))}
    entries = [_item(each) for each in channel.iter("item")]
    if root.get(f"{_XML}base"):
        _absolute(entries)
    return told, entries


def _item(item: Element) -> Raw:
    entry: Raw = {"authors": [], "tags": [], "content": []}
    for element in item:
        tag = str(element.tag)
        if tag in _ONCE:
            _once(entry, _ONCE[tag], _text(element))
        elif tag in _MANY:
            kept, name = _MANY[tag]
            entry[kept].append({name: _text(element)})
        elif tag not in _LEFT_ASIDE:
            raise UnusualError
        if tag == "guid":
            entry["permalink"] = element.get("isPermaLink", "true") == "true"
    if "link" not in entry and entry.get("permalink"):
        entry["link"] = entry["id"]
    return _checked(entry)


def _atom(root: Element) -> tuple[Raw, list[Raw]]:
    told = {"title": _alone(root, f"{_ATOM}title"), "language": root.get(f"{_XML}lang", "")}
    entries = [_entry(each) for each in root.iter(f"{_ATOM}entry")]
    if any(each.get(f"{_XML}base") for each in root.iter()):
        _absolute(entries)
    return told, entries


def _entry(element: Element) -> Raw:
    entry: Raw = {"authors": [], "tags": [], "content": []}
    for child in element:
        tag = str(child.tag)
        if tag.startswith(_ATOM):
            _part(entry, tag.removeprefix(_ATOM), child)
        elif tag in _MANY:
            kept, name = _MANY[tag]
            entry[kept].append({name: _text(child)})
        elif tag not in _LEFT_ASIDE:
            raise UnusualError
    return _checked(entry)


def _part(entry: Raw, name: str, child: Element) -> None:
    match name:
        case "title" | "summary":
            _once(entry, name, _typed(child))
        case "id" | "published" | "updated":
            _once(entry, name, _text(child))
        case "content":
            entry["content"].append({"value": _typed(child)})
        case "link":
            if child.get("rel", "alternate") == "alternate":
                _once(entry, "link", child.get("href", ""))
        case "author":
            entry["authors"] += [{"name": _text(each)} for each in child.findall(f"{_ATOM}name")]
        case "category":
            entry["tags"].append({"term": child.get("term", "")})
        case "rights":
            pass
        case _:
            raise UnusualError


def _checked(entry: Raw) -> Raw:
    """The entry, when its link leads somewhere and its date is one."""
    if not entry.get("link", "http").startswith("http"):
        raise UnusualError
    said = entry.get("published") or entry.get("updated")
    if said and day(said) is None:
        raise UnusualError
    return entry


def _absolute(entries: list[Raw]) -> None:
    """Under a base, an identifier that is no address of its own is completed, and feedparser does it."""
    if not all(entry.get("id", "http").startswith(("http", "tag:", "urn:")) for entry in entries):
        raise UnusualError


def _once(entry: Raw, name: str, text: str) -> None:
    if name in entry:
        raise UnusualError
    entry[name] = text


def _typed(element: Element) -> str:
    """A text of Atom; its own markup, and what stands elsewhere, are unusual."""
    if element.get("type", "text") not in _TEXTS or element.get("src"):
        raise UnusualError
    return _text(element)


def _text(element: Element) -> str:
    if len(element):
        raise UnusualError
    return (element.text or "").strip()


def _alone(parent: Element, name: str) -> str:
    found = list(_children(parent, name))
    if len(found) > 1:
        raise UnusualError
    return found[0] if found else ""


def _children(parent: Element, name: str) -> Iterator[str]:
    return (_text(each) for each in parent if each.tag == name)
