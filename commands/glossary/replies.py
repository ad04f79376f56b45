"""An acronym as a member reads it: every meaning, and where each one leads."""

from commands import cards
from commands.answer import Answer, Question
from commands.cards import Card
from commands.glossary.lookup import meanings
from commands.markdown import content
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.results import Listing, page
from storage.catalogue import Catalogue
from storage.schema import Expansion, GlossaryEntry, Record
from storage.search.index import Hit

MOST_LINKED = 12


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """An acronym in a list."""
    record = catalogue.glossary[hit.slug]
    labels = reader.words.list((meaning.label for meaning in record.expansions), either=True)
    return cards.line("", record.acronym, labels, (reader.checked(record),), None, reader)


def answer(catalogue: Catalogue, question: Question, found: Answer, reader: Reader, number: int = 1) -> Reply:
    """The acronym's card when it is known; else the acronyms that may be meant."""
    if number == 1 and found.hits and (found.hits[0].exact or len(found.hits) == 1):
        return card(catalogue, catalogue.glossary[found.hits[0].slug], reader)
    return page(catalogue, LISTING, question, found, reader, number)


def card(catalogue: Catalogue, record: GlossaryEntry, reader: Reader) -> Reply:
    """Every meaning of an acronym, the likeliest here first."""
    words = reader.words
    ordered = meanings(record, reader.around())
    lead = words.plural("{n} meaning", "{n} meanings", len(ordered))
    facts = [(f"{content(meaning.label)}{words(':')}", _meaning(meaning)) for meaning in ordered]
    linked = [pair for meaning in ordered for pair in _linked(catalogue, meaning)][:MOST_LINKED]
    themes = dict.fromkeys(slug for meaning in ordered for slug in meaning.themes)
    built = Card(record.acronym, lead, facts, None, linked, themes)
    return cards.reply(catalogue, "glossary", record, built, reader)


def _meaning(meaning: Expansion) -> str:
    return content(meaning.explanation, 300)


def _linked(catalogue: Catalogue, meaning: Expansion) -> list[tuple[str, Record]]:
    shelves = (
        ("organisations", meaning.organisations),
        ("trades", meaning.trades),
        ("funding", meaning.funding),
    )
    return [(shelf, record) for shelf, slugs in shelves for record in catalogue.some(shelf, slugs)]


LISTING = Listing("sigle", "Acronyms", line)
