"""Research works, and the organisations that make research on the same subject."""

from dataclasses import dataclass
from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from storage.catalogue import Catalogue
from storage.schema import Organisation
from storage.search.index import Hit

PRODUCER_KINDS = ("universite-laboratoire", "observatoire-etudes")
MOST_PRODUCERS = 5
# Organisations looked at to find the producers among them.
AMONG = 25


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
    answer = ask(catalogue, question, ("organisations",), question.filters("theme"), limit=AMONG, now=now)
    makers = [hit for hit in answer.hits if _makes_research(catalogue, hit.slug)]
    return () if answer.relaxed else tuple(makers[:MOST_PRODUCERS])


def _makes_research(catalogue: Catalogue, slug: str) -> bool:
    record = catalogue.get("organisations", slug)
    return isinstance(record, Organisation) and record.kind in PRODUCER_KINDS
