"""Small valid entries to change at will: each builder gives every field that its shelf requires."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storage.reference_files import Fields, ShelfFile, dump_shelf
from storage.schema import SHELVES

HEADER = {
    "title": "Un rayon d'essai",
    "source": "Écrit à la main",
    "licence": "MIT",
    "date": "2026-11-21",
}


def theme(slug: str, **changes: Any) -> Fields:
    fields = {
        "slug": slug,
        "label": slug.capitalize(),
        "channel": slug,
        "description": "Un thème.",
        "synonyms": [],
    }
    return fields | {"source": "seeds"} | changes


def audience(slug: str, **changes: Any) -> Fields:
    fields = {"slug": slug, "label": slug.capitalize(), "description": "Un public.", "synonyms": []}
    return fields | {"source": "seeds"} | changes


def trade(slug: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "name": slug.replace("-", " ").capitalize(),
        "name_feminine": None,
        "acronym": None,
        "kind": "metier",
        "level": None,
        "level_source": None,
        "status": "active",
        "description": "Un métier.",
        "synonyms": [],
        "themes": [],
        "source": "seeds",
    }
    return fields | changes


def organisation(slug: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "name": slug.replace("-", " ").capitalize(),
        "acronym": None,
        "kind": "association",
        "role": "Accueille et informe.",
        "themes": [],
        "audiences": [],
        "territory": "national",
        "url": None,
        "aliases": [],
        "former_names": [],
        "status": "active",
        "source": "seeds",
    }
    return fields | changes


def scheme(slug: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "name": slug.replace("-", " ").capitalize(),
        "kind": "formation",
        "status": "existant",
        "audiences": [],
        "who": "Tout le monde.",
        "situations": ["etudiant"],
        "covers": "Les frais.",
        "payer": "La région",
        "amount": None,
        "contacts": [],
        "territory": "national",
        "as_of": 2026,
        "themes": [],
        "summary": "Une aide.",
        "url": None,
        "aliases": [],
        "source": "seeds",
    }
    return fields | changes


def bridge(slug: str, departures: Sequence[str], arrivals: Sequence[str], **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "title": slug.replace("-", " ").capitalize(),
        "kind": "equivalence",
        "status": "existant",
        "from": list(departures),
        "to": list(arrivals),
        "conditions": "Être diplômé.",
        "summary": "Un chemin.",
        "audiences": [],
        "territory": "national",
        "themes": [],
        "as_of": 2026,
        "funding": [],
        "aliases": [],
        "source": "seeds",
    }
    return fields | changes


def resource(slug: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "title": slug.replace("-", " ").capitalize(),
        "authors": [],
        "publisher": None,
        "year": 2024,
        "kind": "rapport",
        "url": None,
        "url_status": "none",
        "research": False,
        "themes": [],
        "audiences": [],
        "territory": "national",
        "summary": "À lire.",
        "source": "seeds",
    }
    return fields | changes


def practice(slug: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "title": slug.replace("-", " ").capitalize(),
        "organisations": [],
        "territory": "national",
        "themes": [],
        "trades": [],
        "since": None,
        "summary": "Une pratique.",
        "success_factors": [],
        "resources": [],
        "source": "seeds",
    }
    return fields | changes


def acronym(letters: str, *labels: str, **changes: Any) -> Fields:
    fields: Fields = {
        "acronym": letters,
        "slug": f"sigle-{letters.lower()}",
        "aliases": [],
        "ambiguous": len(labels) > 1,
        "expansions": [{"label": label, "explanation": "Ce que c'est."} for label in labels],
        "source": "seeds",
    }
    return fields | changes


def circumstance(slug: str, **changes: Any) -> Fields:
    fields = {"slug": slug, "label": slug.capitalize(), "kind": "situation", "catalogue": [], "synonyms": []}
    return fields | changes


def route(slug: str, *schemes: str, **changes: Any) -> Fields:
    fields: Fields = {
        "slug": slug,
        "situation": "etudiant",
        "objective": "diplome",
        "intro": "Commencez ici.",
        "steps": [{"scheme": one, "why": "Parce que."} for one in schemes],
        "call": [],
    }
    return fields | changes


def danger(slug: str, **changes: Any) -> Fields:
    number = {"number": "15", "name": "Samu", "when": "Toujours."}
    return {
        "slug": slug,
        "title": slug.capitalize(),
        "numbers": [number],
        "say": "Appelez.",
        "words": [],
    } | changes


def shelf_file(shelf: str, *entries: Fields) -> ShelfFile:
    """A shelf as it would be read from its file."""
    return ShelfFile(shelf, {"shelf": shelf, **HEADER}, list(entries))


def small_catalogue() -> dict[str, list[Fields]]:
    """One entry or two on every shelf, pointing to one another."""
    return {
        "themes": [theme("handicap"), theme("formations")],
        "audiences": [audience("etudiants")],
        "trades": [trade("educateur-specialise", acronym="ES", themes=["formations"]), trade("cesf")],
        "organisations": [organisation("la-passerelle", themes=["handicap"]), organisation("le-relais")],
        "funding": [scheme("bourse", contacts=["la-passerelle"], audiences=["etudiants"])],
        "bridges": [bridge("es-vers-cesf", ["educateur-specialise"], ["cesf"], funding=["bourse"])],
        "resources": [resource("livre-blanc", themes=["formations"])],
        "practices": [practice("accueil", organisations=["le-relais"], resources=["livre-blanc"])],
        "glossary": [acronym("ES", "Éducateur spécialisé", "Établissement ou service")],
        "situations": [circumstance("etudiant"), circumstance("diplome", kind="objective")],
        "routes": [route("etudiant-diplome", "bourse", call=["la-passerelle"])],
        "dangers": [danger("urgence")],
    }


def write_folder(folder: Path, shelves: Mapping[str, Sequence[Fields]]) -> Path:
    """A folder of the catalogue with these entries."""
    folder.mkdir(parents=True, exist_ok=True)
    for shelf in SHELVES:
        written = dump_shelf({"shelf": shelf, **HEADER}, shelves.get(shelf, []))
        (folder / f"{shelf}.yaml").write_text(written, encoding="utf-8")
    return folder
