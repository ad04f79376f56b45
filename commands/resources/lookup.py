"""Things to read, watch or use, and practices from the field to discuss."""

from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from storage.catalogue import Catalogue

SHELVES = ("resources", "practices")
# Practices have no kind of their own in the catalogue; people choose them like one.
PRACTICE = "pratique"


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Answer:
    """Resources and practices that answer the question, filtered by theme, kind and year when chosen."""
    if question.kind == PRACTICE:
        return ask(catalogue, question, ("practices",), question.filters("theme"), limit=limit, now=now)
    filters = question.filters("theme", "audience", "kind", "year")
    return ask(catalogue, question, SHELVES, filters, limit=limit, now=now)
