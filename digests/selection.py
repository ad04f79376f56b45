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
# Left out by an editor; proposed by a member, and nobody decided yet.
LEFT_OUT = ("dropped", "proposed")
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
        self.items = sorted((item for item in items if item.state not in LEFT_OUT), key=reading_order)
        self._territories = territories
        self._limits = limits
        self._everything = (1 << len(self.items)) - 1
        self._facets = {
            facet: _bits(self.items, facet)
            for facet in ("themes", "trades", "audiences", "territories", "sources")
        }
        self._themes, self._trades, self._audiences = (
            self._facets[facet] for facet in ("themes", "trades", "audiences")
        )
        self._pinned = _mask(place for place, item in enumerate(self.items) if item.pinned)
        self._national = _mask(
            place
            for place, item in enumerate(self.items)
            if not item.territories or "national" in item.territories
        )
        # For each item, the masks without its section and without each of its sources: they close what had its share.
        sections = [self._section(item.kind) for item in self.items]
        closed = {
            section: ~_mask(place for place, each in enumerate(sections) if each == section)
            for section in set(sections)
        }
        self._section_of = [closed[section] for section in sections]
        self._sources_of = [
            tuple(~self._facets["sources"][source] for source in item.sources) for item in self.items
        ]
        self._ranks = [(section, place) for place, section in enumerate(sections)]
        self._ids = [item.id for item in self.items]
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
        return tuple([self._ids[place] for place in chosen]), bits.bit_count() - len(chosen)

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

    @staticmethod
    def _section(kind: Kind) -> int:
        return next(number for number, kinds in enumerate(SECTIONS.values()) if kind in kinds)

    def _relevant(self, preferences: Preferences) -> int:
        """Items about any of the themes, trades and audiences chosen; all when none is."""
        relevant, chosen = 0, False
        for facet, slugs in (
            (self._themes, preferences.themes),
            (self._trades, preferences.trades),
            (self._audiences, preferences.audiences),
        ):
            for slug in slugs:
                relevant |= facet.get(slug, 0)
                chosen = True
        return relevant if chosen else self._everything

    def _within(self, preferences: Preferences) -> int:
        """Items of the whole country, always, and those of the territories chosen."""
        if not preferences.territories:
            return self._everything
        within = self._national
        for chosen in preferences.territories:
            within |= self._near[chosen] if chosen in self._near else self._territory(chosen)
        return within

    def _territory(self, chosen: str) -> int:
        bits = 0
        for id in self._around(chosen):
            bits |= self._facets["territories"].get(id, 0)
        self._near[chosen] = bits
        return bits

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
        """The first items within the limits; each section and source gives way once it has had its share.

        Asked half a million times for one issue: everything it looks up was prepared.
        """
        section_of, sources_of, most = self._section_of, self._sources_of, self._limits.items
        section_share, source_share = self._limits.section, self._limits.source
        # A section and a source may hold the very same items: their shares are counted apart.
        by_section: dict[int, int] = {}
        by_source: dict[int, int] = {}
        chosen: list[int] = []
        while bits and len(chosen) < most:
            low = bits & -bits
            place = low.bit_length() - 1
            chosen.append(place)
            bits ^= low
            section = section_of[place]
            by_section[section] = share = by_section.get(section, 0) + 1
            if share == section_share:
                bits &= section
            for source in sources_of[place]:
                by_source[source] = share = by_source.get(source, 0) + 1
                if share == source_share:
                    bits &= source
        chosen.sort(key=self._ranks.__getitem__)
        return chosen


def reading_order(item: KnownItem) -> tuple[bool, int, bool, int, int]:
    """Pinned first, in the editor's order; then what an editor kept; then the newest; then the latest found."""
    day: date = item.published_on or item.first_seen_at.date()
    return (not item.pinned, item.position, item.state != "kept", -day.toordinal(), -item.id)


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
