"""What counts as a right answer, decided without any of the contestants' own text functions."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from storage.search.document import Document

LINKING = frozenset(
    "a au aux avec ce d dans de des du en et il l la le les lès les par pour s se son sous sur un une".split()
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and how an answer to it is recognised.

    Attributes:
        group: the class of questions it belongs to.
        text: as typed.
        target: the slug of the entry it was made from.
        words: the words meant, spelled well; a right answer holds them all.
        beginning: the beginning of one more word a right answer holds.
        anywhere: the description counts too, not only names, acronym, kind and commune.
        levels, filters: as asked; a right answer is at the nearest level and carries every filter.
        typing: the last word is still being typed.
    """

    group: str
    text: str
    target: str
    words: tuple[str, ...]
    beginning: str = ""
    anywhere: bool = False
    levels: tuple[tuple[str, ...], ...] = ()
    filters: tuple[str, ...] = ()
    typing: bool = False

    def accepts(self, document: Document) -> bool:
        """Whether the entry holds everything that was asked."""
        if self.levels and document.territory not in self.levels[0]:
            return False
        if not set(self.filters).issubset(document.filters):
            return False
        said = plain_words(said_by(document, anywhere=self.anywhere))
        held = {_bare(word) for word in said}
        if not held.issuperset(_bare(word) for word in self.words):
            return False
        return not self.beginning or any(word.startswith(self.beginning) for word in said)


def said_by(document: Document, *, anywhere: bool) -> str:
    """The names of an entry, or everything it says."""
    names = " ".join((document.title, *document.acronyms, *document.names))
    return f"{names} {document.body}" if anywhere else names


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without accents."""
    lowered = text.lower().replace("œ", "oe").replace("æ", "ae")
    return _WORD.findall(
        "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    )


def significant(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of these texts that carry meaning."""
    return tuple(word for text in texts for word in plain_words(text) if word not in LINKING)


def _bare(word: str) -> str:
    """The word without the marks of plural and feminine."""
    return word.rstrip("sx").rstrip("e")
