"""What options offer while one types, and what the text typed in them means when nothing was picked."""

from collections.abc import Iterable, Iterator

from commands.answer import Question
from commands.labels import ORGANISATION_KIND, RESOURCE_KIND
from locales import Words
from storage.catalogue import Catalogue
from storage.search.question import Query
from storage.text import fold, stems

MOST_CHOICES = 25
Pairs = Iterable[tuple[str, str]]


def territories(catalogue: Catalogue, typed: str) -> Pairs:
    """Places whose name, number or nickname begins so."""
    return ((place.name, place.name) for place in catalogue.territories.completions(typed, MOST_CHOICES - 1))


def names(catalogue: Catalogue, shelves: Iterable[str], typed: str) -> Pairs:
    """Names of entries that the text may be the beginning of."""
    hits = (
        [hit for shelf in shelves for hit in catalogue.index.complete(typed, shelf, MOST_CHOICES - 1)]
        if typed
        else []
    )
    return ((hit.title, hit.title) for hit in sorted(hits, key=lambda hit: -hit.score))


def trades(catalogue: Catalogue, typed: str) -> Pairs:
    """Trades by name, acronym or synonym; the State diplomas when nothing is typed yet."""
    if typed:
        hits = catalogue.index.complete(typed, "trades", MOST_CHOICES - 1)
        found = [catalogue.trades[hit.slug] for hit in hits]
    else:
        found = [trade for trade in catalogue.trades.values() if trade.kind == "diplome-etat"]
    return ((trade.name, trade.name) for trade in found if trade.kind != "categorie")


def ends(catalogue: Catalogue, typed: str) -> Pairs:
    """Trades as the ends of a bridge: both must fit in what a button remembers, so the short form stands for them."""
    known = {trade.name: trade for trade in catalogue.trades.values()}
    return ((label, known[name].acronym or known[name].slug) for label, name in trades(catalogue, typed))


def themes(catalogue: Catalogue, typed: str) -> Pairs:
    """Themes whose label or synonyms hold what is typed."""
    return _holding(typed, ((theme.label, theme.slug, theme.synonyms) for theme in catalogue.themes.values()))


def audiences(catalogue: Catalogue, typed: str) -> Pairs:
    """Audiences whose label or synonyms hold what is typed."""
    return _holding(typed, ((each.label, each.slug, each.synonyms) for each in catalogue.audiences.values()))


def circumstances(catalogue: Catalogue, kind: str, typed: str) -> Pairs:
    """Situations, or objectives, whose label or synonyms hold what is typed."""
    known = (each for each in catalogue.circumstances.values() if each.kind == kind)
    return _holding(typed, ((each.label, each.slug, each.synonyms) for each in known))


def organisation_kinds(words: Words, typed: str) -> Pairs:
    """Kinds of organisations, in the reader's words."""
    return _holding(typed, ((words(label), slug, ()) for slug, label in ORGANISATION_KIND.items()))


def resource_kinds(words: Words, typed: str) -> Pairs:
    """Kinds of resources, in the reader's words."""
    return _holding(typed, ((words(label), slug, ()) for slug, label in RESOURCE_KIND.items()))


def years(catalogue: Catalogue, typed: str) -> Pairs:
    """Years for which the library holds something, latest first."""
    known = catalogue.derived("years", _years)
    return ((year, year) for year in known if year.startswith(typed.strip()))


def question(catalogue: Catalogue, words: Words, **typed: str | None) -> Question:
    """The question that the options ask. What a filter does not know joins the words, so that nothing typed is lost."""
    filled = {name: value.strip() for name, value in typed.items() if value and value.strip()}
    values: dict[str, str] = {name: filled[name] for name in ("text", "territory") if name in filled}
    left_over = []
    for name in ("theme", "audience", "kind", "situation", "objective", "year"):
        if name in filled:
            slug = _slug(catalogue, words, name, filled[name])
            values[name] = slug
            if not slug:
                left_over.append(filled[name])
    values["text"] = " ".join([values.get("text", ""), *left_over]).strip()
    return Question(**values)


def known_slugs(catalogue: Catalogue) -> dict[str, Iterable[str]]:
    """Every slug a filter may hold."""
    circumstances = catalogue.circumstances.values()
    return {
        "theme": catalogue.themes,
        "audience": catalogue.audiences,
        "kind": (*ORGANISATION_KIND, *RESOURCE_KIND),
        "situation": [each.slug for each in circumstances if each.kind == "situation"],
        "objective": [each.slug for each in circumstances if each.kind == "objective"],
        "year": catalogue.derived("years", _years),
    }


def _slug(catalogue: Catalogue, words: Words, name: str, typed: str) -> str:
    if typed in known_slugs(catalogue)[name]:
        return typed
    if name == "theme":
        hits = catalogue.index.search(Query(typed, ("themes",), limit=1)).hits
        return hits[0].slug if hits and hits[0].coverage > 0.6 else ""
    offered = {
        "audience": audiences(catalogue, typed),
        "kind": [*organisation_kinds(words, typed), *resource_kinds(words, typed)],
        "situation": circumstances(catalogue, "situation", typed),
        "objective": circumstances(catalogue, "objective", typed),
    }
    return next((slug for _, slug in offered.get(name, ())), "")


def _holding(typed: str, known: Iterable[tuple[str, str, Iterable[str]]]) -> Iterator[tuple[str, str]]:
    """Labels that hold the typed words, then those whose synonyms do."""
    key = fold(typed)
    by_synonym = []
    for label, slug, synonyms in known:
        if key in fold(label):
            yield label, slug
        elif _said(key, synonyms):
            by_synonym.append((label, slug))
    yield from by_synonym


def _said(key: str, synonyms: Iterable[str]) -> bool:
    """True when the synonyms hold the text as it is, or each of its words in some form."""
    if any(key in fold(synonym) for synonym in synonyms):
        return True
    typed = set(stems(key))
    return bool(typed) and typed <= {stem for synonym in synonyms for stem in stems(synonym)}


def _years(catalogue: Catalogue) -> list[str]:
    records = (catalogue.get("resources", slug) for slug in catalogue.slugs("resources"))
    known = {str(year) for record in records if (year := getattr(record, "year", None))}
    return sorted(known, reverse=True)
