"""Bridges: the direct ones first, what exists before what is proposed, else the shortest chain."""

from datetime import datetime
from itertools import pairwise, permutations

from commands.answer import Question
from commands.bridges.lookup import LONGEST_CHAIN, STATUS_ORDER, WALKABLE, BridgeAnswer, find
from storage.catalogue import Catalogue


def between(catalogue: Catalogue, departure: str, arrival: str, now: datetime) -> BridgeAnswer:
    left, right = catalogue.trades[departure].name, catalogue.trades[arrival].name
    return find(catalogue, Question(f"{left} vers {right}"), now=now, limit=25)


def chains(catalogue: Catalogue, now: datetime) -> list[BridgeAnswer]:
    """Every chain between two State diplomas."""
    diplomas = [trade.slug for trade in catalogue.trades.values() if trade.kind == "diplome-etat"]
    return [found for pair in permutations(diplomas, 2) if (found := between(catalogue, *pair, now)).chain]


def test_both_ends_are_understood_by_their_acronyms(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("ES vers CAFERUIS"), now=now)
    assert (found.departure and found.departure.acronym, found.arrival and found.arrival.acronym) == (
        "ES",
        "CAFERUIS",
    )


def test_a_bridge_that_names_both_trades_comes_before_one_that_names_their_category(
    catalogue: Catalogue, now: datetime
) -> None:
    wrong = []
    for bridge in catalogue.bridges.values():
        for departure in bridge.departures[:1]:
            for arrival in bridge.arrivals[:1]:
                found = between(catalogue, departure, arrival, now)
                ends = (found.departure, found.arrival)
                if not found.direct or [end.slug for end in ends if end] != [departure, arrival]:
                    continue
                hits = [catalogue.bridges[hit.slug] for hit in found.answer.hits]
                named = [departure in each.departures and arrival in each.arrivals for each in hits]
                first = named[: sum(named)]
                wrong += [] if all(first) else [(departure, arrival)]
    assert wrong == []


def test_what_exists_comes_before_what_is_proposed(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("ES vers CAFERUIS"), now=now)
    assert found.departure is not None
    assert found.arrival is not None
    start, end = found.departure.slug, found.arrival.slug
    hits = [catalogue.bridges[hit.slug] for hit in found.answer.hits]
    direct = [each.status for each in hits if start in each.departures and end in each.arrivals]
    assert direct == sorted(direct, key=STATUS_ORDER.index)


def test_a_chain_can_be_walked_from_one_end_to_the_other(catalogue: Catalogue, now: datetime) -> None:
    for found in chains(catalogue, now):
        assert found.departure is not None
        assert found.arrival is not None
        assert found.departure.slug in found.chain[0].departures
        assert found.arrival.slug in found.chain[-1].arrivals
        assert [
            pair for pair in pairwise(found.chain) if not set(pair[0].arrivals) & set(pair[1].departures)
        ] == []


def test_a_chain_is_short_and_made_of_what_can_really_be_taken(catalogue: Catalogue, now: datetime) -> None:
    found = chains(catalogue, now)
    statuses = {bridge.status for each in found for bridge in each.chain}
    assert (
        max((len(each.chain) for each in found), default=0) <= LONGEST_CHAIN,
        statuses - set(WALKABLE),
    ) == (
        True,
        set(),
    )
