"""Every meaning of an acronym, the likeliest first in the place where it is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from storage.catalogue import Catalogue
from storage.schema import Expansion, GlossaryEntry


@dataclass(frozen=True, slots=True)
class Context:
    """Where the question is asked: the themes of the channel and the trades of the asker, as slugs."""

    themes: Collection[str] = ()
    trades: Collection[str] = ()


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Answer:
    """The acronym itself when it is known; else the acronyms whose meaning says these words."""
    return ask(catalogue, Question(text=question.text), ("glossary",), limit=limit, now=now)


def meanings(entry: GlossaryEntry, context: Context = Context()) -> list[Expansion]:
    """Every meaning, those that fit the context first; otherwise in the order of the glossary."""
    return sorted(entry.expansions, key=lambda meaning: -_fit(meaning, context))


def _fit(meaning: Expansion, context: Context) -> int:
    themes = len(set(meaning.themes) & set(context.themes))
    trades = len(set(meaning.trades) & set(context.trades))
    return themes + 2 * trades
