"""A resource or a practice as a member reads it."""

from typing import cast

from commands import cards
from commands.cards import Card
from commands.labels import RESOURCE_KIND
from commands.markdown import content
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.results import Listing
from storage.catalogue import Catalogue
from storage.schema import Practice, Resource
from storage.search.index import Hit

# A contribution annexed to the white paper is its author's position, and must be read as such.
POSITION = "contribution"


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """A resource or a practice in a list."""
    record = cast("Resource | Practice", catalogue.get(hit.shelf, hit.slug))
    if isinstance(record, Practice):
        facts = (reader.words(RESOURCE_KIND["pratique"]), _where(catalogue, record), reader.checked(record))
        return cards.line("", record.title, record.summary, facts, None, reader)
    facts = (kind(record, reader), str(record.year or reader.words("undated")), reader.checked(record))
    return cards.line("", record.title, record.summary, facts, record.url, reader)


def card(catalogue: Catalogue, record: Resource, reader: Reader) -> Reply:
    """A resource on its own card."""
    words = reader.words
    facts = (
        (words("Kind:"), kind(record, reader)),
        (words("By:"), words.list(content(author) for author in record.authors[:8])),
        (words("Published by:"), content(record.publisher) if record.publisher else None),
        (words("Year:"), str(record.year) if record.year else words("undated")),
        (words("Period:"), content(record.period) if record.period else None),
        (words("Recommendations:"), str(record.recommendations) if record.recommendations else None),
        (words("Link:"), _link(record, reader)),
    )
    built = Card(record.title, record.summary, facts, record.url, (), record.themes)
    return cards.reply(catalogue, "resources", record, built, reader)


def practice(catalogue: Catalogue, record: Practice, reader: Reader) -> Reply:
    """A practice on its own card: an example to discuss."""
    words = reader.words
    facts = (
        (words("Where:"), _where(catalogue, record)),
        (words("Since:"), str(record.since) if record.since else None),
        (words("Where it stands:"), content(record.status_text) if record.status_text else None),
        (words("What helps:"), words.list(content(each) for each in record.success_factors)),
        (words("What was seen:"), words.list(content(each) for each in record.results)),
        (words("How to read it:"), words("an example to discuss, not a recipe")),
    )
    linked = [("organisations", each) for each in catalogue.some("organisations", record.organisations)]
    linked += [("resources", each) for each in catalogue.some("resources", record.resources)]
    linked += [("trades", each) for each in catalogue.some("trades", record.trades)]
    built = Card(record.title, record.summary, facts, None, linked, record.themes)
    return cards.reply(catalogue, "practices", record, built, reader)


def kind(record: Resource, reader: Reader) -> str:
    """« Rapport », or « Contribution de l'Uniopss »: whose position it is."""
    named = record.publisher or ", ".join(record.authors[:2])
    if record.kind == POSITION and named:
        return reader.words("Contribution of {author}: its own position", author=content(named, 120))
    return reader.words(RESOURCE_KIND[record.kind])


def _link(record: Resource, reader: Reader) -> str | None:
    if record.url:
        return None
    return reader.words("no reliable address is known; look for the title on the publisher's site")


def _where(catalogue: Catalogue, record: Practice) -> str:
    territory = content(catalogue.territories[record.territory].name)
    return f"{content(record.place)}, {territory}" if record.place else territory


LISTING = Listing("ressource", "Resources", line)
