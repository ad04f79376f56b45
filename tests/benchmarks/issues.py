"""One weekly issue for everybody, on SQLite and on PostgreSQL; each is measured in ``planning.py``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.planning import measure_planning
from tests.benchmarks.truths import postgres


def measure_issues(subscribers: int, folder: Path, say: Callable[[str], None]) -> dict[str, dict[str, Any]]:
    """The figures of one size on SQLite and on PostgreSQL."""
    figures: dict[str, dict[str, Any]] = {}
    with postgres(folder / "database") as address:
        addresses = {
            "sqlite": f"sqlite+aiosqlite:///{folder}/issues.db",
            "postgresql": address.replace("postgresql://", "postgresql+psycopg://"),
        }
        for name, url in addresses.items():
            say(f"{subscribers:,} subscribers: a weekly issue on {name}")
            figures[name] = measure_planning(url, subscribers)
    return figures
