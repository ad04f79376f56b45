"""The spaces of a server: which there are, and which of them a person means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.catalogue import Catalogue
from storage.schema import Trade
from storage.search.question import Query
from storage.spaces import ManagedSpace, role_key
from storage.territories import Place
from storage.text import fold

FACETS = ("theme", "trade", "audience", "territory")
# The role that opens every space; what people type for it.
EVERYTHING = "everything"
# The channel that the overseas collectivities share.
OVERSEAS = "overseas"
_EVERYTHING_TYPED = frozenset(("tout", "tous", "tout voir", "everything", "all", "see everything"))
_SHELVES = {"themes": "theme", "trades": "trade", "audiences": "audience"}
MOST_FOUND = 8
# Under this share of the words, what was found is chance.
MEANT_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Space:
    """A space of the server: what it is about, the role that opens it, its channel. One of the two may be missing.

    ``role_name`` is how the server calls its role, which may be shorter than the name in the catalogue.
    """

    facet: str
    slug: str
    name: str
    role_id: int | None = None
    channel_id: int | None = None
    role_name: str = ""

    @property
    def key(self) -> str:
        """How options name it."""
        return f"{self.facet}:{self.slug}"


@dataclass(frozen=True, slots=True)
class Found:
    """The spaces found, best first.

    Attributes:
        wider: the territory that was asked has no space of its own; this wider one has.
        near: spaces to look at when none was found.
    """

    spaces: tuple[Space, ...] = ()
    asked: Place | None = None
    wider: Place | None = None
    near: tuple[Space, ...] = ()


def spaces(catalogue: Catalogue, managed: Mapping[str, ManagedSpace]) -> list[Space]:
    """The spaces that are on the server now, facet by facet, by name. What was archived is not offered."""
    ids: dict[tuple[str, str], dict[str, int]] = {}
    for key, one in managed.items():
        sort, facet, slug = (*key.split(":", 2), "", "")[:3]
        if facet in FACETS and slug and one.discord_id is not None and not one.archived:
            ids.setdefault((facet, slug), {})[sort] = one.discord_id
    shared = ids.pop(("territory", OVERSEAS), {}).get("channel")
    found = []
    for (facet, slug), made in ids.items():
        channel = made.get("channel")
        if facet == "territory" and channel is None:
            channel = shared if slug.startswith("C") else None
            if channel is None:
                # A département without a channel of its own has a role all the same, which opens nothing.
                continue
        role = managed.get(role_key(facet, slug))
        role_name = str(role.applied.get("name", "")) if role else ""
        found.append(
            Space(facet, slug, name_of(catalogue, facet, slug), made.get("role"), channel, role_name)
        )
    return sorted(found, key=lambda space: (FACETS.index(space.facet), fold(space.name)))


def everything(managed: Mapping[str, ManagedSpace]) -> Space | None:
    """The role that opens every space, as a space; None where the server has none."""
    one = managed.get(f"role:{EVERYTHING}")
    return Space(EVERYTHING, "", "", one.discord_id) if one and one.discord_id else None


def name_of(catalogue: Catalogue, facet: str, slug: str) -> str:
    """The name of a space, from the catalogue; its slug when the catalogue no longer has it."""
    if facet == "theme" and slug in catalogue.themes:
        return catalogue.themes[slug].label
    if facet == "audience" and slug in catalogue.audiences:
        return catalogue.audiences[slug].label
    if facet == "trade" and slug in catalogue.trades:
        return catalogue.trades[slug].name
    if facet == "territory" and slug in catalogue.territories:
        return catalogue.territories[slug].name
    return slug


def named(known: Iterable[Space], typed: str) -> Space | None:
    """The space of exactly this name or key; None when there is none, or several."""
    folded = fold(typed)
    found = [space for space in known if space.key == typed or folded in map(fold, _names(space))]
    return found[0] if len(found) == 1 else None


def means_everything(typed: str) -> bool:
    """True for the word that asks for every space at once."""
    return typed == EVERYTHING or fold(typed) in _EVERYTHING_TYPED


def find(catalogue: Catalogue, known: Sequence[Space], text: str) -> Found:
    """The spaces meant by some words: a place, a theme, a trade, an audience, or a few of them at once."""
    if not fold(text):
        return Found(tuple(known))
    there = {(space.facet, space.slug): space for space in known}
    places, wider = _around(catalogue, there, text)
    found = dict.fromkeys([*places, *_by_name(known, text), *_by_words(catalogue, there, text)])
    asked = _asked(catalogue, text)
    if found:
        return Found(tuple(found)[:MOST_FOUND], asked, wider)
    return Found((), asked, near=tuple(space for space in known if space.facet == "theme"))


def _names(space: Space) -> list[str]:
    return [name for name in (space.name, space.role_name) if name]


def _asked(catalogue: Catalogue, text: str) -> Place | None:
    mention = catalogue.territories.mention(fold(text).split())
    places = mention.places if mention else catalogue.territories.resolve(text)
    return places[0] if places else None


def _around(
    catalogue: Catalogue, there: Mapping[tuple[str, str], Space], text: str
) -> tuple[list[Space], Place | None]:
    """The spaces of the place itself; failing that, the space of its région, which is said to be wider."""
    place = _asked(catalogue, text)
    if place is None:
        return [], None
    own = [space for id in (place.id, *place.levels[0]) if (space := there.get(("territory", id)))]
    if own:
        return own, None
    region = there.get(("territory", place.region or ""))
    return ([region], catalogue.territories[region.slug]) if region else ([], None)


def _by_name(known: Iterable[Space], text: str) -> list[Space]:
    """The spaces whose name holds the text, those that begin with it first."""
    folded = fold(text)
    holding = [
        space for space in known if len(folded) >= 3 and any(folded in fold(name) for name in _names(space))
    ]
    return sorted(holding, key=lambda space: not fold(space.name).startswith(folded))


def _by_words(
    catalogue: Catalogue, there: Mapping[tuple[str, str], Space], text: str
) -> list[Space]:  # fmt: skip
    """What the index finds. A trade without a space of its own leads to the spaces of its themes."""
    found: list[Space] = []
    for hit in catalogue.index.search(Query(text, tuple(_SHELVES), limit=10)).hits:
        if hit.coverage < MEANT_FROM:
            continue
        space = there.get((_SHELVES[hit.shelf], hit.slug))
        if space is not None:
            found.append(space)
        elif isinstance(trade := catalogue.get(hit.shelf, hit.slug), Trade):
            found += [one for slug in trade.themes if (one := there.get(("theme", slug)))]
    return found
