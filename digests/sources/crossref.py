"""Crossref: what the publishers of a list of journals deposit, article by article."""

import re
from collections.abc import AsyncGenerator, Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from digests.cleaning import plain, summary
from digests.sources.answers import first, json_object, language, many, people, unexpected
from digests.sources.source import Declaration, Entry, Fetch, Reading
from digests.sources.window import Window, WindowOptions, opened

ROWS = 200
SELECTED = (
    "DOI,title,subtitle,author,container-title,issued,created,published-online,published-print,abstract,URL,type,"
    "license"
)
_HEADING = re.compile(r"<(?:jats:)?title>.*?</(?:jats:)?title>", re.DOTALL | re.IGNORECASE)
# A journal or an issue is registered too, and is nothing to read.
_CONTAINERS = {"journal", "journal-issue", "journal-volume", "component", "book-series"}


class CrossrefOptions(WindowOptions):
    """The journals that are followed, by their ISSN."""

    issn: list[Annotated[str, Field(pattern=r"^\d{4}-\d{3}[\dX]$")]] = Field(min_length=1)


class Crossref:
    """Articles registered since the last reading."""

    whole = False
    options_of = CrossrefOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = CrossrefOptions.model_validate(dict(declaration.options))

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The articles of the window, page after page."""
        window = opened(reading, self.options, now)
        cursor = window.page or "*"
        while True:
            answer = json_object(await fetch(self.declaration.address, params=self._asked(window, cursor)))
            message = answer.get("message")
            if not isinstance(message, Mapping) or not isinstance(message.get("items"), list):
                raise unexpected()
            for item in message["items"]:
                if entry := entry_of(item):
                    yield entry
            cursor = str(message.get("next-cursor") or "")
            # It gives a next cursor for ever: a page that is not full is the last one.
            if not cursor or len(message["items"]) < ROWS:
                break
            window.pause(reading, cursor)
        window.close(reading)

    def _asked(self, window: Window, cursor: str) -> dict[str, str]:
        journals = [f"issn:{number}" for number in self.options.issn]
        return {
            "filter": ",".join([*journals, f"from-created-date:{window.since}"]),
            "select": SELECTED,
            "rows": str(ROWS),
            "cursor": cursor,
        }


def entry_of(item: Mapping[str, Any]) -> Entry | None:
    """One article; None for a journal or an issue, and for one without a title or a DOI."""
    title, doi = plain(first(item.get("title"))), str(item.get("DOI") or "")
    if not title or not doi or item.get("type") in _CONTAINERS:
        return None
    if subtitle := plain(first(item.get("subtitle"))):
        title = f"{title} : {subtitle}"
    return Entry(
        title=title,
        url=str(item.get("URL") or f"https://doi.org/{doi}"),
        external_id=doi.lower(),
        doi=doi,
        summary=_abstract(item),
        authors=people(
            (one.get("given"), one.get("family") or one.get("name")) for one in many(item.get("author"))
        ),
        published_on=_published(item),
        language=language(item.get("language")),
        access="free" if _is_free(item) else "",
        keywords=tuple(plain(str(name)) for name in many(item.get("container-title"))),
    )


def _abstract(item: Mapping[str, Any]) -> str:
    """The abstract, where its licence lets it be repeated; titles are facts, abstracts are not."""
    if not _is_free(item):
        return ""
    return summary(_HEADING.sub(" ", str(item.get("abstract") or "")).replace("jats:", ""))


def _is_free(item: Mapping[str, Any]) -> bool:
    return any("creativecommons.org" in str(one.get("URL", "")) for one in many(item.get("license")))


def _published(item: Mapping[str, Any]) -> date | None:
    """The day of publication; where only its year or month is known, the day of a registration made in that time."""
    said = [_parts(item.get(name)) for name in ("published-online", "published-print", "issued")]
    for parts in said:
        if len(parts) == 3:
            return _date(parts)
    created = _parts(item.get("created"))
    within = len(created) == 3 and any(parts and created[: len(parts)] == parts for parts in said)
    return _date(created) if within else None


def _parts(told: object) -> list[int]:
    dates = told.get("date-parts") if isinstance(told, Mapping) else None
    parts: object = next(iter(many(dates)), [])
    return [int(part) for part in many(parts) if isinstance(part, int)][:3]


def _date(parts: list[int]) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None
