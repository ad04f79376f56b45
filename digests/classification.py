"""What an entry is about, and which of its words say so.

Words of the title count twice. A theme is given when its words count enough by themselves and beside the best theme; an
entry of a general source that shows nothing of our field is given none.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from digests.identity import keys
from digests.lexicon import said
from digests.sources.source import Declaration, Entry
from digests.vocabulary import STRONG, WEAK, Facet, Mark, vocabulary
from storage.catalogue import Catalogue
from storage.items import Found, Kind
from storage.text import fold

MOST_THEMES, MOST_TRADES, MOST_AUDIENCES, MOST_WORDS = 3, 3, 3, 3
# What the words of a theme must count together; and beside a better theme, this part of what that one counts, as far as
# a common word of a title.
ENOUGH, BESIDE_THE_BEST, A_WORD_OF_THE_TITLE = 3, 0.4, 4
IN_TITLE = 2
# What the entries of a source may turn out to be, by what the source publishes: a journal gives no statistics.
_BECOMES: Mapping[Kind, frozenset[Kind]] = {
    "news": frozenset(("call", "event", "law", "funding", "figures", "research", "resource")),
    "resource": frozenset(("call", "event", "law", "figures", "research")),
    "figures": frozenset(("call", "event")),
    "research": frozenset(("call", "event", "funding")),
    "event": frozenset(("call", "funding")),
    "funding": frozenset(("call",)),
    "call": frozenset(("funding",)),
    "law": frozenset(),
}
# « université de Bordeaux », « cour d'appel de Paris », « accord de Paris »: names, not places.
_NAMES = frozenset("universite appel tribunal accord accords traite convention sciences".split())
_DIRECTIONS = frozenset("nord sud est ouest centre".split())
_EVENTS: tuple[Kind, ...] = ("event", "call")

Counts = dict[tuple[Facet, str], dict[str, int]]


class Classifier:
    """Classifies entries with the catalogue's vocabulary. Build it once for many entries."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._territories = catalogue.territories
        self._vocabulary = vocabulary(catalogue)
        self._lexicon = self._vocabulary.lexicon

    def __call__(self, entry: Entry, declaration: Declaration) -> Found:
        """The entry as an item, with its themes, trades, audiences, territories and kind, and the words why."""
        counts = self._count(entry)
        if declaration.words and not _ours(counts):
            counts = {key: counted for key, counted in counts.items() if key[0].startswith("kind")}
        kind = self._kind(entry, declaration, counts)
        why: dict[str, Sequence[str]] = {}
        themes = self._themes(counts, declaration, why)
        trades = _named(counts, "trades", MOST_TRADES, why)
        audiences = _named(counts, "audiences", MOST_AUDIENCES, why)
        territories = self._places(entry, declaration, kind, why)
        return Found(
            declaration.name, keys(entry, declaration.name), kind, entry.title, entry.url, entry.summary,
            entry.authors, entry.published_on, entry.deadline, entry.language or "fr", entry.access,
            declaration.licence, themes, trades, audiences, territories, why,
        )  # fmt: skip

    def relevant(self, entry: Entry) -> bool:
        """Whether an entry of a general source is about our field."""
        return _ours(self._count(entry))

    def _count(self, entry: Entry) -> Counts:
        """What is said of each slug, and how much it counts; each phrase once, where it counts most."""
        counts: Counts = {}
        title = entry.title.capitalize() if entry.title.isupper() else entry.title
        self._add(counts, title, IN_TITLE)
        self._add(counts, entry.summary, 1)
        for keyword in entry.keywords:
            self._add(counts, keyword, 1)
        return counts

    def _add(self, counts: Counts, text: str, times: int) -> None:
        """Count the phrases of a text; in each facet, a phrase inside a longer one is not counted."""
        written = text.split()
        until: dict[Facet, int] = {}
        elsewhere: Facet = "kind in summary" if times == IN_TITLE else "kind in title"
        for heard in self._lexicon.hear(written):
            free = {
                mark.facet
                for mark in heard.meanings
                if mark.facet != elsewhere and heard.start >= until.get(mark.facet, 0)
            }
            if not free:
                continue
            words = said(written[heard.start : heard.end])
            for facet, slug, weight in _strongest(heard.meanings):
                if facet in free:
                    counted = counts.setdefault((facet, slug), {})
                    value = weight * times if weight > WEAK else weight
                    counted[words] = max(counted.get(words, value), value)
                    if facet == "themes" and weight == STRONG and slug in self._vocabulary.ours:
                        counts["field", ""] = {words: STRONG}
            until.update(dict.fromkeys(free, heard.end))

    def _themes(
        self, counts: Counts, declaration: Declaration, why: dict[str, Sequence[str]]
    ) -> tuple[str, ...]:
        """The themes of the source itself, then those that count enough, best first."""
        scores = {
            slug: sum(_once(counted).values())
            for (facet, slug), counted in counts.items()
            if facet == "themes"
        }
        best = max(scores.values(), default=0)
        enough = max(ENOUGH, min(best * BESIDE_THE_BEST, A_WORD_OF_THE_TITLE))
        ranked = sorted((-score, slug) for slug, score in scores.items() if score >= enough)
        always = declaration.themes
        chosen = [slug for _, slug in ranked if slug not in always][: max(0, MOST_THEMES - len(always))]
        why.update(dict.fromkeys(always, (declaration.label,)))
        why.update({slug: _reasons(counts["themes", slug]) for slug in chosen})
        return (*always, *chosen)

    def _kind(self, entry: Entry, declaration: Declaration, counts: Counts) -> Kind:
        if entry.kind:
            return entry.kind
        for place in ("kind in title", "kind in summary"):
            for kind in self._vocabulary.kinds:
                if (place, kind) in counts and kind in _BECOMES[declaration.kind]:
                    return kind
        return declaration.kind

    def _places(
        self, entry: Entry, declaration: Declaration, kind: Kind, why: dict[str, Sequence[str]]
    ) -> tuple[str, ...]:
        """The territories of the source, then those named with a capital and one meaning."""
        why.update(dict.fromkeys(declaration.territories, (declaration.label,)))
        found = dict.fromkeys(declaration.territories)
        for text in (entry.title, entry.summary, entry.place):
            for id, words in self._named_in(text.split(), kind):
                if id not in found:
                    found[id] = None
                    why[id] = (words,)
        return tuple(found)

    def _named_in(self, written: Sequence[str], kind: Kind) -> list[tuple[str, str]]:
        spellings = list(map(self._lexicon.spelling, written))
        if not any(each.capital and any(map(self._territories.begins, each.words)) for each in spellings):
            return []
        words = [word for each in spellings for word in each.words]
        places = [place for place, each in enumerate(spellings) for _ in each.words]
        named = []
        for mention in self._territories.mentions(words):
            first, last = places[mention.start], places[mention.end - 1]
            if (
                spellings[first].capital
                and len(mention.places) == 1
                and not _another_name(words, mention.start, mention.end, kind)
            ):
                named.append((mention.places[0].id, said(written[first : last + 1])))
        return named


# The same few thousand words are heard all year long.
_folded = lru_cache(maxsize=50_000)(fold)


def _ours(counts: Counts) -> bool:
    """A word of the field, a trade, or a strong word of a theme that is ours alone."""
    return any(facet in ("field", "trades") for facet, _ in counts)


def _strongest(marks: Sequence[Mark]) -> Sequence[Mark]:
    """What the phrase says, each slug once: against it if anything does, else the most."""
    if len(marks) == 1:
        return marks
    chosen: dict[tuple[Facet, str], Mark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.weight > 0, -mark.weight)):
        chosen.setdefault((mark.facet, mark.slug), mark)
    return list(chosen.values())


def _once(counted: Mapping[str, int]) -> dict[str, int]:
    """Spellings of one phrase (« l'ASE », « ASE ») count once."""
    once: dict[str, int] = {}
    for words, value in counted.items():
        key = _folded(words)
        once[key] = max(once.get(key, value), value)
    return once


def _reasons(counted: Mapping[str, int]) -> tuple[str, ...]:
    """The words that speak for a slug, those that count most first; each once, however it is written."""
    ranked = sorted(
        (words for words, value in counted.items() if value > 0), key=lambda words: -counted[words]
    )
    return tuple({_folded(words): words for words in reversed(ranked)}.values())[::-1][:MOST_WORDS]


def _named(counts: Counts, facet: Facet, most: int, why: dict[str, Sequence[str]]) -> tuple[str, ...]:
    """The slugs of a facet that are named at all, those named most first."""
    scores = {slug: sum(counted.values()) for (each, slug), counted in counts.items() if each == facet}
    chosen = sorted(scores, key=lambda slug: (-scores[slug], slug))[:most]
    why.update({slug: _reasons(counts[facet, slug]) for slug in chosen})
    return tuple(chosen)


def _another_name(words: Sequence[str], start: int, end: int, kind: Kind) -> bool:
    """« université de Bordeaux » (unless something happens there), « accord de Paris », « le Nord de l'Europe »."""
    before = words[max(0, start - 2) : start]
    if any(word in _NAMES for word in before) and not (kind in _EVENTS and "universite" in before):
        return True
    said_place = " ".join(words[start:end])
    return said_place in _DIRECTIONS and end < len(words) and words[end] in ("de", "du", "des", "d")
