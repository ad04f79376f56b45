"""Every look-up by the name of its command, every card by its shelf: question in, reply out, nothing sent."""

from collections.abc import Callable
from dataclasses import dataclass, field

from commands.answer import Answer, Question, State
from commands.bridges import lookup as bridges
from commands.bridges import replies as bridge_replies
from commands.directory import lookup as directory
from commands.directory import replies as directory_replies
from commands.funding import lookup as funding
from commands.funding import replies as funding_replies
from commands.glossary import lookup as glossary
from commands.glossary import replies as glossary_replies
from commands.orientation import lookup as orientation
from commands.orientation import replies as orientation_replies
from commands.reading import Reader
from commands.reply import Block, Reply
from commands.research import lookup as research
from commands.research import replies as research_replies
from commands.resources import lookup as resources
from commands.resources import replies as resource_replies
from commands.results import MOST_RESULTS, page
from commands.trades import lookup as trades
from commands.trades import replies as trade_replies
from storage.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, how well it answers, and the words to count as missed."""

    reply: Reply
    state: State = State.FOUND
    missed: tuple[str, ...] = field(default=())
    results: int = 0


def answer(
    catalogue: Catalogue, command: str, question: Question, reader: Reader, number: int = 1
) -> Answered:
    """The answer of a command, page ``number``."""
    return _ANSWERS[command](catalogue, question, reader, number)


def card(catalogue: Catalogue, shelf: str, slug: str, reader: Reader) -> Reply:
    """The card of an entry; a kind sentence when it has left the catalogue."""
    record = catalogue.get(shelf, slug)
    if record is None or shelf not in _CARDS:
        gone = reader.words(
            "This entry is no longer in the catalogue. Ask again: the answer will be up to date."
        )
        return Reply(reader.words("Entry withdrawn"), (Block(gone),))
    return _CARDS[shelf](catalogue, record, reader)


def _directory(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = directory.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found, page(catalogue, directory_replies.LISTING, question, found, reader, number))


def _funding(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = funding.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found.answer, funding_replies.answer(catalogue, question, found, reader, number))


def _resources(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = resources.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found, page(catalogue, resource_replies.LISTING, question, found, reader, number))


def _research(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = research.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found.works, research_replies.answer(catalogue, question, found, reader, number))


def _bridges(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = bridges.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found.answer, bridge_replies.answer(catalogue, question, found, reader, number))


def _trades(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = trades.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found, trade_replies.answer(catalogue, question, found, reader, number))


def _glossary(catalogue: Catalogue, question: Question, reader: Reader, number: int) -> Answered:
    found = glossary.find(catalogue, question, now=reader.now, limit=MOST_RESULTS)
    return _answered(found, glossary_replies.answer(catalogue, question, found, reader, number))


def _orientation(catalogue: Catalogue, question: Question, reader: Reader, _number: int) -> Answered:
    """Words of a need are never counted as missed: they tell of people."""
    found = orientation.find(catalogue, question, now=reader.now)
    return Answered(
        orientation_replies.answer(question, found, reader),
        found.answer.state,
        (),
        len(found.themes),
    )


def _answered(found: Answer, reply: Reply) -> Answered:
    return Answered(reply, found.state, found.missed, len(found.hits))


_ANSWERS: dict[str, Callable[[Catalogue, Question, Reader, int], Answered]] = {
    "annuaire": _directory,
    "financement": _funding,
    "ressource": _resources,
    "recherche": _research,
    "passerelle": _bridges,
    "metier": _trades,
    "sigle": _glossary,
    "orienter": _orientation,
}

_CARDS: dict[str, Callable[..., Reply]] = {
    "organisations": directory_replies.card,
    "funding": funding_replies.card,
    "resources": resource_replies.card,
    "practices": resource_replies.practice,
    "bridges": bridge_replies.card,
    "trades": trade_replies.card,
    "glossary": glossary_replies.card,
}
