"""Which items whom: a pure function of the items, the choices and the limits.

Each item is one bit, in the order of reading; each theme, trade, audience, territory and source is the set of its
items' bits. What somebody receives is a few operations on large integers, whatever the number of items.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.items import Kind, KnownItem
from storage.subscriptions import Preferences
from storage.territories import Territories

# The sections of an issue in the order of reading, and the kinds of items in each.
SECTIONS: dict[str, tuple[Kind, ...]] = {
    "resources": ("resource",),
    "research": ("research",),
    "figures": ("figures",),
    "news": ("news", "law"),
    "funding": ("funding", "call"),
    "agenda": ("event",),
}
Contents = tuple[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an issue may hold: in all, in one section, from one source."""

    items: int = 10
    section: int = 3
    source: int = 3


class Selector:
    """Chooses among the items of one window. Build it once, ask it for each set of choices."""

    def __init__(
        self, items: Sequence[KnownItem], territories: Territories, limits: Limits = Limits()
    ) -> None:
        self.items = sorted((item for item in items if item.state != "dropped"), key=_order)
        self._territories = territories
        self._limits = limits
        self._everything = (1 << len(self.items)) - 1
        self._facets = {
            facet: _bits(self.items, facet)
            for facet in ("themes", "trades", "audiences", "territories", "sources")
        }
        self._sections = [
            _mask(place for place, item in enumerate(self.items) if item.kind in kinds)
            for kinds in SECTIONS.values()
        ]
        self._pinned = _mask(place for place, item in enumerate(self.items) if item.pinned)
        self._national = _mask(
            place
            for place, item in enumerate(self.items)
            if not item.territories or "national" in item.territories
        )
        self._section_of = [self._section(place) for place in range(len(self.items))]
        self._source_of = [
            [self._facets["sources"][source] for source in item.sources] for item in self.items
        ]
        self._near: dict[str, int] = {}

    def choose(self, preferences: Preferences, since: datetime | None = None) -> Contents:
        """The items for these choices, in the order of reading, and how many more there are.

        With ``since``, only what was first seen from then on.
        """
        bits = self._relevant(preferences) & self._within(preferences) | self._pinned
        for facet in preferences.less:
            bits &= ~self._less(facet) | self._pinned
        if since is not None:
            bits &= _mask(place for place, item in enumerate(self.items) if item.first_seen_at >= since)
        chosen = self._first(bits)
        return tuple(self.items[place].id for place in chosen), bits.bit_count() - len(chosen)

    def reasons(self, item: KnownItem, preferences: Preferences) -> list[tuple[str, str]]:
        """Why somebody with these choices receives this item: facets and slugs; empty when everybody does."""
        found = [
            (facet, slug)
            for facet in ("themes", "trades", "audiences")
            for slug in getattr(item, facet)
            if slug in getattr(preferences, facet)
        ]
        near = {id for chosen in preferences.territories for id in self._around(chosen)}
        return found + [("territories", id) for id in item.territories if id in near and id != "national"]

    def _section(self, place: int) -> int:
        return next(number for number, mask in enumerate(self._sections) if mask >> place & 1)

    def _relevant(self, preferences: Preferences) -> int:
        """Items about any of the themes, trades and audiences chosen; all when none is."""
        chosen = [
            self._facets[facet].get(slug, 0)
            for facet in ("themes", "trades", "audiences")
            for slug in getattr(preferences, facet)
        ]
        if not chosen:
            return self._everything
        relevant = 0
        for bits in chosen:
            relevant |= bits
        return relevant

    def _within(self, preferences: Preferences) -> int:
        """Items of the whole country, always, and those of the territories chosen."""
        if not preferences.territories:
            return self._everything
        within = self._national
        for chosen in preferences.territories:
            within |= self._territory(chosen)
        return within

    def _territory(self, chosen: str) -> int:
        if chosen not in self._near:
            bits = 0
            for id in self._around(chosen):
                bits |= self._facets["territories"].get(id, 0)
            self._near[chosen] = bits
        return self._near[chosen]

    def _around(self, chosen: str) -> tuple[str, ...]:
        """A territory with what is inside it, and the région it is in."""
        if chosen not in self._territories:
            return (chosen,)
        place = self._territories[chosen]
        return (*place.levels[0], *((place.region,) if place.region else ()))

    def _less(self, facet: str) -> int:
        name, _, slug = facet.partition(":")
        return self._facets.get({"theme": "themes", "source": "sources"}.get(name, ""), {}).get(slug, 0)

    def _first(self, bits: int) -> list[int]:
        """The first items within the limits; each section and source gives way once it has had its share."""
        chosen: list[int] = []
        sections, sources = [0] * len(self._sections), {}  # type: tuple[list[int], dict[int, int]]
        while bits and len(chosen) < self._limits.items:
            place = (bits & -bits).bit_length() - 1
            bits &= bits - 1
            chosen.append(place)
            section = self._section_of[place]
            sections[section] += 1
            if sections[section] >= self._limits.section:
                bits &= ~self._sections[section]
            for mask in self._source_of[place]:
                sources[mask] = sources.get(mask, 0) + 1
                if sources[mask] >= self._limits.source:
                    bits &= ~mask
        return sorted(chosen, key=lambda place: (self._section_of[place], place))


def _order(item: KnownItem) -> tuple[bool, int, int, int]:
    """Pinned first, in the editor's order; then the newest; then the latest found."""
    day: date = item.published_on or item.first_seen_at.date()
    return (not item.pinned, item.position, -day.toordinal(), -item.id)


def _bits(items: Sequence[KnownItem], facet: str) -> dict[str, int]:
    bits: dict[str, int] = {}
    for place, item in enumerate(items):
        for slug in getattr(item, facet):
            bits[slug] = bits.get(slug, 0) | 1 << place
    return bits


def _mask(places: Iterable[int]) -> int:
    mask = 0
    for place in places:
        mask |= 1 << place
    return mask
