"""What each word counts for: the names, synonyms and acronyms of the catalogue, and the words of ``words.yaml``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from digests.lexicon import Lexicon
from storage.catalogue import Catalogue
from storage.text import compact

Facet = Literal["themes", "trades", "audiences", "field", "kind in title", "kind in summary"]
STRONG, NORMAL, WEAK, AGAINST = 3, 2, 1, -1
_WEIGHTS = {"strong": STRONG, "words": NORMAL, "weak": WEAK, "against": AGAINST}


class Mark(NamedTuple):
    """What a phrase says: of which facet, which slug, and how much (against it when negative)."""

    facet: Facet
    slug: str
    weight: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon, and what is to know about its slugs.

    Attributes:
        ours: themes whose strong words show that an entry is about our field.
        kinds: kinds of entries, the surest words first.
    """

    lexicon: Lexicon[Mark]
    ours: frozenset[str]
    kinds: tuple[str, ...]


def vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The vocabulary of a catalogue."""
    data = _words()
    phrases = [
        *_themes(catalogue, data["themes"]),
        *_trades(catalogue, data["trades"]),
        *_audiences(data["audiences"]),
        *((phrase, Mark("field", "", STRONG)) for phrase in data["field"]),
        *_kinds(data["kinds"]),
    ]
    ours = frozenset(slug for slug, theme in data["themes"].items() if theme.get("ours"))
    return Vocabulary(Lexicon(phrases, data["whole"]), ours, tuple(data["kinds"]))


@cache
def _words() -> dict[str, Any]:
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def _themes(catalogue: Catalogue, data: Mapping[str, Any]) -> Iterator[tuple[str, Mark]]:
    for slug, theme in catalogue.themes.items():
        chosen = data.get(slug, {})
        decided = {compact(phrase) for phrase in chosen.get("without", ())}
        for name, weight in _WEIGHTS.items():
            for phrase in chosen.get(name, ()):
                decided.add(compact(phrase))
                yield phrase, Mark("themes", slug, weight)
        for phrase in (theme.label, *theme.synonyms):
            if compact(phrase) not in decided:
                yield phrase, Mark("themes", slug, NORMAL)
    for phrase, slug, weight in _acronyms(catalogue):
        chosen = data.get(slug, {})
        if all(compact(phrase) not in map(compact, chosen.get(name, ())) for name in ("without", *_WEIGHTS)):
            yield phrase, Mark("themes", slug, weight)


def _acronyms(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Acronyms that mean one thing, about one theme, and their full names."""
    without = set(_words()["acronyms"]["without"])
    for entry in catalogue.glossary.values():
        themes = {theme for meaning in entry.expansions for theme in meaning.themes}
        if len(themes) == len(entry.expansions) == 1 and entry.acronym not in without:
            (slug,) = themes
            yield entry.acronym, slug, STRONG
            yield entry.expansions[0].label.partition("(")[0], slug, NORMAL


def _trades(catalogue: Catalogue, data: Mapping[str, Any]) -> Iterator[tuple[str, Mark]]:
    without = set(map(compact, data["without"]))
    for slug, trade in catalogue.trades.items():
        if trade.kind == "categorie":
            continue
        names = (trade.name, trade.name_feminine, trade.acronym, *trade.synonyms, *trade.former_names)
        kept = (name for name in names if name and compact(name) not in without)
        for phrase in (*kept, *data["words"].get(slug, ())):
            yield phrase, Mark("trades", slug, NORMAL)


def _audiences(data: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, Mark]]:
    # The catalogue's synonyms of the audiences (« jeune », « structure ») are for questions, not for headlines.
    return (
        (phrase, Mark("audiences", slug, NORMAL)) for slug, each in data.items() for phrase in each["words"]
    )


def _kinds(data: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, Mark]]:
    for kind, places in data.items():
        for phrase in places.get("title", ()):
            yield phrase, Mark("kind in title", kind, NORMAL)
        for phrase in places.get("summary", ()):
            yield phrase, Mark("kind in summary", kind, NORMAL)
