"""The contestants, by the name they have in the table."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.contestants import Contestant, Tisserande
from tests.benchmarks.rival import FuzzyTantivy, Tantivy

OURS, RIVAL, RIVAL_FUZZY = "tisserande", "tantivy", "tantivy-fuzzy"


@dataclass(frozen=True, slots=True)
class Place:
    """How to open a contestant, and the folder its files are in (two may ask the same files differently)."""

    open: Callable[[Path], Contestant]
    files: str


LINEUP: dict[str, Place] = {
    OURS: Place(Tisserande, OURS),
    RIVAL: Place(Tantivy, RIVAL),
    RIVAL_FUZZY: Place(FuzzyTantivy, RIVAL),
}
