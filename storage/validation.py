"""Every entry of the catalogue against its schema, every slug against the shelf it points to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from storage.errors import InvalidReference, Problem
from storage.links import Slugs, links
from storage.reference_files import Fields, ShelfFile
from storage.schema import SHELVES, Record
from storage.territories import Territories


def validate(shelves: Iterable[ShelfFile], territories: Territories) -> dict[str, list[Record]]:
    """The records of every shelf.

    Raises:
        InvalidReference: with every problem found, each named by file, entry and field.
    """
    files = list(shelves)
    slugs = {file.shelf: {str(entry.get("slug")) for entry in file.entries} for file in files}
    problems: list[Problem] = []
    records: dict[str, list[Record]] = {}
    for file in files:
        problems.extend(_repeated(file))
        records[file.shelf] = []
        for place, entry in enumerate(file.entries, start=1):
            record = _record(file, place, entry, problems)
            if record is not None:
                records[file.shelf].append(record)
                problems.extend(_dangling(file.shelf, entry, slugs, territories))
    if problems:
        raise InvalidReference(problems)
    return records


def parse(shelf: str, fields: Fields) -> Record:
    """One record from its stored fields, which were validated when they were stored."""
    return SHELVES[shelf].model_validate(fields)


def check_entry(shelf: str, fields: Fields, slugs: Slugs | None = None) -> Record:
    """One record from fields just changed; ``slugs`` are those it may point to, by shelf.

    Raises:
        InvalidReference: naming each wrong field.
    """
    problems: list[Problem] = []
    record = _record(ShelfFile(shelf, {}, [fields]), 1, fields, problems)
    if record is not None and slugs is not None:
        problems.extend(_dangling(shelf, fields, slugs, Territories.load()))
    if record is None or problems:
        raise InvalidReference(problems)
    return record


def _record(file: ShelfFile, place: int, entry: Any, problems: list[Problem]) -> Record | None:
    name = str(entry.get("slug", f"n° {place}"))
    try:
        return parse(file.shelf, entry)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            field = ".".join(str(part) for part in error["loc"]) or "-"
            given = "" if error["type"] == "missing" else f" (given: {error['input']!r})"
            problems.append(Problem(f"{file.shelf}.yaml", name, field, f"{error['msg']}{given}."))
        return None


def _repeated(file: ShelfFile) -> Iterator[Problem]:
    counted = Counter(str(entry["slug"]) for entry in file.entries if "slug" in entry)
    for slug, times in counted.items():
        if times > 1:
            yield Problem(f"{file.shelf}.yaml", slug, "slug", f"this slug is used {times} times.")


def _dangling(shelf: str, entry: Fields, slugs: Slugs, territories: Territories) -> Iterator[Problem]:
    file, name = f"{shelf}.yaml", str(entry["slug"])
    for field, target, slug in links(shelf, entry):
        if slug not in slugs.get(target, ()):
            yield Problem(file, name, field, f"« {slug} » is not an entry of {target}.yaml.")
    territory = entry.get("territory")
    if territory is not None and territory not in territories:
        yield Problem(file, name, "territory", f"« {territory} » is not a known territory.")
