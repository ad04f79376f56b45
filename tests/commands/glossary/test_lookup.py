from datetime import datetime

from commands.answer import Question
from commands.glossary.lookup import find, meanings
from commands.reading import Around
from storage.catalogue import Catalogue
from storage.schema import GlossaryEntry
from tests.builders import acronym


def labels(entry: GlossaryEntry, *, themes: tuple[str, ...] = (), trades: tuple[str, ...] = ()) -> list[str]:
    return [meaning.label for meaning in meanings(entry, Around(themes, trades))]


def test_every_acronym_is_found_by_itself_and_by_its_meanings(catalogue: Catalogue, now: datetime) -> None:
    wrong = []
    for entry in catalogue.glossary.values():
        hits = find(catalogue, Question(entry.acronym), now=now).hits
        if not hits or hits[0].slug != entry.slug or not hits[0].exact:
            wrong.append(entry.acronym)
    assert wrong == []


def test_the_place_asked_from_orders_the_meanings(catalogue: Catalogue) -> None:
    entry = catalogue.glossary["sigle-es"]
    assert labels(entry) == ["Éducateur spécialisé", "Établissement ou service"]
    assert labels(entry, themes=("handicap",)) == ["Établissement ou service", "Éducateur spécialisé"]
    assert labels(entry, trades=("educateur-specialise",)) == [
        "Éducateur spécialisé",
        "Établissement ou service",
    ]


def test_the_trade_of_the_asker_weighs_more_than_the_channel() -> None:
    one = {"label": "Un", "explanation": "1", "themes": ["handicap"]}
    two = {"label": "Deux", "explanation": "2", "trades": ["cesf"]}
    entry = GlossaryEntry.model_validate(acronym("X", expansions=[one, two]))
    assert labels(entry, themes=("handicap",), trades=("cesf",)) == ["Deux", "Un"]


def test_a_territory_or_a_theme_never_hides_an_acronym(catalogue: Catalogue, now: datetime) -> None:
    asked = Question("ase", territory="974", theme="handicap")
    assert find(catalogue, asked, now=now).hits[0].slug == "sigle-ase"
