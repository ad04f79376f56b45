"""Asking every contestant the same questions, one question at a time and in turn, and keeping the figures."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter_ns

from tests.benchmarks.entries import Directory
from tests.benchmarks.judge import Question

Ask = Callable[[Question], list[str]]
# Every tenth question is asked once before, so that no contestant pays for cold files or caches.
WARM_UP = 10


@dataclass(slots=True)
class Sample:
    """The figures of one group of questions for one contestant."""

    milliseconds: list[float] = field(default_factory=list)
    found: int = 0
    first: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, milliseconds: float, rank: int | None, text: str) -> None:
        """One more answer: its time and the rank of the first right entry in it."""
        self.milliseconds.append(milliseconds)
        self.found += rank is not None
        self.first += rank == 0
        if rank is None:
            self.missed.append(text)

    def summary(self) -> dict[str, float]:
        """Median, ninety-ninth percentile, share found, share found first."""
        asked = len(self.milliseconds)
        return {
            "p50_ms": round(percentile(self.milliseconds, 0.50), 4),
            "p99_ms": round(percentile(self.milliseconds, 0.99), 4),
            "found": round(self.found / asked, 4),
            "first": round(self.first / asked, 4),
        }


@dataclass(slots=True)
class Samples:
    """Every group of questions for one contestant, and all of them together."""

    groups: dict[str, Sample] = field(default_factory=lambda: defaultdict(Sample))
    overall: Sample = field(default_factory=Sample)

    def add(self, group: str, milliseconds: float, rank: int | None, text: str) -> None:
        """One more answer."""
        for sample in (self.groups[group], self.overall):
            sample.add(milliseconds, rank, text)


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure below which that share of the figures lies."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def race(asks: Mapping[str, Ask], questions: Sequence[Question], directory: Directory) -> dict[str, Samples]:
    """Ask everybody everything. The order changes at each question, so that none always goes first."""
    names = list(asks)
    samples = {name: Samples() for name in names}
    for question in questions[::WARM_UP]:
        for name in names:
            asks[name](question)
    for turn, question in enumerate(questions):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            milliseconds, slugs = _timed(asks[name], question)
            rank = _rank(question, slugs, directory)
            samples[name].add(question.group, milliseconds, rank, question.text)
    return samples


def _timed(ask: Ask, question: Question) -> tuple[float, list[str]]:
    started = perf_counter_ns()
    slugs = ask(question)
    return (perf_counter_ns() - started) / 1e6, slugs


def _rank(question: Question, slugs: list[str], directory: Directory) -> int | None:
    for rank, slug in enumerate(slugs):
        if slug == question.target or question.accepts(directory.entry_of(slug).document()):
            return rank
    return None
