"""Organisations: who holds the knowledge, nearest first."""

from datetime import datetime

from commands.answer import Question, State, Widening
from commands.directory.lookup import find
from storage.catalogue import Catalogue


def test_a_place_inside_the_words_is_understood_as_the_territory(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("conseil départemental de la Gironde"), now=now)
    assert (found.hits[0].slug, found.place and found.place.id) == ("cd-gironde", "D33")


def test_what_is_not_there_is_looked_for_in_the_nation(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("mdph", "33000"), now=now)
    assert (found.state, found.widening, found.hits[0].slug) == (State.WIDENED, Widening.NATION, "mdph")


def test_a_kind_that_was_chosen_is_the_only_one_found(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("formation", kind="ecole"), now=now)
    records = catalogue.some("organisations", [hit.slug for hit in found.hits])
    assert (found.relaxed, {getattr(record, "kind", "") for record in records}) == ((), {"ecole"})


def test_no_more_entries_than_asked_are_given(catalogue: Catalogue, now: datetime) -> None:
    assert len(find(catalogue, Question("formation"), now=now, limit=3).hits) == 3
