"""Building an index in a process of its own, so that time and memory are the engine's alone.

Entries are generated once into a file that every engine then reads, at a few microseconds an entry.
Run as ``python -m tests.benchmarks.construction CONTESTANT ENTRIES FOLDER``; prints one JSON object.
"""

import json
import marshal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from time import perf_counter

from storage.search.document import Document
from tests.benchmarks.lineup import LINEUP
from tests.benchmarks.memory import peak_kilobytes

BATCH = 1000
_values = attrgetter(*(field.name for field in fields(Document)))


@dataclass(frozen=True, slots=True)
class Construction:
    """What building one index took: seconds, peak memory of the process, size of the files."""

    seconds: float
    peak_mb: float
    size_mb: float


def write_entries(documents: Iterable[Document], path: Path) -> None:
    """Keep entries in a file, a thousand at a time."""
    source = iter(documents)
    with path.open("wb") as file:
        while batch := [_values(document) for document in islice(source, BATCH)]:
            marshal.dump(batch, file)


def read_entries(path: Path) -> Iterator[Document]:
    """The entries of a file, one after the other."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while file.tell() < size:
            for values in marshal.load(file):
                yield Document(*values)


def construct(contestant: str, entries: Path, folder: Path) -> Construction:
    """Build in a new process and wait for it. Raises CalledProcessError when it fails."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", __name__, contestant, str(entries), str(folder)]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Construction(**json.loads(finished.stdout))


def _construct_here(contestant: str, entries: Path, folder: Path) -> Construction:
    engine = LINEUP[contestant].open(folder)
    started = perf_counter()
    engine.build(read_entries(entries))
    engine.close()
    seconds = perf_counter() - started
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Construction(round(seconds, 1), round(peak_kilobytes() / 1024, 1), round(size / 1e6, 1))


if __name__ == "__main__":
    print(json.dumps(asdict(_construct_here(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))))
