"""A file at a stable address: CSV or JSON, read again only when it changed."""

import csv
import io
from collections.abc import AsyncGenerator, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from digests.cleaning import decode
from digests.sources.answers import is_page, json_of, unexpected, web_page
from digests.sources.columns import Columns, entry_of
from digests.sources.feed import validators
from digests.sources.source import Declaration, Entry, Fetch, Fetched, ParseFailure, Reading


class FileOptions(BaseModel):
    """How the file is written.

    Attributes:
        columns: which column holds what.
        names: names of the columns of a CSV that does not begin with them.
        only: rows that do not hold these very values are passed over.
        root: where the rows stand in a JSON (``data.items``); empty when they are the whole.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["csv", "json"]
    columns: Columns
    delimiter: str = Field(default=";", min_length=1, max_length=1)
    names: list[str] = []
    only: dict[str, str] = {}
    root: str = ""


class File:
    """A file. The cursor holds what lets the server answer « nothing new »."""

    whole = True
    options_of = FileOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = FileOptions.model_validate(dict(declaration.options))

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The rows that make an entry; none when the server says that nothing changed."""
        fetched = await fetch(self.declaration.address, headers=validators(reading.cursor))
        if fetched.unchanged:
            reading.unchanged = True
            return
        rows = self._csv(fetched) if self.options.format == "csv" else self._json(fetched)
        for row in rows:
            if any(str(row.get(name)) != value for name, value in self.options.only.items()):
                continue
            if entry := entry_of(row, self.options.columns):
                yield entry
        reading.cursor = {
            name: fetched.headers[name] for name in ("etag", "last-modified") if name in fetched.headers
        }

    def _csv(self, fetched: Fetched) -> Iterator[Mapping[str, Any]]:
        text = decode(fetched.body, fetched.headers.get("content-type", ""))
        if is_page(text):
            raise web_page()
        lines = csv.DictReader(
            io.StringIO(text), fieldnames=self.options.names or None, delimiter=self.options.delimiter
        )
        wanted = self.options.columns.title.strip("{}").partition(".")[0]
        if not self.options.names and wanted not in (lines.fieldnames or ()):
            raise ParseFailure(
                "It has no column “{name}”.", "Correct its columns in the list of sources.", name=wanted
            )
        yield from lines

    def _json(self, fetched: Fetched) -> Iterator[Mapping[str, Any]]:
        found = json_of(fetched)
        for step in filter(None, self.options.root.split(".")):
            found = found.get(step) if isinstance(found, Mapping) else None
        if not isinstance(found, list):
            raise unexpected()
        yield from (row for row in found if isinstance(row, Mapping))
