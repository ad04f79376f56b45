"""French territories: what a person types → the place meant, and the levels to look at, nearest first.

The tree is département → région → nation, with the overseas collectivities beside it. Former régions, groupings and
towns resolve to the present territory; homonyms resolve to several, and the caller asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.reference_files import shipped
from storage.text import compact, fold

Levels = tuple[tuple[str, ...], ...]

# Words people put before a place without meaning anything by them.
_BEFORE: Final = frozenset(
    """a au aux dans de dep departement departements dept des du en et l la le les region regions sur vers
    ville""".split()
)
# Names of places that are also everyday words: inside a sentence they count only when situated.
_EVERYDAY: Final = frozenset(
    """ain aube centre cher creuse dom est ge gp grandest ile loire lot manche mq nc nord orange orne ouest port reunion
    sens somme sud tours ue val var vienne yt gf cea europe france international national monde partout""".split()
)
_ARTICLES: Final = frozenset("l la le les".split())
_SITUATING: Final = frozenset("a dans dep departement dept en region".split())
# « le département de la Somme », « les communes du Lot », « la MDPH du Nord »: what belongs to a place situates it.
_BELONGING: Final = frozenset(
    """caf ccas commune communes conseil dep departement departemental departements dept habitants maire mairie mdph
    metropole prefecture region ville""".split()
)
_OF: Final = frozenset("d de des du".split())
_WIDEST: Final = ("europe", "international")
# Towns are cut into districts: « Paris 13e », « Lyon 3 », « Marseille 4ème ».
_DISTRICTED: Final = frozenset(("paris", "lyon", "marseille"))
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as it can be asked for.

    Attributes:
        id: ``D33``, ``R75``, ``C988``, ``national``, ``europe`` or ``international``.
        name: its name, with the present région when the name is a former one.
        levels: territory ids to look at, nearest level first.
        region: the id of its région, when it is inside one.
    """

    id: str
    name: str
    levels: Levels
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place found inside a sentence, and which words say it."""

    places: tuple[Place, ...]
    start: int
    end: int


class Territories:
    """The tree of territories, read once."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._names: dict[str, tuple[str, ...]] = {}
        self._firsts: set[str] = set()
        self._special: dict[str, Place] = {}
        self.places: dict[str, Place] = {place.id: place for place in self._build()}
        self._learn()

    @classmethod
    def load(cls) -> "Territories":
        """The territories that come with the project."""
        text = (shipped() / "territories.yaml").read_text(encoding="utf-8")
        return cls(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))

    def __contains__(self, id: str) -> bool:
        return id in self.places

    def __getitem__(self, id: str) -> Place:
        return self.places[id]

    def resolve(self, typed: str) -> tuple[Place, ...]:
        """The places a person may mean: none, one, or several homonyms. Forgives one or two slips in long names."""
        folded = fold(typed)
        if not folded:
            return ()
        return self._exact(folded) or self._exact(_without_article(folded)) or self._near(folded)

    def mention(self, words: Sequence[str]) -> Mention | None:
        """The longest place name inside a sentence of folded words, or None."""
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                places = self._said(words, start, start + length)
                if places:
                    return Mention(places, start, start + length)
        return None

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every place name inside a text of folded words, in order; of names that overlap, the first, then longest."""
        found: list[Mention] = []
        start = 0
        while start < len(words):
            end = start + 1
            if words[start] in self._firsts:
                for last in range(min(start + _LONGEST_NAME, len(words)), start, -1):
                    if places := self._said(words, start, last):
                        found.append(Mention(places, start, last))
                        end = last
                        break
            start = end
        return found

    def begins(self, word: str) -> bool:
        """Whether some place name begins with this folded word."""
        return word in self._firsts

    def completions(self, typed: str, limit: int) -> list[Place]:
        """Places whose name, number or alias begins with what is typed so far, once each; the meant ones first."""
        key = compact(typed)
        found: dict[str, Place] = {place.name: place for place in self._exact(fold(typed))} if key else {}
        for name, ids in self._sorted_names:
            if len(found) >= limit:
                break
            if name.startswith(key):
                for place in map(self._place, ids):
                    found.setdefault(place.name, place)
        return list(found.values())[:limit]

    def _said(self, words: Sequence[str], start: int, end: int) -> tuple[Place, ...]:
        said = "".join(words[start:end])
        introduced = start > 0 and words[start - 1] in _BEFORE
        if said in _EVERYDAY and (said in _WIDEST or said in self._special or not _situated(words, start)):
            return ()
        if said.isdigit():
            meant = len(said) == 5 or (len(said) in (2, 3) and (introduced or end == len(words)))
            return self._exact(said) if meant else ()
        if len(said) < 3 or words[start] in _BEFORE:
            return ()
        return tuple(
            self._place(id) for id in self._names.get(said, ()) if id not in _WIDEST and id != "national"
        )

    def _exact(self, folded: str) -> tuple[Place, ...]:
        parts = folded.split()
        if len(parts) > 1 and parts[0] in _DISTRICTED and parts[1][:1].isdigit():
            folded = parts[0]
        key = folded.replace(" ", "")
        return tuple(self._place(id) for id in self._names.get(key) or self._number(key))

    def _number(self, key: str) -> tuple[str, ...]:
        """A postal or Insee code. Exceptions come first: a few post offices serve the neighbouring département."""
        if len(key) != 5:
            return ()
        if key in self._postal_exceptions:
            return (self._postal_exceptions[key],)
        for length in (5, 3, 2):
            if key[:length] in self._postal_prefixes:
                return (self._postal_prefixes[key[:length]],)
        return ()

    def _near(self, folded: str) -> tuple[Place, ...]:
        key = _without_article(folded).replace(" ", "")
        if len(key) < 5 or not key.isalpha():
            return ()
        allowed = 2 if len(key) >= 8 else 1
        best = process.extractOne(
            key, self._long_names, scorer=OSA.distance, processor=None, score_cutoff=allowed
        )
        return tuple(self._place(id) for id in self._names[best[0]]) if best else ()

    def _place(self, id: str) -> Place:
        return self._special.get(id) or self.places[id]

    @cached_property
    def _sorted_names(self) -> list[tuple[str, tuple[str, ...]]]:
        return sorted(self._names.items())

    @cached_property
    def _long_names(self) -> list[str]:
        return [name for name in self._names if len(name) >= 5 and name.isalpha()]

    @cached_property
    def _postal_exceptions(self) -> dict[str, str]:
        return {
            code: d["id"] for d in self._data["departements"] for code in d.get("postal_exceptions") or ()
        }

    @cached_property
    def _postal_prefixes(self) -> dict[str, str]:
        holders = [*self._data["departements"], *self._data["overseas_collectivities"]]
        prefixes = {prefix: holder["id"] for holder in holders for prefix in holder["postal_prefixes"]}
        insee = {d["code"].lower(): d["id"] for d in self._data["departements"]}
        return {**insee, **{c["code"]: c["id"] for c in self._data["overseas_collectivities"]}, **prefixes}

    def _build(self) -> Iterable[Place]:
        members = {r["code"]: tuple(f"D{code}" for code in r["departements"]) for r in self._data["regions"]}
        for region in self._data["regions"]:
            inside = members[region["code"]]
            yield Place(
                region["id"], region["name"], ((region["id"], *inside), ("national",), _WIDEST), region["id"]
            )
        for departement in self._data["departements"]:
            yield _departement(departement, members[departement["region"]])
        for collectivity in self._data["overseas_collectivities"]:
            yield Place(
                collectivity["id"], collectivity["name"], ((collectivity["id"],), ("national",), _WIDEST)
            )
        yield Place("national", "France entière", (("national",), _WIDEST))
        yield Place("europe", "Europe", (("europe",), ("international",), ("national",)))
        yield Place("international", "International", (("international",), ("europe",), ("national",)))

    def _learn(self) -> None:
        """Names in order of trust: a later list never takes a name from an earlier one."""
        data = self._data
        for holder in [
            *data["regions"],
            *data["departements"],
            *data["overseas_collectivities"],
            *data["special"],
        ]:
            self._call((holder["id"],), [holder["id"], holder["name"], *holder["aliases"]])
        self._call(("R94",), ["20", "corse", "la corse"])
        # A former région or a grouping takes the name over: it is the finer answer to the same word.
        for former in [*data["former_regions"], *data["groupings"]]:
            self._special[former["slug"]] = self._former(former)
            names = [former["slug"], former["name"], *former.get("aliases", ())]
            names.append(self._special[former["slug"]].name)
            self._names.update({compact(name): (former["slug"],) for name in names})
            self._begin(names)
        for city in data["cities"]:
            self._call(tuple(self._holder(code) for code in city["in"]), [city["name"]])
            self._call(
                tuple(self._holder(code) for code in city["in"]), [city["name"].replace("Saint", "St")]
            )

    def _call(self, ids: tuple[str, ...], names: Sequence[str]) -> None:
        for name in names:
            self._names.setdefault(compact(name), ids)
            self._names.setdefault(_without_article(fold(name)).replace(" ", ""), ids)
        self._begin(names)

    def _begin(self, names: Iterable[str]) -> None:
        """Remember the first word of each name, so that most words of a text are passed over at once."""
        firsts = {_without_article(fold(name)).partition(" ")[0] for name in names}
        self._firsts.update(first for first in firsts if not first.isdigit())

    def _holder(self, code: str) -> str:
        return f"D{code}" if f"D{code}" in self.places else f"C{code}"

    def _former(self, former: dict[str, Any]) -> Place:
        """A perimeter inside a présent région: its départements come first, then the région, then the nation."""
        inside = tuple(f"D{code}" for code in former["departements"])
        if former["region"] is None:
            overseas = tuple({self.places[d].region or d for d in inside})
            return Place("national", former["name"], ((*inside, *sorted(overseas)), ("national",), _WIDEST))
        if len(inside) == 1:
            return replace(self.places[inside[0]], name=f"{former['name']} ({self.places[inside[0]].name})")
        region = self.places[f"R{former['region']}"]
        others = tuple(id for id in region.levels[0] if id not in inside)
        name = former["name"] if former["name"] == region.name else f"{former['name']} ({region.name})"
        return Place(region.id, name, (inside, others, ("national",), _WIDEST), region.id)


def _situated(words: Sequence[str], start: int) -> bool:
    """« en Creuse », « dans le Nord », « la MDPH du Nord » are places; « la somme due », « au centre » are not."""
    before = [word for word in words[max(0, start - 3) : start] if word not in _ARTICLES]
    if len(before) > 1 and before[-1] in _OF:
        return before[-2] in _BELONGING
    return bool(before) and before[-1] in _SITUATING


def _departement(departement: dict[str, Any], region_members: tuple[str, ...]) -> Place:
    id, region = departement["id"], f"R{departement['region']}"
    others = tuple(code for code in region_members if code != id)
    if not others:  # overseas, the région and the département are one territory
        return Place(id, departement["name"], ((id, region), ("national",), _WIDEST), region)
    return Place(id, departement["name"], ((id,), (region,), others, ("national",), _WIDEST), region)


def _without_article(folded: str) -> str:
    parts = folded.split()
    while len(parts) > 1 and parts[0] in _BEFORE:
        parts.pop(0)
    return " ".join(parts)
