"""The catalogue's shelves: one frozen record class each, validated field by field at load.

Field names and closed lists are those of the reference files (``storage/reference/``); the docstring of each class says
what one entry is. Content is in French; statuses and kinds are codes whose words live in ``locales/``.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1)]
Territory = Annotated[
    str, StringConstraints(pattern=r"^(national|europe|international|[RC]\d{2,3}|D\d[0-9AB]\d?)$")
]
Origin = Literal["seeds", "general-knowledge", "web", "mixte"]
Year = Annotated[int, Field(ge=1900, le=2100)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+\.[^\s]+$", max_length=512)]
# ``livre blanc, lines 12 to 15`` is written ``003:12-15``; the documents are named in storage/provenance.py.
Reference = Annotated[str, StringConstraints(pattern=r"^(00[0-4]:\d+(-\d+)?|https?://\S+)$")]

OrganisationKind = Literal[
    "etat", "autorite", "instance", "collectivite", "securite-sociale", "emploi-orientation", "financeur-formation",
    "federation", "association-professionnelle", "syndicat", "association", "etablissement", "ecole",
    "universite-laboratoire", "observatoire-etudes", "ressource", "media-evenement", "entreprise", "international",
]  # fmt: skip
FundingKind = Literal[
    "conseil", "formation", "alternance", "stage", "vie-etudiante", "vae", "emploi", "handicap", "recherche", "projet",
    "employeur", "participation", "remuneration", "international",
]  # fmt: skip
Situation = Literal[
    "etudiant", "stagiaire", "apprenti", "salarie-prive", "agent-public", "demandeur-emploi", "independant",
    "benevole-aidant", "personne-accompagnee", "personne-handicapee", "chercheur", "formateur-ecole", "employeur",
    "porteur-de-projet",
]  # fmt: skip
BridgeKind = Literal[
    "acces", "acces-adapte", "acces-emploi", "allegement", "alternance", "blocs-communs", "co-diplomation",
    "equivalence", "mobilite", "niveau", "parcours-allege", "passerelle-metier", "poursuite-etudes", "progression",
    "reconversion", "reorientation", "socle-commun", "vae",
]  # fmt: skip
ResourceKind = Literal[
    "rapport", "avis", "contribution", "guide", "outil", "ouvrage", "article", "these", "enquete", "video", "podcast",
    "formation-en-ligne", "texte", "evenement",
]  # fmt: skip
TradeKind = Literal["diplome-etat", "autre-diplome", "metier", "fonction", "categorie"]
SchemeStatus = Literal["existant", "partiel", "annonce", "propose", "termine"]


class Record(BaseModel):
    """One entry of a shelf."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    slug: Slug


class Sourced(Record):
    """An entry that says where it comes from and when a person last checked it."""

    source: Origin
    sources: list[Reference] = []
    notes: Text | None = None
    verified_on: date | None = None


class Theme(Sourced):
    """A theme of the single taxonomy, with the name of its channel."""

    label: Text
    channel: Text
    description: Text
    synonyms: list[Text]


class Audience(Sourced):
    """People the resource centre speaks to."""

    label: Text
    description: Text
    synonyms: list[Text]


class Trade(Sourced):
    """A trade, a function or a diploma; ``categorie`` groups trades for the bridges and is not a trade."""

    name: Text
    name_feminine: Text | None
    acronym: Text | None
    kind: TradeKind
    level: Annotated[int, Field(ge=3, le=8)] | None
    level_source: Origin | None
    diploma: Text | None = None
    status: Literal["active", "former"]
    description: Text
    synonyms: list[Text]
    themes: list[Slug]
    former_names: list[Text] = []
    related: list[Slug] = []


class Organisation(Sourced):
    """Who holds the knowledge; ``kind_entry`` marks a sort of organisation (« les CCAS ») rather than one."""

    name: Text
    acronym: Text | None
    kind: OrganisationKind
    kind_entry: bool = False
    role: Text
    themes: list[Slug]
    audiences: list[Slug]
    territory: Territory
    place: Text | None = None
    url: Url | None
    url_source: Origin | None = None
    aliases: list[Text]
    former_names: list[Text]
    status: Literal["active", "former", "prefiguration"]


class FundingScheme(Sourced):
    """A scheme that pays for training, a placement, research or a project, as described in the year ``as_of``."""

    name: Text
    kind: FundingKind
    status: SchemeStatus
    audiences: list[Slug]
    who: Text
    situations: list[Situation]
    covers: Text
    payer: Text
    amount: Text | None
    limits: Text | None = None
    contacts: list[Slug]
    territory: Territory
    as_of: Year
    opens_on: date | None = None
    closes_on: date | None = None
    themes: list[Slug]
    summary: Text
    url: Url | None
    url_source: Origin | None = None
    aliases: list[Text]


class Bridge(Sourced):
    """A way from trades or diplomas to others; direction matters, and each pair is valid."""

    title: Text
    kind: BridgeKind
    status: Literal["existant", "partiel", "annonce", "propose", "historique"]
    departures: Annotated[list[Slug], Field(alias="from")]
    arrivals: Annotated[list[Slug], Field(alias="to")]
    conditions: Text
    summary: Text
    audiences: list[Slug]
    territory: Territory
    themes: list[Slug]
    as_of: Year
    funding: list[Slug]
    aliases: list[Text]


class Resource(Sourced):
    """Something to read, watch or use; ``research`` marks research works and surveys."""

    title: Text
    authors: list[Text]
    publisher: Text | None
    year: Year | None
    kind: ResourceKind
    url: Url | None
    url_status: Literal["printed", "repaired", "doubtful", "web-index", "none"]
    url_candidate: Url | None = None
    urls_more: list[Url] = []
    url_note: Text | None = None
    research: bool
    themes: list[Slug]
    audiences: list[Slug]
    territory: Territory
    summary: Text
    recommendations: int | None = None
    period: Text | None = None
    title_descriptive: bool = False


class Practice(Sourced):
    """A practice from the field: an example to discuss, not a recipe."""

    title: Text
    organisations: list[Slug]
    organisation_label: Text | None = None
    territory: Territory
    place: Text | None = None
    themes: list[Slug]
    trades: list[Slug]
    since: Year | None
    status_text: Text | None = None
    summary: Text
    success_factors: list[Text]
    results: list[Text] = []
    resources: list[Slug]


class Expansion(BaseModel):
    """One meaning of an acronym."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Text
    explanation: Text
    themes: list[Slug] = []
    organisations: list[Slug] = []
    trades: list[Slug] = []
    funding: list[Slug] = []


class GlossaryEntry(Sourced):
    """An acronym and every meaning it has in the field."""

    acronym: Text
    aliases: list[Text]
    ambiguous: bool
    expansions: Annotated[list[Expansion], Field(min_length=1)]


class Step(BaseModel):
    """One step of a funding route: the scheme, and why it comes here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheme: Slug
    why: Text


class Route(Record):
    """The usual order of schemes for one situation and one objective."""

    situation: Slug
    objective: Slug
    intro: Text
    steps: Annotated[list[Step], Field(min_length=1)]
    call: list[Slug]
    themes: list[Slug] = []


class Circumstance(Record):
    """A situation or an objective people have when they look for funding, and the words they say it with."""

    label: Text
    kind: Literal["situation", "objective"]
    catalogue: list[Slug]
    synonyms: list[Text]


class EmergencyNumber(BaseModel):
    """A number to call, and when it answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Text
    name: Text
    when: Text


class Danger(Record):
    """An immediate danger, the phrases that betray it, and the numbers to give first."""

    title: Text
    numbers: Annotated[list[EmergencyNumber], Field(min_length=1)]
    say: Text
    words: list[Text]
    not_words: list[Text] = []


SHELVES: dict[str, type[Record]] = {
    "themes": Theme,
    "audiences": Audience,
    "trades": Trade,
    "organisations": Organisation,
    "funding": FundingScheme,
    "bridges": Bridge,
    "resources": Resource,
    "practices": Practice,
    "glossary": GlossaryEntry,
    "situations": Circumstance,
    "routes": Route,
    "dangers": Danger,
}
"""Every shelf that is kept in the database, in an order that loads what others point to first."""

LINKS: dict[str, dict[str, str]] = {
    "trades": {"themes": "themes", "related": "trades"},
    "organisations": {"themes": "themes", "audiences": "audiences"},
    "funding": {"themes": "themes", "audiences": "audiences", "contacts": "organisations"},
    "bridges": {
        "themes": "themes",
        "audiences": "audiences",
        "from": "trades",
        "to": "trades",
        "funding": "funding",
    },
    "resources": {"themes": "themes", "audiences": "audiences"},
    "practices": {
        "themes": "themes",
        "organisations": "organisations",
        "trades": "trades",
        "resources": "resources",
    },
    "routes": {
        "situation": "situations",
        "objective": "situations",
        "themes": "themes",
        "call": "organisations",
    },
}
"""Fields that hold slugs of another shelf: shelf → field → shelf pointed to."""
