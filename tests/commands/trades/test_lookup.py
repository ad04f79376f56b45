from datetime import datetime

from commands.answer import Question
from commands.trades.lookup import CATEGORY, around, find
from storage.catalogue import Catalogue


def test_a_trade_is_found_by_name_feminine_acronym_and_former_name(
    catalogue: Catalogue, now: datetime
) -> None:
    wrong = []
    for trade in catalogue.trades.values():
        if trade.kind == CATEGORY:
            continue
        for said in filter(None, (trade.name, trade.name_feminine, trade.diploma)):
            hits = find(catalogue, Question(said), now=now).hits
            if not hits or hits[0].slug != trade.slug:
                wrong.append((said, [hit.slug for hit in hits[:2]]))
    assert wrong == []


def test_a_category_is_never_a_trade(catalogue: Catalogue, now: datetime) -> None:
    categories = [trade for trade in catalogue.trades.values() if trade.kind == CATEGORY]
    found = {hit.slug for each in categories for hit in find(catalogue, Question(each.name), now=now).hits}
    assert found & {each.slug for each in categories} == set()


def test_what_surrounds_a_trade_begins_with_what_exists(catalogue: Catalogue) -> None:
    near = around(catalogue, catalogue.trades["educateur-specialise"])
    assert near.leaving[0].status == "existant"
    assert [each for each in near.leaving if "educateur-specialise" not in each.departures] == []
    assert [each for each in near.arriving if "educateur-specialise" not in each.arrivals] == []
    assert CATEGORY not in {each.kind for each in near.related}
