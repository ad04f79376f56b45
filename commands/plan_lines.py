"""The lines of ``server.toml`` that a decision asks for: the plan alone makes the spaces of the server."""

import json
import re
from collections.abc import Iterable

from storage.text import fold

_NOT_NAME = re.compile(r"[^\w]+")
# The tags that every forum of the plan has.
_TAGS = ("Question", "Partage", "Résolu")
LONGEST_KEY = 40


def space_lines(name: str, purpose: str) -> str:
    """A forum that anybody may read, to put under the category that suits."""
    return _lines(
        "[[categories.channels]]",
        key=_key(name),
        kind="forum",
        name=_NOT_NAME.sub("-", name.lower()).strip("-") or _key(name),
        topic=_literal(purpose),
        access="open",
        tags=list(_TAGS),
    )


def territory_lines(territory_id: str) -> str:
    """The forum of one département, for those who chose it."""
    return _lines(
        "[[categories.channels]]",
        each="territory",
        only=[territory_id],
        kind="forum",
        name="{name}",
        topic="{name} : les dispositifs, les partenaires, les rencontres d'ici. "
        "Qui peut lire : les membres qui ont choisi ce département ou de tout voir, et la modération.",
        access="chosen",
        tags=list(_TAGS),
    )


def archive_lines(slug: str, others: Iterable[str]) -> str:
    """The list that leaves one space out: what the plan no longer has is archived, never deleted."""
    kept = ", ".join(json.dumps(other) for other in sorted(set(others) - {slug}))
    return f"only = [{kept}]"


def fenced(lines: str) -> str:
    """Lines to copy; nothing in them can close the block or call anybody."""
    return "```toml\n" + lines.replace("```", "'''").replace("@", "@\u200b") + "\n```"


def _lines(header: str, **values: object) -> str:
    # A JSON string or list of strings is written the same in TOML.
    written = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "\n".join((header, *written))


def _literal(text: str) -> str:
    """A topic in which braces stand for nothing."""
    return " ".join(text.split()).replace("{", "{{").replace("}", "}}")


def _key(name: str) -> str:
    return "-".join(_NOT_NAME.sub(" ", fold(name)).split())[:LONGEST_KEY].strip("-") or "nouvel-espace"
