"""An entry that others point to leaves the catalogue: nothing else breaks."""

from datetime import datetime
from pathlib import Path

import pytest

from commands.answer import Question
from commands.answering import answer, card
from commands.funding.replies import guide
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from tests.builders import acronym, small_catalogue, write_folder
from tests.commands.seen import misfits
from tests.conftest import sqlite_url

CARDS = ("organisations", "funding", "resources", "practices", "bridges", "trades", "glossary")
POINTED_TO = [
    ("themes", "handicap"),
    ("themes", "formations"),
    ("audiences", "etudiants"),
    ("trades", "educateur-specialise"),
    ("trades", "cesf"),
    ("organisations", "la-passerelle"),
    ("organisations", "le-relais"),
    ("funding", "bourse"),
    ("bridges", "es-vers-cesf"),
    ("resources", "livre-blanc"),
    ("situations", "diplome"),
    ("routes", "etudiant-diplome"),
]
ASKED = {
    "annuaire": Question("passerelle", theme="handicap"),
    "financement": Question(situation="etudiant", objective="diplome"),
    "ressource": Question("livre blanc accueil"),
    "recherche": Question("livre blanc"),
    "passerelle": Question("educateur specialise vers cesf"),
    "metier": Question("cesf"),
    "sigle": Question("es"),
    "orienter": Question("une question de handicap ES"),
}


@pytest.mark.parametrize(("shelf", "slug"), POINTED_TO)
async def test_every_card_and_answer_still_fits(
    tmp_path: Path, english: Reader, now: datetime, shelf: str, slug: str
) -> None:
    meaning = {
        "label": "Éducateur spécialisé",
        "explanation": "Un métier.",
        "themes": ["handicap", "formations"],
        "trades": ["educateur-specialise"],
        "organisations": ["la-passerelle"],
        "funding": ["bourse"],
    }
    shelves = small_catalogue() | {"glossary": [acronym("ES", expansions=[meaning])]}
    database = Database(sqlite_url(write_folder(tmp_path / "catalogue", shelves)))
    try:
        await database.upgrade()
        await import_catalogue(database, tmp_path / "catalogue")
        async with database.begin() as store:
            await store.entries.withdraw(shelf, slug, now.date())
        catalogue = await Catalogue.load(database, now)
    finally:
        await database.close()
    replies = [card(catalogue, each, one, english) for each in CARDS for one in catalogue.slugs(each)]
    replies += [answer(catalogue, command, asked, english).reply for command, asked in ASKED.items()]
    replies += [guide(catalogue, english), guide(catalogue, english, "etudiant")]
    assert [found for reply in replies if (found := misfits(reply))] == []
    catalogue.close()
