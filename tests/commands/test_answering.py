import pytest

from commands.answer import Question, State
from commands.answering import answer, card
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.schema import SHELVES
from tests.commands.conftest import MakeCatalogue
from tests.commands.seen import text_of

CARDS = ("organisations", "funding", "resources", "practices", "bridges", "trades", "glossary")
WITH_STATUS = ("organisations", "funding", "bridges", "trades")


@pytest.mark.parametrize("shelf", CARDS)
def test_every_card_shows_its_source_and_its_check(catalogue: Catalogue, french: Reader, shelf: str) -> None:
    silent = []
    for slug in catalogue.slugs(shelf):
        footer = card(catalogue, shelf, slug, french).footer
        source, _, check = footer.partition(" · ")
        if not source.startswith("Source\u00a0: ") or not check.startswith(
            ("vérifié le ", "à vérifier\u00a0: ")
        ):
            silent.append((slug, footer))
    assert silent == []


@pytest.mark.parametrize("shelf", WITH_STATUS)
def test_every_card_says_its_status_in_words(catalogue: Catalogue, french: Reader, shelf: str) -> None:
    silent = []
    for slug in catalogue.slugs(shelf):
        status = french.status(getattr(catalogue.get(shelf, slug), "status"))  # noqa: B009 - mypy knows no status here
        seen = text_of(card(catalogue, shelf, slug, french))
        if f"**Statut\u00a0:** {status}" not in seen:
            silent.append(slug)
    assert silent == []


@pytest.mark.parametrize("shelf", ["funding", "bridges"])
def test_a_proposal_is_never_shown_as_existing(catalogue: Catalogue, french: Reader, shelf: str) -> None:
    existing, proposal = french.words("Existing"), french.words("Proposal only: this is not a right")
    proposed = [
        slug
        for slug in catalogue.slugs(shelf)
        if getattr(catalogue.get(shelf, slug), "status") == "propose"  # noqa: B009
    ]
    command = {"funding": "financement", "bridges": "passerelle"}[shelf]
    wrong = []
    for slug in proposed:
        facts = card(catalogue, shelf, slug, french).blocks[1].text
        title = card(catalogue, shelf, slug, french).title
        lines = answer(catalogue, command, Question(title), french).reply.blocks
        line = next(block.text for block in lines if block.text.startswith(f"**{title}**"))
        wrong += [slug for said in (facts, line) if proposal not in said or f"{existing} (" in said]
    assert proposed
    assert wrong == []


def test_no_route_walks_through_a_proposal(catalogue: Catalogue) -> None:
    steps = {(route.slug, step.scheme) for route in catalogue.routes.values() for step in route.steps}
    assert [pair for pair in steps if catalogue.funding[pair[1]].status in ("propose", "termine")] == []


def test_an_entry_that_has_left_says_so_kindly(catalogue: Catalogue, english: Reader) -> None:
    for shelf, slug in (("organisations", "inconnue"), ("un-rayon-disparu", "x"), ("themes", "handicap")):
        assert card(catalogue, shelf, slug, english).title == "Entry withdrawn"


def test_every_shelf_that_can_be_opened_has_a_card() -> None:
    without = {"themes", "audiences", "situations", "routes", "dangers"}
    assert set(CARDS) == set(SHELVES) - without


def test_an_answer_carries_what_the_journal_and_the_editors_need(
    catalogue: Catalogue, english: Reader
) -> None:
    found = answer(catalogue, "annuaire", Question("mecs"), english)
    missed = answer(catalogue, "annuaire", Question("zorglub"), english)
    assert (found.state, found.missed, found.results) == (State.FOUND, (), 3)
    assert (missed.state, missed.missed, missed.results) == (State.OUT_OF_SCOPE, ("zorglub",), 0)


def test_the_words_of_a_need_are_never_counted(catalogue: Catalogue, english: Reader) -> None:
    answered = answer(catalogue, "orienter", Question("monsieur zorglub"), english)
    assert (answered.state, answered.missed) == (State.OUT_OF_SCOPE, ())


async def test_every_answer_says_as_of_when_once_the_database_sleeps(
    make_catalogue: MakeCatalogue, french: Reader
) -> None:
    catalogue = await make_catalogue()
    catalogue.stale = True
    said = french.words(
        "Our database is not answering: here is what we knew on {day}.",
        day=french.words.date(french.now.date()),
    )
    asked = {"annuaire": "relais", "financement": "bourse", "ressource": "livre", "passerelle": "cesf"}
    silent = [
        command
        for command, text in asked.items()
        if said not in text_of(answer(catalogue, command, Question(text), french).reply)
    ]
    assert silent == []


def test_an_english_reader_reads_english_around_french_content(catalogue: Catalogue, english: Reader) -> None:
    seen = text_of(answer(catalogue, "annuaire", Question("mdph", territory="33"), english).reply)
    assert "Territory: **Gironde**. Nothing of its own" in seen
    assert "départementales des personnes handicapées" in seen
    assert "You asked" in seen


def test_a_page_beyond_the_last_is_the_last(catalogue: Catalogue, english: Reader) -> None:
    asked = Question("travail social")
    last, beyond = (answer(catalogue, "annuaire", asked, english, number).reply for number in (5, 50))
    assert beyond == last
