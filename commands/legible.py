"""A text as the eye reads it: no accents, no invisible characters, one sort of space, of dash and of apostrophe.

Letters keep their case, and each of them remembers where it stands in the text as typed, so that what is found in
one can be shown, or masked, in the other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHES = "'’‘ʼ\N{PRIME}\N{ACUTE ACCENT}"
# The signs of Discord's bold, italics, spoilers and code, between which a name is still a name.
_SIGNS = "*~|`"
# Letters that no decomposition brings back to the alphabet; the ordinal sign is typed for the degree in « nº ».
_LETTERS = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"} | {
    "đ": "d",
    "Đ": "D",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "º": "°",
}
_MOST_LETTERS = 4
_NEW_LINES = "\n\r\v\f\x85\u2028\u2029"
# Addresses of pages and Discord's own marks hold numbers and words that name nobody.
_MACHINE = re.compile(r"https?://[^\s<>]{1,2000}|<(?:[@#:]|a:|t:|/)[^<>\s]{1,100}>", re.IGNORECASE)


class Spot(NamedTuple):
    """Something heard in a legible text, between two of its letters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Legible:
    """A text made legible.

    Attributes:
        typed: the text as it was given.
        letters: the same text, legible; addresses of pages are made of blanks.
        accented: ``letters`` again, with the accents, for the few words that only an accent tells apart (« né »).
        places: for each letter, where it comes from in ``typed``.
    """

    typed: str
    letters: str
    accented: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``letters[start:end]`` stands in the text as typed, with the accents typed apart."""
        last = self.places[end - 1] + 1
        while last < len(self.typed) and unicodedata.combining(self.typed[last]):
            last += 1
        return self.places[start], last

    def before(self, start: int, length: int = 60) -> str:
        """What stands before a letter, on the same line."""
        return self.letters[max(0, start - length) : start].rpartition("\n")[2]

    def after(self, end: int, length: int = 60) -> str:
        """What stands after a letter, on the same line."""
        return self.letters[end : end + length].partition("\n")[0]

    def accented_before(self, start: int, length: int = 60) -> str:
        """What stands before a letter, accents included."""
        return self.accented[max(0, start - length) : start]

    def line(self, start: int) -> str:
        """The line around a letter, 200 letters each way at most."""
        return self.before(start, 200) + self.after(start, 200)


def legible(text: str) -> Legible:
    """Make a text legible; never fails, whatever the text holds."""
    letters: list[str] = []
    accented: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        for letter in plain:
            letters.append(letter)
            accented.append(character if len(plain) == 1 and character.isalpha() else letter)
            places.append(place)
        if not plain and accented and unicodedata.combining(character):
            accented[-1] = unicodedata.normalize("NFC", accented[-1] + character)[0]
    joined = _MACHINE.sub(lambda found: " " * len(found.group()), "".join(letters))
    return Legible(text, joined, "".join(accented), tuple(places))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The letters that one character is read as: none, one, sometimes more."""
    plain = _LETTERS.get(character)
    if plain is None and character.isascii() and character.isprintable():
        plain = "" if character in _SIGNS else character
    if plain is None:
        plain = _sign(character)
    if plain is None:
        decomposed = unicodedata.normalize("NFKD", character)
        plain = "".join(_digit(each) for each in decomposed if not unicodedata.combining(each))
        # A sign that stands for a whole formula would make a long text much longer.
        plain = character if len(plain) > _MOST_LETTERS else plain
    return plain


def _sign(character: str) -> str | None:
    """A space, a dash, an apostrophe or nothing; None for a letter, a digit or any other mark."""
    category = unicodedata.category(character)
    if character in _NEW_LINES:
        return "\n"
    if character.isspace() or category == "Zs":
        return " "
    if character in _APOSTROPHES:
        return "'"
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    return "" if category[0] in "MC" else None


def _digit(character: str) -> str:
    """« ٣ » is a 3; anything else is itself."""
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
