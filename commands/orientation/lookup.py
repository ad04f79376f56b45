"""From a need in plain words to the themes it speaks of, and for each: a channel, people to contact, things to read.

A description of immediate danger comes first, with the numbers to call; nothing of it is kept.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import log

from commands.answer import Answer, Question, State
from commands.asking import ask, place
from commands.dangers import heard
from storage.catalogue import Catalogue
from storage.schema import Danger, Theme
from storage.search.index import Hit
from storage.territories import Place
from storage.text import STOP_WORDS, compact, fold, meaningful, stem, words

MOST_THEMES = 3
MOST_CONTACTS = 3
LONGEST_PHRASE = 7
# A label says the theme more surely than a word of its description.
_SYNONYM, _LABEL, _ACRONYM, _DESCRIPTION = 1.0, 1.1, 0.9, 0.25


@dataclass(frozen=True, slots=True)
class Recognised:
    """A theme, how strongly the text speaks of it, and the words that say so."""

    theme: Theme
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Orientation:
    """Where to go with a need."""

    answer: Answer
    dangers: tuple[Danger, ...] = ()
    themes: tuple[Recognised, ...] = ()
    contacts: tuple[Hit, ...] = ()
    resources: tuple[Hit, ...] = ()
    place: Place | None = None


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Orientation:
    """Themes recognised, contacts and resources; dangers first when the text betrays one."""
    dangers = tuple(heard(catalogue, question.text))
    placed = place(catalogue, question)
    themes = recognise(catalogue, placed.text)[:MOST_THEMES]
    contacts = _of(catalogue, question, themes, ("organisations",), now)
    resources = _of(catalogue, question, themes, ("resources", "practices"), now)
    if themes or dangers:
        state = State.STALE if catalogue.stale else State.FOUND
        answer = Answer(state, tuple(_theme_hit(found) for found in themes)[:limit])
    else:
        missed = tuple(word for word in fold(question.text).split() if word not in STOP_WORDS)
        answer = Answer(State.OUT_OF_SCOPE, missed=missed)
        contacts = resources = ()
    where = placed.places[0] if placed.places else None
    return Orientation(answer, dangers, tuple(themes), contacts, resources, where)


def recognise(catalogue: Catalogue, text: str) -> list[Recognised]:
    """Themes the text speaks of, strongest first, each with the words that say so."""
    typed = words(text)
    read = [word if word in STOP_WORDS else catalogue.index.corrected(word) for word in typed]
    scores: dict[str, float] = defaultdict(float)
    because: dict[str, dict[str, None]] = defaultdict(dict)
    phrases = catalogue.derived("theme phrases", _collect)
    used: set[int] = set()
    for length in range(min(LONGEST_PHRASE, len(read)), 0, -1):
        for start in range(len(read) - length + 1):
            span = range(start, start + length)
            key = tuple(stem(word) for word in read[start : start + length])
            if used.intersection(span) or key not in phrases or (length == 1 and read[start] in STOP_WORDS):
                continue
            used.update(span)
            for slug, value in phrases[key].items():
                scores[slug] += value * (1.0 + 0.6 * (length - 1))
                because[slug][" ".join(typed[start : start + length])] = None
    found = [
        Recognised(catalogue.themes[slug], score, tuple(because[slug])) for slug, score in scores.items()
    ]
    return sorted(found, key=lambda one: (-one.score, one.theme.slug))


def _collect(catalogue: Catalogue) -> dict[tuple[str, ...], dict[str, float]]:
    phrases: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for theme in catalogue.themes.values():
        for text, value in ((theme.label, _LABEL), *((synonym, _SYNONYM) for synonym in theme.synonyms)):
            _learn(phrases, text, theme.slug, value)
        for word in meaningful(words(theme.description)):
            _learn(phrases, word, theme.slug, _DESCRIPTION)
    for entry in catalogue.glossary.values():
        for meaning in entry.expansions:
            for slug in filter(catalogue.themes.__contains__, meaning.themes):
                _learn(phrases, compact(entry.acronym), slug, _ACRONYM / len(entry.expansions))
                _learn(phrases, meaning.label, slug, _ACRONYM)
    shared = {key: log(1 + len(catalogue.themes) / len(slugs)) for key, slugs in phrases.items()}
    return {
        key: {slug: value * shared[key] for slug, value in slugs.items()} for key, slugs in phrases.items()
    }


def _learn(phrases: dict[tuple[str, ...], dict[str, float]], text: str, slug: str, value: float) -> None:
    key = tuple(stem(word) for word in words(text))
    if key:
        phrases[key][slug] = max(value, phrases[key].get(slug, 0.0))


def _of(
    catalogue: Catalogue,
    question: Question,
    themes: list[Recognised],
    shelves: tuple[str, ...],
    now: datetime,
) -> tuple[Hit, ...]:
    """Entries on the strongest theme that say the words best."""
    for recognised in themes[:1]:
        filters = (f"theme:{recognised.theme.slug}",)
        answer = ask(catalogue, question, shelves, filters, limit=MOST_CONTACTS, now=now)
        if answer.hits and not answer.relaxed:
            return answer.hits
        label = Question(text=recognised.theme.label, territory=question.territory)
        return ask(catalogue, label, shelves, filters, limit=MOST_CONTACTS, now=now).hits
    return ()


def _theme_hit(found: Recognised) -> Hit:
    theme = found.theme
    return Hit("themes", theme.slug, theme.label, "national", round(found.score, 4), 1.0, None, 1.0)
