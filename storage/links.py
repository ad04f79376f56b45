"""What entries point to: slugs of other shelves, in their fields and inside their expansions and steps."""

from collections.abc import Collection, Iterator, Mapping

from storage.reference_files import Fields
from storage.schema import LINKS

# Fields inside an expansion of the glossary, or a step of a route.
_NESTED = {
    "glossary": ("expansions", {name: name for name in ("themes", "organisations", "trades", "funding")}),
    "routes": ("steps", {"scheme": "funding"}),
}

Slugs = Mapping[str, Collection[str]]


def targets(shelf: str) -> set[str]:
    """The shelves that entries of this one may point to."""
    return {*LINKS.get(shelf, {}).values(), *_NESTED.get(shelf, ("", {}))[1].values()}


def links(shelf: str, fields: Fields) -> Iterator[tuple[str, str, str]]:
    """Every link of a valid entry: the field that holds it, the shelf it leads to, the slug."""
    for field, target in LINKS.get(shelf, {}).items():
        yield from ((field, target, slug) for slug in _listed(fields.get(field)))
    container, inner_links = _NESTED.get(shelf, ("", {}))
    for place, inner in enumerate(fields.get(container, ())):
        for field, target in inner_links.items():
            named = f"{container}.{place}.{field}"
            yield from ((named, target, slug) for slug in _listed(inner.get(field)))


def without_links(shelf: str, fields: Fields, gone: Slugs) -> Fields | None:
    """The entry without its links to what is gone; None when nothing is left of it without them."""
    kept = _pruned(fields, LINKS.get(shelf, {}), gone)
    if kept is None or shelf not in _NESTED:
        return kept
    container, inner_links = _NESTED[shelf]
    pruned = [_pruned(inner, inner_links, gone) for inner in kept[container]]
    kept[container] = [inner for inner in pruned if inner is not None]
    return kept if kept[container] else None


def _pruned(fields: Fields, known: Mapping[str, str], gone: Slugs) -> Fields | None:
    kept = dict(fields)
    for field, target in known.items():
        value = kept.get(field)
        if isinstance(value, str) and value in gone.get(target, ()):
            return None
        if isinstance(value, list):
            kept[field] = [slug for slug in value if slug not in gone.get(target, ())]
    return kept


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
