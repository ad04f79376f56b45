"""On which line of a TOML file each key stands: the reader of the standard library does not say."""

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
_HEADER = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')
_PARTS = re.compile(r"""\s*\.\s*""")


def positions(text: str) -> dict[Path, int]:
    """The line of every table and of every key that begins a line: ``("categories", 0, "name")`` → 3."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not depth and not quote:
            if header := _HEADER.match(line):
                table = _table(_PARTS.split(header[2]), counts, several=bool(header[1]))
                found.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                found.setdefault((*table, key[1].strip("\"'")), number)
        depth, quote = _after(line, depth, quote)
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a key, or of the nearest thing around it; 1 when nothing is known."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


def _table(parts: list[str], counts: dict[Path, int], *, several: bool) -> Path:
    """The full path of a header; ``[[…]]`` opens one more table of its list."""
    path: Path = ()
    for number, part in enumerate(parts, 1):
        path = (*path, part.strip("\"'"))
        if several and number == len(parts):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """How many brackets, and which long string, are still open at the end of the line."""
    at = 0
    while at < len(line):
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return depth, quote
            at, quote = end + 3, ""
            continue
        token = _TOKEN.search(line, at)
        if token is None:
            break
        if token[0] in ('"""', "'''"):
            quote = token[0]
        else:
            depth += (token[0] in "[{") - (token[0] in "]}")
        at = token.end()
    return depth, quote
