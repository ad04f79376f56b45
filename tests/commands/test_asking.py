from datetime import datetime
from typing import Any

import pytest

from commands.answer import Answer, Question, State, Widening
from commands.asking import ask, place, widened
from storage.catalogue import Catalogue
from storage.search.index import Hit
from tests.builders import organisation
from tests.commands.conftest import MakeCatalogue

ORGANISATIONS = ("organisations",)


def found(
    catalogue: Catalogue, now: datetime, text: str, filters: tuple[str, ...] = (), **asked: Any
) -> Answer:
    return ask(catalogue, Question(text, **asked), ORGANISATIONS, filters, now=now)


@pytest.mark.parametrize(
    ("asked", "text", "ids"),
    [
        (Question("mecs bordeaux"), "mecs", ["D33"]),
        (Question("mecs"), "mecs", []),
        (Question("mecs", territory="le 33"), "mecs", ["D33"]),
        (Question("ESAT à Lyon"), "ESAT à", ["D69"]),
        (Question("bordeaux"), "bordeaux", ["D33"]),
        (Question("mecs bordeaux", territory="33"), "mecs", ["D33"]),
        (Question("mecs bordeaux", territory="59"), "mecs bordeaux", ["D59"]),
        (Question("irts bordaux", territory="33"), "irts", ["D33"]),
        (Question("mdph saint-denis"), "mdph", ["D93", "D974"]),
    ],
)
def test_the_place_is_set_apart_from_the_words(
    catalogue: Catalogue, asked: Question, text: str, ids: list[str]
) -> None:
    placed = place(catalogue, asked)
    assert (placed.text, [each.id for each in placed.places]) == (text, ids)


def test_without_a_place_everywhere_is_as_near(catalogue: Catalogue, now: datetime) -> None:
    answer = found(catalogue, now, "mecs")
    assert (answer.state, answer.place, answer.widening) == (State.FOUND, None, Widening.NONE)


@pytest.mark.parametrize(
    ("typed", "widening", "state"),
    [
        ("33", Widening.NONE, State.FOUND),
        ("Bayonne", Widening.REGION, State.WIDENED),
        ("59", Widening.ELSEWHERE, State.WIDENED),
    ],
)
async def test_how_far_one_had_to_look_is_said(
    make_catalogue: MakeCatalogue, now: datetime, typed: str, widening: Widening, state: State
) -> None:
    catalogue = await make_catalogue(organisations=[organisation("maison-bleue", territory="D33")])
    answer = found(catalogue, now, "maison bleue", territory=typed)
    assert (answer.widening, answer.state, [hit.slug for hit in answer.hits]) == (
        widening,
        state,
        ["maison-bleue"],
    )


async def test_the_whole_country_answers_for_a_place_without_its_own(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    catalogue = await make_catalogue(organisations=[organisation("maison-bleue")])
    answer = found(catalogue, now, "maison bleue", territory="59")
    assert (answer.widening, answer.state) == (Widening.NATION, State.WIDENED)


def test_widening_needs_a_territory() -> None:
    near = Hit("organisations", "a", "A", "D33", 1.0, 1.0, 0, 1.0)
    assert widened((), [near]) is Widening.NONE
    assert widened((("D33",),), [near]) is Widening.NONE


async def test_a_filter_that_leaves_nothing_is_set_aside_and_said(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    catalogue = await make_catalogue(organisations=[organisation("maison-bleue", themes=["handicap"])])
    kept = found(catalogue, now, "maison bleue", ("theme:handicap",))
    left = found(catalogue, now, "maison bleue", ("theme:formations",))
    assert (kept.relaxed, [hit.slug for hit in kept.hits]) == ((), ["maison-bleue"])
    assert (left.relaxed, [hit.slug for hit in left.hits]) == (("theme:formations",), ["maison-bleue"])


def test_a_name_with_a_place_in_it_is_that_entry(catalogue: Catalogue, now: datetime) -> None:
    asked = "conseil départemental de la gironde"
    assert found(catalogue, now, asked).hits[0].slug == "cd-gironde"
    assert found(catalogue, now, "IRTS Nouvelle-Aquitaine").hits[0].slug == "irts-nouvelle-aquitaine"


def test_an_unknown_word_near_a_known_one_is_proposed(catalogue: Catalogue, now: datetime) -> None:
    answer = found(catalogue, now, "logemment")
    assert (answer.state, answer.suggestions, answer.corrections) == (
        State.DID_YOU_MEAN,
        ("logement",),
        {"logemment": "logement"},
    )


@pytest.mark.parametrize("typed", ["zorglub", "xqzt"])
def test_what_is_out_of_scope_is_said_and_its_words_kept_to_be_counted(
    catalogue: Catalogue, now: datetime, typed: str
) -> None:
    answer = found(catalogue, now, typed)
    assert (answer.state, answer.hits, answer.missed) == (State.OUT_OF_SCOPE, (), (typed,))


async def test_a_sleeping_database_makes_every_answer_stale(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    catalogue = await make_catalogue()
    catalogue.stale = True
    assert found(catalogue, now, "le relais").state is State.STALE


def test_no_more_entries_are_given_than_asked(catalogue: Catalogue, now: datetime) -> None:
    answer = ask(catalogue, Question("travail social"), ORGANISATIONS, limit=3, now=now)
    assert len(answer.hits) == 3


def test_the_order_of_equals_holds_for_a_day(catalogue: Catalogue, now: datetime) -> None:
    later = now.replace(hour=23)
    first, again = (ask(catalogue, Question("mecs"), ORGANISATIONS, now=each).hits for each in (now, later))
    assert again == first
