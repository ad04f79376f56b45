"""Research works, and who makes research on the same subject."""

from datetime import datetime

from commands.answer import Question
from commands.research.lookup import MOST_PRODUCERS, PRODUCER_KINDS, find
from storage.catalogue import Catalogue

SUBJECT = Question("protection de l'enfance")


def test_only_research_works_are_found(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, SUBJECT, now=now).works
    records = catalogue.some("resources", [hit.slug for hit in found.hits])
    assert (found.relaxed, {getattr(record, "research", None) for record in records}) == ((), {True})


def test_producers_are_laboratories_and_observatories(catalogue: Catalogue, now: datetime) -> None:
    producers = find(catalogue, SUBJECT, now=now).producers
    kinds = {getattr(catalogue.get("organisations", hit.slug), "kind", None) for hit in producers}
    assert (1 <= len(producers) <= MOST_PRODUCERS, kinds - set(PRODUCER_KINDS)) == (True, set())
