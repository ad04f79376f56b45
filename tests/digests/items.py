"""Small items to change at will."""

from datetime import UTC, date, datetime
from typing import Any

from storage.items import Found, KnownItem

SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def item(id: int, **changes: Any) -> KnownItem:
    """An item of the whole country about nothing in particular, found on 20 November 2026."""
    fields: dict[str, Any] = {
        "id": id, "kind": "resource", "title": f"Titre {id}", "url": f"https://exemple.fr/{id}", "summary": "À lire.",
        "authors": (), "published_on": date(2026, 11, 20), "deadline": None, "language": "fr", "access": "",
        "themes": (), "trades": (), "audiences": (), "territories": (), "why": {}, "practice": {},
        "state": "candidate", "pinned": False, "position": 0, "first_seen_at": SEEN, "sources": (f"source-{id}",),
    }  # fmt: skip
    return KnownItem(**(fields | changes))


def found(slug: str, **changes: Any) -> Found:
    """The same as a source tells it."""
    fields: dict[str, Any] = {
        "source": "news", "keys": (f"url:{slug}",), "kind": "resource", "title": f"Titre {slug}",
        "url": f"https://exemple.fr/{slug}", "summary": "À lire.", "published_on": date(2026, 11, 20),
    }  # fmt: skip
    return Found(**(fields | changes))
