"""Every meaning of an acronym, the likeliest first in the place where it is asked."""

from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from commands.reading import Around
from storage.catalogue import Catalogue
from storage.schema import Expansion, GlossaryEntry


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Answer:
    """The acronym itself when it is known; else the acronyms whose meaning says these words."""
    return ask(catalogue, Question(text=question.text), ("glossary",), limit=limit, now=now)


def meanings(entry: GlossaryEntry, context: Around | None = None) -> list[Expansion]:
    """Every meaning, those that fit the context first; otherwise in the order of the glossary."""
    return sorted(entry.expansions, key=lambda meaning: -_fit(meaning, context or Around()))


def _fit(meaning: Expansion, context: Around) -> int:
    themes = len(set(meaning.themes) & set(context.themes))
    trades = len(set(meaning.trades) & set(context.trades))
    return themes + 2 * trades
