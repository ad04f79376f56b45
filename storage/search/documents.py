"""One catalogue record → the document the index keeps of it, shelf by shelf."""

from collections.abc import Callable, Iterable
from typing import Any

from storage.schema import (
    Audience,
    Bridge,
    Circumstance,
    FundingScheme,
    GlossaryEntry,
    Organisation,
    Practice,
    Record,
    Resource,
    Route,
    Theme,
    Trade,
)
from storage.search.document import Document

# What is current and complete comes first on equal relevance; what is over, last.
_PRIORITY = {
    "active": 1, "existant": 1, "partiel": 2, "prefiguration": 2, "annonce": 3, "propose": 4, "historique": 5,
    "former": 5, "termine": 6,
}  # fmt: skip

# Words people use for a kind that the entries themselves do not always write.
_KIND_WORDS = {
    "ecole": "école centre de formation", "syndicat": "syndicat", "federation": "fédération tête de réseau",
    "universite-laboratoire": "université laboratoire recherche chercheurs", "etat": "ministère administration État",
    "financeur-formation": "financeur de formation", "collectivite": "collectivité", "association": "association",
    "association-professionnelle": "association professionnelle réseau", "observatoire-etudes": "observatoire études",
    "media-evenement": "média revue", "instance": "instance", "etablissement": "établissement",
    "emploi-orientation": "emploi orientation", "securite-sociale": "sécurité sociale", "autorite": "autorité",
    "these": "thèse", "enquete": "enquête", "video": "vidéo film", "podcast": "podcast audio à écouter",
    "texte": "texte loi décret", "formation-en-ligne": "formation en ligne mooc", "evenement": "événement colloque",
    "vie-etudiante": "vie étudiante étudiant aide", "alternance": "alternance", "remuneration": "rémunération salaire",
    "ouvrage": "ouvrage livre", "avis": "avis", "contribution": "contribution position", "rapport": "rapport",
    "outil": "outil", "guide": "guide", "article": "article",
}  # fmt: skip


# What every organisation of a kind may be called, as surely as by its name.
_KIND_NAMES = {"ecole": ("école de travail social", "centre de formation en travail social")}


def to_document(shelf: str, record: Record, json: str, territory_name: str = "") -> Document:
    """The document of a record; ``json`` is kept with it and ``territory_name`` can be searched for."""
    described = _DESCRIBE[shelf](record)
    # The word for a whole sort of organisation comes before any one of them.
    status = "" if getattr(record, "kind_entry", False) else str(getattr(record, "status", "active"))
    return Document(
        shelf=shelf,
        slug=record.slug,
        territory=str(getattr(record, "territory", "national")),
        filters=tuple(_filters(record)),
        priority=_PRIORITY.get(status, 0),
        record=json,
        title=described["title"],
        acronyms=_texts(described.get("acronyms", ())),
        names=_texts(described.get("names", ())),
        former=_texts(described.get("former", ())),
        body=" ".join(
            _texts(
                [
                    *described.get("body", ()),
                    _KIND_WORDS.get(str(getattr(record, "kind", ""))),
                    territory_name,
                ]
            )
        ),
    )


def _filters(record: Record) -> Iterable[str]:
    for facet, attribute in (
        ("theme", "themes"),
        ("audience", "audiences"),
        ("situation", "situations"),
        ("trade", "trades"),
    ):
        yield from (f"{facet}:{slug}" for slug in getattr(record, attribute, ()))
    for facet in ("kind", "year"):
        value = getattr(record, facet, None)
        if value is not None:
            yield f"{facet}:{value}"
    if getattr(record, "research", False):
        yield "research:yes"


def _texts(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _organisation(record: Organisation) -> dict[str, Any]:
    acronyms = (record.acronym or "").split(" / ")
    body = [record.role, record.place]
    names = [*record.aliases, *_KIND_NAMES.get(record.kind, ())]
    return {
        "title": record.name,
        "acronyms": acronyms,
        "names": names,
        "former": record.former_names,
        "body": body,
    }


def _funding(record: FundingScheme) -> dict[str, Any]:
    body = [record.summary, record.covers, record.who, record.payer]
    return {"title": record.name, "names": record.aliases, "body": body}


def _bridge(record: Bridge) -> dict[str, Any]:
    ends = [slug.replace("-", " ") for slug in (*record.departures, *record.arrivals)]
    body = [record.summary, record.conditions, *ends]
    return {"title": record.title, "names": record.aliases, "body": body}


def _resource(record: Resource) -> dict[str, Any]:
    year = str(record.year) if record.year else None
    names = [record.publisher, *record.authors]
    return {"title": record.title, "names": names, "body": [record.summary, year, record.period]}


def _practice(record: Practice) -> dict[str, Any]:
    trades = [slug.replace("-", " ") for slug in (*record.trades, *record.organisations)]
    body = [record.summary, *record.success_factors, *record.results, record.place, *trades]
    return {"title": record.title, "names": [record.organisation_label], "body": body}


def _glossary(record: GlossaryEntry) -> dict[str, Any]:
    labels = [expansion.label for expansion in record.expansions]
    body = [expansion.explanation for expansion in record.expansions]
    return {"title": record.acronym, "acronyms": record.aliases, "names": labels, "body": body}


def _trade(record: Trade) -> dict[str, Any]:
    names = [record.name_feminine, record.diploma, *record.synonyms]
    return {
        "title": record.name,
        "acronyms": [record.acronym],
        "names": names,
        "former": record.former_names,
        "body": [record.description],
    }


def _theme(record: Theme) -> dict[str, Any]:
    return {"title": record.label, "names": record.synonyms, "body": [record.description]}


def _audience(record: Audience) -> dict[str, Any]:
    return {"title": record.label, "names": record.synonyms, "body": [record.description]}


def _circumstance(record: Circumstance) -> dict[str, Any]:
    return {"title": record.label, "names": record.synonyms}


def _route(record: Route) -> dict[str, Any]:
    return {"title": record.slug}


_DESCRIBE: dict[str, Callable[[Any], dict[str, Any]]] = {
    "organisations": _organisation,
    "funding": _funding,
    "bridges": _bridge,
    "resources": _resource,
    "practices": _practice,
    "glossary": _glossary,
    "trades": _trade,
    "themes": _theme,
    "audiences": _audience,
    "situations": _circumstance,
    "routes": _route,
    "dangers": _route,
}
