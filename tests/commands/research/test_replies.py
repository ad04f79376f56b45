from commands.answer import Question
from commands.answering import answer
from commands.reading import Reader
from storage.catalogue import Catalogue


def test_works_come_with_those_who_make_them(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "recherche", Question("travail social"), english).reply
    assert reply.title == "Research"
    assert [menu.placeholder for menu in reply.menus] == ["Open an entry", "Who makes research on this"]
    assert {option.value.split("~")[0] for option in reply.menus[1].options} == {"organisations"}


def test_without_producers_there_is_no_empty_menu(catalogue: Catalogue, english: Reader) -> None:
    assert answer(catalogue, "recherche", Question("zorglub"), english).reply.menus == ()
