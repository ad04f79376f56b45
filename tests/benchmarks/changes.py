"""What one correction costs, and whether the next question sees it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from time import perf_counter_ns

from storage.search.document import Document
from tests.benchmarks.contestants import Contestant
from tests.benchmarks.entries import Directory
from tests.benchmarks.judge import Question
from tests.benchmarks.timing import percentile

CONSONANTS, VOWELS = "bcdfglmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Changes:
    """Time of one change, and the share of them that the very next question saw."""

    p50_ms: float
    p99_ms: float
    seen: float

    def summary(self) -> dict[str, float]:
        """The same, ready to be written."""
        return asdict(self)


def change_entries(contestant: Contestant, directory: Directory, count: int) -> Changes:
    """Rename entries of the directory, one by one, each time asking for the new name."""
    milliseconds: list[float] = []
    seen = 0
    for rank, document in enumerate(_spread(directory, count)):
        name = _new_word(rank)
        renamed = replace(document, title=f"{document.title} {name}")
        started = perf_counter_ns()
        contestant.put(renamed)
        milliseconds.append((perf_counter_ns() - started) / 1e6)
        seen += contestant.look_up(Question("", name, renamed.slug, (name,)))[:1] == [renamed.slug]
    p50, p99 = (round(percentile(milliseconds, share), 3) for share in (0.50, 0.99))
    return Changes(p50, p99, round(seen / count, 4))


def _spread(directory: Directory, count: int) -> Iterator[Document]:
    step = max(1, directory.count // count)
    return (directory.entry(number).document() for number in range(0, step * count, step))


def _new_word(rank: int) -> str:
    """A word nobody has, ten letters long."""
    syllables = []
    for _ in range(5):
        rank, consonant = divmod(rank, len(CONSONANTS))
        syllables.append(CONSONANTS[consonant] + VOWELS[rank % len(VOWELS)])
    return "".join(syllables) + "xyx"
