"""Rows of open data → entries: which column holds what, as the list of sources says."""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict

from digests.cleaning import day, plain, summary
from digests.identity import readable
from digests.sources.answers import first, many
from digests.sources.source import Entry
from storage.items import Kind

_HOLE = re.compile(r"\{([^{}]+)\}")


class Columns(BaseModel):
    """Where each thing stands: a column, a path in it (``lien.0.valeur``), or a text with holes (``/offre/{id}``)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str
    url: str
    id: str = ""
    summary: str = ""
    published: str = ""
    deadline: str = ""
    place: str = ""
    keywords: str = ""
    author: str = ""
    kind: Kind | None = None


def entry_of(row: Mapping[str, Any], columns: Columns) -> Entry | None:
    """One row; None for one without a title or an address."""
    title, url = plain(_said(row, columns.title)), _said(row, columns.url)
    if not title or not url.startswith("http"):
        return None
    author = plain(_said(row, columns.author))
    return Entry(
        title=title,
        url=readable(url),
        external_id=_said(row, columns.id),
        kind=columns.kind,
        summary=summary(_said(row, columns.summary)),
        authors=(author,) if author else (),
        published_on=day(_said(row, columns.published)),
        deadline=day(_said(row, columns.deadline)),
        place=plain(_said(row, columns.place)),
        keywords=tuple(plain(str(word)) for word in many(_at(row, columns.keywords)))
        if columns.keywords
        else (),
    )


def _said(row: Mapping[str, Any], where: str) -> str:
    if "{" in where:
        return _HOLE.sub(lambda hole: first(_at(row, hole[1])), where)
    return first(_at(row, where)) if where else ""


def _at(row: Mapping[str, Any], path: str) -> Any:
    """What stands at this path; portals write some columns as texts that hold JSON."""
    found: Any = row.get(path)
    if found is not None or "." not in path:
        return found
    found = row
    for step in path.split("."):
        if isinstance(found, str) and found[:1] in ("[", "{"):
            try:
                found = orjson.loads(found)
            except ValueError:
                return None
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found
