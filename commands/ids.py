"""What a button remembers, in the hundred characters Discord gives it; nothing is kept on our side.

``verb~rest``: ``open~organisations~dgcs`` shows an entry, ``page~a~2~…`` turns the page of a question.
"""

from collections.abc import Iterable
from zlib import crc32

from commands.answer import Question
from storage.text import FILLERS, STOP_WORDS, fold

LONGEST = 100
SEPARATOR = "~"
# « ES vers CESF » has a direction, which must not be lost with the small words.
_DROPPED = (STOP_WORDS | FILLERS) - {"vers"}
_FILTERS = ("theme", "audience", "kind", "situation", "objective", "year")
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
CODE_LENGTH = 3


def make(verb: str, *parts: str) -> str:
    """The id of a button."""
    return SEPARATOR.join((verb, *parts))[:LONGEST]


def parts(id: str) -> tuple[str, list[str]]:
    """The verb of an id, and what follows it."""
    verb, *rest = id.split(SEPARATOR)
    return verb, rest


def pack(question: Question) -> list[str]:
    """The question as parts of an id: filters as three letters each, then the words, cut to what fits."""
    codes = "".join(code(getattr(question, name)) for name in _FILTERS)
    return [codes, _safe(question.territory)[:24], _safe(question.text)]


def pack_id(verb: str, question: Question, *before: str) -> str:
    """An id that carries a question. A text too long for it keeps its meaningful words, which search reads alike."""
    whole = make(verb, *before, *pack(question))
    packed = pack(question)
    if len(SEPARATOR.join((verb, *before, *packed))) <= LONGEST:
        return whole
    room = LONGEST - len(SEPARATOR.join((verb, *before, *packed[:2], "")))
    words = [word for word in fold(question.text).split() if word not in _DROPPED]
    text = ""
    for word in words:
        if len(text) + len(word) + 1 > room:
            break
        text = f"{text} {word}".strip()
    return make(verb, *before, *packed[:2], text)


def unpack(packed: list[str], known: dict[str, Iterable[str]]) -> Question:
    """The question of an id. ``known`` gives the slugs each filter may have, to read its three letters back."""
    codes, territory, text = packed[0], packed[1], SEPARATOR.join(packed[2:])
    values = {}
    for place, name in enumerate(_FILTERS):
        written = codes[CODE_LENGTH * place : CODE_LENGTH * (place + 1)]
        values[name] = next((slug for slug in known.get(name, ()) if code(slug) == written), "")
    return Question(text=text, territory=territory, **values)


def code(slug: str) -> str:
    """Three letters for a slug, dashes for none. The few dozen slugs of one filter never share them (tested)."""
    if not slug:
        return "-" * CODE_LENGTH
    number = crc32(slug.encode())
    letters = []
    for _ in range(CODE_LENGTH):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)


def _safe(text: str) -> str:
    return " ".join(text.replace(SEPARATOR, " ").split())
