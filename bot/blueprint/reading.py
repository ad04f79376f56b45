"""``server.toml`` as it is written: its words, read strictly, and mistakes that name their line and key."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import fuzz, process

from bot.blueprint.positions import Path, line_of, positions

Facet = Literal["theme", "trade", "audience", "territory"]
Level = Literal["region", "departement", "collectivity"]
# Out of 100; below it the nearest word has nothing to do with what was written.
NEAR = 60


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Spread(_Written):
    """What may be said once for many: ``each`` with ``only`` and ``levels``."""

    each: Facet | None = None
    only: list[str] | None = None
    levels: list[Level] = Field(default_factory=lambda: list(get_args(Level)))


class RoleEntry(Spread):
    """One ``[[roles]]``."""

    key: str | None = None
    name: str
    permissions: list[str] = []
    mentionable: bool = False


class ChannelEntry(Spread):
    """One ``[[categories.channels]]``."""

    key: str | None = None
    kind: Literal["text", "announcement", "forum"]
    name: str
    topic: str = ""
    access: str
    tags: list[str] = []
    slowmode: int | None = None
    together: str | None = None
    opened_by: list[str] = []


class CategoryEntry(_Written):
    """One ``[[categories]]``, with its channels."""

    key: str
    name: str
    access: str
    channels: list[ChannelEntry] = []


class ChoiceEntry(_Written):
    """One answer written by hand; ``opens`` are keys such as ``role:referents`` or ``channel:help``."""

    title: str
    description: str = ""
    opens: list[str]


class PromptEntry(Spread):
    """One ``[[prompts]]``: answers from the catalogue (``each`` and ``choice``) or written by hand (``choices``)."""

    title: str
    several: bool = True
    choice: str = "{title}"
    choices: list[ChoiceEntry] = []


class File(_Written):
    """The whole file."""

    access: dict[str, dict[str, list[str]]]
    names: dict[Facet, dict[str, str]] = {}
    roles: list[RoleEntry] = []
    categories: list[CategoryEntry] = []
    prompts: list[PromptEntry] = []


class Mistakes:
    """The mistakes of one file, gathered so that all are told at once."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._lines = name, positions(text)
        self._raw: dict[str, Any] = {}
        self.found: list[tuple[int, str]] = []

    def add(self, path: Path, sentence: str) -> None:
        """A mistake at this place: ``("categories", 0, "access")``."""
        line, labels = line_of(path, self._lines), self._labels(path)
        where = ", ".join([f"{self._name}, line {line}", *labels])
        self.found.append((line, f"{where}: {sentence}"))

    def syntax(self, error: tomllib.TOMLDecodeError, text: str) -> None:
        """The file is not TOML."""
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else max(1, text.count("\n"))
        sentence = re.sub(r" \(at .*\)$", "", str(error))
        self.found.append((line, f"{self._name}, line {line}: {sentence[:1].lower()}{sentence[1:]}."))

    def lines(self) -> list[str]:
        """Every mistake in the order of the file, once."""
        return list(dict.fromkeys(sentence for _, sentence in sorted(self.found)))

    def knows(self, raw: dict[str, Any]) -> None:
        """Take what was read, to call things by their names."""
        self._raw = raw

    def _labels(self, path: Path) -> list[str]:
        """The innermost named thing on the way, then the key inside it: ``category "themes"``, ``key "acess"``."""
        here: Any = self._raw
        label, rest = "", path
        for at, part in enumerate(path):
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(part, int) and isinstance(here, dict):
                label, rest = f'{_singular(path[at - 1])} "{_called(here, part)}"', path[at + 1 :]
            elif at == 1 and path[0] in ("access", "names"):
                label, rest = f'{path[0]} "{part}"', path[2:]
        key = next((part for part in reversed(rest) if isinstance(part, str)), None)
        return [*filter(None, [label]), *([f'key "{key}"'] if key else [])]


def read(text: str, mistakes: Mistakes) -> File | None:
    """The file, or None when a mistake forbids to go on."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.syntax(error, text)
        return None
    mistakes.knows(raw)
    try:
        return File.model_validate(raw)
    except ValidationError as error:
        for refusal in error.errors(include_url=False):
            path = tuple(part for part in refusal["loc"] if part != "[key]")
            mistakes.add(path, _sentence(refusal["type"], path, refusal))
        return None


def nearest(word: str, known: Sequence[str]) -> str:
    """`` did you mean "access"?`` when something known is near, else nothing."""
    near = process.extractOne(word, known, scorer=fuzz.WRatio, score_cutoff=NEAR)
    return f'; did you mean "{near[0]}"?' if near else f"; known here: {', '.join(known)}."


def _sentence(kind: str, path: Path, refusal: Any) -> str:
    if kind == "extra_forbidden":
        return f"unknown{nearest(str(path[-1]), _fields(path[:-1]))}"
    if kind == "missing":
        return "missing; it is needed."
    said = str(refusal["msg"])
    return f"{said[:1].lower()}{said[1:]}."


def _fields(path: Path) -> list[str]:
    names = [part for part in path if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {
        "": File,
        "roles": RoleEntry,
        "categories": CategoryEntry,
        "channels": ChannelEntry,
        "prompts": PromptEntry,
        "choices": ChoiceEntry,
    }
    return list(models[names[-1] if names else ""].model_fields)


def _singular(part: str | int) -> str:
    return {"categories": "category"}.get(str(part), str(part).removesuffix("s"))


def _called(here: dict[str, Any], number: int) -> str:
    """What a person calls it: its key, what it is for each of, its title, else its rank."""
    for name in ("key", "each", "title", "name"):
        if isinstance(here.get(name), str):
            return f"each {here[name]}" if name == "each" else str(here[name])
    return f"number {number + 1}"
