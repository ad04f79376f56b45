"""The catalogue as files: one YAML file a shelf, with its source, licence and date; read strictly, written canonically.

``write`` then ``read`` then ``write`` gives the same bytes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from storage.errors import InvalidReference, Problem
from storage.schema import SHELVES

HEADER = ("shelf", "title", "source", "licence", "date")
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShelfFile:
    """One shelf as read from its file: what the file says of itself, and its entries in order."""

    shelf: str
    header: dict[str, str]
    entries: list[Fields]


def shipped() -> Traversable:
    """The folder of the catalogue that comes with the project."""
    return resources.files("storage") / "reference"


def read_folder(folder: Traversable) -> list[ShelfFile]:
    """Every shelf of a folder.

    Raises:
        InvalidReference: a file is missing or is not YAML of the expected shape.
    """
    shelves, problems = [], []
    for shelf in SHELVES:
        try:
            shelves.append(read_shelf(shelf, (folder / f"{shelf}.yaml").read_text(encoding="utf-8")))
        except FileNotFoundError:
            problems.append(Problem(f"{shelf}.yaml", "-", "-", "the file is missing."))
        except UnicodeDecodeError as error:
            sentence = f"this is not UTF-8, from byte {error.start} on: {error.reason}."
            problems.append(Problem(f"{shelf}.yaml", "-", "-", sentence))
        except InvalidReference as invalid:
            problems.extend(invalid.problems)
    if problems:
        raise InvalidReference(problems)
    return shelves


def read_shelf(shelf: str, text: str) -> ShelfFile:
    """One shelf from the text of its file: a mapping with a header and ``entries``, or the bare list of entries.

    Raises:
        InvalidReference: the text is not YAML, or not of this shape.
    """
    file = f"{shelf}.yaml"
    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise InvalidReference([Problem(file, "-", "-", f"this is not valid YAML: {error}")]) from error
    if isinstance(loaded, list):
        loaded = {"entries": loaded}
    entries = loaded.get("entries") if isinstance(loaded, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidReference(
            [Problem(file, "-", "entries", "a list of entries, each with its fields, is expected.")]
        )
    header = {key: str(loaded[key]) for key in HEADER if key in loaded}
    return ShelfFile(shelf, header, [_plain(entry) for entry in entries])


def dump_shelf(header: Mapping[str, str], entries: Iterable[Fields]) -> str:
    """The text of a shelf's file, in the one canonical form."""
    ordered = {key: header[key] for key in HEADER if key in header}
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    options: dict[str, Any] = {"Dumper": dumper, "allow_unicode": True, "sort_keys": False, "width": 110}
    head = yaml.dump(ordered, **options)
    body = "".join("\n" + yaml.dump([entry], **options) for entry in entries)
    return f"{head}entries:\n{body}" if body else f"{head}entries: []\n"


def _plain(value: Any) -> Any:
    """The value with dates as ISO text, so that it is the same in YAML, JSON and both databases."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
