"""The local full-text file: tables, bulk build, single changes. The only module that knows SQLite's FTS5.

Facets are tokens of the text, so that a filtered question stays one intersection instead of a join, and queries take
the first rows in priority order without ranking them, because ranking would visit every match of a frequent word.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.search.document import Document
from storage.search.ranking import ACRONYM, TITLE, Candidate
from storage.search.rows import Row, first_row, prepare, priority_of, shelf_range
from storage.search.vocabulary import Vocabulary

# Beyond this many candidates the re-ranking finds no better answer and every question pays for it.
CANDIDATES = 50
# Changes whenever stems, tables or row numbers do: a file of another format is built anew.
FORMAT = 3
BATCH = 2000

_TABLES = """
CREATE TABLE docs (
  rowid INTEGER PRIMARY KEY, shelf TEXT NOT NULL, slug TEXT NOT NULL, title TEXT NOT NULL, territory TEXT NOT NULL,
  names TEXT NOT NULL);
CREATE TABLE texts (
  rowid INTEGER PRIMARY KEY, head TEXT NOT NULL, body TEXT NOT NULL, keys TEXT NOT NULL, record TEXT NOT NULL);
CREATE VIRTUAL TABLE head_index USING fts5(
  head, content='texts', content_rowid='rowid', detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE body_index USING fts5(
  body, content='texts', content_rowid='rowid', detail=none, tokenize='ascii');
CREATE TABLE keys (key TEXT NOT NULL, doc INTEGER NOT NULL, kind TEXT NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""
# One change then never waits for a large merge: the segments it leaves cost questions less than that wait would.
_MERGES = "".join(
    f"INSERT INTO {column}_index({column}_index, rank) VALUES ('automerge', 16), ('crisismerge', 64);"
    for column in ("head", "body")
)
_INDEXES = """
CREATE UNIQUE INDEX docs_by_slug ON docs(slug, shelf);
CREATE INDEX keys_by_key ON keys(key, doc, kind);
"""
_DROP = "".join(
    f"DROP TABLE IF EXISTS {table};"
    for table in ("head_index", "body_index", "docs", "texts", "keys", "words", "meta")
)
# What ranking reads is kept apart from the long texts, so that sixty candidates are a few pages to read.
_COLUMNS = "docs.rowid, docs.shelf, docs.slug, docs.title, docs.territory, docs.names"
_FULL_TEXT = ("head", "body")


class Replica:
    """One FTS5 file (or memory) and its vocabulary. Use from one thread at a time."""

    def __init__(self, path: str | Path = ":memory:") -> None:
        self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # A replica can always be made again from the database, so it need not survive a power cut.
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768;"
        )
        if not self._has_tables():
            self.connection.executescript(_DROP + _TABLES + _MERGES + _INDEXES)
            self.connection.execute(f"PRAGMA user_version={FORMAT}")
        self.vocabulary = Vocabulary(self.connection.execute("SELECT word, count FROM words"))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def count(self, shelf: str | None = None) -> int:
        """How many entries there are, on one shelf or in all."""
        if shelf is None:
            return int(self.connection.execute("SELECT count(*) FROM docs").fetchone()[0])
        query = "SELECT count(*) FROM docs WHERE rowid BETWEEN ? AND ?"
        return int(self.connection.execute(query, shelf_range(shelf)).fetchone()[0])

    def build(self, progress: Callable[[int], None] | None = None) -> "Building":
        """Begin to replace everything. ``progress`` receives the number of entries read so far."""
        self.connection.executescript(_DROP + _TABLES + _MERGES)
        self.connection.execute("BEGIN")
        return Building(self, progress)

    def put(self, document: Document) -> int:
        """Add an entry or replace it; the next question sees it. How many entries that adds: 1 or 0."""
        with self._changing():
            before = self._delete(document.shelf, document.slug)
            row = prepare(document, self._next_row(document))
            self.insert([row])
            for column, text in zip(_FULL_TEXT, (row.head, row.body), strict=True):
                query = f"INSERT INTO {column}_index(rowid, {column}) VALUES (?, ?)"
                self.connection.execute(query, (row.number, text))
            self._learn(row.words, before)
            self._forget(before.difference(row.body.split()))
        return 0 if before else 1

    def remove(self, shelf: str, slug: str) -> int:
        """Forget an entry: it leaves every answer and every completion at once. How many that takes away."""
        with self._changing():
            before = self._delete(shelf, slug)
            self._forget(before)
        return 1 if before else 0

    def record(self, shelf: str, slug: str) -> str | None:
        """The stored JSON of an entry, or None."""
        query = "SELECT record FROM docs JOIN texts USING (rowid) WHERE slug = ? AND shelf = ?"
        found = self.connection.execute(query, (slug, shelf)).fetchone()
        return str(found[0]) if found else None

    def records(self, shelf: str) -> Iterator[str]:
        """The stored JSON of every entry of a shelf, in priority order."""
        query = "SELECT record FROM texts WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        return (str(record) for (record,) in self.connection.execute(query, shelf_range(shelf)))

    def named(self, key: str, shelf: str) -> list[tuple[Candidate, str]]:
        """Entries one of whose names is exactly this compact key, each with the best kind of that name."""
        query = (
            f"SELECT {_COLUMNS}, '', kind FROM keys CROSS JOIN docs ON docs.rowid = keys.doc "
            "WHERE key = ? AND doc BETWEEN ? AND ? LIMIT ?"
        )
        best: dict[int, tuple[Candidate, str]] = {}
        for *columns, kind in self.connection.execute(query, (key, *shelf_range(shelf), CANDIDATES)):
            if best.get(columns[0], (None, ""))[1] not in (TITLE, ACRONYM):
                best[columns[0]] = (_candidate(columns), kind)
        return list(best.values())

    def matching(
        self, column: str, expression: str, shelf: str, *, with_text: bool = False
    ) -> Iterator[Candidate]:
        """The first entries of a shelf that match an FTS5 expression, in priority order."""
        body, texts = (
            (", texts.body", "JOIN texts ON texts.rowid = docs.rowid ") if with_text else (", ''", "")
        )
        query = (
            f"SELECT {_COLUMNS}{body} FROM {column}_index CROSS JOIN docs ON docs.rowid = {column}_index.rowid "
            f"{texts}WHERE {column}_index MATCH ? AND {column}_index.rowid BETWEEN ? AND ? LIMIT ?"
        )
        return map(_candidate, self.connection.execute(query, (expression, *shelf_range(shelf), CANDIDATES)))

    @property
    def cursor(self) -> int | None:
        """The number of the last change of the database that this replica holds; None before the first build."""
        return self._noted("cursor")

    @cursor.setter
    def cursor(self, value: int) -> None:
        self._note("cursor", value)

    @property
    def source(self) -> int | None:
        """The identity of the database that this replica follows; None before the first build."""
        return self._noted("source")

    @source.setter
    def source(self, value: int) -> None:
        self._note("source", value)

    def _noted(self, key: str) -> int | None:
        found = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return int(found[0]) if found else None

    def _note(self, key: str, value: int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _has_tables(self) -> bool:
        """True when the file was laid out by this version; any other one is laid out anew."""
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        return int(version) == FORMAT

    def insert(self, rows: list[Row]) -> None:
        """Store rows and their exact keys; the full text is told apart."""
        self.connection.executemany("INSERT INTO docs VALUES (?,?,?,?,?,?)", [row.ranked() for row in rows])
        self.connection.executemany("INSERT INTO texts VALUES (?,?,?,?,?)", [row.texts() for row in rows])
        keys = [(key, row.number, kind) for row in rows for key, kind in row.keys]
        self.connection.executemany("INSERT INTO keys VALUES (?,?,?)", keys)

    def _next_row(self, document: Document) -> int:
        first, beyond = (
            first_row(document.shelf, document.priority),
            first_row(document.shelf, document.priority + 1),
        )
        query = "SELECT max(rowid) FROM docs WHERE rowid >= ? AND rowid < ?"
        highest = self.connection.execute(query, (first, beyond)).fetchone()[0]
        return first if highest is None else int(highest) + 1

    def _delete(self, shelf: str, slug: str) -> frozenset[str]:
        """Take an entry out; the tokens of its text, none when there was no such entry."""
        query = (
            "SELECT rowid, head, body, keys FROM docs JOIN texts USING (rowid) WHERE slug = ? AND shelf = ?"
        )
        found = self.connection.execute(query, (slug, shelf)).fetchone()
        if found is None:
            return frozenset()
        row, head, body, keys = found
        # An external-content index must be told the very text it indexed, before that text goes.
        for column, text in zip(_FULL_TEXT, (head, body), strict=True):
            query = f"INSERT INTO {column}_index({column}_index, rowid, {column}) VALUES ('delete', ?, ?)"
            self.connection.execute(query, (row, text))
        forgotten = [(key[1:], row) for key in keys.split("|")]
        self.connection.executemany("DELETE FROM keys WHERE key = ? AND doc = ?", forgotten)
        self.connection.execute("DELETE FROM texts WHERE rowid = ?", (row,))
        self.connection.execute("DELETE FROM docs WHERE rowid = ?", (row,))
        return frozenset(body.split())

    def _learn(self, words: Iterable[str], before: frozenset[str]) -> None:
        """Count the words of an entry once more, unless it said them before."""
        learned = "INSERT INTO words VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET count = count + 1"
        for word in words:
            if word not in self.vocabulary or self.vocabulary.stem(word) not in before:
                self.connection.execute(learned, (word,))
                self.vocabulary.add(word)

    def _forget(self, stems: Iterable[str]) -> None:
        """Unlearn what no entry says any more: the name of someone who left is not proposed as a correction."""
        said = "SELECT 1 FROM body_index WHERE body_index MATCH ? LIMIT 1"
        for stem in stems:
            if self.connection.execute(said, (stem,)).fetchone() is None:
                forgotten = [(word,) for word in self.vocabulary.forget(stem)]
                self.connection.executemany("DELETE FROM words WHERE word = ?", forgotten)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One change, whole or not at all."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


class Building:
    """A replica being built: add entries, then finish. Memory holds one batch and the vocabulary."""

    def __init__(self, replica: Replica, progress: Callable[[int], None] | None) -> None:
        self._replica = replica
        self._progress = progress
        self._rows: list[Row] = []
        self._arrived: Counter[int] = Counter()
        self._counted: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        """Add one entry."""
        first = first_row(document.shelf, document.priority)
        row = prepare(document, first + self._arrived[first])
        self._arrived[first] += 1
        self._counted.update(row.words)
        self._rows.append(row)
        if len(self._rows) == BATCH:
            self._flush()

    def finish(self) -> None:
        """Index what was added and open it to questions."""
        self._flush()
        connection = self._replica.connection
        connection.execute("COMMIT")
        connection.executescript(_INDEXES)
        for column in _FULL_TEXT:
            connection.execute(f"INSERT INTO {column}_index({column}_index) VALUES ('rebuild')")
            # In one piece, questions read less, and the first changes do not pay for merging what the build left.
            connection.execute(f"INSERT INTO {column}_index({column}_index) VALUES ('optimize')")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO words VALUES (?, ?)", sorted(self._counted.items()))
        connection.execute("COMMIT")
        self._replica.vocabulary = Vocabulary(self._counted.items())

    def _flush(self) -> None:
        self._replica.insert(self._rows)
        self._rows = []
        if self._progress:
            self._progress(self._arrived.total())


def _candidate(columns: Sequence[Any]) -> Candidate:
    row, shelf, slug, title, territory, names, body = columns
    return Candidate(row, shelf, slug, title, territory, names, body, priority_of(row))
