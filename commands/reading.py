"""The person reading: their words, the time, the channels they can be led to; and the facts every entry must show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from commands.labels import STATUS
from commands.markdown import content
from locales import Words
from storage.catalogue import Catalogue
from storage.provenance import documents, sites
from storage.schema import Sourced

MOST_SITES = 2


def _nowhere(_channel: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """Where a question is asked: the themes of the channel and the trades of the asker, as slugs."""

    themes: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer, when and where.

    Attributes:
        channel: gives the mention of a channel by its name, if there is one.
        around: tells where the question is asked; looked up only by the answers that depend on it.
    """

    words: Words
    now: datetime
    channel: Callable[[str], str | None] = field(default=_nowhere)
    around: Callable[[], Around] = field(default=Around)
    months_before_stale: int = 12

    def verified(self, record: Sourced) -> str:
        """When somebody last checked this entry, in words; « à vérifier » when that is long ago or never."""
        if record.verified_on is None:
            return self.words("to be verified: nobody has checked it on the official site yet")
        day = self.words.date(record.verified_on)
        if self.is_old(record):
            return self.words("to be verified: last checked on {day}, a long time ago", day=day)
        return self.words("verified on {day}", day=day)

    def checked(self, record: Sourced) -> str:
        """Source and check in a few words, for lists."""
        if self.is_old(record) or record.verified_on is None:
            return f"{self.origin(record)}, {self.words('to be verified')}"
        day = self.words.date(record.verified_on)
        return f"{self.origin(record)}, {self.words('verified on {day}', day=day)}"

    def origin(self, record: Sourced) -> str:
        """The sort of source an entry comes from, in two words."""
        if documents(record.sources):
            return self.words("founding documents")
        return self.words("public pages") if sites(record.sources) else self.words("general knowledge")

    def is_old(self, record: Sourced) -> bool:
        """True when the last check is older than the months allowed, or never happened."""
        day = record.verified_on
        if day is None:
            return True
        today = self.now.date()
        months = (today.year - day.year) * 12 + today.month - day.month
        return (months, today.day) > (self.months_before_stale, day.day)

    def source(self, record: Sourced) -> str:
        """Where this entry comes from, in words, never by a file number."""
        founding = documents(record.sources)
        if founding:
            named = self.words.list(content(name) for name in founding)
            source = self.words("founding documents: {documents}", documents=named)
            return source if record.source == "seeds" else self.words("{source}, completed", source=source)
        pages = sites(record.sources)[:MOST_SITES]
        if pages:
            return self.words("public pages: {sites}", sites=self.words.list(pages))
        return self.words("general knowledge, to be confirmed")

    def provenance(self, record: Sourced) -> str:
        """The small print of every entry: source, then check."""
        return self.words(
            "Source: {source} · {verified}", source=self.source(record), verified=self.verified(record)
        )

    def status(self, code: str) -> str:
        """A status in words."""
        return self.words(STATUS[code])

    def spaces(self, catalogue: Catalogue, themes: Iterable[str]) -> list[str]:
        """The channels of these themes: mentions where they exist, their names where they do not."""
        found = []
        for slug in themes:
            theme = catalogue.themes.get(slug)
            if theme is not None:
                found.append(self.channel(theme.channel) or f"« {content(theme.label)} »")
        return found
