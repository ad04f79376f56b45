"""What the benchmark asks of a search engine, and our own index behind it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from storage.search.document import Document
from storage.search.index import Index
from storage.search.question import Query
from tests.benchmarks.judge import Question

PAGE, CHOICES = 10, 25


class Contestant(Protocol):
    """A search engine on disk, opened on a folder that is empty before ``build``."""

    def build(self, documents: Iterable[Document]) -> None:
        """Index every entry."""

    def look_up(self, question: Question) -> list[str]:
        """The slugs of the first page of answers."""

    def complete(self, question: Question) -> list[str]:
        """The slugs of the choices offered while typing."""

    def put(self, document: Document) -> None:
        """Add or replace one entry, so that the next question sees it."""

    def close(self) -> None:
        """Let go of the files."""


class Tisserande:
    """Our index, in one SQLite file."""

    FILE = "index.sqlite"

    def __init__(self, folder: Path) -> None:
        self._index = Index(folder / self.FILE)

    def build(self, documents: Iterable[Document]) -> None:
        """Index every entry."""
        self._index.rebuild(documents)

    def look_up(self, question: Question) -> list[str]:
        """The slugs of the first page of answers."""
        asked = Query(
            question.text,
            shelves=("organisations",),
            levels=question.levels,
            filters=question.filters,
            limit=PAGE,
            prefix=question.typing,
        )
        return [hit.slug for hit in self._index.search(asked).hits]

    def complete(self, question: Question) -> list[str]:
        """The slugs of the choices offered while typing."""
        return [hit.slug for hit in self._index.complete(question.text, "organisations", CHOICES)]

    def put(self, document: Document) -> None:
        """Add or replace one entry, so that the next question sees it."""
        self._index.put(document)

    def close(self) -> None:
        """Let go of the file."""
        self._index.close()
