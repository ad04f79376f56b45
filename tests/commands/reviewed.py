"""The reviewed lists, read once: questions, acronyms, sentences that betray a danger."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from commands.batch import FILTERS

FOLDER = Path(__file__).parents[1] / "reviewed"

Line = dict[str, Any]


@cache
def reviewed(name: str) -> Any:
    """The list of this name, as written."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def asked(line: Line) -> Line:
    """What the line asks, as a line of the batch."""
    return {name: line[name] for name in ("command", "query", *FILTERS) if name in line}
