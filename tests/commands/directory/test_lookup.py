from datetime import datetime

import pytest

from commands.answer import Question, State
from commands.directory.lookup import find
from storage.catalogue import Catalogue
from storage.schema import Organisation


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        (Question("travail social", theme="protection-enfance"), "themes", "protection-enfance"),
        (Question("travail social", kind="syndicat"), "kind", "syndicat"),
        (Question("formation", audience="etudiants"), "audiences", "etudiants"),
    ],
)
def test_filters_keep_only_what_carries_them(
    catalogue: Catalogue, now: datetime, asked: Question, field: str, value: str
) -> None:
    found = find(catalogue, asked, now=now)
    records = [catalogue.get("organisations", hit.slug) for hit in found.hits]
    assert found.relaxed == ()
    assert records
    assert all(value in (getattr(record, field)) for record in records)


def test_filters_add_up(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("enfant", theme="protection-enfance", kind="federation"), now=now)
    records = [catalogue.get("organisations", hit.slug) for hit in found.hits]
    assert [each for each in records if isinstance(each, Organisation) and each.kind != "federation"] == []
    assert [
        each for each in records if isinstance(each, Organisation) and "protection-enfance" not in each.themes
    ] == []


def test_only_organisations_are_found(catalogue: Catalogue, now: datetime) -> None:
    assert {hit.shelf for hit in find(catalogue, Question("travail social"), now=now).hits} == {
        "organisations"
    }


def test_a_former_name_leads_to_the_present_one(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("pole emploi"), now=now)
    assert (found.hits[0].slug, found.state) == ("france-travail", State.FOUND)
