"""``python -m tests.benchmarks``: measure, show the table, keep the figures."""

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.benchmarks import report
from tests.benchmarks.arrivals import measure_arrivals
from tests.benchmarks.collecting import measure_collecting
from tests.benchmarks.delivering import measure_delivery
from tests.benchmarks.interactions import measure_interactions
from tests.benchmarks.issues import measure_issues
from tests.benchmarks.search import measure_search
from tests.benchmarks.spaces import measure_spaces
from tests.benchmarks.targets import (
    Target,
    arrival_targets,
    collection_targets,
    delivery_targets,
    interaction_targets,
    planning_targets,
    search_targets,
    space_targets,
    truth_targets,
)
from tests.benchmarks.truths import measure_truths

SIZES = [100_000, 1_000_000]
QUICK_SIZES = [10_000]
CROWD = 10_000
READERS = 1200


def main() -> None:
    """Run what the command line asks for."""
    options = _options()
    console = Console()
    results: dict[str, Any] = {}
    targets: list[Target] = []
    if options.only in (None, "search"):
        sizes = _measure_sizes(options, console)
        results["search"] = sizes
        results["truths"] = _measure_truths(options, console)
        targets.extend([*search_targets(sizes), *truth_targets(results["truths"])])
    if options.only in (None, "digest"):
        planned = _measure_planning(options, console)
        results["digest"] = planned
        targets.extend(planning_targets(planned))
    if options.only in (None, "interactions"):
        results["interactions"] = _measure_interactions(options, console)
        targets.extend(interaction_targets(results["interactions"]))
    if options.only in (None, "spaces"):
        results["spaces"] = asyncio.run(measure_spaces(console.print))
        report.show_spaces(console, results["spaces"])
        targets.extend(space_targets(results["spaces"]))
    if options.only in (None, "arrivals"):
        results["arrivals"] = _measure_arrivals(options, console)
        targets.extend(arrival_targets(results["arrivals"]))
    if options.only in (None, "collection"):
        results["collection"] = _measure_collection(options, console)
        targets.extend(collection_targets(results["collection"]))
    if options.only in (None, "delivery"):
        results["delivery"] = _measure_delivery(options, console)
        targets.extend(delivery_targets(results["delivery"]))
    report.show_targets(console, targets)
    report.write(options.output, results, targets, datetime.now(UTC))
    console.print(f"Written to {options.output}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--entries", type=int, nargs="+", default=SIZES, help="numbers of entries to measure at"
    )
    parser.add_argument("--questions", type=int, default=2000, help="look-ups asked of each contestant")
    parser.add_argument(
        "--only",
        choices=("search", "interactions", "spaces", "arrivals", "collection", "digest", "delivery"),
        help="one part of the benchmark",
    )
    parser.add_argument("--quick", action="store_true", help="a few seconds instead of minutes")
    parser.add_argument(
        "--output", type=Path, default=Path("bench/results.json"), help="where the figures go"
    )
    options = parser.parse_args()
    if options.quick:
        options.entries, options.questions = QUICK_SIZES, min(options.questions, 600)
    return options


def _measure_sizes(options: argparse.Namespace, console: Console) -> dict[int, dict[str, Any]]:
    sizes: dict[int, dict[str, Any]] = {}
    for count in sorted(options.entries):
        with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
            sizes[count] = measure_search(count, options.questions, Path(folder), console.print)
        report.show_search(console, count, sizes[count])
    return sizes


def _measure_truths(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    count = min(options.entries)
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        figures = asyncio.run(measure_truths(count, options.questions, Path(folder), console.print))
    report.show_truths(console, count, figures)
    return figures


def _measure_planning(options: argparse.Namespace, console: Console) -> dict[int, dict[str, Any]]:
    sizes: dict[int, dict[str, Any]] = {}
    for count in sorted(options.entries):
        with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
            sizes[count] = measure_issues(count, Path(folder), console.print)
        report.show_planning(console, count, sizes[count])
    return sizes


def _measure_interactions(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    figures = asyncio.run(measure_interactions(300 if options.quick else 3000))
    report.show_interactions(console, figures)
    return figures


def _measure_arrivals(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    figures = asyncio.run(measure_arrivals(500 if options.quick else CROWD))
    report.show_arrivals(console, figures)
    return figures


def _measure_collection(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    sources, entries = (20, 50) if options.quick else (200, 100)
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        figures = measure_collecting(sources, entries, f"sqlite+aiosqlite:///{folder}/bench.db").summary()
    report.show_figures(console, "Collecting", figures)
    return figures


def _measure_delivery(options: argparse.Namespace, console: Console) -> dict[str, Any]:
    figures = asyncio.run(measure_delivery(100 if options.quick else READERS))
    report.show_figures(console, "Direct messages at the highest pace", figures)
    return figures


if __name__ == "__main__":
    main()
