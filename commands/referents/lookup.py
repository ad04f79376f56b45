"""What a person who volunteers means: which trades, which territories; and who volunteered around a place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.catalogue import Catalogue
from storage.members import Profile
from storage.referents import Volunteer
from storage.search.question import Query
from storage.territories import Place, Territories

CATEGORY = "categorie"
# Enough for somebody of two trades near the edge of three départements; more would be everybody's referent.
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person volunteers for, or what is missing to know it.

    Attributes:
        trades: slugs; an empty one is « any trade ».
        places: territories, never empty when nothing is missing.
        unknown_trade, unknown_place: the words typed, when they are no trade or no territory.
        which: the places that one name may mean, when they are several.
    """

    trades: tuple[str, ...] = ("",)
    places: tuple[Place, ...] = ()
    unknown_trade: str = ""
    unknown_place: str = ""
    which: tuple[Place, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Is there nothing to ask again?"""
        return bool(self.places) and not (self.unknown_trade or self.unknown_place or self.which)

    def volunteers(self, member_id: int) -> tuple[Volunteer, ...]:
        """One line for each trade in each territory."""
        lines = [Volunteer(member_id, trade, place.id) for place in self.places for trade in self.trades]
        return tuple(dict.fromkeys(lines))[:MOST_LINES]


def meant(catalogue: Catalogue, trade: str, territory: str, profile: Profile) -> Meant:
    """What is typed, completed by the profile where nothing is."""
    slug = trade_of(catalogue, trade) if trade else ""
    places = catalogue.territories.resolve(territory) if territory else _chosen(catalogue, profile)
    typed_one = bool(territory)
    return Meant(
        trades=(slug or "",) if trade else _known_trades(catalogue, profile) or ("",),
        places=() if typed_one and len(places) != 1 else places,
        unknown_trade=trade if slug is None else "",
        unknown_place=territory if typed_one and not places else "",
        which=places if typed_one and len(places) > 1 else (),
    )


def trade_of(catalogue: Catalogue, typed: str) -> str | None:
    """The slug of the trade of that name, acronym or synonym; None when it is no trade."""
    hits = catalogue.index.search(Query(typed, ("trades",), limit=5)).hits
    return next((hit.slug for hit in hits if hit.exact and catalogue.trades[hit.slug].kind != CATEGORY), None)


def around(volunteers: Iterable[Volunteer], place: Place | None) -> Sequence[Volunteer]:
    """Those of a place and of what it is in or holds; all of them when no place is given."""
    if place is None:
        return tuple(volunteers)
    ids = {id for level in place.levels for id in level} - {"national", "europe", "international"}
    ids |= {place.id}
    return tuple(one for one in volunteers if one.territory in ids)


def by_place(
    territories: Territories, volunteers: Iterable[Volunteer]
) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    """For each territory, by name: who volunteered there, and for which trades."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for one in volunteers:
        place = territories.places.get(one.territory)
        people = found.setdefault(place.name if place else one.territory, {})
        people[one.member_id] = (*people.get(one.member_id, ()), one.trade)
    return dict(sorted(found.items()))


def _chosen(catalogue: Catalogue, profile: Profile) -> tuple[Place, ...]:
    places = catalogue.territories.places
    return tuple(places[id] for id in profile.territories if id in places)


def _known_trades(catalogue: Catalogue, profile: Profile) -> tuple[str, ...]:
    return tuple(slug for slug in profile.trades if slug in catalogue.trades)
