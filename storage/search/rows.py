"""One catalogue entry → one row of the index: stemmed names, facets as tokens, exact keys, surface words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from storage.search.document import Document
from storage.search.ranking import ACRONYM, ALIAS, FORMER, TITLE
from storage.text import STOP_WORDS, compact, meaningful, stem, words

# Row numbers: shelf | priority | order of arrival, within SQLite's 63 bits. The first rows a query meets are
# therefore the best a priori, and a shelf is one interval.
SHELF_BITS, PRIORITY_BITS = 48, 40
SHELVES = (
    "organisations", "funding", "bridges", "resources", "practices", "glossary", "trades", "themes", "audiences",
    "situations", "routes", "dangers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row ready to be stored, with what the other tables learn from it."""

    number: int
    document: Document
    names: str
    head: str
    body: str
    keys: tuple[tuple[str, str], ...]
    words: frozenset[str]

    def ranked(self) -> tuple[int, str, str, str, str, str]:
        """The values of table ``docs``, in the order of its columns."""
        document = self.document
        return self.number, document.shelf, document.slug, document.title, document.territory, self.names

    def texts(self) -> tuple[int, str, str, str, str]:
        """The values of table ``texts``, in the order of its columns."""
        keys = "|".join(f"{kind}{key}" for key, kind in self.keys)
        return self.number, self.head, self.body, keys, self.document.record


@lru_cache(maxsize=4096)
def facet(key_and_value: str) -> str:
    """The token that stands for a facet: ``theme:handicap`` → ``zthemehandicap``. No French word looks like it."""
    return "z" + compact(key_and_value)


def first_row(shelf: str, priority: int = 0) -> int:
    """The row number at which a priority of a shelf begins."""
    return ((SHELVES.index(shelf) + 1) << SHELF_BITS) + (priority << PRIORITY_BITS)


def shelf_range(shelf: str) -> tuple[int, int]:
    """First and last row number of a shelf."""
    first = first_row(shelf)
    return first, first + (1 << SHELF_BITS) - 1


def priority_of(number: int) -> int:
    """The priority that a row number carries."""
    return (number >> PRIORITY_BITS) & 0xFF


def prepare(document: Document, number: int) -> Row:
    """Fold, stem and key one entry. Called once for each of a million entries: every text is folded once."""
    named = [(kind, words(text)) for kind, text in _named(document)]
    body = words(document.body)
    facets = [facet(pair) for pair in document.filters]
    facets.append(facet(f"territory:{document.territory}"))
    names, stems = [], {}
    for kind, said in named:
        stemmed = [stem(word) for word in meaningful(said)]
        if stemmed:
            names.append(f"{kind} {' '.join(stemmed)}")
            stems.update(dict.fromkeys(stemmed))
    surface = {word for _, said in named for word in said}
    surface.update(body)
    text = stems | dict.fromkeys(stem(word) for word in meaningful(body))
    return Row(
        number=number,
        document=document,
        names="|".join(names),
        head=" ".join([*stems, *facets]),
        body=" ".join([*text, *facets]),
        keys=tuple(
            dict.fromkeys([*(("".join(said), kind) for kind, said in named), (compact(document.slug), ALIAS)])
        ),
        words=frozenset(surface - STOP_WORDS),
    )


def _named(document: Document) -> Iterator[tuple[str, str]]:
    yield TITLE, document.title
    for kind, texts in ((ACRONYM, document.acronyms), (ALIAS, document.names), (FORMER, document.former)):
        for text in texts:
            if text:
                yield kind, text
