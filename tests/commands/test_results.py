from dataclasses import replace
from datetime import datetime

import pytest

from commands.answer import Answer, Question, State, Widening
from commands.asking import ask
from commands.directory.replies import LISTING
from commands.ids import parts
from commands.reading import Reader
from commands.results import MOST_RESULTS, PER_PAGE, opening_menu, page, understood, who_to_ask
from storage.catalogue import Catalogue
from tests.commands.conftest import MakeCatalogue
from tests.commands.seen import pressed, text_of

MANY = Question("travail social", territory="33")


@pytest.fixture(scope="module")
def many(catalogue: Catalogue, now: datetime) -> Answer:
    return ask(catalogue, MANY, ("organisations",), limit=MOST_RESULTS, now=now)


def _numbers(catalogue: Catalogue, many: Answer, reader: Reader, number: int) -> list[str]:
    reply = page(catalogue, LISTING, MANY, many, reader, number)
    return [parts(press.id)[1][1] for press in pressed(reply, "page") if "33" in parts(press.id)[1]]


@pytest.mark.parametrize(
    ("number", "turns"), [(1, ["2"]), (2, ["1", "3"]), (5, ["4"]), (99, ["4"]), (0, ["2"])]
)
def test_pages_turn_both_ways_and_stop_at_the_ends(
    catalogue: Catalogue, many: Answer, english: Reader, number: int, turns: list[str]
) -> None:
    assert len(many.hits) == MOST_RESULTS
    assert _numbers(catalogue, many, english, number) == turns


def test_every_result_is_on_one_page_and_can_be_opened(
    catalogue: Catalogue, many: Answer, english: Reader
) -> None:
    pages = [page(catalogue, LISTING, MANY, many, english, number) for number in range(1, 6)]
    opened = [option.value for each in pages for option in each.menus[0].options]
    assert opened == [f"organisations~{hit.slug}" for hit in many.hits]
    assert [len(each.menus[0].options) for each in pages] == [PER_PAGE] * 5
    assert pages[1].footer == "Page 2 of 5"


def test_one_page_has_nothing_to_turn_and_no_number(
    catalogue: Catalogue, english: Reader, now: datetime
) -> None:
    asked = Question("mecs")
    reply = page(catalogue, LISTING, asked, ask(catalogue, asked, ("organisations",), now=now), english)
    assert (pressed(reply, "page"), reply.footer) == ([], "")
    assert [press.label for press in pressed(reply, "share")] == ["Share in this channel"]


def test_a_territory_can_be_left_for_everywhere(catalogue: Catalogue, many: Answer, english: Reader) -> None:
    reply = page(catalogue, LISTING, MANY, many, english)
    (everywhere,) = [press for press in pressed(reply, "page") if press.label == "Everywhere in France"]
    assert parts(everywhere.id)[1] == ["annuaire", "1", "-" * 18, "", "travail social"]


def test_what_was_typed_is_repeated_harmless(catalogue: Catalogue, english: Reader) -> None:
    answer = Answer(State.FOUND)
    (said,) = understood(catalogue, Question("**@everyone** [x](http://y)"), answer, english)
    assert said == "You asked: **\\*\\*@\u200beveryone\\*\\* \\[x\\](http:\u200b//y)**"


@pytest.mark.parametrize(
    ("widening", "sentence"),
    [
        (Widening.NONE, "Territory: {place}."),
        (Widening.REGION, "Territory: {place}. Nothing there itself: we looked in its region."),
        (
            Widening.NATION,
            "Territory: {place}. Nothing of its own: here is what holds for the whole country.",
        ),
        (
            Widening.ELSEWHERE,
            "Territory: {place}. Nothing there or in its region: here is what exists elsewhere.",
        ),
    ],
)
def test_how_far_we_looked_is_one_sentence(
    catalogue: Catalogue, english: Reader, widening: Widening, sentence: str
) -> None:
    answer = Answer(State.WIDENED, place=catalogue.territories["D33"], widening=widening)
    (said,) = understood(catalogue, Question(territory="33"), answer, english)
    assert said.splitlines()[0] == sentence.format(place="**Gironde**")


def test_elsewhere_is_never_the_last_word(catalogue: Catalogue, english: Reader) -> None:
    answer = Answer(State.WIDENED, place=catalogue.territories["D33"], widening=Widening.ELSEWHERE)
    (said,) = understood(catalogue, Question(territory="33"), answer, english)
    assert said.splitlines()[1] == who_to_ask(english)


async def test_stale_data_say_as_of_when(make_catalogue: MakeCatalogue, english: Reader) -> None:
    catalogue = await make_catalogue()
    catalogue.stale = True
    (said,) = understood(catalogue, Question(), Answer(State.STALE), english)
    assert said == "Our database is not answering: here is what we knew on November 25, 2026."


def test_a_near_word_can_be_searched_in_one_press(catalogue: Catalogue, english: Reader) -> None:
    nothing = Answer(State.DID_YOU_MEAN, suggestions=("logement",))
    reply = page(catalogue, LISTING, Question("logemnet", territory="33"), nothing, english)
    again, told = pressed(reply, "page")
    assert (again.label, parts(again.id)[1]) == (
        "Search for logement",
        ["annuaire", "1", "-" * 18, "33", "logement"],
    )
    assert parts(told.id)[1][0] == "orienter"


def test_a_help_channel_is_named_where_there_is_one(english: Reader) -> None:
    here = replace(english, channel=lambda name: "<#7>" if name == "entraide" else None)
    assert who_to_ask(here) == "Ask the people in <#7>: somebody there knows."


def test_misses_are_told_only_where_they_are_counted(catalogue: Catalogue, english: Reader) -> None:
    nothing, asked = Answer(State.OUT_OF_SCOPE), Question("zorglub")
    noted = "The words were noted, without your name, for those who complete it."
    counted = page(catalogue, LISTING, asked, nothing, english)
    not_counted = page(catalogue, replace(LISTING, counted=False), asked, nothing, english)
    assert (noted in text_of(counted), noted in text_of(not_counted)) == (True, False)


def test_a_long_title_is_cut_in_the_menu(many: Answer, english: Reader) -> None:
    long = replace(many.hits[0], title="Direction départementale " * 10)
    (option,) = opening_menu([long], english).options
    assert (len(option.label) <= 100, option.label[-1]) == (True, "…")
