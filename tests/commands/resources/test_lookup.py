from datetime import datetime

import pytest

from commands.answer import Question
from commands.resources.lookup import PRACTICE, find
from storage.catalogue import Catalogue
from storage.schema import Resource


def test_resources_and_practices_answer_together(catalogue: Catalogue, now: datetime) -> None:
    hits = find(catalogue, Question("travail social"), now=now, limit=25).hits
    assert {hit.shelf for hit in hits} == {"resources", "practices"}


def test_practices_are_chosen_like_a_kind(catalogue: Catalogue, now: datetime) -> None:
    hits = find(catalogue, Question("enfance", kind=PRACTICE), now=now).hits
    assert {hit.shelf for hit in hits} == {"practices"}


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        (Question("travail social", kind="rapport"), "kind", "rapport"),
        (Question("travail social", year="2023"), "year", 2023),
    ],
)
def test_kind_and_year_keep_only_theirs(
    catalogue: Catalogue, now: datetime, asked: Question, field: str, value: object
) -> None:
    found = find(catalogue, asked, now=now)
    records = [catalogue.get("resources", hit.slug) for hit in found.hits]
    assert found.relaxed == ()
    assert records
    assert {getattr(record, field) for record in records} == {value}


def test_a_title_is_found_by_itself(catalogue: Catalogue, now: datetime) -> None:
    wrong = []
    for slug in catalogue.slugs("resources"):
        record = catalogue.get("resources", slug)
        assert isinstance(record, Resource)
        if find(catalogue, Question(record.title), now=now).hits[0].title != record.title:
            wrong.append(record.title)
    assert wrong == []
