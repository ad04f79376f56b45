"""Acronyms: every meaning, the likeliest first in the place where it is asked."""

from datetime import datetime

import pytest

from commands.answer import Question
from commands.glossary.lookup import find, meanings
from commands.reading import Around
from storage.catalogue import Catalogue
from storage.schema import GlossaryEntry
from tests import builders

SPECIAL = {"label": "Éducateur spécialisé", "explanation": "Un métier.", "trades": ["educateur-specialise"]}
SERVICE = {"label": "Établissement ou service", "explanation": "Un lieu.", "themes": ["handicap"]}
ES = GlossaryEntry.model_validate(builders.acronym("ES") | {"expansions": [SPECIAL, SERVICE]})


@pytest.mark.parametrize(
    ("around", "first"),
    [
        (None, "Éducateur spécialisé"),
        (Around(themes=("handicap",)), "Établissement ou service"),
        (Around(themes=("handicap",), trades=("educateur-specialise",)), "Éducateur spécialisé"),
    ],
)
def test_the_meaning_that_fits_the_place_comes_first(around: Around | None, first: str) -> None:
    assert meanings(ES, around)[0].label == first


@pytest.mark.parametrize("typed", ["mecs", "MECS", "M.E.C.S."])
def test_dots_and_capitals_do_not_matter(catalogue: Catalogue, now: datetime, typed: str) -> None:
    hit = find(catalogue, Question(typed), now=now).hits[0]
    assert (hit.slug, hit.exact) == ("sigle-mecs", True)


def test_a_meaning_in_words_leads_to_its_acronym(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("maison d'enfants à caractère social"), now=now)
    assert found.hits[0].slug == "sigle-mecs"
