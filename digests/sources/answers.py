"""Reading an answer as what it should be: JSON or XML, never the web page that some servers send instead."""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import orjson
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from digests.cleaning import decode, text_alone
from digests.sources.source import Fetched, ParseFailure

# Three letters in libraries, two everywhere else.
_LANGUAGES = {
    "fre": "fr",
    "fra": "fr",
    "eng": "en",
    "spa": "es",
    "ger": "de",
    "deu": "de",
    "ita": "it",
    "por": "pt",
}


def json_of(fetched: Fetched) -> Any:
    """What the answer holds.

    Raises:
        ParseFailure: it is a web page, or JSON cut short.
    """
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise (web_page() if is_page(text) else _unread()) from error


def json_object(fetched: Fetched) -> dict[str, Any]:
    """The same, where an object is expected.

    Raises:
        ParseFailure: it is something else.
    """
    answer = json_of(fetched)
    if not isinstance(answer, dict):
        raise unexpected()
    return answer


def xml_of(fetched: Fetched) -> Element:
    """The root of the document.

    Raises:
        ParseFailure: it is a web page, cut short, or declares entities.
    """
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    if is_page(text):
        raise web_page()
    try:
        root: Element = fromstring(text_alone(text))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ParseFailure(
            "Its XML cannot be read.",
            "It will be tried again by itself; if it lasts, write to its publisher.",
        ) from error
    return root


def unexpected() -> ParseFailure:
    """The answer can be read and is not what this kind of source gives."""
    return ParseFailure(
        "It answers something else than what was asked.",
        "Check its address and its adapter in the list of sources.",
    )


def many(value: object) -> Sequence[Any]:
    """What is sometimes a list, sometimes alone, sometimes absent, as a list without holes."""
    if isinstance(value, list | tuple):
        return [one for one in value if one is not None]
    return [] if value is None else [value]


def first(value: object) -> str:
    """The first text of what is a list or a text; empty when there is none."""
    return next((str(one) for one in many(value) if str(one).strip()), "")


def language(value: object) -> str:
    """Two letters: « fre », « fr-FR » and « fr » are one."""
    said = first(value).strip().lower()
    return _LANGUAGES.get(said, said[:2])


def people(names: Iterable[tuple[object, object]]) -> tuple[str, ...]:
    """Given and family names → how they are written."""
    written = (" ".join(str(part).strip() for part in pair if part) for pair in names)
    return tuple(name for name in written if name)


def is_page(text: str) -> bool:
    """Is this a web page? Servers send one, with a fine status, where their data was."""
    return text[:300].lstrip().lower().startswith(("<!doctype html", "<html"))


def web_page() -> ParseFailure:
    """What is told then."""
    return ParseFailure(
        "It answers a web page where data was expected.",
        "Its address may have changed, or it refuses programs: look at its documentation.",
    )


def _unread() -> ParseFailure:
    return ParseFailure(
        "Its JSON cannot be read.", "It will be tried again by itself; if it lasts, write to its publisher."
    )
