"""OpenAlex, the open index of the world's research. It asks for a key, which is free."""

from collections.abc import AsyncGenerator, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from digests.cleaning import day, plain, summary
from digests.sources.answers import json_object, language, many, unexpected
from digests.sources.source import Declaration, Entry, Fetch, NetworkFailure, Reading
from digests.sources.window import Window, WindowOptions, opened
from storage.items import Access

ROWS = 100
SELECTED = (
    "id,doi,title,publication_date,language,type,authorships,primary_location,open_access,"
    "abstract_inverted_index,is_retracted,is_paratext"
)
# An abstract is some hundred words; a position beyond this is a mistake.
MOST_WORDS = 2000


class OpenAlexOptions(WindowOptions):
    """What is asked.

    Attributes:
        filters: in its own words; a search among titles and abstracts costs less here than by ``search``.
        overlap: only the day of publication can be asked for, and works are indexed weeks after it.
    """

    filters: list[str]
    overlap: int = Field(default=45, ge=0, le=365)


class OpenAlex:
    """Works published since some weeks before the last reading, page after page."""

    whole = False
    options_of = OpenAlexOptions

    def __init__(self, declaration: Declaration, key: str = "") -> None:
        self.declaration = declaration
        self.options = OpenAlexOptions.model_validate(dict(declaration.options))
        self._key = key

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The works of the window; neither retracted ones nor covers and tables of contents.

        Raises:
            NetworkFailure: there is no key.
        """
        if not self._key:
            raise NetworkFailure(
                "It answers only to those who have a key.",
                "Ask for a free key on openalex.org and put it in the settings, or switch this source off.",
            )
        window = opened(reading, self.options, now)
        cursor = window.page or "*"
        while cursor:
            answer = json_object(await fetch(self.declaration.address, params=self._asked(window, cursor)))
            works = answer.get("results")
            if works is None:
                raise unexpected()
            for work in works:
                if entry := entry_of(work, window.until):
                    yield entry
            cursor = str(answer.get("meta", {}).get("next_cursor") or "") if works else ""
            if cursor:
                window.pause(reading, cursor)
        window.close(reading)

    def _asked(self, window: Window, cursor: str) -> dict[str, str]:
        days = [f"from_publication_date:{window.since}", f"to_publication_date:{window.until}"]
        return {
            "filter": ",".join([*self.options.filters, *days]),
            "select": SELECTED,
            "per-page": str(ROWS),
            "cursor": cursor,
            "api_key": self._key,
        }


def entry_of(work: Mapping[str, Any], today: date) -> Entry | None:
    """One work; None for what is retracted, for what surrounds works, and for one without a title or an address."""
    place = work.get("primary_location") or {}
    title, doi = plain(str(work.get("title") or work.get("display_name") or "")), str(work.get("doi") or "")
    url = str(place.get("landing_page_url") or doi or work.get("id") or "")
    if work.get("is_retracted") or work.get("is_paratext") or not title or not url.startswith("http"):
        return None
    published = day(work.get("publication_date"))
    authors = [
        (one.get("author") or {}).get("display_name") or one.get("raw_author_name")
        for one in many(work.get("authorships"))
    ]
    return Entry(
        title=title,
        url=url,
        external_id=str(work.get("id") or "").rpartition("/")[2],
        doi=doi,
        summary=summary(abstract(work.get("abstract_inverted_index"))),
        authors=tuple(plain(str(name)) for name in authors if name),
        # Publishers announce issues ahead: such a day is not yet one of publication.
        published_on=published if published and published <= today else None,
        language=language(work.get("language")),
        access=_access(work.get("open_access") or {}),
    )


def abstract(index: object) -> str:
    """The abstract whose words were sorted: each word with its places."""
    if not isinstance(index, Mapping):
        return ""
    places = {
        place: str(word)
        for word, held in index.items()
        if isinstance(held, list)
        for place in held
        if isinstance(place, int) and 0 <= place < MOST_WORDS
    }
    return " ".join(places[place] for place in sorted(places))


def _access(told: Mapping[str, Any]) -> Access:
    if told.get("is_oa") is None:
        return ""
    return "free" if told["is_oa"] else "paid"
