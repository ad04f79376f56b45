"""The words the index knows: how often they occur, what they may be the beginning of, what they may be a slip for."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.text import sound, stem

# Typing mistakes forgiven: one from five letters on, two from eight letters on (shorter words would match anything).
ONE_SLIP, TWO_SLIPS = 5, 8
# A prefix of one or two letters begins thousands of words; the most frequent ones are what the person is after.
MOST_EXPANSIONS = 24
MOST_CORRECTIONS = 3


class Vocabulary:
    """Every folded word of the index with its stem and the number of entries that hold it."""

    def __init__(self, counted: Iterable[tuple[str, int]] = ()) -> None:
        self.counts: dict[str, int] = {}
        self.stem_counts: dict[str, int] = defaultdict(int)
        self._stems: dict[str, str] = {}
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word, count in counted:
            self._register(word, count)
        self._sorted = sorted(self.counts)

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def stem(self, word: str) -> str:
        """The stem of a word, known or not."""
        return self._stems.get(word) or stem(word)

    def add(self, word: str, count: int = 1) -> None:
        """Count a word once more, learning it when it is new."""
        if word in self.counts:
            self.counts[word] += count
            self.stem_counts[self._stems[word]] += count
            return
        self._register(word, count)
        insort(self._sorted, word)

    def forget(self, stemmed: str) -> list[str]:
        """Unlearn every word of a stem; which ones those were."""
        # A stem always begins with the first two letters of its word.
        words = [word for word in self._begun(stemmed[:2]) if self._stems[word] == stemmed]
        for word in words:
            del self.counts[word], self._stems[word]
            self._sorted.pop(bisect_left(self._sorted, word))
            self._by_shape[word[0], len(word)].remove(word)
            if len(word) >= ONE_SLIP:
                self._by_sound[sound(word)].remove(word)
        self.stem_counts.pop(stemmed, None)
        return words

    def beginning_with(self, prefix: str) -> list[str]:
        """The most frequent words that begin with the prefix, the prefix itself left out."""
        found = [word for word in self._begun(prefix) if word != prefix]
        return sorted(found, key=self._most_frequent_first)[:MOST_EXPANSIONS]

    def corrections(self, word: str) -> list[str]:
        """The nearest known words within the slips allowed for this length, most frequent first among equals."""
        if len(word) < ONE_SLIP or not word.isalpha():
            return []
        allowed = 2 if len(word) >= TWO_SLIPS else 1
        near = self._within(word, word[0], allowed) or self._other_first_letter(word)
        if not near and allowed > 1:
            near = self._any_first_letter(word, allowed)
        if not near:
            return sorted(self._by_sound.get(sound(word), ()), key=self._most_frequent_first)[
                :MOST_CORRECTIONS
            ]
        closest = min(near.values())
        best = [known for known, distance in near.items() if distance == closest]
        return sorted(best, key=self._most_frequent_first)[:MOST_CORRECTIONS]

    def distant(self, word: str) -> list[str]:
        """Known words that short or badly typed ones may stand for: to propose, never to answer with silently."""
        if len(word) < 3 or not word.isalpha():
            return []
        near = self._within(word, word[0], 2 if len(word) > ONE_SLIP else 1) or self._other_first_letter(word)
        return sorted(near, key=lambda known: (near[known], *self._most_frequent_first(known)))[
            :MOST_CORRECTIONS
        ]

    def _register(self, word: str, count: int) -> None:
        stemmed = stem(word)
        self.counts[word] = count
        self._stems[word] = stemmed
        self.stem_counts[stemmed] += count
        self._by_shape[word[0], len(word)].append(word)
        if len(word) >= ONE_SLIP:
            self._by_sound[sound(word)].append(word)

    def _begun(self, prefix: str) -> list[str]:
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "{")  # "{" follows "z", the last letter of a folded word
        return self._sorted[first:last]

    def _most_frequent_first(self, word: str) -> tuple[int, str]:
        return -self.counts[word], word

    def _within(self, word: str, first_letter: str, allowed: int) -> dict[str, float]:
        """Known words with this first letter, at most so many slips away."""
        near: dict[str, float] = {}
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            bucket = self._by_shape.get((first_letter, length))
            if bucket:
                matches = process.extract(
                    word, bucket, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=50
                )
                near.update((known, distance) for known, distance, _ in matches)
        return near

    def _any_first_letter(self, word: str, allowed: int) -> dict[str, float]:
        """Two slips, one of them on the first letter: a few milliseconds, for words nothing else explains."""
        near: dict[str, float] = {}
        for letter in ascii_lowercase:
            near.update(self._within(word, letter, allowed))
        return near

    def _other_first_letter(self, word: str) -> dict[str, float]:
        """A slip on the very first letter, looked up directly: scanning every word would cost far more."""
        return {form: 1.0 for form in _first_letter_slips(word) if form in self.counts}


def _first_letter_slips(word: str) -> Iterator[str]:
    yield word[1:]
    yield word[1] + word[0] + word[2:]
    for letter in ascii_lowercase:
        yield letter + word
        yield letter + word[1:]
