"""OAI-PMH, how archives and journals let themselves be harvested: OpenEdition, Calenda, and many more."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from pydantic import Field

from digests.cleaning import day, plain, summary
from digests.identity import doi, readable
from digests.sources.answers import language, unexpected, xml_of
from digests.sources.source import Declaration, Entry, Fetch, ParseFailure, Reading
from digests.sources.window import Window, WindowOptions, opened
from storage.items import Access, Kind

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS: Mapping[str, Kind] = {
    "call for papers": "call", "scholarship, prize and job offer": "call", "colloquium": "event",
    "conference": "event", "study days": "event", "seminar and workshop": "event", "conference, symposium": "event",
}  # fmt: skip
_RESOLVERS = ("doi.org/", "hdl.handle.net/")
# A description shorter than this is a remark (« International audience »), not an abstract.
SHORTEST_ABSTRACT = 60


class OaiOptions(WindowOptions):
    """What is harvested: a set of the repository, in the one form that every repository has.

    Attributes:
        types: kinds of document that are kept, in the repository's words; all if empty.
    """

    set: str = ""
    prefix: Literal["oai_dc"] = "oai_dc"
    types: list[str] = Field(default_factory=list)


class OaiPmh:
    """Records added or changed since the last reading; those that were withdrawn are passed over."""

    whole = False
    options_of = OaiOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = OaiOptions.model_validate(dict(declaration.options))

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The records of the window, page after page, as far as the repository's tokens lead."""
        window = opened(reading, self.options, now)
        token, restarted = window.page, False
        while True:
            root, refused = await self._page(fetch, window, token)
            if refused:
                if restarted:
                    raise _refused("badResumptionToken")
                # What was given already is recognised when it comes again.
                token, restarted = "", True
                continue
            for record in _all(root, "record"):
                entry = entry_of(record)
                if entry and self._wanted(record):
                    yield entry
            token = (next(_texts(root, "resumptionToken"), "")).strip()
            if not token:
                break
            window.pause(reading, token)
        window.close(reading)

    async def _page(self, fetch: Fetch, window: Window, token: str) -> tuple[Element, bool]:
        """The page of this token, and whether the token was refused.

        Some repositories write their tokens as they stand in an address: refused as it is, one is tried decoded.
        """
        tries = [token, unquote(token)] if unquote(token) != token else [token]
        for attempt in tries:
            root = xml_of(await fetch(self.declaration.address, params=self._asked(window, attempt)))
            if _name(root) != "OAI-PMH":
                raise unexpected()
            code = next((each.get("code", "") for each in _all(root, "error")), "")
            if code != "badResumptionToken":
                if code not in ("", "noRecordsMatch"):
                    raise _refused(code)
                return root, False
        return root, True

    def _asked(self, window: Window, token: str) -> dict[str, str]:
        if token:
            return {"verb": "ListRecords", "resumptionToken": token}
        asked = {
            "verb": "ListRecords",
            "metadataPrefix": self.options.prefix,
            "from": window.since.isoformat(),
        }
        return {**asked, "set": self.options.set} if self.options.set else asked

    def _wanted(self, record: Element) -> bool:
        return not self.options.types or any(text in self.options.types for text in _texts(record, "type"))


def entry_of(record: Element) -> Entry | None:
    """One record; None for one that was withdrawn, or that has no title or no address."""
    header = next(_all(record, "header"), None)
    if header is None or header.get("status") == "deleted":
        return None
    named = list(_texts(record, "identifier"))
    title, url = plain(_chosen(record, "title")), _address(named)
    if not title or not url:
        return None
    types = [text.strip().lower() for text in _texts(record, "type")]
    return Entry(
        title=title,
        url=readable(url),
        external_id=next(_texts(header, "identifier"), "").strip(),
        doi=next((found for each in named if (found := doi(each))), ""),
        kind=next((_KINDS[each] for each in types if each in _KINDS), None),
        summary=summary(_chosen(record, "description", SHORTEST_ABSTRACT)),
        authors=tuple(_person(name) for name in _texts(record, "creator")),
        published_on=_published(list(_texts(record, "date"))),
        language=language(list(_texts(record, "language"))),
        access=_access(" ".join(_texts(record, "rights"))),
        keywords=tuple(plain(text) for text in _texts(record, "subject")),
        aliases=tuple(each for each in named if each.startswith("http") and each != url),
    )


def _refused(code: str) -> ParseFailure:
    return ParseFailure(
        "The repository refuses the question ({code}).",
        "Correct its set in the list of sources.",
        code=code[:40],
    )


def _address(named: Sequence[str]) -> str:
    """The page of the work itself rather than an address that leads to it."""
    pages = [each.strip() for each in named if each.strip().startswith("http")]
    return next(
        (each for each in pages if not any(name in each for name in _RESOLVERS)), next(iter(pages), "")
    )


def _chosen(record: Element, name: str, least: int = 1) -> str:
    """The French one, else the first that is long enough."""
    found = [(language(each.get(_LANG)), "".join(each.itertext()).strip()) for each in _all(record, name)]
    long = [(said, text) for said, text in found if len(text) >= least]
    return next((text for said, text in long if said == "fr"), next((text for _, text in long), ""))


def _person(name: str) -> str:
    """« Martin, Léa » → « Léa Martin »."""
    family, comma, given = plain(name).partition(",")
    return f"{given.strip()} {family.strip()}" if comma else family.strip()


def _published(dates: Sequence[str]) -> date | None:
    """The day on the platform, else any whole day that is not the end of an embargo."""
    written = [text.strip() for text in dates]
    online = [text.rpartition("/date/publication/")[2] for text in written if "/date/publication/" in text]
    return next((found for text in (*online, *written) if (found := day(text))), None)


def _access(rights: str) -> Access:
    if "openAccess" in rights:
        return "free"
    return "paid" if "restrictedAccess" in rights or "embargoedAccess" in rights else ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _name(each) == name)


def _texts(element: Element, name: str) -> Iterator[str]:
    return (text for each in _all(element, name) if (text := "".join(each.itertext())))
