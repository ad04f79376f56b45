from commands.profiles.lookup import MOST_TRADES, departements, regions, regions_chosen, trades_offered
from storage.catalogue import Catalogue
from storage.members import Profile


def test_the_trades_of_the_menu_are_the_state_diplomas_first_and_fill_it(catalogue: Catalogue) -> None:
    offered = trades_offered(catalogue, Profile())
    kinds = [catalogue.trades[slug].kind for slug in offered]
    diplomas = [trade.slug for trade in catalogue.trades.values() if trade.kind == "diplome-etat"]
    assert (len(offered), list(offered[: len(diplomas)]), "categorie" in kinds) == (25, diplomas, False)


def test_a_trade_chosen_elsewhere_has_its_place_in_the_menu_and_no_chosen_trade_loses_its_own(
    catalogue: Catalogue,
) -> None:
    last = trades_offered(catalogue, Profile())[-1]
    offered = trades_offered(catalogue, Profile(trades=("maraudeur", last)))
    assert (len(offered), offered[-1], last in offered) == (MOST_TRADES, "maraudeur", True)


def test_a_menu_full_of_rare_trades_still_holds_them_all(catalogue: Catalogue) -> None:
    main = trades_offered(catalogue, Profile())
    rare = tuple(slug for slug in catalogue.trades if slug not in main)[:MOST_TRADES]
    assert trades_offered(catalogue, Profile(trades=rare)) == rare


def test_every_region_and_overseas_collectivity_is_offered_in_one_menu(catalogue: Catalogue) -> None:
    offered = regions(catalogue)
    names = [catalogue.territories[id].name for id in offered]
    assert (len(offered), names[0], names[9], names[-1]) == (
        24,
        "Auvergne-Rhône-Alpes",
        "Île-de-France",
        "Wallis-et-Futuna",
    )


def test_departements_are_offered_where_there_is_a_choice(catalogue: Catalogue) -> None:
    assert (
        departements(catalogue, "R94"),
        departements(catalogue, "R06"),
        departements(catalogue, "C988"),
    ) == (
        ("D2A", "D2B"),
        (),
        (),
    )


def test_a_departement_belongs_to_its_region(catalogue: Catalogue) -> None:
    profile = Profile(territories=("D33", "R06", "D40", "C988", "D999"))
    assert regions_chosen(catalogue, profile) == ("R75", "R06", "C988")
