"""The index: what a question finds, best first. Six verbs over a local full-text replica."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from storage.search.document import Document
from storage.search.gathering import Gathering
from storage.search.question import Analyst, Query, Stems
from storage.search.ranking import Candidate, Scale
from storage.search.replica import Building, Replica


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry of an answer.

    Attributes:
        coverage: share of the question that the entry says, 0 to 1.
        named: share of the question that one single name of the entry says, 0 to 1.
        exact: the whole question is one of its names.
        level: the territory level it fits (0 the nearest), None when it is elsewhere.
    """

    shelf: str
    slug: str
    title: str
    territory: str
    score: float
    coverage: float
    level: int | None
    named: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the index answers: hits in the order to show, and what it had to guess or leave aside."""

    hits: list[Hit] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Index:
    """The catalogue's search index: a local full-text replica behind six verbs."""

    def __init__(self, path: str | Path = ":memory:") -> None:
        self._replica = Replica(path)
        self._equivalents: dict[Stems, tuple[Stems, ...]] = {}
        self._renew()

    def build(self, progress: Callable[[int], None] | None = None) -> "Build":
        """Begin to replace every entry. ``progress`` receives the number of entries read so far."""
        return Build(self._replica.build(progress), self._renew)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None] | None = None) -> None:
        """Replace every entry at once."""
        building = self.build(progress)
        for document in documents:
            building.add(document)
        building.finish()

    def set_equivalents(self, equivalents: Mapping[Stems, tuple[Stems, ...]]) -> None:
        """Phrases that mean the same (« mecs » ↔ « maison enfants caractère social »), as tuples of stems."""
        self._equivalents = dict(equivalents)
        self._renew()

    def put(self, document: Document) -> None:
        """Add an entry or replace it; the next question sees it."""
        self._total += self._replica.put(document)

    def remove(self, shelf: str, slug: str) -> None:
        """Forget an entry at once."""
        self._total -= self._replica.remove(shelf, slug)

    def record(self, shelf: str, slug: str) -> str | None:
        """The stored JSON of an entry, or None."""
        return self._replica.record(shelf, slug)

    def records(self, shelf: str) -> Iterable[str]:
        """The stored JSON of every entry of a shelf, best first."""
        return self._replica.records(shelf)

    def count(self, shelf: str | None = None) -> int:
        """How many entries there are, on one shelf or in all."""
        return self._replica.count(shelf)

    @property
    def cursor(self) -> int | None:
        """The last change of the database that the index holds; None before its first build."""
        return self._replica.cursor

    @cursor.setter
    def cursor(self, value: int) -> None:
        self._replica.cursor = value

    @property
    def source(self) -> int | None:
        """The identity of the database that the index follows; None before its first build."""
        return self._replica.source

    @source.setter
    def source(self, value: int) -> None:
        self._replica.source = value

    def nearest_word(self, word: str) -> str | None:
        """The known word this one is a slip for, the word itself when it is known, None when nothing is near."""
        vocabulary = self._replica.vocabulary
        if word in vocabulary:
            return word
        return next(iter(vocabulary.corrections(word) or vocabulary.distant(word)), None)

    def corrected(self, word: str) -> str:
        """The word, or the known one it is surely a slip for: one slip from five letters on, two from eight on."""
        return word if self.knows(word) else next(iter(self._replica.vocabulary.corrections(word)), word)

    def knows(self, word: str) -> bool:
        """True when some entry holds this folded word, or a word of the same stem."""
        vocabulary = self._replica.vocabulary
        return word in vocabulary or vocabulary.stem(word) in vocabulary.stem_counts

    def close(self) -> None:
        """Close the file."""
        self._replica.close()

    def complete(self, text: str, shelf: str, limit: int = 25) -> list[Hit]:
        """Names that the typed text may be the beginning of, best first."""
        return self.search(Query(text, shelves=(shelf,), limit=limit, prefix=True)).hits

    def search(self, query: Query) -> Found:
        """The entries that answer a question best, at most ``query.limit``."""
        question = self._analyst.analyse(query.text, self._total, prefix=query.prefix)
        levels = {code: depth for depth, codes in enumerate(query.levels) for code in codes}
        scale = Scale(question, levels, placed=bool(query.levels))
        ranked: list[Candidate] = []
        for shelf in query.shelves:
            gathered = Gathering(self._replica, query, question, shelf, self._total)
            for candidate in gathered.candidates.values():
                scale.weigh(candidate, gathered.exact.get(candidate.row))
            ranked.extend(gathered.candidates.values())
        ranked.sort(key=lambda found: (-found.score, crc32(f"{query.day}{found.slug}".encode())))
        return Found([_hit(found) for found in ranked[: query.limit]], question.corrections, question.unknown)

    def _renew(self) -> None:
        self._total = self._replica.count()
        self._analyst = Analyst(self._replica.vocabulary, self._equivalents)


class Build:
    """An index being built: add documents, then finish; until then questions find nothing."""

    def __init__(self, building: Building, done: Callable[[], None]) -> None:
        self.add = building.add
        self._building = building
        self._done = done

    def finish(self) -> None:
        """Open the index to questions."""
        self._building.finish()
        self._done()


def _hit(found: Candidate) -> Hit:
    return Hit(
        found.shelf,
        found.slug,
        found.title,
        found.territory,
        round(found.score, 4),
        found.coverage,
        found.level,
        found.named,
        found.exact,
    )
