from commands.answer import Question
from commands.answering import answer, card
from commands.directory.replies import title
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.schema import Organisation
from tests.builders import organisation
from tests.commands.seen import links, text_of


def test_a_card_tells_kind_place_audience_and_status(catalogue: Catalogue, english: Reader) -> None:
    seen = card(catalogue, "organisations", "mecs-le-bercail", english)
    assert seen.title == "MECS Le Bercail"
    assert seen.blocks[1].text.splitlines()[:2] == [
        "**Kind:** Institution or service",
        "**Where:** Guebwiller, Haut-Rhin",
    ]
    assert "**Status:** Existing" in seen.blocks[1].text


def test_former_names_are_told(catalogue: Catalogue, english: Reader) -> None:
    assert "**Formerly:** " in text_of(card(catalogue, "organisations", "france-travail", english))


def test_it_leads_to_its_own_site_and_to_what_it_funds(catalogue: Catalogue, english: Reader) -> None:
    seen = card(catalogue, "organisations", "opco-sante", english)
    record = catalogue.get("organisations", "opco-sante")
    assert isinstance(record, Organisation)
    assert links(seen) == [record.url]
    assert {option.value.split("~")[0] for option in seen.menus[0].options} == {"funding"}


def test_an_acronym_stands_beside_the_name_unless_it_is_the_name() -> None:
    assert title(Organisation.model_validate(organisation("a", name="Haute Autorité", acronym="HA"))) == (
        "Haute Autorité (HA)"
    )
    assert title(Organisation.model_validate(organisation("b", name="F.A.S.", acronym="FAS"))) == "F.A.S."


def test_a_line_says_where_status_source_and_check(catalogue: Catalogue, english: Reader) -> None:
    (_, first, *_) = answer(catalogue, "annuaire", Question("mecs le bercail"), english).reply.blocks
    assert first.text.splitlines()[-1] == (
        "-# Guebwiller, Haut-Rhin · Existing · founding documents, to be verified"
    )
