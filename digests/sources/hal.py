"""HAL, the open archive of French research: its search, deposit by deposit."""

import re
from collections.abc import AsyncGenerator, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from digests.cleaning import day, plain, summary
from digests.identity import readable
from digests.sources.answers import first, json_object, language, many, unexpected
from digests.sources.source import Declaration, Entry, Fetch, Reading
from digests.sources.window import Window, WindowOptions, opened

FIELDS = (
    "docid", "halId_s", "uri_s", "doiId_s", "title_s", "subTitle_s", "authFullName_s", "abstract_s", "keyword_s",
    "submittedDate_tdate", "producedDate_s", "docType_s", "language_s", "openAccess_bool", "nntId_s",
)  # fmt: skip
ROWS = 200
_VERSION = re.compile(r"v\d+$")


class HalOptions(WindowOptions):
    """What is asked.

    Attributes:
        query: in the words of Solr.
        filters: each must hold.
        years: works published longer ago than this are passed over, however late their deposit; 0 takes all.
    """

    query: str
    filters: list[str] = Field(default_factory=list)
    years: int = 2


class Hal:
    """Deposits since the last reading, page after page."""

    whole = False
    options_of = HalOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = HalOptions.model_validate(dict(declaration.options))

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The works deposited in the window; one that has several versions comes once for each."""
        window = opened(reading, self.options, now)
        mark = window.page or "*"
        while True:
            answer = json_object(await fetch(self.declaration.address, params=self._asked(window, mark)))
            documents = answer.get("response", {}).get("docs")
            if documents is None:
                raise unexpected()
            for document in documents:
                if entry := entry_of(document):
                    yield entry
            # Solr says that the end is reached by giving the same mark again.
            before, mark = mark, str(answer.get("nextCursorMark") or mark)
            if mark == before:
                break
            window.pause(reading, mark)
        window.close(reading)

    def _asked(self, window: Window, mark: str) -> dict[str, str]:
        filters = [*self.options.filters, f"submittedDate_tdate:[{window.since}T00:00:00Z TO *]"]
        if self.options.years:
            filters.append(f"producedDateY_i:[{window.until.year - self.options.years} TO *]")
        return {
            "q": self.options.query,
            "fq": " AND ".join(f"({one})" for one in filters),
            "fl": ",".join(FIELDS),
            "rows": str(ROWS),
            # Only an order by the key of the document lets a mark follow it.
            "sort": "docid asc",
            "cursorMark": mark,
            "wt": "json",
        }


def entry_of(document: Mapping[str, Any]) -> Entry | None:
    """One document; None for one without a title or an address, as when its fields were not asked for."""
    titles, languages = (
        many(document.get("title_s")),
        [language(one) for one in many(document.get("language_s"))],
    )
    title, url = plain(first(titles)), str(document.get("uri_s", ""))
    if not title or not url.startswith("http"):
        return None
    if subtitle := plain(first(document.get("subTitle_s"))):
        title = f"{title} : {subtitle}"
    return Entry(
        title=title,
        # All versions of a work are one work.
        url=_VERSION.sub("", readable(url)),
        external_id=str(document.get("halId_s", "")),
        doi=str(document.get("doiId_s", "")),
        summary=summary(first(document.get("abstract_s"))),
        authors=tuple(plain(str(name)) for name in many(document.get("authFullName_s"))),
        published_on=_published(document),
        language=languages[0] if languages else "",
        access="free" if document.get("openAccess_bool") else "",
        keywords=tuple(plain(str(word)) for word in many(document.get("keyword_s"))),
        aliases=tuple(str(number) for number in many(document.get("nntId_s"))),
    )


def _published(document: Mapping[str, Any]) -> date | None:
    """The day of publication; where only its year or month is known, the day of a deposit made in that time."""
    said = str(document.get("producedDate_s", ""))
    deposited = day(document.get("submittedDate_tdate"))
    if exact := day(said):
        return exact
    return deposited if deposited and said and deposited.isoformat().startswith(said) else None
