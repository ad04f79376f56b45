"""Slips of a hurried typist on a French keyboard, kept only when the word meant stays the nearest one."""

from collections.abc import Callable, Iterable
from random import Random

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tests.benchmarks.judge import plain_words

ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
# The first letter is rarely wrong: about one slip in twenty-five.
ON_FIRST_LETTER = 0.04
ONE_SLIP_FROM, TWO_SLIPS_FROM = 5, 8


class Typist:
    """Mistypes words so that the directory's own vocabulary still says which one was meant."""

    def __init__(self, vocabulary: Iterable[str], chance: Random) -> None:
        self._words = sorted({word for text in vocabulary for word in plain_words(text)})
        self._known = set(self._words)
        self._chance = chance

    def mistyped(self, word: str, slips: int) -> str | None:
        """The word with exactly that many slips; None when it is too short or another word would be as near."""
        shortest = TWO_SLIPS_FROM if slips == 2 else ONE_SLIP_FROM
        typed = word
        for _ in range(slips):
            typed = self._slip(typed)
        if min(len(word), len(typed)) < shortest or not typed.isalpha() or typed in self._known:
            return None
        if OSA.distance(word, typed) != slips:
            return None
        return typed if self._nearest_is(word, typed, slips) else None

    def _slip(self, word: str) -> str:
        place = 0 if self._chance.random() < ON_FIRST_LETTER else self._chance.randrange(1, len(word))
        slip: Callable[[str, int], str] = self._chance.choice(
            (_dropped, _swapped, self._neighbouring, self._added)
        )
        return slip(word, place)

    def _neighbouring(self, word: str, place: int) -> str:
        return word[:place] + self._beside(word[place]) + word[place + 1 :]

    def _added(self, word: str, place: int) -> str:
        added = self._chance.choice((word[place], self._beside(word[place])))
        return word[:place] + added + word[place:]

    def _beside(self, letter: str) -> str:
        row = next((row for row in ROWS if letter in row), ROWS[0])
        place = row.find(letter)
        return self._chance.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2])

    def _nearest_is(self, word: str, typed: str, slips: int) -> bool:
        near = process.extract(
            typed, self._words, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=20
        )
        return {found.rstrip("sx") for found, _, _ in near} == {word.rstrip("sx")}


def _dropped(word: str, place: int) -> str:
    return word[:place] + word[place + 1 :]


def _swapped(word: str, place: int) -> str:
    first = place if place + 1 < len(word) else place - 1
    return word[:first] + word[first + 1] + word[first] + word[first + 2 :]
