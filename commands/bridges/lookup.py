"""From one trade or diploma to another: direct bridges, those of a wider category, else the shortest chain."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commands.answer import Answer, Question, State
from commands.asking import ask
from storage.catalogue import Catalogue
from storage.schema import Bridge, Trade
from storage.search.index import Hit
from storage.search.question import Query
from storage.text import STOP_WORDS, fold

STATUS_ORDER = ("existant", "partiel", "annonce", "propose", "historique")
# A chain is made of what a person can really take today.
WALKABLE = ("existant", "partiel")
LONGEST_CHAIN = 4
TOWARDS = "vers"
_ARROW = re.compile(r"->|→|=>|>")
_TOWARDS = re.compile(r"\s*\b(?:vers|pour devenir|devenir|pour etre)\b\s*")
_BETWEEN = re.compile(r"\s+(?:a|au|en)\s+")
_LEADING = re.compile(
    r"^(?:(?:je|suis|passer|evoluer|changer|aller|ancien|ancienne|ex|d|de|du|un|une|l|le|la)\s+)+"
)
# How surely the words of one end must name a trade.
SURE_ENOUGH = 0.6
# A category of trades says less than the trade itself.
CATEGORIES = {"diplome-etat": "diplomes-travail-social"}


@dataclass(frozen=True, slots=True)
class BridgeAnswer:
    """Bridges found, between which ends, and the shortest chain when none is direct."""

    answer: Answer
    departure: Trade | None = None
    arrival: Trade | None = None
    direct: bool = False
    chain: tuple[Bridge, ...] = ()


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> BridgeAnswer:
    """Bridges for « ES vers CESF », or from one trade alone."""
    left, right = _ends(question.text)
    departure, target = _trade(catalogue, left), _trade(catalogue, right)
    if departure is None and target is None and not right:
        departure, target = _mentioned(catalogue, question.text)
    between = list(_between(catalogue, departure, target))
    text = ask(catalogue, question, ("bridges",), limit=limit, now=now)
    known = bool(between) and (departure is not None or target is not None)
    hits = _merged(between, text.hits, limit) if known and not _named(text) else text.hits
    chain = tuple(_chain(catalogue, departure, target)) if departure and target and not between else ()
    state = State.FOUND if known or chain else text.state
    answer = replace(text, hits=tuple(hits), state=state if not catalogue.stale else State.STALE)
    if known or chain:
        answer = replace(answer, missed=(), suggestions=())
    return BridgeAnswer(
        answer, departure, target, bool(between) and departure is not None and target is not None, chain
    )


def _ends(text: str) -> tuple[str, str]:
    """The words on each side of « vers » and its like; nothing when the text gives no direction."""
    said = fold(_ARROW.sub(f" {TOWARDS} ", text))
    for separator in (_TOWARDS, _BETWEEN):
        parts = separator.split(said, maxsplit=1)
        if len(parts) == 2 and parts[1]:
            return _end(parts[0]), _end(parts[1])
    return "", ""


def _end(said: str) -> str:
    return _LEADING.sub("", f"{said} ").strip()


def _trade(catalogue: Catalogue, typed: str) -> Trade | None:
    """The trade these words name, categories included."""
    if not typed:
        return None
    hits = catalogue.index.search(
        Query(typed.upper() if len(typed) <= 3 else typed, ("trades",), limit=3)
    ).hits
    best = next((hit for hit in hits if hit.exact or hit.named >= SURE_ENOUGH), None)
    return catalogue.trades.get(best.slug) if best else None


def _mentioned(catalogue: Catalogue, text: str) -> tuple[Trade | None, Trade | None]:
    """The trade a sentence without direction speaks of: the longest run of its words that is a trade's name."""
    words = fold(text).split()
    for length in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if length == 1 and run[0] in STOP_WORDS:
                continue
            hits = catalogue.index.search(Query(" ".join(run), ("trades",), limit=1)).hits
            if hits and hits[0].exact:
                return catalogue.trades.get(hits[0].slug), None
    return None, None


def _between(catalogue: Catalogue, departure: Trade | None, arrival: Trade | None) -> Iterator[Bridge]:
    """Bridges between these ends, a pair named directly first, then what exists, then what is only proposed."""
    if departure is None and arrival is None:
        return
    ranked: list[tuple[tuple[int, int, int], Bridge]] = []
    for order, bridge in enumerate(catalogue.bridges.values()):
        left = _nearness(departure, bridge.departures)
        right = _nearness(arrival, bridge.arrivals)
        if left is not None and right is not None:
            status = STATUS_ORDER.index(bridge.status)
            ranked.append(
                (((left + right) * 10 + status, len(bridge.departures) * len(bridge.arrivals), order), bridge)
            )
    yield from (bridge for _, bridge in sorted(ranked, key=lambda pair: pair[0]))


def _nearness(end: Trade | None, slugs: Sequence[str]) -> int | None:
    """0 when the trade is named, 1 when its category is, None when the bridge does not concern it."""
    if end is None or end.slug in slugs:
        return 0
    category = CATEGORIES.get(end.kind)
    return 1 if category is not None and category in slugs else None


def _chain(catalogue: Catalogue, departure: Trade, arrival: Trade) -> list[Bridge]:
    """The shortest chain of bridges that can really be walked, or nothing."""
    walkable = [bridge for bridge in catalogue.bridges.values() if bridge.status in WALKABLE]
    ahead: deque[tuple[str, list[Bridge]]] = deque([(departure.slug, [])])
    seen = {departure.slug}
    while ahead:
        here, path = ahead.popleft()
        if len(path) == LONGEST_CHAIN:
            continue
        for bridge in walkable:
            if here not in bridge.departures:
                continue
            if arrival.slug in bridge.arrivals:
                return [*path, bridge]
            for following in bridge.arrivals:
                if following not in seen:
                    seen.add(following)
                    ahead.append((following, [*path, bridge]))
    return []


def _named(answer: Answer) -> bool:
    """True when the whole question is the name of a bridge."""
    return bool(answer.hits) and answer.hits[0].exact


def _merged(between: Iterable[Bridge], others: Iterable[Hit], limit: int) -> list[Hit]:
    """Bridges between the ends first, in their own order, then what the words alone find."""
    first = [
        Hit("bridges", bridge.slug, bridge.title, bridge.territory, 10.0 - place * 0.1, 1.0, None, 1.0)
        for place, bridge in enumerate(between)
    ]
    known = {hit.slug for hit in first}
    return [*first, *(hit for hit in others if hit.slug not in known)][:limit]
