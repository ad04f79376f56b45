"""Organisations and networks: who holds the knowledge, nearest first."""

from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from storage.catalogue import Catalogue

SHELVES = ("organisations",)


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Answer:
    """Organisations that answer the question, filtered by theme, audience and kind when chosen."""
    return ask(
        catalogue, question, SHELVES, question.filters("theme", "audience", "kind"), limit=limit, now=now
    )
