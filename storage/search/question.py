"""A question as typed → groups of alternatives the index can look for.

« mecs bordau » becomes two groups: *mecs* or its full name, and *bordeaux*, the only known word one slip away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from storage.search.vocabulary import MOST_EXPANSIONS, Vocabulary
from storage.text import FILLERS, STOP_WORDS, fold, meaningful

# How far an alternative is trusted against the word as typed.
TYPED, EQUIVALENT, PREFIX, CORRECTED = 1.0, 0.92, 0.85, 0.8

# Longer questions are a story, not a search: the first words carry it and every word costs a query.
MOST_GROUPS = 12
LONGEST_PHRASE = 9
# A word that fewer entries hold may be the beginning of the one that is meant: « nova » for « Novalis ».
RARE = 10

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the index.

    Attributes:
        text: the words as typed.
        shelves: where to look, in order.
        levels: territory codes, nearest first; empty when no territory was asked.
        filters: facets that every result must carry.
        limit: how many results at most.
        prefix: the last word is still being typed.
        day: seeds the order of equals, so that it is fair between entries and stable for a day.
    """

    text: str
    shelves: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...] = ()
    filters: tuple[str, ...] = ()
    limit: int = 10
    prefix: bool = False
    day: str = ""


@dataclass(slots=True)
class Group:
    """One idea of the question: the ways it may be written, each with its trust, and the idea's weight.

    ``begun`` is a word still being typed that begins too many words to look for each: any of them will do.
    """

    typed: str
    ways: dict[Stems, float]
    weight: float = 1.0
    words: dict[str, float] = field(init=False)
    phrases: dict[Stems, float] = field(init=False)
    only: str | None = field(init=False, default=None)
    begun: str = ""

    def __post_init__(self) -> None:
        self.words = {way[0]: trust for way, trust in self.ways.items() if len(way) == 1}
        self.phrases = {way: trust for way, trust in self.ways.items() if len(way) > 1}
        if len(self.ways) == 1 and self.words:
            self.only = next(iter(self.words))

    def expression(self) -> str:
        """The group in the index's own query language."""
        parts = [way[0] if len(way) == 1 else "(" + " AND ".join(way) + ")" for way in self.ways]
        return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"

    def trust_in(self, tokens: frozenset[str]) -> float:
        """How well a set of stems says this idea: 0 when it does not."""
        if self.begun:
            return PREFIX if any(token.startswith(self.begun) for token in tokens) else 0.0
        if self.only is not None:  # nearly always, and asked of every name of every candidate
            return self.words[self.only] if self.only in tokens else 0.0
        best = 0.0
        words = self.words
        for token in tokens if len(tokens) < len(words) else words:
            trust = words.get(token, 0.0)
            if trust > best and token in tokens:
                best = trust
        for phrase, trust in self.phrases.items():
            if trust > best and tokens.issuperset(phrase):
                best = trust
        return best


@dataclass(slots=True)
class Question:
    """The groups of a question, with what had to be guessed; ``understood`` is the share of it that was."""

    key: str
    groups: list[Group] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    understood: float = 1.0


class Analyst:
    """Turns typed text into a :class:`Question`, with a vocabulary and a table of equivalent phrases."""

    def __init__(self, vocabulary: Vocabulary, equivalents: Mapping[Stems, tuple[Stems, ...]]) -> None:
        self._vocabulary = vocabulary
        self._equivalents = equivalents
        self._longest = min(LONGEST_PHRASE, max((len(phrase) for phrase in equivalents), default=1))

    def analyse(self, text: str, total: int, *, prefix: bool = False) -> Question:
        """The question behind the text; ``total`` is the number of entries, which weighs rare words."""
        folded = fold(text)
        question = Question(key=folded.replace(" ", ""))
        typed = _significant(text, folded)[:MOST_GROUPS]
        stemmed = [self._vocabulary.stem(word) for word in typed]
        place = 0
        while place < len(typed):
            length = self._phrase_at(stemmed, place)
            last = place + length == len(typed)
            group = self._group(typed[place : place + length], question, prefix=prefix and last)
            if group is not None:
                group.weight = self._weight(group, total)
                question.groups.append(group)
            place += length
        known = sum(group.weight for group in question.groups)
        # A word nobody knows weighs more than those we know, but one alone never drowns them.
        heaviest = max((group.weight for group in question.groups), default=0.0)
        lost = len(question.unknown) * min(log(2.0 + total), 1.5 * heaviest)
        question.understood = known / (known + lost) if known else 0.0
        return question

    def _phrase_at(self, stemmed: list[str], place: int) -> int:
        for length in range(min(self._longest, len(stemmed) - place), 1, -1):
            if tuple(stemmed[place : place + length]) in self._equivalents:
                return length
        return 1

    def _group(self, typed: list[str], question: Question, *, prefix: bool) -> Group | None:
        stems = tuple(self._vocabulary.stem(word) for word in typed)
        ways = {stems: TYPED} if self._understands(typed, stems, prefix=prefix) else {}
        ways.update(dict.fromkeys(self._equivalents.get(stems, ()), EQUIVALENT))
        if len(typed) > 1:
            return Group(" ".join(typed), ways)
        word, begun = typed[0], ""
        if ways and word not in self._vocabulary and not prefix:
            # Its stem is known, but nobody writes the word so: « reconvertion » may as well be « reconversion ».
            for known in self._vocabulary.corrections(word)[:1]:
                ways.setdefault((self._vocabulary.stem(known),), CORRECTED)
        if prefix or (len(word) >= 3 and self._vocabulary.counts.get(word, 0) < RARE):
            longer = self._vocabulary.beginning_with(word)
            begun = word if prefix and len(longer) == MOST_EXPANSIONS else ""
            ways = {(self._vocabulary.stem(each),): PREFIX for each in reversed(longer)} | ways
        ways = ways or self._corrected(word, question)
        return Group(word, ways, begun=begun) if ways else None

    def _understands(self, typed: list[str], stems: Stems, *, prefix: bool) -> bool:
        """A phrase, a known word, or another form of one; a word still being typed has no form yet."""
        if len(typed) > 1 or typed[0] in self._vocabulary:
            return True
        return not prefix and stems[0] in self._vocabulary.stem_counts

    def _corrected(self, word: str, question: Question) -> dict[Stems, float]:
        near = self._vocabulary.corrections(word)
        if not near:
            question.unknown.append(word)
            return {}
        question.corrections[word] = near[0]
        return {(self._vocabulary.stem(known),): CORRECTED - 0.05 * rank for rank, known in enumerate(near)}

    def _weight(self, group: Group, total: int) -> float:
        counts = self._vocabulary.stem_counts
        typed = [way for way, trust in group.ways.items() if trust == TYPED] or list(group.ways)
        frequency = max(min((counts.get(stem, 0) for stem in way), default=0) for way in typed)
        return log(2.0 + total / (1.0 + frequency))


def _significant(text: str, folded: str) -> list[str]:
    """The words that carry meaning. Capitals rescue an acronym that is also a small word: « ES », « AS », « ME »."""
    shouted = (
        {fold(word) for word in text.split() if len(word) > 1 and word.isupper()}
        if not text.isupper()
        else set()
    )
    typed = folded.split()
    asked = [word for word in typed if word not in FILLERS] or typed
    if not shouted & STOP_WORDS:
        return meaningful(asked)
    return [word for word in asked if word not in STOP_WORDS or word in shouted]
