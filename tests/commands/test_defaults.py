from dataclasses import replace

import pytest

from commands.answer import Question
from commands.answering import answer
from commands.defaults import answered, complete, concerned, territory
from commands.reading import Around, Reader
from commands.reply import Press
from storage.catalogue import Catalogue
from storage.members import Profile
from tests.commands.seen import misfits, pressed, text_of

GIRONDE = Profile(trades=("educateur-specialise",), territories=("D33",))
STUDENT = Profile("etudiants", territories=("D33",))


@pytest.mark.parametrize(
    ("territories", "finest"),
    [
        ((), ""),
        (("D33",), "D33"),
        (("D33", "D40"), "R75"),
        (("R06",), "R06"),
        (("D33", "R53"), ""),
        (("D999",), ""),
    ],
    ids=["none", "one", "two of one region", "a region", "two regions", "unknown"],
)
def test_the_finest_single_territory_is_the_default(
    catalogue: Catalogue, territories: tuple[str, ...], finest: str
) -> None:
    assert territory(catalogue, Profile(territories=territories)) == finest


@pytest.mark.parametrize(
    ("command", "asked", "completed"),
    [
        ("annuaire", Question("mecs"), Question("mecs", territory="D33")),
        ("annuaire", Question("mecs", territory="Lyon"), Question("mecs", territory="Lyon")),
        ("annuaire", Question("creai bretagne"), Question("creai bretagne")),
        ("ressource", Question("aller vers"), Question("aller vers")),
        ("recherche", Question("aller vers"), Question("aller vers")),
        ("financement", Question(), Question(situation="etudiant")),
        ("financement", Question("vae salarié d'une association"), Question("vae salarié d'une association")),
        ("financement", Question(situation="employeur"), Question(situation="employeur")),
        ("financement", Question("bourse"), Question("bourse", situation="etudiant")),
    ],
)
def test_a_profile_fills_only_what_was_not_said(
    catalogue: Catalogue, command: str, asked: Question, completed: Question
) -> None:
    assert complete(catalogue, command, asked, STUDENT).question == completed


@pytest.mark.parametrize(
    ("command", "asked", "read"),
    [
        ("annuaire", Question("mecs"), True),
        ("annuaire", Question("mecs", territory="33"), False),
        ("financement", Question(situation="etudiant"), True),
        ("sigle", Question("ase"), True),
        ("ressource", Question("aller vers"), False),
        ("orienter", Question("un stage"), False),
    ],
)
def test_a_profile_is_read_only_where_it_may_help(command: str, asked: Question, read: bool) -> None:
    assert concerned(command, asked) is read


def test_without_a_profile_nothing_changes(catalogue: Catalogue, french: Reader) -> None:
    asked = Question("mecs")
    assert answered(catalogue, "annuaire", asked, Profile(), french) == answer(
        catalogue, "annuaire", asked, french
    )


def test_the_answer_says_what_the_profile_added_and_one_button_takes_it_away(
    catalogue: Catalogue, french: Reader
) -> None:
    asked = Question("mecs")
    given = answered(catalogue, "annuaire", asked, GIRONDE, french).reply
    labels = [button.label for button in given.buttons]
    (without,) = (each for each in given.buttons if each.label == "Sans mon profil")
    assert given.blocks[0].text == "Selon votre profil\u00a0: Gironde."
    assert ("Partout en France" in labels, misfits(given)) == (False, [])
    assert isinstance(without, Press)
    assert without.id == "page~annuaire~1~------------------~~mecs"


def test_a_student_goes_straight_to_what_they_want(catalogue: Catalogue, french: Reader) -> None:
    given = answered(catalogue, "financement", Question(), STUDENT, french).reply
    assert [menu.id for menu in given.menus] == ["choose~etudiant"]
    assert "Selon votre profil\u00a0: Étudiante ou étudiant." in text_of(given)
    assert len(pressed(given, "page")) == 1


def test_the_trades_of_the_profile_order_the_meanings_of_an_acronym_and_are_said_when_they_do(
    catalogue: Catalogue, french: Reader
) -> None:
    first_and_said = {}
    for trade in ("assistant-socio-educatif", "cesf"):
        given = answered(catalogue, "sigle", Question("ASE"), Profile(trades=(trade,)), french).reply
        meanings = next(block.text for block in given.blocks if block.text.startswith("**"))
        assert misfits(given) == []
        first_and_said[trade] = (
            meanings.split("**")[1].rstrip("\u00a0:"),
            "Selon votre profil" in text_of(given),
        )
    assert first_and_said == {
        "assistant-socio-educatif": ("Assistant socio-éducatif", True),
        "cesf": ("Aide sociale à l’enfance", False),
    }


def test_the_trades_of_the_roles_still_count_beside_those_of_the_profile(
    catalogue: Catalogue, french: Reader
) -> None:
    holder = replace(french, around=lambda: Around(trades=("assistant-socio-educatif",)))
    given = answered(catalogue, "sigle", Question("ASE"), Profile(trades=("cesf",)), holder)
    assert given == answer(catalogue, "sigle", Question("ASE"), holder)
