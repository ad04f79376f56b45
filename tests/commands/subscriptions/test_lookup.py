from commands.subscriptions.lookup import MOST, audiences, territories, themes, trades
from storage.catalogue import Catalogue


def test_what_is_chosen_is_always_among_what_is_offered(catalogue: Catalogue) -> None:
    assert trades(catalogue, ("aesh",))[0] == "aesh"
    assert territories(catalogue, ("D33", "D976"))[:2] == ("D33", "D976")


def test_menus_hold_what_discord_allows_and_nothing_twice(catalogue: Catalogue) -> None:
    for offered in (
        trades(catalogue, ("aesh",)),
        territories(catalogue, ("R75",)),
        themes(catalogue, ()),
        audiences(catalogue, ()),
    ):
        assert (len(offered) <= MOST, len(offered)) == (True, len(set(offered)))


def test_every_region_every_collectivity_and_every_state_diploma_is_offered(catalogue: Catalogue) -> None:
    places = [place for place in catalogue.territories.places if place[0] in "RC"]
    diplomas = [trade.slug for trade in catalogue.trades.values() if trade.kind == "diplome-etat"]
    assert sorted(territories(catalogue, ())) == sorted(places)
    assert set(diplomas) <= set(trades(catalogue, ()))
