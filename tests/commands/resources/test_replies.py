from commands.answer import Question
from commands.answering import answer
from commands.reading import Reader
from commands.resources.replies import card, kind, practice
from storage.catalogue import Catalogue
from storage.schema import Practice, Resource
from tests.builders import practice as a_practice
from tests.builders import resource
from tests.commands.seen import links


def made(**changes: object) -> Resource:
    return Resource.model_validate(resource("livre", **changes))


def test_a_contribution_is_told_as_the_position_of_its_author(english: Reader) -> None:
    assert kind(made(kind="contribution", publisher="Uniopss"), english) == (
        "Contribution of Uniopss: its own position"
    )
    assert kind(made(kind="rapport", publisher="Uniopss"), english) == "Report"


def test_a_resource_without_address_says_so(catalogue: Catalogue, english: Reader) -> None:
    without, linked = made(), made(url="https://exemple.fr/livre")
    said = "**Link:** no reliable address is known; look for the title on the publisher's site"
    assert said in card(catalogue, without, english).blocks[1].text
    assert said not in card(catalogue, linked, english).blocks[1].text
    assert links(card(catalogue, linked, english)) == ["https://exemple.fr/livre"]


def test_an_undated_resource_says_so(catalogue: Catalogue, english: Reader) -> None:
    assert "**Year:** undated" in card(catalogue, made(year=None), english).blocks[1].text


def test_a_practice_is_an_example_not_a_recipe(catalogue: Catalogue, english: Reader) -> None:
    record = Practice.model_validate(a_practice("accueil", place="Lyon", territory="D69", since=2019))
    facts = practice(catalogue, record, english).blocks[1].text.splitlines()
    assert facts == [
        "**Where:** Lyon, Rhône",
        "**Since:** 2019",
        "**How to read it:** an example to discuss, not a recipe",
    ]


def test_a_list_tells_practices_from_documents(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "ressource", Question("enfance", kind="pratique"), english).reply
    assert all("-# Practice from the field · " in block.text for block in reply.blocks[1:])
