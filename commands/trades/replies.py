"""A trade as a member reads it."""

from commands import cards
from commands.answer import Answer, Question
from commands.bridges.lookup import WALKABLE
from commands.cards import Card
from commands.ids import pack_id
from commands.labels import TRADE_KIND
from commands.markdown import content
from commands.reading import Reader
from commands.reply import Block, Press, Reply
from commands.results import Listing, page
from commands.trades.lookup import Around, around
from storage.catalogue import Catalogue
from storage.schema import Record, Trade
from storage.search.index import Hit

MOST_SYNONYMS = 8
MOST_SCHEMES = 4
MOST_BRIDGES = 8


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """A trade in a list."""
    record = catalogue.trades[hit.slug]
    facts = (reader.words(TRADE_KIND[record.kind]), level(record, reader), reader.checked(record))
    return cards.line("", title(record), record.description, facts, None, reader)


def answer(catalogue: Catalogue, question: Question, found: Answer, reader: Reader, number: int = 1) -> Reply:
    """The card of the trade when its name was said, else the list of the nearest ones."""
    if number == 1 and found.hits and (found.hits[0].exact or len(found.hits) == 1):
        return card(catalogue, catalogue.trades[found.hits[0].slug], reader)
    return page(catalogue, LISTING, question, found, reader, number)


def card(catalogue: Catalogue, record: Trade, reader: Reader) -> Reply:
    """A trade on its own card: level, official title, other names, and everything that leads on from it."""
    words = reader.words
    near = around(catalogue, record)
    synonyms = [content(each) for each in record.synonyms if each != record.acronym][:MOST_SYNONYMS]
    facts = (
        (words("Kind:"), words(TRADE_KIND[record.kind])),
        (words("Official title:"), content(record.diploma) if record.diploma else None),
        (words("Level:"), level(record, reader)),
        (words("Feminine:"), content(record.name_feminine) if record.name_feminine else None),
        (words("Also said:"), words.list(synonyms)),
        (words("Formerly:"), words.list(content(name) for name in record.former_names)),
        (words("Status:"), reader.status(record.status)),
        (words("Bridges:"), _bridges(near, reader)),
    )
    schemes = {slug: None for bridge in near.leaving for slug in bridge.funding}
    linked: list[tuple[str, Record]] = []
    linked += [("bridges", bridge) for bridge in (*near.leaving, *near.arriving)][:MOST_BRIDGES]
    linked += [("funding", each) for each in catalogue.some("funding", list(schemes)[:MOST_SCHEMES])]
    linked += [("trades", each) for each in near.related]
    buttons = [
        Press(words("Bridges from here"), pack_id("page", Question(text=record.name), "passerelle", "1")),
        Press(words("Organisations"), pack_id("page", Question(text=record.name), "annuaire", "1")),
    ]
    built = Card(title(record), record.description, facts, None, linked, record.themes, buttons)
    return cards.reply(catalogue, "trades", record, built, reader)


def title(record: Trade) -> str:
    """« Éducateur spécialisé (ES) »."""
    return f"{record.name} ({record.acronym})" if record.acronym else record.name


def level(record: Trade, reader: Reader) -> str | None:
    """The level of the national framework, in words."""
    return reader.words("level {level}", level=record.level) if record.level else None


def _bridges(near: Around, reader: Reader) -> str | None:
    """How many bridges can be taken today; those that cannot are counted apart."""
    if not near.leaving and not near.arriving:
        return None
    words = reader.words
    leaving, arriving = (
        sum(bridge.status in WALKABLE for bridge in each) for each in (near.leaving, near.arriving)
    )
    counted = words("{leaving} from here, {arriving} to here", leaving=leaving, arriving=arriving)
    others = len(near.leaving) + len(near.arriving) - leaving - arriving
    apart = words.plural("{n} more not open today", "{n} more not open today", others)
    return f"{counted} ({apart})" if others else counted


LISTING = Listing("metier", "Trades and diplomas", line)
