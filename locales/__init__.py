"""The words: English sentences in the code, French in ``fr.po``, read at start without any compile step."""

from locales.typography import typeset
from locales.words import Words, reader

__all__ = ["Words", "reader", "typeset"]
