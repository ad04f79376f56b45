"""Sentences in the reader's language: English is written in the code, French comes from ``fr.po``."""

import gettext
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FRENCH, ENGLISH = "fr", "en"


class Words:
    """The words of one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._locale = Locale(language)
        self._translations = translations

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, with its values."""
        translated = self._translations.gettext(sentence)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence that agrees with ``n`` (in French, 0 is singular)."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def month(self, day: date) -> str:
        """The month of a day in words, such as « novembre 2026 »."""
        return format_date(day, format="MMMM y", locale=self._locale)

    def date(self, day: date) -> str:
        """A day in words, such as « 25 novembre 2026 »."""
        return format_date(day, format="long", locale=self._locale)

    def list(self, items: Iterable[str], *, either: bool = False) -> str:
        """Items joined as in a sentence: « a, b et c », or « a, b ou c »."""
        return format_list(list(items), style="or" if either else "standard", locale=self._locale)


@cache
def reader(locale: str) -> Words:
    """The words for a reader's locale: English for English readers, French for everybody else."""
    if locale.lower().startswith(ENGLISH):
        return Words(ENGLISH, gettext.NullTranslations())
    return Words(FRENCH, _french())


@cache
def _french() -> gettext.GNUTranslations:
    compiled = BytesIO()
    with (resources.files("locales") / "fr.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=FRENCH))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
