"""Trades and diplomas, with everything that leads on from them."""

from datetime import datetime

from commands.answer import Question
from commands.bridges.lookup import STATUS_ORDER
from commands.trades.lookup import CATEGORY, around, find
from storage.catalogue import Catalogue


def test_a_category_of_trades_is_never_shown_as_a_trade(catalogue: Catalogue, now: datetime) -> None:
    categories = [each for each in catalogue.trades.values() if each.kind == CATEGORY]
    shown = {hit.slug for each in categories for hit in find(catalogue, Question(each.name), now=now).hits}
    assert shown & {each.slug for each in categories} == set()


def test_every_trade_is_found_by_its_own_name(catalogue: Catalogue, now: datetime) -> None:
    trades = [each for each in catalogue.trades.values() if each.kind != CATEGORY]
    found = {each.slug: find(catalogue, Question(each.name), now=now).hits for each in trades}
    assert [slug for slug, hits in found.items() if slug not in [hit.slug for hit in hits]] == []


def test_bridges_around_a_trade_really_touch_it_and_existing_ones_come_first(
    catalogue: Catalogue,
) -> None:
    wrong = []
    for trade in catalogue.trades.values():
        near = around(catalogue, trade)
        order = [STATUS_ORDER.index(bridge.status) for bridge in near.leaving]
        apart = [bridge for bridge in near.leaving if trade.slug not in bridge.departures]
        apart += [bridge for bridge in near.arriving if trade.slug not in bridge.arrivals]
        wrong += [trade.slug] if apart or order != sorted(order) else []
    assert wrong == []
