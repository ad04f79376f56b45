"""Things to read, watch or use, and practices to discuss."""

from datetime import datetime

import pytest

from commands.answer import Question
from commands.resources.lookup import PRACTICE, find
from storage.catalogue import Catalogue


def test_practices_are_chosen_like_a_kind(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("accueil", kind=PRACTICE), now=now)
    assert {hit.shelf for hit in found.hits} == {"practices"}


@pytest.mark.parametrize(("name", "value"), [("kind", "rapport"), ("year", "2023")])
def test_a_filter_keeps_only_what_it_names(
    catalogue: Catalogue, now: datetime, name: str, value: str
) -> None:
    found = find(catalogue, Question("travail social", **{name: value}), now=now)
    records = catalogue.some("resources", [hit.slug for hit in found.hits])
    assert (found.relaxed, {str(getattr(record, name)) for record in records}) == ((), {value})
