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
        self._shares, self._shares_of = self._share_out()
        # The order of reading: section by section. Small numbers are sorted half a million times.
        reading = sorted(
            range(len(self.items)), key=lambda place: (self._section(self.items[place].kind), place)
        )
        self._rank_of = [0] * len(reading)
        for rank, place in enumerate(reading):
            self._rank_of[place] = rank
        self._read = [self.items[place].id for place in reading]
        self._near: dict[str, int] = {}

    def among(self, items: Sequence[KnownItem]) -> "Selector":
        """The same choice among other items."""
        return Selector(items, self._territories, self._limits)

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
        return tuple([self._read[rank] for rank in chosen]), bits.bit_count() - len(chosen)

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

    def _share_out(self) -> tuple[list[int], list[tuple[tuple[int, int], ...]]]:
        """The share of each section and source; for each item, its own counters and the mask that closes each."""
        shares: list[int] = []
        shares_of: list[list[tuple[int, int]]] = [[] for _ in self.items]
        sections: dict[str, int] = {}
        for place, item in enumerate(self.items):
            name = str(self._section(item.kind))
            sections[name] = sections.get(name, 0) | 1 << place
        for groups, share in (
            (sections, self._limits.section),
            (self._facets["sources"], self._limits.source),
        ):
            for mask in groups.values():
                for place in range(len(self.items)):
                    if mask >> place & 1:
                        shares_of[place].append((len(shares), ~mask))
                shares.append(share)
        return shares, [tuple(each) for each in shares_of]

    def _first(self, bits: int) -> list[int]:
        """The first items within the limits, as their ranks; what has had its share gives way.

        Asked half a million times for one issue: everything it looks up was prepared.
        """
        shares_of, rank_of, most = self._shares_of, self._rank_of, self._limits.items
        left = self._shares.copy()
        chosen: list[int] = []
        while bits and len(chosen) < most:
            low = bits & -bits
            place = low.bit_length() - 1
            chosen.append(rank_of[place])
            bits ^= low
            for counter, others in shares_of[place]:
                left[counter] -= 1
                if not left[counter]:
                    bits &= others
        chosen.sort()
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
