"""An organisation as a member reads it."""

from typing import cast

from commands import cards
from commands.cards import Card
from commands.labels import ORGANISATION_KIND
from commands.markdown import content
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.results import Listing
from storage.catalogue import Catalogue
from storage.schema import Organisation
from storage.search.index import Hit
from storage.text import compact

MOST_SCHEMES = 8


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """An organisation in a list."""
    record = cast("Organisation", catalogue.get("organisations", hit.slug))
    facts = (_where(catalogue, record), reader.status(record.status), reader.checked(record))
    return cards.line("", title(record), record.role, facts, record.url, reader)


def card(catalogue: Catalogue, record: Organisation, reader: Reader) -> Reply:
    """An organisation on its own card."""
    words = reader.words
    audiences = [
        content(catalogue.audiences[slug].label) for slug in record.audiences if slug in catalogue.audiences
    ]
    facts = (
        (words("Kind:"), words(ORGANISATION_KIND[record.kind])),
        (words("Where:"), _where(catalogue, record)),
        (words("For:"), words.list(audiences)),
        (words("Formerly:"), words.list(content(name) for name in record.former_names)),
        (words("Status:"), reader.status(record.status)),
    )
    schemes = [("funding", scheme) for scheme in catalogue.funding.values() if record.slug in scheme.contacts]
    built = Card(title(record), record.role, facts, record.url, schemes[:MOST_SCHEMES], record.themes)
    return cards.reply(catalogue, "organisations", record, built, reader)


def title(record: Organisation) -> str:
    """« Direction générale de la cohésion sociale (DGCS) »."""
    if record.acronym and compact(record.acronym) != compact(record.name):
        return f"{record.name} ({record.acronym})"
    return record.name


def _where(catalogue: Catalogue, record: Organisation) -> str:
    territory = content(catalogue.territories[record.territory].name)
    return f"{content(record.place)}, {territory}" if record.place else territory


LISTING = Listing("annuaire", "Directory", line)
