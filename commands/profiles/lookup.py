"""What the menus of a profile offer: trades, régions, départements."""

from storage.catalogue import Catalogue
from storage.members import Profile
from storage.text import fold

# What a menu can hold; the menu of trades is also the most trades that anybody may choose.
MOST_TRADES = 25
# Each has a menu of départements, and one message holds forty components.
MOST_REGIONS = 10
# Beside the State diplomas, the trades one meets most: neighbours, peers, volunteers, those who lead and teach.
MAIN_TRADES = (
    "aide-a-domicile", "mediateur-social", "mediateur-numerique", "animateur", "conseiller-insertion",
    "educateur-pjj", "mjpm", "aesh", "travailleur-pair", "benevole-concerne", "formateur-travail-social",
    "cadre-intermediaire",
)  # fmt: skip


def trades_offered(catalogue: Catalogue, profile: Profile) -> tuple[str, ...]:
    """The trades of the menu: those chosen always, then State diplomas, then the main ones, as many as fit."""
    diplomas = [each.slug for each in catalogue.trades.values() if each.kind == "diplome-etat"]
    offered = dict.fromkeys((*diplomas, *(slug for slug in MAIN_TRADES if slug in catalogue.trades)))
    missing = [slug for slug in profile.trades if slug not in offered and slug in catalogue.trades]
    room = MOST_TRADES - len(missing)
    dropped = [slug for slug in reversed(offered) if slug not in profile.trades][
        : max(0, len(offered) - room)
    ]
    return (*(slug for slug in offered if slug not in dropped), *missing)


def regions(catalogue: Catalogue) -> tuple[str, ...]:
    """Régions and overseas collectivities, in alphabetical order."""
    places = [place for place in catalogue.territories.places.values() if place.id[0] in "RC"]
    return tuple(place.id for place in sorted(places, key=lambda place: fold(place.name)))


def departements(catalogue: Catalogue, region: str) -> tuple[str, ...]:
    """The départements to choose from inside a région; none when the région is only one, as overseas."""
    inside = catalogue.territories[region].levels[0][1:]
    if len(inside) < 2:
        return ()
    return tuple(sorted(inside, key=lambda id: fold(catalogue.territories[id].name)))


def region_of(catalogue: Catalogue, territory: str) -> str:
    """The région of a territory, or the collectivity itself."""
    return catalogue.territories[territory].region or territory


def regions_chosen(catalogue: Catalogue, profile: Profile) -> tuple[str, ...]:
    """The régions of a profile, with those of its départements."""
    known = (territory for territory in profile.territories if territory in catalogue.territories)
    return tuple(dict.fromkeys(region_of(catalogue, territory) for territory in known))
