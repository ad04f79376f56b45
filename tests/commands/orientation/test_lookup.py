from datetime import datetime

import pytest

from commands.answer import Question, State
from commands.orientation.lookup import MOST_CONTACTS, MOST_THEMES, find, recognise
from storage.catalogue import Catalogue


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("je cherche un stage dans un foyer", "stages"),
        ("accompagner une personne agee a domicile", "grand-age"),
        ("une question sur la protection de l'enfance", "protection-enfance"),
        ("monsieur a besoin d'un dossier MDPH", "handicap"),
        ("quel cadre pour le partage d'informations, question de deontologie", "ethique"),
    ],
)
def test_the_theme_is_recognised_first(catalogue: Catalogue, text: str, theme: str) -> None:
    assert recognise(catalogue, text)[0].theme.slug == theme


def test_every_theme_is_recognised_by_its_own_label(catalogue: Catalogue) -> None:
    wrong = [
        theme.slug
        for theme in catalogue.themes.values()
        if recognise(catalogue, theme.label)[0].theme.slug != theme.slug
    ]
    assert wrong == []


def test_the_reason_is_words_that_were_typed(catalogue: Catalogue) -> None:
    typed = "je cherche un stage en mecs"
    for found in recognise(catalogue, typed):
        assert found.because
        assert [word for word in found.because if word not in typed] == []


def test_a_misspelt_need_is_read_and_quoted_as_typed(catalogue: Catalogue) -> None:
    first = recognise(catalogue, "une question sur le handicapp")[0]
    assert (first.theme.slug, first.because) == ("handicap", ("handicapp",))


def test_there_are_few_leads_and_the_strongest_first(catalogue: Catalogue, now: datetime) -> None:
    need = "stage handicap protection de l'enfance logement formation recherche numérique grand âge"
    found = find(catalogue, Question(need), now=now)
    scores = [one.score for one in found.themes]
    assert len(found.themes) == MOST_THEMES
    assert scores == sorted(scores, reverse=True)
    assert len(found.contacts) <= MOST_CONTACTS
    assert len(found.resources) <= MOST_CONTACTS


def test_contacts_and_resources_are_about_the_theme(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("une question sur la protection de l'enfance en Gironde"), now=now)
    for hit in (*found.contacts, *found.resources):
        assert "protection-enfance" in getattr(catalogue.get(hit.shelf, hit.slug), "themes")  # noqa: B009
    assert found.place is not None
    assert found.place.id == "D33"


def test_a_danger_is_an_answer_even_without_a_theme(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("il ne respire plus"), now=now)
    assert [danger.slug for danger in found.dangers] == ["urgence-medicale"]
    assert (found.answer.state, found.answer.missed) == (State.FOUND, ())


@pytest.mark.parametrize("text", ["zorglub", "", "?!"])
def test_what_is_not_understood_leads_nowhere_by_chance(
    catalogue: Catalogue, now: datetime, text: str
) -> None:
    found = find(catalogue, Question(text), now=now)
    assert (found.answer.state, found.themes, found.contacts, found.resources) == (
        State.OUT_OF_SCOPE,
        (),
        (),
        (),
    )
