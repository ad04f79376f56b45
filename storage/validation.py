"""Every entry of the catalogue against its schema, every slug against the shelf it points to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from storage.errors import InvalidReference, Problem
from storage.reference_files import Fields, ShelfFile
from storage.schema import LINKS, SHELVES, Record
from storage.territories import Territories

# Fields inside an expansion of the glossary, or a step of a route, that point to another shelf.
_NESTED = {
    "glossary": ("expansions", {name: name for name in ("themes", "organisations", "trades", "funding")}),
    "routes": ("steps", {"scheme": "funding"}),
}


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


def check_entry(shelf: str, fields: Fields) -> Record:
    """One record from fields just changed.

    Raises:
        InvalidReference: naming each wrong field.
    """
    problems: list[Problem] = []
    record = _record(ShelfFile(shelf, {}, [fields]), 1, fields, problems)
    if record is None:
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
    counted = Counter(str(entry.get("slug")) for entry in file.entries)
    for slug, times in counted.items():
        if times > 1:
            yield Problem(f"{file.shelf}.yaml", slug, "slug", f"this slug is used {times} times.")


def _dangling(
    shelf: str, entry: Fields, slugs: Mapping[str, set[str]], territories: Territories
) -> Iterator[Problem]:
    for field, target in LINKS.get(shelf, {}).items():
        yield from _missing(shelf, entry, field, entry.get(field), slugs.get(target, set()), target)
    if shelf in _NESTED:
        container, links = _NESTED[shelf]
        for place, inner in enumerate(entry[container]):
            for field, target in links.items():
                named = f"{container}.{place}.{field}"
                yield from _missing(shelf, entry, named, inner.get(field), slugs.get(target, set()), target)
    territory = entry.get("territory")
    if territory is not None and territory not in territories:
        yield Problem(
            f"{shelf}.yaml", str(entry["slug"]), "territory", f"« {territory} » is not a known territory."
        )


def _missing(
    shelf: str, entry: Fields, field: str, value: Any, known: set[str], target: str
) -> Iterator[Problem]:
    for slug in [value] if isinstance(value, str) else value or ():
        if slug not in known:
            sentence = f"« {slug} » is not an entry of {target}.yaml."
            yield Problem(f"{shelf}.yaml", str(entry["slug"]), field, sentence)
