"""Portals of open data that run on Opendatasoft: its explore API, version 2.1."""

from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from typing import Any

from digests.sources.answers import json_of, unexpected
from digests.sources.columns import Columns, entry_of
from digests.sources.source import Declaration, Entry, Fetch, Reading
from digests.sources.window import Window, WindowOptions, opened

ROWS = 100
# Beyond this row the portal refuses pages; it gives the whole in one export.
LAST_ROW = 10_000


class OpendatasoftOptions(WindowOptions):
    """What is asked of a data set.

    Attributes:
        columns: which column holds what.
        where: in the words of its query language.
        order_by: the order; without one, pages may repeat or forget rows.
        newer: the column of a date: only rows of the window are asked for. Without it all are, each time.
    """

    columns: Columns
    where: str = ""
    order_by: str = ""
    newer: str = ""


class Opendatasoft:
    """The rows of a data set, new ones or all of them. The address ends with ``/records``."""

    options_of = OpendatasoftOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = OpendatasoftOptions.model_validate(dict(declaration.options))
        self.whole = not self.options.newer

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The rows, page after page, or by the export when they are more than pages can give."""
        window = opened(reading, self.options, now)
        start, rows, total = int(window.page or 0), [], 1
        while start < total:
            if start + ROWS > LAST_ROW or total > LAST_ROW:
                rows, total = await self._export(fetch, window), 0
            else:
                asked = self._asked(window) | {"limit": str(ROWS), "offset": str(start)}
                rows, total = _page(json_of(await fetch(self.declaration.address, params=asked)))
                if total > LAST_ROW:
                    continue
            for row in rows:
                if entry := entry_of(row, self.options.columns):
                    yield entry
            start += ROWS
            if start < total:
                window.pause(reading, start)
        window.close(reading)

    async def _export(self, fetch: Fetch, window: Window) -> list[Mapping[str, Any]]:
        address = self.declaration.address.removesuffix("/records") + "/exports/json"
        rows = json_of(await fetch(address, params=self._asked(window)))
        if not isinstance(rows, list):
            raise unexpected()
        return rows

    def _asked(self, window: Window) -> dict[str, str]:
        where = [self.options.where] if self.options.where else []
        if self.options.newer:
            where.append(f"{self.options.newer} >= date'{window.since}'")
        asked = {"where": " and ".join(f"({one})" for one in where), "order_by": self.options.order_by}
        return {name: value for name, value in asked.items() if value} | {"timezone": "Europe/Paris"}


def _page(answer: object) -> tuple[list[Mapping[str, Any]], int]:
    if not isinstance(answer, Mapping) or not isinstance(answer.get("results"), list):
        raise unexpected()
    return answer["results"], int(answer.get("total_count", 0))
