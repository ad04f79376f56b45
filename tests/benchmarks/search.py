"""The search benchmark of one size: build every index, ask everything, change a few entries."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.changes import change_entries
from tests.benchmarks.construction import construct, write_entries
from tests.benchmarks.entries import Directory
from tests.benchmarks.lineup import LINEUP
from tests.benchmarks.questions import completions, lookups
from tests.benchmarks.timing import Samples, race

CHANGED_ENTRIES = 200
EXAMPLES = 5

Figures = dict[str, Any]


def measure_search(
    count: int,
    questions: int,
    folder: Path,
    say: Callable[[str], None],
    contestants: Iterable[str] = tuple(LINEUP),
) -> Figures:
    """Every figure of every contestant at this number of entries; files go to ``folder`` and stay there."""
    names = list(contestants)
    directory = Directory(count)
    built = _build_all(directory, folder, names, say)
    opened = {name: LINEUP[name].open(folder / LINEUP[name].files) for name in names}
    say(f"{count:,} entries: {questions:,} questions to each contestant")
    looked_up = race(
        {name: engine.look_up for name, engine in opened.items()}, lookups(directory, questions), directory
    )
    typed = completions(directory, max(questions // 2, 5))
    completed = race({name: engine.complete for name, engine in opened.items()}, typed, directory)
    say(f"{count:,} entries: {CHANGED_ENTRIES} changes, each followed by a question")
    figures: Figures = {}
    for name, engine in opened.items():
        figures[name] = {
            "construction": built[LINEUP[name].files],
            "lookup": _summary(looked_up[name]),
            "completion": _summary(completed[name]),
        }
        if LINEUP[name].files == name:
            figures[name]["change"] = change_entries(engine, directory, min(count, CHANGED_ENTRIES)).summary()
        engine.close()
    return figures


def _build_all(directory: Directory, folder: Path, names: list[str], say: Callable[[str], None]) -> Figures:
    entries = folder / "entries"
    say(f"{directory.count:,} entries: generating")
    write_entries(directory, entries)
    built: Figures = {}
    for name in names:
        files = LINEUP[name].files
        if files not in built:
            say(f"{directory.count:,} entries: {files} builds its index")
            built[files] = asdict(construct(files, entries, folder / files))
    entries.unlink()
    return built


def _summary(samples: Samples) -> Figures:
    missed = {group: sample.missed[:EXAMPLES] for group, sample in samples.groups.items() if sample.missed}
    groups = {group: sample.summary() for group, sample in sorted(samples.groups.items())}
    return {"overall": samples.overall.summary(), "groups": groups, "missed": missed}
