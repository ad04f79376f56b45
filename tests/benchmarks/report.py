"""The table on the terminal, and the file that keeps the figures."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.targets import Target

PACKAGES = ("tantivy", "rapidfuzz", "discord.py", "sqlalchemy")


def machine() -> dict[str, str | int]:
    """What the figures were measured on, without the machine's name."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{package: version(package) for package in PACKAGES},
    }


def write(path: Path, results: dict[str, Any], targets: Iterable[Target], now: datetime) -> None:
    """Keep everything in one JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "date": now.isoformat(timespec="seconds"),
        "machine": machine(),
        "targets": [target.summary() for target in targets],
        **results,
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show_search(console: Console, count: int, figures: dict[str, Any]) -> None:
    """The tables of one size."""
    for verb, shown in (("lookup", "Look-ups"), ("completion", "Completions")):
        console.print(_answers(f"{shown}, {count:,} entries: p50 / p99 ms, share found", verb, figures))
    table = Table(
        "", "build s", "peak MB", "size MB", "change p50 / p99 ms", "seen", title=f"{count:,} entries: files"
    )
    for name, each in figures.items():
        if "change" in each:
            built, change = each["construction"], each["change"]
            times = f"{change['p50_ms']} / {change['p99_ms']}"
            figures_shown = built["seconds"], built["peak_mb"], built["size_mb"], times, change["seen"]
            table.add_row(name, *map(str, figures_shown))
    console.print(table)


def show_truths(console: Console, count: int, figures: dict[str, Any]) -> None:
    """The table of the databases a replica comes from."""
    table = Table(
        "truth",
        "replica s",
        "look-up p50 / p99 ms, share found",
        title=f"{count:,} entries: from the database",
    )
    for name, each in figures.items():
        table.add_row(name, str(each["replica_seconds"]), _cell(each))
    console.print(table)


def show_interactions(console: Console, figures: dict[str, Any]) -> None:
    """The table of the interaction path."""
    show_figures(console, "The whole interaction", figures)


def show_figures(console: Console, title: str, figures: dict[str, Any]) -> None:
    """One figure a line."""
    table = Table("figure", "value", title=title)
    for name, figure in figures.items():
        table.add_row(name, str(figure))
    console.print(table)


def show_spaces(console: Console, figures: dict[str, Any]) -> None:
    """The table of the blueprint."""
    table = Table("figure", *figures, title="The server that organises itself")
    for name in {name: None for each in figures.values() for name in each}:
        table.add_row(name, *(str(each.get(name, "")) for each in figures.values()))
    console.print(table)


def show_arrivals(console: Console, figures: dict[str, Any]) -> None:
    """The table of a crowd that joins at once."""
    table = Table("figure", "value", title="A burst of newcomers")
    for name, figure in figures.items():
        table.add_row(name, str(figure))
    console.print(table)


def show_planning(console: Console, count: int, figures: dict[str, dict[str, Any]]) -> None:
    """The table of one weekly issue."""
    names = list(next(iter(figures.values())))
    table = Table("database", *names, title=f"{count:,} subscribers: a weekly issue")
    for database, each in figures.items():
        table.add_row(database, *(str(each[name]) for name in names))
    console.print(table)


def show_targets(console: Console, targets: Iterable[Target]) -> None:
    """The promises, kept or not."""
    table = Table("promise", "figure", "target", "kept", title="Targets")
    for target in targets:
        said = target.summary()
        table.add_row(
            target.promise, str(target.figure), said["target"], "yes" if target.met else "[bold]NO[/bold]"
        )
    console.print(table)


def _answers(title: str, verb: str, figures: dict[str, Any]) -> Table:
    table = Table("questions", title=title)
    for name in figures:
        table.add_column(name, no_wrap=True)
    groups = next(iter(figures.values()))[verb]["groups"]
    for group in groups:
        table.add_row(group, *(_cell(each[verb]["groups"][group]) for each in figures.values()))
    table.add_section()
    table.add_row("all", *(_cell(each[verb]["overall"]) for each in figures.values()))
    return table


def _cell(sample: dict[str, float]) -> str:
    return f"{sample['p50_ms']:.2f} / {sample['p99_ms']:.1f}  {sample['found']:.3f}"
