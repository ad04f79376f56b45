"""A trade or a diploma, with everything that leads on from it."""

from dataclasses import dataclass
from datetime import datetime

from commands.answer import Answer, Question
from commands.asking import ask
from commands.bridges.lookup import STATUS_ORDER
from storage.catalogue import Catalogue
from storage.schema import Bridge, Trade

CATEGORY = "categorie"


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a trade: bridges that leave from it, bridges that lead to it, neighbouring trades."""

    leaving: tuple[Bridge, ...]
    arriving: tuple[Bridge, ...]
    related: tuple[Trade, ...]


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> Answer:
    """Trades, functions and diplomas of that name. Categories serve the bridges and are not trades."""
    answer = ask(catalogue, question, ("trades",), limit=limit + 6, now=now)
    kept = tuple(hit for hit in answer.hits if catalogue.trades[hit.slug].kind != CATEGORY)[:limit]
    return Answer(
        answer.state,
        kept,
        corrections=answer.corrections,
        missed=answer.missed,
        suggestions=answer.suggestions,
    )


def around(catalogue: Catalogue, trade: Trade) -> Around:
    """Bridges and neighbours of a trade, what exists first."""
    bridges = sorted(catalogue.bridges.values(), key=lambda bridge: STATUS_ORDER.index(bridge.status))
    related = [catalogue.trades[slug] for slug in trade.related if slug in catalogue.trades]
    return Around(
        tuple(bridge for bridge in bridges if trade.slug in bridge.departures),
        tuple(bridge for bridge in bridges if trade.slug in bridge.arrivals),
        tuple(other for other in related if other.kind != CATEGORY),
    )
