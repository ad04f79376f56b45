"""Realistic French directory entries, as many as wanted, always the same for a seed.

Entry number *n* is made from the seed and *n* alone: the millionth costs what the first does, a generator never holds
more than one, and whoever meets a slug can rebuild the entry behind it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from unicodedata import normalize

from storage.search.document import Document
from tests.benchmarks.geography import Commune, communes
from tests.benchmarks.phrases import COMPLEMENTS, ENDINGS, OBJECTS, ROOTS, SUBJECTS, VERBS, pieces
from tests.benchmarks.surnames import surnames
from tests.benchmarks.vocabulary import AUDIENCES, FIRST_NAMES, HOUSES, KINDS, TOPICS, Kind
from tests.benchmarks.weighted import Weighted, zipf

SHELF = "organisations"
SURNAMES = 30_000
MOST_WORDS = 60
# Curated entries are few, imports are the mass, thin or closed ones the rest: the share of each priority, 0 to 7.
PRIORITIES = (1, 2, 5, 12, 40, 25, 10, 5)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it becomes a document, so that a question can be asked about its parts."""

    number: int
    kind: Kind
    patron: str
    title: str
    acronym: str
    commune: Commune
    territory: str
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    description: str
    priority: int

    @property
    def slug(self) -> str:
        """Unique; ends with the entry's number."""
        return f"{self.kind.facet}-{self.number}"

    @property
    def other_names(self) -> tuple[str, ...]:
        """What people also call it: its kind, spelled out and in initials, and its place."""
        initials = (self.kind.initials,) if self.kind.initials else ()
        return (self.kind.label, *initials, self.commune.name)

    def document(self) -> Document:
        """The entry as the index takes it."""
        facets = [f"theme:{theme}" for theme in self.themes] + [f"audience:{name}" for name in self.audiences]
        return Document(
            shelf=SHELF,
            slug=self.slug,
            title=self.title,
            acronyms=(self.acronym,) if self.acronym else (),
            names=self.other_names,
            body=self.description,
            territory=self.territory,
            filters=(*facets, f"kind:{self.kind.facet}"),
            priority=self.priority,
            record=self._record(),
        )

    def _record(self) -> str:
        """The entry as the catalogue's schema of organisations wants it."""
        fields = {
            "slug": self.slug,
            "name": self.title,
            "acronym": self.acronym or None,
            "kind": self.kind.facet,
            "role": self.description,
            "themes": self.themes,
            "audiences": self.audiences,
            "territory": self.territory,
            "place": self.commune.name,
            "url": None,
            "aliases": self.other_names,
            "former_names": (),
            "status": "active",
            "source": "general-knowledge",
        }
        return json.dumps(fields, ensure_ascii=False)


class Directory:
    """``count`` generated entries, read in order or by number."""

    def __init__(self, count: int, seed: int = 2026) -> None:
        chance = Random(seed)
        self.count = count
        self.seed = seed
        self.communes = communes(chance)
        self.surnames = zipf(surnames(SURNAMES, chance), 0.65)
        self._kinds = zipf(KINDS, 0.7)
        self._houses = zipf([f"Les {house}" for house in HOUSES], 0.6)
        self._topics = {theme: zipf(topics, 0.8) for theme, topics in TOPICS.items()}
        self._themes = zipf(list(TOPICS), 0.3)
        self._audiences = zipf(AUDIENCES, 0.9)
        self._priorities = Weighted(range(len(PRIORITIES)), PRIORITIES)
        self._verbs, self._objects, self._complements = (
            zipf(pieces(text), exponent)
            for text, exponent in ((VERBS, 0.5), (OBJECTS, 0.6), (COMPLEMENTS, 0.6))
        )
        self._subjects = zipf(pieces(SUBJECTS), 0.8)
        self.rare_words = zipf(
            _shuffled([root + ending for root in ROOTS for ending in ENDINGS], chance), 0.9
        )

    def __iter__(self) -> Iterator[Document]:
        return (self.entry(number).document() for number in range(self.count))

    def entry(self, number: int) -> Entry:
        """The entry of that number."""
        chance = Random(self.seed * 1_000_000_007 + number)
        kind = self._kinds.draw(chance)
        commune = self.communes.draw(chance)
        patron = self._patron(chance)
        themes = self._entry_themes(kind, chance)
        topics = tuple(dict.fromkeys(self._topics[theme].draw(chance) for theme in themes))
        return Entry(
            number=number,
            kind=kind,
            patron=patron,
            title=_title(kind, patron, commune, chance),
            acronym=_acronym(kind, patron) if chance.random() < 0.12 else "",
            commune=commune,
            territory=_territory(commune, chance),
            themes=themes,
            topics=topics,
            audiences=tuple(dict.fromkeys(self._audiences.draw(chance) for _ in range(chance.randint(1, 3)))),
            description=self._description(topics, chance),
            priority=self._priorities.draw(chance),
        )

    def entry_of(self, slug: str) -> Entry:
        """The entry behind a slug."""
        return self.entry(int(slug.rpartition("-")[2]))

    def words(self) -> Iterator[str]:
        """Every text a word of an entry can come from: together, the directory's whole vocabulary."""
        yield from self.surnames.items
        yield from (commune.name for commune in self.communes.items)
        yield from (f"{kind.initials} {kind.label}" for kind in KINDS)
        yield from HOUSES
        yield from FIRST_NAMES
        yield from (topic for topics in TOPICS.values() for topic in topics)
        yield from (SUBJECTS, VERBS, OBJECTS, COMPLEMENTS)
        yield from self.rare_words.items

    def _patron(self, chance: Random) -> str:
        style = chance.random()
        if style < 0.2:
            return self._houses.draw(chance)
        surname = self.surnames.draw(chance)
        return surname if style < 0.65 else f"{chance.choice(FIRST_NAMES)} {surname}"

    def _entry_themes(self, kind: Kind, chance: Random) -> tuple[str, ...]:
        themes = list(kind.themes)
        if chance.random() < 0.4:
            themes.append(self._themes.draw(chance))
        return tuple(dict.fromkeys(themes))[:3]

    def _description(self, topics: tuple[str, ...], chance: Random) -> str:
        """Sentences of the trade, 25 to 60 words, with every topic named once."""
        wanted = chance.randint(25, MOST_WORDS - 15)
        about = f"{self._verbs.draw(chance)} {self._objects.draw(chance)} : {', '.join(topics)}"
        said = [f"{self._subjects.draw(chance)} {about}"]
        length = said[0].count(" ")
        while length < wanted:
            clause = self._clause(chance)
            length += clause.count(" ") + 1
            said.append(clause)
        return " ".join((". ".join(said) + ".").split(" ")[:MOST_WORDS])

    def _clause(self, chance: Random) -> str:
        style = chance.random()
        if style < 0.15:
            return f"Il travaille avec l'association {self.surnames.draw(chance)}"
        if style < 0.4:
            rare = f"{self.rare_words.draw(chance)} et {self.rare_words.draw(chance)}"
            return f"Son projet : {rare}, {self._complements.draw(chance)}"
        return f"Il {self._verbs.draw(chance)} {self._objects.draw(chance)}, {self._complements.draw(chance)}"


def _title(kind: Kind, patron: str, commune: Commune, chance: Random) -> str:
    style = chance.random()
    short = kind.initials or kind.label
    if style < 0.45:
        return f"{kind.label} {patron}"
    if style < 0.7:
        return f"{short} {patron} de {commune.name}"
    if style < 0.85:
        return f"Association {patron} – {short}"
    return f"{kind.label} {patron} ({commune.name})"


def _acronym(kind: Kind, patron: str) -> str:
    """What the entry calls itself: the initials of its kind, then two letters of its patron."""
    initials = "".join(word[0] for word in kind.label.replace("'", " ").split() if len(word) > 3)[:4]
    letters = normalize("NFD", initials + patron.rsplit(maxsplit=1)[-1][:3])
    return "".join(letter for letter in letters if letter.isalpha())[: len(initials) + 2].upper()


def _territory(commune: Commune, chance: Random) -> str:
    reach = chance.random()
    if reach < 0.96:
        return commune.departement
    return commune.region if reach < 0.99 else "national"


def _shuffled(items: list[str], chance: Random) -> list[str]:
    chance.shuffle(items)
    return items
