"""What the menus of a subscription offer, what is chosen always among it."""

from collections.abc import Iterable, Sequence

from storage.catalogue import Catalogue
from storage.text import fold

# What Discord puts in one menu.
MOST = 25


def trades(catalogue: Catalogue, chosen: Sequence[str]) -> tuple[str, ...]:
    """Trades chosen, then the State diplomas, then other trades as long as there is room."""
    known = [trade for trade in catalogue.trades.values() if trade.kind != "categorie"]
    diplomas = [trade.slug for trade in known if trade.kind == "diplome-etat"]
    return _first(chosen, diplomas, (trade.slug for trade in known if trade.kind == "metier"))


def themes(catalogue: Catalogue, chosen: Sequence[str]) -> tuple[str, ...]:
    """Every theme."""
    return _first(chosen, catalogue.themes)


def audiences(catalogue: Catalogue, chosen: Sequence[str]) -> tuple[str, ...]:
    """Every audience."""
    return _first(chosen, catalogue.audiences)


def territories(catalogue: Catalogue, chosen: Sequence[str]) -> tuple[str, ...]:
    """Territories chosen, then régions and overseas collectivities in alphabetical order."""
    places = [place for place in catalogue.territories.places.values() if place.id[0] in "RC"]
    return _first(chosen, [place.id for place in sorted(places, key=lambda place: fold(place.name))])


def _first(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for group in groups for slug in group))[:MOST]
