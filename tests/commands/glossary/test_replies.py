from dataclasses import replace

import pytest

from commands.answer import Question
from commands.answering import answer, card
from commands.reading import Around, Reader
from storage.catalogue import Catalogue
from tests.commands.seen import text_of


def test_an_acronym_shows_its_card_at_once(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "sigle", Question("a.s.e."), english).reply
    assert reply == card(catalogue, "glossary", "sigle-ase", english)
    assert (reply.title, reply.blocks[0].text) == ("ASE", "2 meanings")
    assert [line.split(":**")[0] for line in reply.blocks[1].text.splitlines()] == [
        "**Aide sociale à l’enfance",
        "**Assistant socio-éducatif",
    ]


@pytest.mark.parametrize(("language", "said"), [("french", "2 sens"), ("english", "2 meanings")])
def test_meanings_are_counted_in_the_readers_words(
    catalogue: Catalogue, language: str, said: str, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(language)
    assert card(catalogue, "glossary", "sigle-ase", reader).blocks[0].text == said


def test_the_channel_orders_the_meanings_shown(catalogue: Catalogue, english: Reader) -> None:
    here = replace(english, around=lambda: Around(themes=("handicap",)))
    facts = card(catalogue, "glossary", "sigle-es", here).blocks[1].text
    assert facts.splitlines()[0].startswith("**Établissement ou service")


def test_words_that_several_acronyms_may_stand_for_show_them_all(
    catalogue: Catalogue, english: Reader
) -> None:
    reply = answer(catalogue, "sigle", Question("éducatif"), english).reply
    assert reply.title == "Acronyms"
    assert len(reply.menus[0].options) > 1


def test_the_marks_of_a_meaning_come_out_harmless(catalogue: Catalogue, english: Reader) -> None:
    starred = [
        entry.slug
        for entry in catalogue.glossary.values()
        if "@everyone" in text_of(card(catalogue, "glossary", entry.slug, english))
    ]
    assert starred == []
