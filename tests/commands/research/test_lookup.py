from datetime import datetime

from commands.answer import Question
from commands.research.lookup import PRODUCER_KINDS, find
from storage.catalogue import Catalogue
from storage.schema import Organisation, Resource


def test_only_research_works_are_found(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("travail social"), now=now, limit=25)
    works = [catalogue.get("resources", hit.slug) for hit in found.works.hits]
    assert works
    assert {each.research for each in works if isinstance(each, Resource)} == {True}


def test_producers_are_laboratories_and_observatories(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("travail social"), now=now)
    producers = [catalogue.get("organisations", hit.slug) for hit in found.producers]
    assert producers
    assert {each.kind for each in producers if isinstance(each, Organisation)} <= set(PRODUCER_KINDS)


def test_no_producer_is_named_on_a_subject_that_none_works_on(catalogue: Catalogue, now: datetime) -> None:
    assert find(catalogue, Question("zorglub"), now=now).producers == ()
