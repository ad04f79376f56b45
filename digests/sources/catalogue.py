"""The list of sources: ``catalogue.toml``, or an operator's own, read strictly; every mistake is told at once."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from digests.sources.aides_territoires import AidesOptions, AidesTerritoires
from digests.sources.crossref import Crossref, CrossrefOptions
from digests.sources.feed import Feed
from digests.sources.file import File, FileOptions
from digests.sources.hal import Hal, HalOptions
from digests.sources.oai_pmh import OaiOptions, OaiPmh
from digests.sources.openalex import OpenAlex, OpenAlexOptions
from digests.sources.opendatasoft_v21 import Opendatasoft, OpendatasoftOptions
from digests.sources.source import Declaration, Source
from digests.sources.theses import Theses, ThesesOptions
from storage.items import Kind

SHIPPED = Path(__file__).parent / "catalogue.toml"
OPENALEX_KEY, AIDES_TOKEN = "openalex_key", "aides_territoires_token"
Adapter = Literal[
    "feed",
    "hal",
    "theses",
    "oai_pmh",
    "openalex",
    "crossref",
    "opendatasoft_v21",
    "aides_territoires",
    "file",
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Place = Annotated[str, Field(pattern=r"^(?:R\d\d|D(?:\d\d|2[AB]|97\d)|C\d{3})$")]


class SourcesError(Exception):
    """The list of sources cannot be used; each mistake names its source and its key."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NoOptions(_Strict):
    """An adapter that has none."""


class Row(_Strict):
    """One ``[[source]]`` of the file; the names are those of :class:`Declaration`."""

    name: Slug
    label: Annotated[str, Field(min_length=1, max_length=120)]
    adapter: Adapter
    address: Annotated[str, Field(pattern=r"^https?://[^\s/]+(/\S*)?$")]
    kind: Kind = "news"
    themes: list[Slug] = Field(default_factory=list)
    territories: list[Place] = Field(default_factory=list)
    licence: Annotated[str, Field(max_length=80)] = ""
    contact: str = ""
    words: list[str] = Field(default_factory=list)
    expects: str = ""
    needs: Literal["", "openalex_key", "aides_territoires_token"] = ""
    every: Annotated[int, Field(ge=1, le=24 * 31)] = 24
    most: Annotated[int, Field(ge=1, le=100)] = 10
    enabled: bool = True
    options: dict[str, Any] = Field(default_factory=dict)


OPTIONS: Mapping[str, type[BaseModel]] = {
    "feed": NoOptions,
    "hal": HalOptions,
    "theses": ThesesOptions,
    "oai_pmh": OaiOptions,
    "openalex": OpenAlexOptions,
    "crossref": CrossrefOptions,
    "opendatasoft_v21": OpendatasoftOptions,
    "aides_territoires": AidesOptions,
    "file": FileOptions,
}
_BUILT: Mapping[str, Callable[[Declaration], Source]] = {
    "feed": Feed,
    "hal": Hal,
    "theses": Theses,
    "oai_pmh": OaiPmh,
    "crossref": Crossref,
    "opendatasoft_v21": Opendatasoft,
    "file": File,
}


def declarations(
    path: Path | None = None, secrets: Mapping[str, str] | None = None
) -> tuple[Declaration, ...]:
    """Every source of the list, in its order. One that needs a secret which is not given is switched off.

    Raises:
        SourcesError: the file cannot be read, or holds mistakes.
    """
    rows, mistakes = [], []
    for place, given in enumerate(_rows(path or SHIPPED), start=1):
        row, said = _checked(given, place)
        mistakes += said
        rows += [row] if row else []
    mistakes += _twice([row.name for row in rows])
    if mistakes:
        raise SourcesError(mistakes)
    return tuple(_declared(row, secrets or {}) for row in rows)


def build(declaration: Declaration, secrets: Mapping[str, str] | None = None) -> Source:
    """The source that reads what is declared. One that needs a secret and has none says so when it is read."""
    held = secrets or {}
    if declaration.adapter == "openalex":
        return OpenAlex(declaration, held.get(OPENALEX_KEY, ""))
    if declaration.adapter == "aides_territoires":
        return AidesTerritoires(declaration, held.get(AIDES_TOKEN, ""))
    return _BUILT[declaration.adapter](declaration)


def _rows(path: Path) -> list[Any]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourcesError([f"{path.name}: the file cannot be opened ({error.strerror})."]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesError([f"{path.name}: this is not TOML: {error}."]) from error
    strange = [
        f"{path.name}: {name}: no such key; each source begins with [[source]]."
        for name in read
        if name != "source"
    ]
    rows = read.get("source", [])
    if strange or not isinstance(rows, list):
        raise SourcesError(strange or [f"{path.name}: source: write [[source]] before each one."])
    return rows


def _checked(given: Any, place: int) -> tuple[Row | None, list[str]]:
    """The source, or what is wrong with it: its own keys, and the options of its adapter."""
    named = given.get("name") if isinstance(given, dict) else None
    name = named if isinstance(named, str) and named else f"source no. {place}"
    mistakes: list[str] = []
    row = None
    try:
        row = Row.model_validate(given)
    except ValidationError as error:
        mistakes += _told(error, name)
    adapter = given.get("adapter") if isinstance(given, dict) else None
    options = given.get("options", {}) if isinstance(given, dict) else {}
    if isinstance(adapter, str) and adapter in OPTIONS and isinstance(options, dict):
        try:
            OPTIONS[adapter].model_validate(options)
        except ValidationError as error:
            mistakes += _told(error, name, "options")
    return (None if mistakes else row), mistakes


def _told(error: ValidationError, name: str, *above: str) -> Iterator[str]:
    for mistake in error.errors(include_url=False, include_input=False):
        key = ".".join(map(str, (*above, *mistake["loc"])))
        yield f"{name}: {key}: {mistake['msg'][:1].lower()}{mistake['msg'][1:]}."


def _twice(names: list[str]) -> list[str]:
    return [f"{name}: name: two sources have it." for name in sorted(set(names)) if names.count(name) > 1]


def _declared(row: Row, secrets: Mapping[str, str]) -> Declaration:
    facts = row.model_dump()
    lists = {name: tuple(facts[name]) for name in ("themes", "territories", "words")}
    declared = Declaration(**(facts | lists))
    return replace(declared, enabled=row.enabled and (not row.needs or bool(secrets.get(row.needs))))
