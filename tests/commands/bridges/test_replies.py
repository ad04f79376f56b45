from commands.answer import Question
from commands.answering import answer, card
from commands.reading import Reader
from storage.catalogue import Catalogue
from tests.builders import bridge, trade
from tests.commands.conftest import MakeCatalogue
from tests.commands.seen import misfits, text_of


def first(catalogue: Catalogue, text: str, reader: Reader) -> str:
    return answer(catalogue, "passerelle", Question(text), reader).reply.blocks[0].text


def test_the_ends_are_said_as_they_were_understood(catalogue: Catalogue, english: Reader) -> None:
    assert first(catalogue, "es -> cesf", english) == (
        "From: **Éducateur spécialisé**. To: **Conseiller en économie sociale familiale**."
    )
    assert first(catalogue, "je suis aes", english) == "From: **Accompagnant éducatif et social**."
    assert first(catalogue, "devenir ES", english) == "To: **Éducateur spécialisé**."


async def test_without_a_direct_bridge_the_chain_is_shown_step_by_step(
    make_catalogue: MakeCatalogue, english: Reader
) -> None:
    catalogue = await make_catalogue(
        trades=[trade(name, name=name.capitalize()) for name in ("alpha", "beta", "gamma")],
        bridges=[bridge("un", ["alpha"], ["beta"]), bridge("deux", ["beta"], ["gamma"])],
    )
    reply = answer(catalogue, "passerelle", Question("Alpha vers Gamma"), english).reply
    assert reply.blocks[0].text.splitlines()[1:] == [
        "No direct bridge. The shortest chain:",
        "1. Un",
        "2. Deux",
    ]
    assert misfits(reply) == []


async def test_without_any_way_the_school_is_the_one_to_ask(
    make_catalogue: MakeCatalogue, english: Reader
) -> None:
    catalogue = await make_catalogue(trades=[trade("alpha", name="Alpha"), trade("beta", name="Beta")])
    said = text_of(answer(catalogue, "passerelle", Question("Alpha vers Beta"), english).reply)
    assert "No bridge is described between the two. Ask the school: each path is examined." in said


def test_a_card_says_from_to_conditions_and_status(catalogue: Catalogue, english: Reader) -> None:
    facts = card(catalogue, "bridges", "acces-de-droit-master", english).blocks[1].text
    labels = [line.split(":**")[0].removeprefix("**") for line in facts.splitlines()]
    assert labels == ["From", "To", "Kind", "Conditions", "Status", "Good to know"]
    assert "**Status:** Proposal only: this is not a right (as described in 2023)" in facts
