"""Text from people and from the catalogue, made harmless and cut to size before it enters a reply."""

import re
from functools import lru_cache

from locales import cut, typeset

__all__ = ["MOST_ECHOED", "content", "cut", "echo", "masked", "plain"]

_SPECIAL = re.compile(r"([\\*_~`|\[\]<>])")
# What gives a whole line a meaning of its own.
_OPENING = re.compile(r"^(\d*)([#\-+.])")
# The spaces that never break belong to the typography.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
MOST_ECHOED = 80


def plain(text: str) -> str:
    """One line of text that no Markdown, no mention and no link can come out of."""
    flat = _BLANKS.sub(" ", text).strip().replace("@", "@\u200b").replace("://", ":\u200b//")
    return _SPECIAL.sub(r"\\\1", flat)


def paragraphs(text: str) -> str:
    """A text of several lines, each made harmless: no heading, list or small print comes out of it either."""
    lines = filter(None, (plain(line) for line in text.splitlines()))
    return "\n".join(_OPENING.sub(r"\1\\\2", line) for line in lines)


@lru_cache(maxsize=8192)
def content(text: str, most: int = 600) -> str:
    """A text of the catalogue (always in French), typeset, harmless and cut."""
    return plain(typeset(cut(text, most)))


def echo(text: str) -> str:
    """What a member typed, repeated to them."""
    return plain(cut(text, MOST_ECHOED))


def masked(address: str) -> str:
    """A mail address as only its owner recognises it: ``n…@exemple.fr``."""
    name, _, place = address.rpartition("@")
    return f"{name[:1]}…@{place}"
