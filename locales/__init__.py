"""The words: English sentences in the code, French in ``fr.po``, read at start without any compile step."""

from locales.typography import cut, typeset
from locales.words import Words, reader

__all__ = ["Words", "cut", "reader", "typeset"]
