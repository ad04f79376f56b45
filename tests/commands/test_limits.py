"""Every card and every answer of the shipped catalogue fits in a message, in both languages, and leads somewhere."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from commands.answer import Question
from commands.answering import answer, card
from commands.batch import FILTERS
from commands.funding import replies as funding_replies
from commands.ids import make
from commands.reading import Reader
from commands.reply import Block, Link, Menu, Option, Press, Reply
from commands.results import ALERTING
from commands.ui import draw, shared, within
from storage.catalogue import Catalogue
from tests.commands.reviewed import Line, reviewed
from tests.commands.seen import leads_on, misfits, pressed, text_of

CARDS = ("organisations", "funding", "resources", "practices", "bridges", "trades", "glossary")
LANGUAGES = ("french", "english")
COMMANDS = ("annuaire", "financement", "ressource", "recherche", "passerelle", "metier", "sigle", "orienter")


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.getfixturevalue(request.param)
    return found


def _question(line: Line) -> Question:
    return Question(text=line["query"], **{name: str(line[name]) for name in FILTERS if name in line})


def _pages(catalogue: Catalogue, command: str, question: Question, reader: Reader) -> Iterator[Reply]:
    """Every page of an answer."""
    number = 1
    while True:
        reply = answer(catalogue, command, question, reader, number).reply
        yield reply
        number += 1
        if not any(press.id.split("~")[1:3] == [command, str(number)] for press in pressed(reply, "page")):
            return


@pytest.mark.parametrize("shelf", CARDS)
def test_every_card_fits_and_leads_on(catalogue: Catalogue, reader: Reader, shelf: str) -> None:
    cards = {slug: card(catalogue, shelf, slug, reader) for slug in catalogue.slugs(shelf)}
    assert {slug: found for slug, reply in cards.items() if (found := misfits(reply))} == {}
    assert {slug: found for slug, reply in cards.items() if (found := misfits(shared(reply)))} == {}
    assert [slug for slug, reply in cards.items() if not leads_on(reply)] == []


def test_every_page_of_the_reviewed_questions_fits_and_leads_on(catalogue: Catalogue, reader: Reader) -> None:
    lines = [*reviewed("questions"), *({"command": "sigle", **line} for line in reviewed("acronyms"))]
    wrong = {}
    for line in lines:
        for number, reply in enumerate(_pages(catalogue, line["command"], _question(line), reader), 1):
            found = [*misfits(reply), *misfits(shared(reply))]
            if found or not leads_on(reply):
                wrong[line["command"], line["query"], number] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "typed", ["zorglub", "@everyone", "0", "?!", "le la les", "a" * 100, "é" * 100, "~~~~"]
)
@pytest.mark.parametrize(
    "command",
    COMMANDS,
)
def test_a_question_without_results_is_never_a_dead_end(
    catalogue: Catalogue, reader: Reader, command: str, typed: str
) -> None:
    reply = answer(catalogue, command, Question(text=typed), reader).reply
    assert misfits(reply) == []
    assert leads_on(reply)


def test_every_route_fits_and_leads_on(catalogue: Catalogue, reader: Reader) -> None:
    wrong = {}
    for route in catalogue.routes.values():
        asked = Question(situation=route.situation, objective=route.objective, territory="le 974")
        reply = answer(catalogue, "financement", asked, reader).reply
        if (found := misfits(reply)) or not leads_on(reply):
            wrong[route.slug] = found
    assert wrong == {}


def test_no_reply_shows_the_number_of_a_file(catalogue: Catalogue, french: Reader) -> None:
    numbered = [
        (shelf, slug)
        for shelf in CARDS
        for slug in catalogue.slugs(shelf)
        if any(f"00{digit}:" in text_of(card(catalogue, shelf, slug, french)) for digit in range(5))
    ]
    assert numbered == []


def test_a_reply_too_long_is_cut_on_words_and_keeps_its_end() -> None:
    blocks = tuple(Block(f"{number} " + "mot " * 400) for number in range(8))
    long = Reply("Titre", blocks, footer="La source")
    cut = within(long)
    assert misfits(long) == []
    assert (cut.title, cut.footer, len(cut.blocks)) == ("Titre", "La source", 8)
    assert {block.text.rstrip().split()[-1] for block in cut.blocks} <= {"mot", "mot…"}


def test_a_reply_of_many_blocks_loses_its_air_before_it_loses_a_block() -> None:
    page = Link("Site officiel", "https://exemple.fr/")
    blocks = tuple(Block(f"Bloc {number}", page) for number in range(9))
    menu = Menu(make("open"), "Ouvrir", (Option("Une fiche", "organisations~une"),))
    reply = Reply("Titre", blocks, (menu,), (Press("Partager", make("share")),), "Page 1")
    assert misfits(reply) == []
    assert draw(reply).content_length() == len("### TitrePage 1-# ") + sum(len(b.text) for b in blocks)


def test_every_answer_that_may_grow_and_every_scheme_that_closes_has_its_button(
    catalogue: Catalogue, reader: Reader
) -> None:
    pages = {command: answer(catalogue, command, Question("handicap"), reader).reply for command in COMMANDS}
    assert {command for command, reply in pages.items() if pressed(reply, "alert")} == set(ALERTING)
    full = answer(catalogue, "annuaire", Question("école", territory="R11"), reader, 2).reply
    assert (len(full.buttons), misfits(full)) == (5, [])
    scheme = next(iter(catalogue.funding.values()))
    day = reader.now.date() + timedelta(days=20)
    closing, open_ = (scheme.model_copy(update={"closes_on": on}) for on in (day, None))
    cards = [funding_replies.card(catalogue, each, reader) for each in (closing, open_)]
    assert [len(pressed(each, "remind")) for each in cards] == [1, 0]
    assert [misfits(each) for each in cards] == [[], []]
