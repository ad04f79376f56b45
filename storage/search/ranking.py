"""Which candidate comes first: exact name or acronym, then words of the name, then other names, then the text.

Scores are comparable within one answer only. Territory counts after the wording: between two entries that say the
same thing, the nearest one wins; an entry from elsewhere is shown last, unless it was asked for by its name.
"""

from dataclasses import dataclass
from functools import lru_cache

from storage.search.question import Question

# Kinds of names, as stored with each entry, and what a match on each is worth.
TITLE, ACRONYM, ALIAS, FORMER = "T", "A", "N", "F"
NAME_VALUE = {TITLE: 1.0, ACRONYM: 1.0, ALIAS: 0.93, FORMER: 0.85}
EXACT_VALUE = {TITLE: 4.0, ACRONYM: 4.0, ALIAS: 3.4, FORMER: 3.0}

# Worth of being in the very territory asked, in its région or its other départements, in the nation, in the world.
HERE, REGION, NEIGHBOUR, NATION, WORLD = 2.4, 2.0, 0.9, 0.5, 0.1
ELSEWHERE = -2.0
# Where a place is asked, « CREAI » means the CREAI of that place before the word for all of them.
EXACT_WHEN_PLACED = 0.2
# A hair per step of priority: curated before imported, current before former, on otherwise equal relevance.
PRIORITY_STEP = 0.05
# A name that begins with the first word asked, per unit of coverage.
SAID_FIRST = 0.04
# What a word is worth in the text of an entry rather than in one of its names.
IN_TEXT = 0.6


@dataclass(slots=True)
class Candidate:
    """One row of the index being considered."""

    row: int
    shelf: str
    slug: str
    title: str
    territory: str
    names: str
    body: str
    priority: int
    score: float = 0.0
    coverage: float = 0.0
    named: float = 0.0
    exact: bool = False
    level: int | None = None


@dataclass(slots=True)
class Wording:
    """How the words of a question meet one candidate; each figure goes from 0 to 1.

    Attributes:
        name: value of the best single name.
        named: share of the question that one single name says.
        names: share that all the names say together.
        everything: share that names and text say together.
    """

    name: float = 0.0
    named: float = 0.0
    names: float = 0.0
    everything: float = 0.0


class Scale:
    """One question, made ready to weigh candidates: this runs for every one of them, so nothing is worked out twice."""

    def __init__(self, question: Question, levels: dict[str, int], *, placed: bool) -> None:
        self._question = question
        self._levels = levels
        self._placed = placed
        total = sum(group.weight for group in question.groups)
        self._shares = [(group, group.weight / total) for group in question.groups]
        self._asked = frozenset(stem for group in question.groups for way in group.ways for stem in way)
        self._first = question.groups[0].words if question.groups else {}

    def weigh(self, candidate: Candidate, exact: str | None) -> None:
        """Set the candidate's score, coverage and level. ``exact`` is the kind of name the whole question equals."""
        wording = self.compare(candidate.names, candidate.body)
        understood = self._question.understood
        candidate.coverage = 1.0 if exact else wording.everything * understood
        candidate.named = 1.0 if exact else wording.named * understood
        candidate.exact = bool(exact)
        candidate.level = self._levels.get(candidate.territory)
        value = 2.0 * wording.name + 1.0 * wording.names + 1.5 * wording.everything
        if exact:
            value += EXACT_VALUE[exact] * (EXACT_WHEN_PLACED if self._placed else 1.0)
        if self._placed:
            value += _nearness(candidate, named=exact in (TITLE, ACRONYM))
        candidate.score = value - PRIORITY_STEP * candidate.priority

    def compare(self, names: str, body: str) -> Wording:
        """Compare the question with the stored names and text of an entry."""
        wording = Wording()
        found = [0.0] * len(self._shares)
        for value, first, tokens in _names(names):
            if self._asked.isdisjoint(tokens):
                continue
            coverage, quality = self._one_name(tokens, found)
            if first in self._first:
                quality += coverage * SAID_FIRST
            wording.named = max(wording.named, coverage)
            wording.name = max(wording.name, value * quality)
        for trust, (_, share) in zip(found, self._shares, strict=True):
            wording.names += trust * share
        wording.everything = wording.names
        if body and not all(found):
            wording.everything += self._in_text(body, found)
        return wording

    def _one_name(self, tokens: frozenset[str], found: list[float]) -> tuple[float, float]:
        """Share of the question that this one name says, and its value: better when the name says little else."""
        said = 0.0
        matched = 0
        for place, (group, share) in enumerate(self._shares):
            trust = group.trust_in(tokens)
            if trust:
                said += trust * share
                matched += 1
                found[place] = max(found[place], trust)
        return said, said * (0.66 + 0.3 * min(1.0, matched / len(tokens)))

    def _in_text(self, body: str, found: list[float]) -> float:
        """Share that only the text says, which counts less than a name."""
        tokens = frozenset(body.split())
        missing = (pair for trust, pair in zip(found, self._shares, strict=True) if not trust)
        return IN_TEXT * sum(group.trust_in(tokens) * share for group, share in missing)


@lru_cache(maxsize=8192)
def _names(stored: str) -> tuple[tuple[float, str, frozenset[str]], ...]:
    """The stored names of an entry: what a match on each is worth, its first stem, its stems."""
    parsed = []
    for name in filter(None, stored.split("|")):  # a name of no letter that we read leaves nothing
        tokens = name[2:].split()
        parsed.append((NAME_VALUE[name[0]], tokens[0], frozenset(tokens)))
    return tuple(parsed)


def _nearness(candidate: Candidate, *, named: bool) -> float:
    """Being near is worth little to an entry that says only half of the question."""
    if candidate.level is None:
        return 0.0 if named else ELSEWHERE
    if candidate.level == 0:
        value = HERE
    elif candidate.territory[:1] in "RDC":
        value = REGION if candidate.level == 1 else NEIGHBOUR
    else:
        value = NATION if candidate.territory == "national" else WORLD
    return value * candidate.coverage**2
