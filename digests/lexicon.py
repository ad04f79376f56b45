"""Finding the words of a lexicon in a text: stems in a tree, the longest phrase first, each spelling read once.

Built once from phrases and what each of them means; then a text costs one look-up per word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from storage.text import compact, fold, stem, words

M = TypeVar("M")

# Between the words of a phrase these may come and go: « accès aux droits », « accès à leurs droits ».
_SMALL = frozenset(
    "a au aux c ce ces cette d dans de des du en et l la le les leur leurs n ou par qu s sa ses son sur un une".split()
)
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_EDGES = " \t\n.,;:!?…«»“”\"'’()[]–—-"
# Acronyms this short are also words (« ami », « bad »), and are recognised in capitals only.
SHORT_ACRONYM = 3
# Spellings remembered: those of a few years of headlines. Beyond, they are read again.
MOST_SPELLINGS = 100_000


@dataclass(frozen=True, slots=True)
class Spelling:
    """One run of letters between two spaces, read once.

    Attributes:
        tokens: what the tree is made of; small words left out.
        words: its folded words, all of them.
        capital: it begins with a capital, an elided article put aside.
    """

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    capital: bool


@dataclass(frozen=True, slots=True)
class Heard(Generic[M]):
    """A phrase of the lexicon found in a text: what it means, and its words there, from ``start`` to ``end``."""

    start: int
    end: int
    meanings: tuple[M, ...]


class Lexicon(Generic[M]):
    """Phrases and their meanings. ``whole`` are the words to be compared whole rather than by their stems.

    Attributes:
        tree: a branch by token, and under the empty one the meanings of the phrase that ends there.
    """

    def __init__(self, phrases: Iterable[tuple[str, M]], whole: Iterable[str] = ()) -> None:
        known = list(phrases)
        self._whole = {fold(word) + ending: f"={fold(word)}" for word in whole for ending in ("", "s")}
        self._acronyms = {
            compact(word)
            for phrase, _ in known
            for word in phrase.split()
            if word.isupper() and len(word) > 1
        }
        self._spellings: dict[str, Spelling] = {}
        self.tree: dict[str, Any] = {}
        for phrase, meaning in known:
            self._learn(phrase, meaning)

    def spelling(self, written: str) -> Spelling:
        """A run of letters as the lexicon reads it."""
        known = self._spellings.get(written)
        if known is None:
            if len(self._spellings) >= MOST_SPELLINGS:
                self._spellings.clear()
            known = self._spellings[written] = self._read(written)
        return known

    def hear(self, written: Sequence[str]) -> list[Heard[M]]:
        """Every phrase found in a text cut at its spaces, by where it starts, then the longest first."""
        tokens: list[str] = []
        places: list[int] = []
        for place, each in enumerate(written):
            for token in self.spelling(each).tokens:
                tokens.append(token)
                places.append(place)
        found: list[Heard[M]] = []
        tree, count = self.tree, len(tokens)
        for start, token in enumerate(tokens):
            if (branch := tree.get(token)) is None:
                continue
            here: list[Heard[M]] = []
            end = start + 1
            while branch is not None:
                if (meanings := branch.get("")) is not None:
                    here.append(Heard(places[start], places[end - 1] + 1, meanings))
                branch = branch.get(tokens[end]) if end < count else None
                end += 1
            found += reversed(here)
        return found

    def _learn(self, phrase: str, meaning: M) -> None:
        branch = self.tree
        tokens = [token for written in phrase.split() for token in self._read(written).tokens]
        for token in tokens:
            branch = branch.setdefault(token, {})
        if tokens and meaning not in branch.get("", ()):
            branch[""] = (*branch.get("", ()), meaning)

    def _read(self, written: str) -> Spelling:
        folded = words(written)
        undotted = written.replace(".", "")
        tokens = [
            token
            for word in folded
            if (token := self._token(word, capitals=len(word) > 1 and word.upper() in undotted))
        ]
        bare = _ELIDED.sub("", written.lstrip(_EDGES)).lstrip(_EDGES)
        return Spelling(tuple(tokens), tuple(folded), bare[:1].isupper())

    def _token(self, word: str, *, capitals: bool) -> str:
        if word in self._acronyms and (capitals or len(word) > SHORT_ACRONYM):
            return word.upper()
        if word in _SMALL:
            return ""
        return self._whole.get(word) or stem(word)


def said(written: Sequence[str]) -> str:
    """Words of a text as it has them, without the article and the marks around them."""
    return _ELIDED.sub("", " ".join(written).strip(_EDGES)).strip(_EDGES)
