"""The search, told on one screen: exact names, every word, then fewer and fewer words, then the texts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from zlib import crc32

from storage.search.document import Document
from storage.search.question import Analyst, Group, Query, Question, Stems
from storage.search.ranking import Candidate, score
from storage.search.replica import CANDIDATES, Building, Replica
from storage.search.rows import facet

# Dropping words from a longer question would cost one query a word and find everything.
MOST_LEFT_OUT = 6
# With fewer candidates than this, each word is tried alone; with more, that would only add noise to read.
FEW = 3


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
        self._replica.put(document)
        self._total = self._replica.count()

    def remove(self, shelf: str, slug: str) -> None:
        """Forget an entry at once."""
        self._replica.remove(shelf, slug)

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

    def nearest_word(self, word: str) -> str | None:
        """The known word this one is a slip for, the word itself when it is known, None when nothing is near."""
        vocabulary = self._replica.vocabulary
        if word in vocabulary:
            return word
        return next(iter(vocabulary.corrections(word) or vocabulary.distant(word)), None)

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
        ranked: list[Candidate] = []
        for shelf in query.shelves:
            candidates, exact = self._candidates(query, question, shelf)
            for candidate in candidates.values():
                score(candidate, question, exact.get(candidate.row), levels, placed=bool(query.levels))
            ranked.extend(candidates.values())
        ranked.sort(key=lambda found: (-found.score, crc32(f"{query.day}{found.slug}".encode())))
        return Found([_hit(found) for found in ranked[: query.limit]], question.corrections, question.unknown)

    def _renew(self) -> None:
        self._total = self._replica.count()
        self._analyst = Analyst(self._replica.vocabulary, self._equivalents)

    def _candidates(
        self, query: Query, question: Question, shelf: str
    ) -> tuple[dict[int, Candidate], dict[int, str]]:
        facets = [facet(pair) for pair in query.filters]
        exact = self._replica.named(question.key, shelf) if question.key else {}
        found = _Gathering(self._replica, shelf, query.limit)
        if not facets:
            found.take(self._replica.rows(exact))
        levels = [_any_of([facet(f"territory:{code}") for code in codes]) for codes in query.levels]
        every = [group.expression() for group in question.groups]
        if not every and question.unknown:
            return found.candidates, exact
        for level in levels:
            found.ask("head", [*every, level, *facets])
        if not found.enough or not levels:
            found.ask("head", [*every, *facets])
        if not found.enough:
            self._relax(found, question.groups, facets, levels)
        return found.candidates, exact

    def _relax(self, found: "_Gathering", groups: list[Group], facets: list[str], levels: list[str]) -> None:
        """Fewer words, then the long texts: first all of them, then all but one, then the rarest alone."""
        every = [group.expression() for group in groups]
        for level in levels:
            found.ask("body", [*every, level, *facets])
        found.ask("body", [*every, *facets])
        if found.enough or len(groups) < 2:
            return
        if len(groups) <= MOST_LEFT_OUT:
            for kept in combinations(groups, len(groups) - 1):
                found.ask("body", [*(group.expression() for group in kept), *facets])
        if len(found.candidates) < FEW:
            for group in sorted(groups, key=lambda group: -group.weight)[:MOST_LEFT_OUT]:
                found.ask("head", [group.expression(), *facets])
                found.ask("body", [group.expression(), *facets])


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


class _Gathering:
    """Candidates of one shelf, gathered query after query until there are enough to fill a page."""

    def __init__(self, replica: Replica, shelf: str, wanted: int) -> None:
        self._replica = replica
        self._shelf = shelf
        self._wanted = wanted
        self.candidates: dict[int, Candidate] = {}

    @property
    def enough(self) -> bool:
        return len(self.candidates) >= self._wanted

    def take(self, rows: Iterable[Candidate]) -> None:
        for row in rows:
            self.candidates.setdefault(row.row, row)

    def ask(self, table: str, parts: list[str]) -> None:
        if parts:
            self.take(self._replica.matching(table, " AND ".join(parts), self._shelf, CANDIDATES))


def _any_of(tokens: list[str]) -> str:
    return tokens[0] if len(tokens) == 1 else "(" + " OR ".join(tokens) + ")"


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
