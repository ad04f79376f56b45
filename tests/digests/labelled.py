"""The labelled entries, what the classifier makes of them, and the figures it must keep."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from digests.classification import Classifier
from digests.sources.source import Declaration, Entry
from storage.items import Found

LABELS = Path(__file__).parents[1] / "reviewed" / "classification.yaml"

# Precision and recall.
USED = {
    "themes": (0.936, 0.921),
    "trades": (1.0, 1.0),
    "audiences": (0.897, 0.788),
    "territories": (1.0, 0.952),
}
HELD_OUT = {
    "themes": (0.877, 0.877),
    "trades": (0.846, 0.846),
    "audiences": (0.731, 0.76),
    "territories": (1.0, 0.875),
}
# By title: the themes given wrongly, and those missed.
USED_MISSES: dict[str, tuple[list[str], list[str]]] = {
    "Les bénéficiaires de l’aide sociale départementale en 2025": (["protection-enfance"], []),
    "Quels sont les métiers les plus en tension ?": (["grand-age"], []),
    "Dématérialisation des services publics : la Défenseure des droits demande des alternatives": (
        ["handicap", "precarite"],
        ["acces-aux-droits"],
    ),
    "Livre blanc du travail social : trois ans après, quel bilan ?": ([], ["attractivite", "remunerations"]),
    "Arrêté du 2 avril 2026 portant agrément d’un accord de la convention collective du 15 mars 1966": (
        ["handicap"],
        [],
    ),
    "Décret relatif à la gratification des stagiaires en formation sociale": (["formations"], []),
    "Webinaire : le projet pour l’enfant, un outil vivant": ([], ["participation"]),
    "Appel d’offres ouvert de recherche 2027": (["sante"], []),
    "Prix de thèse : les lauréates 2026": ([], ["protection-enfance"]),
    "Le secret professionnel à l’épreuve du partage d’informations en protection de l’enfance": (
        [],
        ["recherche"],
    ),
    "L’alternance dans les formations en travail social : apprendre entre l’école et le terrain": (
        [],
        ["recherche"],
    ),
    "Le travail social au Québec et en France : deux professionnalités": ([], ["formations"]),
    "Être mandataire judiciaire : protéger sans décider à la place": ([], ["ethique"]),
    "Bourses de terrain pour doctorants en sciences sociales": ([], ["handicap"]),
    "Faisant fonction d’éducateur : comment obtenir son diplôme par la VAE": (["formations"], []),
}
HELD_OUT_MISSES: dict[str, tuple[list[str], list[str]]] = {
    "Aidants : le congé et son allocation mieux connus, mais encore peu demandés": (
        ["protection-enfance"],
        [],
    ),
    "Service public départemental de l’autonomie : un kit pour les départements": ([], ["territoires"]),
    "Expérimentation de l’accompagnement rénové des bénéficiaires du RSA : quels effets sur le retour à l’emploi ?": (
        ["accompagnement"],
        [],
    ),
    "Reconversions : qui change de métier vers le soin et l’accompagnement ?": ([], ["genre"]),
    "Les centres médico-psychologiques infanto-juvéniles : réduire les délais d’attente": ([], ["sante"]),
    "L’intérim dans les établissements sociaux : encadrer le recours, fidéliser les équipes": (
        [],
        ["management"],
    ),
    "Mission sur l’accueil familial des personnes âgées et handicapées": (["protection-enfance"], []),
    "Lancement d’une concertation sur la classification des métiers du soin et de l’accompagnement": (
        ["accompagnement"],
        [],
    ),
    "Mayotte : huit habitants sur dix sous le seuil de pauvreté": (["developpement-social"], []),
    "Une mère isolée sur trois renonce à des soins ou à des repas": (["sante"], []),
    "Colloque : écouter la parole des enfants protégés": (["recherche"], ["protection-enfance"]),
    "Les conseils de la vie sociale : participation réelle ou de façade ?": ([], ["grand-age"]),
    "Politiques locales d’autonomie et gouvernance départementale : le cas de trois conseils départementaux": (
        [],
        ["recherche"],
    ),
    "L’autisme à l’école : coopérations entre enseignants, AESH et éducateurs de Sessad": (
        ["territoires"],
        ["recherche"],
    ),
    "Éthique du soin et travail social : décider dans l’incertitude": (["sante"], []),
    "Recherches participatives en travail social : méthodes, obstacles, alliances": ([], ["participation"]),
    "Médico-social : agir contre les troubles musculo-squelettiques": (["handicap"], []),
    "Tutelles : les mandataires réclament des effectifs": ([], ["conditions-travail"]),
}
# By title: the kind given, and the right one.
MISTAKEN_KINDS = {
    "Intelligence artificielle : quel encadrement pour les armes autonomes ?": ("news", "resource"),
    "Prix de thèse : les lauréates 2026": ("research", "news"),
    "Sans-abrisme : 350 000 personnes sans domicile selon une fondation": ("news", "resource"),
    "La Région Grand Est finance la préparation aux concours des écoles de travail social": (
        "news",
        "funding",
    ),
}


@cache
def labels() -> dict[str, Any]:
    """The file of labels."""
    loaded: dict[str, Any] = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    return loaded


def classified(classify: Classifier, part: str) -> list[tuple[Mapping[str, Any], Found]]:
    """Each labelled entry of a part, with what the classifier says of it."""
    found = []
    for label in labels()[part]:
        source = labels()["sources"][label["source"]]
        declared = Declaration(
            label["source"], label["source"], "feed", "", kind=source["kind"],
            words=("travail social",) if source.get("filter") else (),
        )  # fmt: skip
        found.append((label, classify(Entry(label["title"], "", summary=label["summary"]), declared)))
    return found


def measured(classify: Classifier, part: str) -> dict[str, tuple[float, float]]:
    """Precision and recall of each facet, all entries together."""
    figures = {}
    for facet in ("themes", "trades", "audiences", "territories"):
        pairs = [
            (set(label.get(facet, ())), set(getattr(found, facet)))
            for label, found in classified(classify, part)
        ]
        right = sum(len(wanted & given) for wanted, given in pairs)
        figures[facet] = (
            round(right / sum(len(given) for _, given in pairs), 3),
            round(right / sum(len(wanted) for wanted, _ in pairs), 3),
        )
    return figures


def misses(classify: Classifier, part: str) -> dict[str, tuple[list[str], list[str]]]:
    """By title, the themes given wrongly and those missed."""
    return {
        label["title"]: (
            sorted(set(found.themes) - set(label["themes"])),
            sorted(set(label["themes"]) - set(found.themes)),
        )
        for label, found in classified(classify, part)
        if set(found.themes) != set(label["themes"])
    }


def mistaken_kinds(classify: Classifier) -> dict[str, tuple[str, str]]:
    """By title, the kind given and the right one."""
    return {
        label["title"]: (found.kind, label["kind"])
        for part in ("used", "held_out")
        for label, found in classified(classify, part)
        if found.kind != label["kind"]
    }
