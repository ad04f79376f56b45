"""Which candidate comes first: exact name or acronym, then words of the name, then other names, then the text.

Scores are comparable within one answer only. Territory counts after the wording: between two entries that say the
same thing, the nearest one wins; an entry from elsewhere is shown last, unless it was asked for by its name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.search.question import Group, Question

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
    """How the words of a question meet one candidate; each figure goes from 0 to 1."""

    name: float = 0.0
    named: float = 0.0
    names: float = 0.0
    everything: float = 0.0


def score(
    candidate: Candidate, question: Question, exact: str | None, levels: dict[str, int], *, placed: bool
) -> None:
    """Set the candidate's score, coverage and level. ``exact`` is the kind of name the whole question equals."""
    wording = compare(question.groups, candidate.names, candidate.body)
    candidate.coverage = 1.0 if exact else wording.everything * question.understood
    candidate.named = 1.0 if exact else wording.named * question.understood
    candidate.exact = bool(exact)
    candidate.level = levels.get(candidate.territory)
    value = 2.0 * wording.name + 1.0 * wording.names + 1.5 * wording.everything
    if exact:
        value += EXACT_VALUE[exact] * (EXACT_WHEN_PLACED if placed else 1.0)
    if placed:
        value += _nearness(candidate, named=exact in (TITLE, ACRONYM))
    candidate.score = value - PRIORITY_STEP * candidate.priority


@lru_cache(maxsize=8192)
def _names(stored: str) -> tuple[tuple[float, str, frozenset[str]], ...]:
    """The stored names of an entry: what a match on each is worth, its first stem, its stems."""
    parsed = []
    for name in stored.split("|"):
        tokens = name[2:].split()
        parsed.append((NAME_VALUE[name[0]], tokens[0], frozenset(tokens)))
    return tuple(parsed)


def compare(groups: Sequence[Group], names: str, body: str) -> Wording:
    """Compare the groups of a question with the stored names and text of an entry."""
    total = sum(group.weight for group in groups)
    wording = Wording()
    if not total:
        return wording
    found = [0.0] * len(groups)
    asked = {stem for group in groups for way in group.ways for stem in way}
    for value, first, tokens in _names(names):
        if asked.isdisjoint(tokens):
            continue
        coverage, quality = _one_name(groups, tokens, found, total)
        if coverage and (first,) in groups[0].ways:
            quality += coverage * SAID_FIRST
        wording.named = max(wording.named, coverage)
        wording.name = max(wording.name, value * quality)
    wording.names = sum(trust * group.weight for trust, group in zip(found, groups, strict=True)) / total
    wording.everything = _everything(groups, found, body, total)
    return wording


def _one_name(
    groups: Sequence[Group], tokens: frozenset[str], found: list[float], total: float
) -> tuple[float, float]:
    """Share of the question that this one name says, and its value: better when the name says little else."""
    said = 0.0
    matched = 0
    for place, group in enumerate(groups):
        trust = group.trust_in(tokens)
        if trust:
            said += trust * group.weight
            matched += 1
            found[place] = max(found[place], trust)
    coverage = said / total
    return coverage, coverage * (0.66 + 0.3 * min(1.0, matched / len(tokens)))


def _everything(groups: Sequence[Group], found: list[float], body: str, total: float) -> float:
    said = sum(trust * group.weight for trust, group in zip(found, groups, strict=True))
    if body and not all(found):
        tokens = frozenset(body.split())
        missing = (group for group, trust in zip(groups, found, strict=True) if not trust)
        said += sum(0.6 * group.trust_in(tokens) * group.weight for group in missing)
    return said / total


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
