"""Research works, and the organisations that make research on the same subject."""

from dataclasses import dataclass
from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from storage.catalogue import Catalogue
from storage.search.index import Hit

PRODUCER_KINDS = ("universite-laboratoire", "observatoire-etudes")
MOST_PRODUCERS = 5


@dataclass(frozen=True, slots=True)
class ResearchAnswer:
    """Works found, and producers of research to turn to."""

    works: Answer
    producers: tuple[Hit, ...]


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> ResearchAnswer:
    """Research works on a subject, then who produces research on it."""
    filters = (*question.filters("theme", "audience", "kind", "year"), "research:yes")
    works = ask(catalogue, question, ("resources",), filters, limit=limit, now=now)
    return ResearchAnswer(works, _producers(catalogue, question, now))


def _producers(catalogue: Catalogue, question: Question, now: datetime) -> tuple[Hit, ...]:
    """Laboratories and observatories on the same words."""
    found: dict[str, Hit] = {}
    for kind in PRODUCER_KINDS:
        answer = ask(
            catalogue, question, ("organisations",), (f"kind:{kind}",), limit=MOST_PRODUCERS, now=now
        )
        if not answer.relaxed:
            found.update((hit.slug, hit) for hit in answer.hits)
    return tuple(sorted(found.values(), key=lambda hit: -hit.score)[:MOST_PRODUCERS])
