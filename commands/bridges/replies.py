"""Bridges as a member reads them: what exists first, what is only proposed said plainly, else the shortest chain."""

from dataclasses import replace

from commands import cards
from commands.answer import Question
from commands.bridges.lookup import BridgeAnswer
from commands.cards import Card
from commands.labels import BRIDGE_KIND
from commands.markdown import content
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.results import Listing, page
from storage.catalogue import Catalogue
from storage.schema import Bridge, Trade
from storage.search.index import Hit


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """A bridge in a list."""
    record = catalogue.bridges[hit.slug]
    facts = (reader.words(BRIDGE_KIND[record.kind]), status(record, reader), reader.checked(record))
    return cards.line("", record.title, record.summary, facts, None, reader)


def answer(
    catalogue: Catalogue, question: Question, found: BridgeAnswer, reader: Reader, number: int = 1
) -> Reply:
    """Bridges between the two ends, or the shortest chain, with the ends as they were understood."""
    said = _ends(found, reader)
    asked = replace(question, text="") if said else question
    reply = page(catalogue, LISTING, asked, found.answer, reader, number, remembered=question)
    if found.chain:
        steps = "\n".join(f"{place}. {content(bridge.title)}" for place, bridge in enumerate(found.chain, 1))
        said.append(reader.words("No direct bridge. The shortest chain:") + "\n" + steps)
    elif found.departure and found.arrival and not found.direct:
        said.append(
            reader.words("No bridge is described between the two. Ask the school: each path is examined.")
        )
    blocks = (Block("\n".join(said)), *reply.blocks) if said else reply.blocks
    return replace(reply, blocks=blocks)


def card(catalogue: Catalogue, record: Bridge, reader: Reader) -> Reply:
    """A bridge on its own card."""
    words = reader.words
    facts = (
        (words("From:"), words.list(names(catalogue, record.departures), either=True)),
        (words("To:"), words.list(names(catalogue, record.arrivals), either=True)),
        (words("Kind:"), words(BRIDGE_KIND[record.kind])),
        (words("Conditions:"), content(record.conditions)),
        (words("Status:"), status(record, reader)),
        (words("Good to know:"), words("reductions are decided case by case, by the school")),
    )
    linked = [("funding", each) for each in catalogue.some("funding", record.funding)]
    linked += [("trades", each) for each in catalogue.some("trades", record.arrivals) if _is_trade(each)]
    built = Card(record.title, record.summary, facts, None, linked, record.themes)
    return cards.reply(catalogue, "bridges", record, built, reader)


def status(record: Bridge, reader: Reader) -> str:
    """The status in words, with the year it describes."""
    return reader.words(
        "{status} (as described in {year})", status=reader.status(record.status), year=record.as_of
    )


def names(catalogue: Catalogue, slugs: list[str]) -> list[str]:
    """The names of these trades."""
    return [content(catalogue.trades[slug].name) for slug in slugs if slug in catalogue.trades]


def _ends(found: BridgeAnswer, reader: Reader) -> list[str]:
    words = reader.words
    left, right = found.departure, found.arrival
    if left and right:
        return [
            words("From: **{left}**. To: **{right}**.", left=content(left.name), right=content(right.name))
        ]
    if left:
        return [words("From: **{left}**.", left=content(left.name))]
    return [words("To: **{right}**.", right=content(right.name))] if right else []


def _is_trade(record: object) -> bool:
    return isinstance(record, Trade) and record.kind != "categorie"


LISTING = Listing("passerelle", "Bridges", line)
