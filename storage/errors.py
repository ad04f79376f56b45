"""Everything that can go wrong in storage, as sentences.

StorageError
├── InvalidReference     a file of the catalogue is wrong; carries every problem found
├── UnknownEntry         no entry with this slug on this shelf
├── UnknownField         the shelf has no such field
└── DatabaseUnavailable  the database did not answer
"""

from collections.abc import Sequence
from dataclasses import dataclass


class StorageError(Exception):
    """Something in storage went wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong line of the catalogue, named by file, entry and field."""

    file: str
    entry: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, entry « {self.entry} », field « {self.field} »: {self.sentence}"


class InvalidReference(StorageError):
    """The catalogue was refused as a whole; nothing of it was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownEntry(StorageError):
    """No entry with this slug on this shelf."""

    def __init__(self, shelf: str, slug: str) -> None:
        self.shelf, self.slug = shelf, slug
        super().__init__(f"There is no entry « {slug} » on the shelf « {shelf} ».")


class UnknownField(StorageError):
    """The shelf has no such field."""

    def __init__(self, shelf: str, field: str, known: Sequence[str]) -> None:
        self.shelf, self.field, self.known = shelf, field, tuple(known)
        super().__init__(f"The shelf « {shelf} » has no field « {field} ». Its fields: {', '.join(known)}.")


class DatabaseUnavailable(StorageError):
    """The database did not answer."""
