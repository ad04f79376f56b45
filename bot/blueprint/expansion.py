"""Saying once for many: ``each = "theme"`` and the fields that names and topics may hold."""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.blueprint.positions import Path
from bot.blueprint.reading import Facet, Level, Mistakes, Spread, nearest
from locales import typeset
from storage.catalogue import Catalogue
from storage.text import fold

PLACES = "{places}"
_LEVELS: dict[Level, str] = {"region": "R", "departement": "D", "collectivity": "C"}
_NOT_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One theme, trade, audience or territory.

    Attributes:
        fields: what ``{…}`` may stand for.
        places: short names of the places inside it, for the tags of a forum.
    """

    facet: Facet
    slug: str
    fields: Mapping[str, str]
    places: tuple[str, ...] = field(default=())

    @property
    def role(self) -> str:
        """The key of the role that opens its space."""
        return f"role:{self.facet}:{self.slug}"


class Items:
    """The catalogue as the blueprint sees it, with the short names that the file gives."""

    def __init__(self, catalogue: Catalogue, names: Mapping[Facet, Mapping[str, str]]) -> None:
        self._names = names
        self._catalogue = catalogue
        self._by_facet: dict[Facet, dict[str, Item]] = {
            "theme": _by_title(self._themes()),
            "trade": _by_title(self._trades()),
            "audience": _by_title(self._audiences()),
            "territory": {item.slug: item for item in self._territories()},
        }

    def all(self, facet: Facet) -> Mapping[str, Item]:
        """Every item of a facet by slug: themes, trades and audiences by title, places by level."""
        return self._by_facet[facet]

    def chosen(self, spread: Spread, path: Path, mistakes: Mistakes) -> list[Item]:
        """The items that an entry is for, none without ``each``; an unknown slug is a mistake."""
        if spread.each is None:
            return []
        known = self.all(spread.each)
        if spread.only is not None:
            for slug in spread.only:
                if slug not in known:
                    mistakes.add((*path, "only"), f'"{slug}" is unknown{nearest(slug, list(known))}')
            return [known[slug] for slug in spread.only if slug in known]
        if spread.each != "territory":
            return list(known.values())
        wanted = tuple(_LEVELS[level] for level in spread.levels)
        return [item for item in known.values() if item.slug.startswith(wanted)]

    def _title(self, facet: Facet, slug: str, otherwise: str) -> str:
        return self._names.get(facet, {}).get(slug, otherwise)

    def _themes(self) -> Iterable[Item]:
        for slug, theme in self._catalogue.themes.items():
            title = self._title("theme", slug, theme.label)
            yield Item(
                "theme",
                slug,
                {"title": title, "slug": slug, "channel": theme.channel, "description": theme.description},
            )

    def _trades(self) -> Iterable[Item]:
        for slug, trade in self._catalogue.trades.items():
            if trade.kind != "categorie" and trade.status == "active":
                title = self._title("trade", slug, trade.name)
                fields = {"title": title, "slug": slug, "name": trade.name, "description": trade.description}
                yield Item("trade", slug, {**fields, "acronym": trade.acronym or trade.name})

    def _audiences(self) -> Iterable[Item]:
        for slug, audience in self._catalogue.audiences.items():
            title = self._title("audience", slug, audience.label)
            yield Item("audience", slug, {"title": title, "slug": slug, "description": audience.description})

    def _territories(self) -> Iterable[Item]:
        places = self._catalogue.territories.places.values()
        for letter in _LEVELS.values():
            found = [place for place in places if place.id.startswith(letter) and place.id[1:2].isdigit()]
            found.sort(key=lambda place: place.id if letter == "D" else fold(place.name))
            for place in found:
                inside = [id for id in place.levels[0] if id.startswith("D")] if letter == "R" else [place.id]
                titles = tuple(
                    self._title("territory", id, self._catalogue.territories[id].name) for id in inside
                )
                title = self._title("territory", place.id, place.name)
                fields = {"title": title, "slug": place.id, "name": place.name, "number": place.id[1:]}
                yield Item("territory", place.id, fields, titles)


def channel_name(text: str) -> str:
    """The text as Discord writes the name of a channel: « Aide à domicile » → ``aide-à-domicile``."""
    return _NOT_NAME.sub("-", text.lower()).strip("-")


def fill(
    template: str, fields: Mapping[str, str], path: Path, mistakes: Mistakes, *, channel: bool = False
) -> str:
    """The template with its fields, typeset; as the name of a channel when asked. A wrong field is a mistake."""
    try:
        asked = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        mistakes.add(path, "a brace is alone; write {title}, with both braces.")
        return template
    for name in asked:
        if name not in fields:
            known: Sequence[str] = [f"{{{each}}}" for each in fields]
            words = f"; known here: {', '.join(known)}." if known else ": this is for each = … only."
            mistakes.add(path, f"{{{name}}} is unknown{words}")
            return template
    filled = template.format_map(fields).strip()
    return channel_name(filled) if channel else typeset(filled)


def _by_title(items: Iterable[Item]) -> dict[str, Item]:
    return {
        item.slug: item for item in sorted(items, key=lambda item: (fold(item.fields["title"]), item.slug))
    }
