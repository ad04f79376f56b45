"""A profile: what it may hold, what each choice changes, which roles follow, and what to do next."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from commands.profiles.lookup import (
    MOST_REGIONS,
    MOST_TRADES,
    departements,
    region_of,
    regions,
    regions_chosen,
)
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.search.question import Query
from storage.spaces import ManagedSpace, channel_key, role_key

FACETS = ("audience", "trade", "territory", "theme")
STUDENTS = "etudiants"


# ------------------------------------------------------------------------------------------------- choices


def with_audience(catalogue: Catalogue, profile: Profile, values: Iterable[str]) -> Profile:
    """The profile with this audience, or none."""
    return profile.but(audience=next((slug for slug in values if slug in catalogue.audiences), ""))


def with_trades(catalogue: Catalogue, profile: Profile, values: Iterable[str]) -> Profile:
    """The profile with exactly these trades."""
    known = (slug for slug in values if slug in catalogue.trades)
    return profile.but(trades=tuple(dict.fromkeys(known))[:MOST_TRADES])


def with_themes(catalogue: Catalogue, profile: Profile, values: Iterable[str]) -> Profile:
    """The profile with exactly these themes."""
    return profile.but(themes=tuple(dict.fromkeys(slug for slug in values if slug in catalogue.themes)))


def with_regions(catalogue: Catalogue, profile: Profile, values: Collection[str]) -> Profile:
    """The profile with exactly these régions; the départements already chosen inside them stay."""
    kept: list[str] = []
    for region in [each for each in regions(catalogue) if each in values][:MOST_REGIONS]:
        finer = [each for each in profile.territories if each in departements(catalogue, region)]
        kept += finer or [region]
    return profile.but(territories=tuple(kept))


def with_departements(
    catalogue: Catalogue, profile: Profile, region: str, values: Collection[str]
) -> Profile:
    """The profile with these départements of a région it holds; the whole région when there are none."""
    if region not in regions_chosen(catalogue, profile):
        return profile
    chosen = [each for each in departements(catalogue, region) if each in values] or [region]
    kept: list[str] = []
    for each in regions_chosen(catalogue, profile):
        kept += (
            chosen
            if each == region
            else [one for one in profile.territories if region_of(catalogue, one) == each]
        )
    return profile.but(territories=tuple(kept))


def with_place(catalogue: Catalogue, profile: Profile, typed: str) -> Profile | None:
    """The profile with one more territory, as typed; None when we know no such place, or several."""
    places = [place for place in catalogue.territories.resolve(typed) if place.id[0] in "RDC"]
    if len(places) != 1:
        return None
    (place,) = places
    region = region_of(catalogue, place.id)
    held = regions_chosen(catalogue, profile)
    if region not in held:
        if len(held) >= MOST_REGIONS:
            return None
        profile = profile.but(territories=(*profile.territories, region))
    if place.id not in departements(catalogue, region):
        return profile
    finer = {each for each in profile.territories if each != region}
    return with_departements(catalogue, profile, region, finer | {place.id})


def with_trade(catalogue: Catalogue, profile: Profile, typed: str) -> Profile | None:
    """The profile with one more trade, as typed; None when we know no such trade or there is no room."""
    hits = catalogue.index.search(Query(typed, ("trades",), limit=5)).hits
    named = [hit for hit in hits if catalogue.trades[hit.slug].kind != "categorie" and hit.coverage > 0.6]
    if not named:
        return None
    trades = tuple(dict.fromkeys((*profile.trades, named[0].slug)))
    return profile.but(trades=trades) if len(trades) <= MOST_TRADES else None


# --------------------------------------------------------------------------------------------------- roles


def wanted(catalogue: Catalogue, profile: Profile) -> tuple[str, ...]:
    """The keys of the roles that a profile gives; a département also gives its région."""
    places: dict[str, None] = {}
    for territory in profile.territories:
        if territory in catalogue.territories:
            region = region_of(catalogue, territory)
            alone = catalogue.territories[region].levels[0]
            # Overseas, région and département are one territory: whichever of them has a role.
            places |= dict.fromkeys((region, territory) if len(alone) != 2 else alone)
    return (
        *((role_key("audience", profile.audience),) if profile.audience else ()),
        *(role_key("trade", slug) for slug in profile.trades),
        *(role_key("territory", place) for place in places),
        *(role_key("theme", slug) for slug in profile.themes),
    )


def managed(spaces: Mapping[str, ManagedSpace]) -> dict[str, int]:
    """The roles of the blueprint that a profile may give or take, and no other: key to Discord id."""
    return {
        key: space.discord_id
        for key, space in spaces.items()
        if space.discord_id and not space.archived and key.startswith(tuple(role_key(f, "") for f in FACETS))
    }


def roles_after(
    present: Iterable[int], roles: Mapping[str, int], keys: Iterable[str]
) -> tuple[int, ...] | None:
    """Every role the person should have; those that are not in ``roles`` stay as they are. None: nothing changes."""
    present = tuple(present)
    should = [roles[key] for key in keys if key in roles]
    ours = set(roles.values())
    kept = [id for id in present if id not in ours or id in should]
    after = tuple(dict.fromkeys((*kept, *should)))
    return None if set(after) == set(present) else after


def adopted(catalogue: Catalogue, profile: Profile, held: Iterable[str]) -> Profile:
    """The profile with what roles taken elsewhere say: those given by Discord's own welcome, or by moderators.

    Without this, opening one's profile would take these roles away.
    """
    given: dict[str, list[str]] = {facet: [] for facet in FACETS}
    for key in held:
        _, facet, slug = key.split(":", 2)
        given[facet].append(slug)
    if not profile.audience and len(given["audience"]) == 1:
        profile = with_audience(catalogue, profile, given["audience"])
    profile = with_trades(catalogue, profile, (*profile.trades, *given["trade"]))
    profile = with_themes(catalogue, profile, (*profile.themes, *given["theme"]))
    # Régions come first, so that a département then says more than its région alone.
    for territory in sorted(given["territory"], reverse=True):
        if territory in catalogue.territories:
            profile = with_place(catalogue, profile, territory) or profile
    return profile


# ----------------------------------------------------------------------------------------------- afterwards


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the roles.

    Attributes:
        opened: keys of the roles the person has now.
        missing: keys that this server has no role for, yet.
        refused: keys of roles that the bot may not give; somebody must move its own role higher.
        failed: Discord changed nothing.
    """

    opened: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    failed: bool = False


def without_space(catalogue: Catalogue, outcome: Outcome) -> tuple[str, ...]:
    """The names of the answers that open nothing here; a département whose région is there misses nothing."""
    shelves = {
        "audience": {slug: each.label for slug, each in catalogue.audiences.items()},
        "trade": {slug: each.name for slug, each in catalogue.trades.items()},
        "territory": {id: place.name for id, place in catalogue.territories.places.items()},
        "theme": {slug: each.label for slug, each in catalogue.themes.items()},
    }
    names: dict[str, None] = {}
    for key in outcome.missing:
        _, facet, slug = key.split(":", 2)
        if facet == "territory":
            around = {
                role_key(facet, id) for id in catalogue.territories[region_of(catalogue, slug)].levels[0]
            }
            if around & {*outcome.opened, *outcome.refused}:
                continue
        names[shelves[facet].get(slug, slug)] = None
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Next:
    """Two things to do next: a channel to say hello in, if there is one, and a kind of look-up."""

    channel: int | None
    command: str


def channels_opened(spaces: Mapping[str, ManagedSpace], opened: Iterable[str]) -> tuple[int, ...]:
    """The channels of these roles that are on the server, in the order of the roles."""
    channels = (spaces.get(key.replace("role:", "channel:", 1)) for key in opened)
    return tuple(space.discord_id for space in channels if space and space.discord_id and not space.archived)


def place_next(
    catalogue: Catalogue, profile: Profile, spaces: Mapping[str, ManagedSpace], opened: Collection[str]
) -> int | None:
    """The channel to begin with: among those opened, where people most like oneself are; else where one says hello."""
    places = dict.fromkeys((*profile.territories, *regions_chosen(catalogue, profile)))
    facets: dict[str, Iterable[str]] = {
        "audience": (profile.audience,),
        "territory": places,
        "trade": profile.trades,
        "theme": profile.themes,
    }
    order = ("territory", "trade", "audience", "theme")
    if profile.audience == STUDENTS:
        order = ("audience", "trade", "territory", "theme")
    own = [(facet, slug) for facet in order for slug in facets[facet] if role_key(facet, slug) in opened]
    for key in (*(channel_key(facet, slug) for facet, slug in own), "channel:introductions", "channel:help"):
        space = spaces.get(key)
        if space and space.discord_id and not space.archived:
            return space.discord_id
    return None


def next_steps(
    catalogue: Catalogue, profile: Profile, spaces: Mapping[str, ManagedSpace], opened: Collection[str]
) -> Next:
    """Two things to do next."""
    return Next(place_next(catalogue, profile, spaces, opened), command_next(profile))


def command_next(profile: Profile) -> str:
    """The kind of look-up to begin with, as ``replies`` words it."""
    by_audience = {
        STUDENTS: "student",
        "employeurs": "employer",
        "formateurs": "resource",
        "chercheurs": "research",
        "elus-collectivites": "resource",
        "personnes-accompagnees": "need",
        "orientation": "trade",
    }
    if profile.audience in by_audience:
        return by_audience[profile.audience]
    return "territory" if profile.territories else "need"
