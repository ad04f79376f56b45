"""What every source is asked, and what it may answer.

A source reads what is new since its cursor, with a ``fetch`` that is polite, bounded and safe, and gives entries that
are already plain text. It never writes anything: when it fails it raises, and nothing advances.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from storage.items import Access, Kind


class SourceFailure(Exception):
    """A source could not be read; ``remedy`` says what a person can do.

    Both are English ids of ``fr.po``; ``facts`` fill their braces. ``str()`` is the English sentence.
    """

    outcome = "network"

    def __init__(self, sentence: str, remedy: str = "", **facts: str | int) -> None:
        super().__init__(sentence.format(**facts))
        self.sentence, self.remedy, self.facts = sentence, remedy, facts


class NetworkFailure(SourceFailure):
    """No answer, or an answer that says no."""


class ParseFailure(SourceFailure):
    """An answer that is not what this kind of source gives."""

    outcome = "parse"


class SuspiciousEmptiness(SourceFailure):
    """An empty answer where there were many entries: an outage more often than news."""

    outcome = "empty"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, read whole and decompressed within the limits.

    Attributes:
        status: 200, or 304 when nothing changed since the validators that were sent.
        url: the address after redirects.
        headers: lower-case names.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def unchanged(self) -> bool:
        """Nothing new since the last reading."""
        return self.status == 304


class Fetch(Protocol):
    """Asks for an address, politely and safely (``digests/fetching.py``)."""

    async def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
    ) -> Fetched:
        """The answer. ``headers`` that let one in are not sent to another host that a redirect leads to.

        Raises:
            NetworkFailure: refused address, time-out, too large, too many redirects, an error status after retries.
        """


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a source gives it, in plain text.

    Attributes:
        external_id: its identifier at the source (``hal-02498602``, an OAI handle, a guid), empty when it has none.
        aliases: other addresses and identifiers that it is known under.
        kind: what it is; the declaration's own kind when the source does not say.
        place: territories it names, in the source's words.
    """

    title: str
    url: str
    external_id: str = ""
    doi: str = ""
    kind: Kind | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    deadline: date | None = None
    language: str = ""
    access: Access = ""
    keywords: tuple[str, ...] = ()
    place: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """One source of ``catalogue.toml``.

    Attributes:
        name: its name for ever.
        label: what people read.
        adapter: which kind of source reads it.
        address: where.
        kind: what its entries are unless they say otherwise.
        themes, territories: what all its entries are about, if anything.
        words: only entries that hold one of these are kept, where the source cannot be asked for them; all if empty.
        expects: the title that its channel must have; another one is a parse failure.
        needs: the name of the secret without which it stays off.
        every: hours between two readings.
        most: entries it may give to one issue.
        options: what the adapter alone understands.
    """

    name: str
    label: str
    adapter: str
    address: str
    kind: Kind = "news"
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    licence: str = ""
    contact: str = ""
    words: tuple[str, ...] = ()
    expects: str = ""
    needs: str = ""
    every: int = 24
    most: int = 10
    enabled: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What one reading gave.

    ``cursor`` is filled in while entries flow, and is kept only when the reading succeeds. One that is too long for a
    turn is cut short: then it holds the ``page`` where the next turn goes on (``digests/sources/window.py``).
    ``title`` is how the source calls itself, where it does.
    """

    cursor: dict[str, Any]
    unchanged: bool = False
    title: str = ""


class Source(Protocol):
    """One kind of source. Built with its declaration.

    Attributes:
        whole: it gives all it has at each reading, so that an empty answer is suspect.
    """

    declaration: Declaration
    whole: bool

    def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The entries since ``reading.cursor``; leaves in it the cursor of the next reading.

        Raises:
            SourceFailure: nothing must advance.
        """
