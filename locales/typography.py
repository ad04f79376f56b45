"""French typography for text written with plain keys: ’ for ', and the spaces that never break."""

import re

NARROW, FIXED = "\u202f", "\u00a0"
ELLIPSIS = "…"
_RULES = (
    (re.compile(r"(?<=\w)'(?=[\w«])"), "’"),
    (re.compile(r" ([;!?»])"), NARROW + r"\1"),
    (re.compile(r" :"), FIXED + ":"),
    (re.compile(r"« "), "«" + NARROW),
    (re.compile(r" %"), NARROW + "%"),
    (re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))"), NARROW),
)


def typeset(text: str) -> str:
    """The text as a French printer would set it. Setting it twice changes nothing."""
    for rule, printed in _RULES:
        text = rule.sub(printed, text)
    return text


def cut(text: str, most: int) -> str:
    """At most this many characters, cut on a word, with an ellipsis when something is missing."""
    if len(text) <= most:
        return text
    kept = text[: most - len(ELLIPSIS)]
    at = kept.rfind(" ")
    return kept[: at if at > most // 2 else len(kept)].rstrip(" ,;:.–-") + ELLIPSIS
