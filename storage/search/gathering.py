"""Which entries are worth ranking: few queries, each bounded, each asked only when the ones before were not enough."""

from collections.abc import Iterable
from itertools import combinations

from storage.search.question import Group, Query, Question
from storage.search.ranking import Candidate
from storage.search.replica import CANDIDATES, Replica
from storage.search.rows import facet

# Dropping words from a longer question would find everything.
MOST_LEFT_OUT = 6
# With this many entries that say every word, fewer words would only add noise to read.
PLENTY = 3
# Among more entries than these, fewer words cost milliseconds: they are tried only when no name says them all.
MANY = 50_000


class Gathering:
    """The candidates of one shelf for one question."""

    def __init__(self, replica: Replica, query: Query, question: Question, shelf: str, total: int) -> None:
        self._replica = replica
        self._total = total
        self._shelf = shelf
        self._wanted = query.limit
        self._facets = [facet(pair) for pair in query.filters]
        self._levels = [_any_of([facet(f"territory:{code}") for code in codes]) for codes in query.levels]
        self.candidates: dict[int, Candidate] = {}
        self.exact: dict[int, str] = {}
        self._gather(question)

    def _gather(self, question: Question) -> None:
        if question.key and not self._facets:
            named = self._replica.named(question.key, self._shelf)
            self.exact = {candidate.row: kind for candidate, kind in named}
            self._take(candidate for candidate, _ in named)
            if self._enough and not self._levels:
                return
        groups = question.groups
        if not groups and (question.unknown or not self._facets):
            return
        every = [group.expression() for group in groups]
        if not self._everywhere("head", every) and self._levels:
            # A text that says it here is worth more than a name that says it elsewhere.
            self._ask("body", [*every, self._levels[0]])
        if not self._enough and groups[-1:] and groups[-1].begun:
            self._everywhere("head", every[:-1])
        if self._enough:
            return
        said = len(self.candidates)
        self._everywhere("body", every)
        plenty = 1 if said and self._total > MANY else PLENTY
        if len(groups) > 1 and len(self.candidates) < plenty:
            self._with_fewer_words(groups)

    @property
    def _enough(self) -> bool:
        return len(self.candidates) >= self._wanted

    def _everywhere(self, column: str, parts: list[str]) -> bool:
        """Near first; the whole shelf when that leaves room; the levels between when the shelf has too many.

        True when the nearest level alone was enough.
        """
        if self._levels and self._ask(column, [*parts, self._levels[0]]) >= self._wanted:
            return True
        if self._ask(column, parts) < CANDIDATES:
            return False
        for level in self._levels[1:]:
            if self._ask(column, [*parts, level]) >= self._wanted:
                break
        return False

    def _with_fewer_words(self, groups: list[Group]) -> None:
        """All the words but one; when that is too little, each word alone, the rarest first."""
        if len(groups) <= MOST_LEFT_OUT:
            kept = [[group.expression() for group in some] for some in combinations(groups, len(groups) - 1)]
            self._ask("body", ["(" + " OR ".join(f"({' AND '.join(some)})" for some in kept) + ")"])
        if len(self.candidates) >= PLENTY:
            return
        rarest = sorted(groups, key=lambda group: -group.weight)[:MOST_LEFT_OUT]
        for group in rarest:
            self._ask("head", [group.expression()], with_text=True)
        self._ask("body", [_any_of([group.expression() for group in rarest])])

    def _ask(self, column: str, parts: list[str], *, with_text: bool = False) -> int:
        """Take the first matches in priority order; how many there were."""
        expression = " AND ".join([*parts, *self._facets])
        if not expression:
            return 0
        with_text = with_text or column == "body"
        return self._take(self._replica.matching(column, expression, self._shelf, with_text=with_text))

    def _take(self, rows: Iterable[Candidate]) -> int:
        taken = 0
        for row in rows:
            taken += 1
            self.candidates.setdefault(row.row, row)
        return taken


def _any_of(tokens: list[str]) -> str:
    return tokens[0] if len(tokens) == 1 else "(" + " OR ".join(tokens) + ")"
