"""What the figures must be, and whether they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.lineup import OURS, RIVAL, RIVAL_FUZZY

Sizes = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Target:
    """A promise, the figure measured and the bound it must keep."""

    promise: str
    figure: float
    bound: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure keeps the promise."""
        return self.figure >= self.bound if self.at_least else self.figure <= self.bound

    def summary(self) -> dict[str, Any]:
        """The same, ready to be written."""
        sign = "≥" if self.at_least else "≤"
        return {
            "promise": self.promise,
            "figure": self.figure,
            "target": f"{sign} {self.bound}",
            "met": self.met,
        }


def search_targets(sizes: Sizes) -> Iterator[Target]:
    """The promises of the search, at the largest size measured."""
    largest = max(sizes)
    figures = sizes[largest]
    yield from (target for rival in (RIVAL_FUZZY, RIVAL) for target in _against(figures, rival))
    if len(sizes) > 1:
        growth = _ratio(*(_lookup(sizes[size][OURS], "p50_ms") for size in (largest, min(sizes))))
        yield Target("look-up p50, largest size ÷ smallest", growth, 2.0)
    ours = figures[OURS]
    for verb in ("lookup", "completion"):
        for group, sample in ours[verb]["groups"].items():
            yield Target(f"{verb}: right answer shown, {group}", sample["found"], 0.99, at_least=True)
    yield Target("memory while building, MB", ours["construction"]["peak_mb"], 300)
    yield Target("one change p99, ms", ours["change"]["p99_ms"], 20)
    yield Target("changes seen by the next question", ours["change"]["seen"], 1.0, at_least=True)


def truth_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promise of the local replica: whatever the database, look-ups are as fast."""
    ratio = _ratio(figures["postgresql"]["p99_ms"], figures["sqlite"]["p99_ms"])
    yield Target("look-up p99, PostgreSQL ÷ SQLite", ratio, 4.0)


def interaction_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promises of the whole interaction."""
    yield Target("interactions per second ÷ bare command", figures["throughput_ratio"], 0.40, at_least=True)
    yield Target("look-up and reply, median CPU ms", figures["answer_cpu_p50_ms"], 0.6)


def planning_targets(sizes: dict[int, dict[str, Any]]) -> Iterator[Target]:
    """The promises of the weekly issue, at the largest size measured, on each database."""
    largest, smallest = max(sizes), min(sizes)
    for name, figures in sizes[largest].items():
        yield Target(f"an issue ÷ the barest insertion, {name}", figures["ratio"], 10.0)
        yield Target(f"memory while an issue is made, {name}, MB", figures["memory_peak_mb"], 300)
        if largest > smallest:
            growth = _ratio(figures["seconds"], sizes[smallest][name]["seconds"]) * smallest / largest
            yield Target(f"time for each subscriber, largest size ÷ smallest, {name}", round(growth, 2), 1.0)


def space_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promises of the blueprint, on a server at Discord's limits."""
    limits = figures["limits"]
    yield Target("plan at Discord’s limits, CPU s", limits["plan_of_everything_cpu_s"], 1.0)
    yield Target("plan of an empty server, CPU s", limits["plan_of_nothing_cpu_s"], 1.0)
    yield Target("requests of an application ÷ objects", limits["requests_per_object"], 1.0)


def arrival_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promises of the welcome."""
    yield Target("newcomers of a burst never greeted", figures["lost"], 0)
    yield Target("newcomers greeted twice", figures["greeted_twice"], 0)
    yield Target("private messages to newcomers", figures["private_messages"], 0)
    yield Target("greetings, most messages in a minute", figures["most_messages_in_a_minute"], 40)


def collection_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promises of collecting."""
    yield Target("entries collected per second", figures["per_second"], 2000, at_least=True)
    yield Target("second pass with nothing new ÷ first", figures["second_share"], 0.05)
    yield Target("memory while collecting, MB", figures["peak_mb"], 200)


def delivery_targets(figures: dict[str, Any]) -> Iterator[Target]:
    """The promises of delivering at the highest pace."""
    yield Target("share of the allowed rate used", figures["share_of_the_rate"], 0.95, at_least=True)
    yield Target("deliveries refused with 429", figures["refused_with_429"], 0)
    yield Target("readers served twice", figures["readers_served_twice"], 0)
    yield Target("answer to a command meanwhile, p99 ms", figures["answer_p99_ms"], 1000)


def _against(figures: dict[str, Any], rival: str) -> Iterator[Target]:
    if rival not in figures:
        return
    ours, theirs = figures[OURS], figures[rival]
    for figure in ("p50_ms", "p99_ms"):
        yield Target(
            f"look-up {figure[:3]} ÷ {rival}", _ratio(_lookup(ours, figure), _lookup(theirs, figure)), 1.0
        )
    if rival == RIVAL:
        seconds = (each["construction"]["seconds"] for each in (ours, theirs))
        yield Target(f"building time ÷ {rival}", _ratio(*seconds), 5.0)


def _lookup(contestant: dict[str, Any], figure: str) -> float:
    return float(contestant["lookup"]["overall"][figure])


def _ratio(measured: float, reference: float) -> float:
    return round(measured / max(reference, 1e-9), 2)
