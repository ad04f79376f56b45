"""From a need in plain words to themes, and the words that said so."""

from datetime import datetime

from commands.answer import Question, State
from commands.orientation.lookup import MOST_CONTACTS, MOST_THEMES, find, recognise
from storage.catalogue import Catalogue


def test_every_theme_is_recognised_by_its_own_label(catalogue: Catalogue) -> None:
    missed = [
        theme.slug
        for theme in catalogue.themes.values()
        if theme.slug not in [found.theme.slug for found in recognise(catalogue, theme.label)]
    ]
    assert missed == []


def test_the_words_given_as_the_reason_were_typed(catalogue: Catalogue) -> None:
    found = recognise(catalogue, "je cherche un logement pour un jeune majeur")
    said = {word for one in found for phrase in one.because for word in phrase.split()}
    assert said - set("je cherche un logement pour un jeune majeur".split()) == set()


def test_few_themes_and_few_contacts_are_given(catalogue: Catalogue, now: datetime) -> None:
    need = Question("logement handicap formation enfance santé mentale emploi", "Gironde")
    found = find(catalogue, need, now=now)
    kept = (len(found.themes), len(found.contacts) <= MOST_CONTACTS, len(found.resources) <= MOST_CONTACTS)
    assert (kept, found.place and found.place.id) == ((MOST_THEMES, True, True), "D33")


def test_what_speaks_of_nothing_we_know_is_out_of_scope(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("zorglub blimblam"), now=now)
    assert (found.answer.state, found.themes, found.contacts) == (State.OUT_OF_SCOPE, (), ())
