from commands.answer import Question
from commands.answering import answer, card
from commands.ids import parts
from commands.reading import Reader
from storage.catalogue import Catalogue
from tests.builders import bridge, trade
from tests.commands.conftest import MakeCatalogue
from tests.commands.seen import pressed


def test_a_trade_called_by_its_name_shows_its_card_at_once(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "metier", Question("ass"), english).reply
    assert reply == card(catalogue, "trades", "ass", english)
    assert reply.title == "Assistant de service social (ASS)"


def test_a_vague_name_shows_the_nearest_trades(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "metier", Question("educateur"), english).reply
    assert (reply.title, len(reply.menus[0].options) > 1) == ("Trades and diplomas", True)


def test_the_official_title_and_level_are_told(catalogue: Catalogue, english: Reader) -> None:
    facts = card(catalogue, "trades", "ass", english).blocks[1].text
    assert "**Official title:** Diplôme d’État d’assistant de service social (DEASS)" in facts
    assert "**Level:** level 6" in facts


async def test_bridges_that_cannot_be_taken_are_counted_apart(
    make_catalogue: MakeCatalogue, english: Reader
) -> None:
    catalogue = await make_catalogue(
        trades=[trade("alpha"), trade("beta")],
        bridges=[
            bridge("un", ["alpha"], ["beta"]),
            bridge("deux", ["beta"], ["alpha"], status="partiel"),
            bridge("trois", ["alpha"], ["beta"], status="propose"),
            bridge("quatre", ["beta"], ["alpha"], status="historique"),
        ],
    )
    facts = card(catalogue, "trades", "alpha", english).blocks[1].text
    assert facts.splitlines()[-1] == "**Bridges:** 1 from here, 1 to here (2 more not open today)"


def test_it_leads_to_bridges_and_organisations(catalogue: Catalogue, english: Reader) -> None:
    buttons = pressed(card(catalogue, "trades", "tisf", english), "page")
    name = catalogue.trades["tisf"].name
    assert [(parts(each.id)[1][0], parts(each.id)[1][-1][:20]) for each in buttons] == [
        ("passerelle", name[:20]),
        ("annuaire", name[:20]),
    ]
