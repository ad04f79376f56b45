"""What the index knows of one catalogue entry, whatever its shelf."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One entry as the index stores it.

    Attributes:
        shelf, slug: the entry's identity.
        title: the name shown.
        acronyms: exact short forms (« MECS »).
        names: other present forms people type (aliases, synonyms, feminine forms).
        former: names of the past; they find the entry and are never shown as current.
        body: everything else worth searching (role, summary, who it is for).
        territory: ``D33``, ``R75``, ``C988``, ``national``, ``europe`` or ``international``.
        filters: ``key:value`` facets, such as ``theme:handicap`` or ``kind:etat``.
        priority: 0 (curated and current) to 7 (least trusted); ties in relevance follow it.
        record: the entry itself as JSON, given back untouched.
    """

    shelf: str
    slug: str
    title: str
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    body: str = ""
    territory: str = "national"
    filters: tuple[str, ...] = ()
    priority: int = 0
    record: str = "{}"
