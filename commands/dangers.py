"""Hearing an immediate danger in a text, without keeping a word of it.

The phrases of ``storage/reference/dangers.yaml`` are plain words, with two signs: ``|`` between forms that mean the
same, and ``…`` for « then, within ten words ». Look-alikes (« prévention du suicide ») are taken out first, each
where it stands, so that a real danger told beside one is still heard.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage.catalogue import Catalogue
from storage.schema import Danger
from storage.text import fold

GAP = 10
# Takes the place of a look-alike: the words on either side must not join into a phrase.
_CUT = "/"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Ear:
    """One danger, ready to be heard."""

    danger: Danger
    says: re.Pattern[str]
    looks_like: re.Pattern[str]


def heard(catalogue: Catalogue, text: str) -> list[Danger]:
    """The immediate dangers a text betrays, the most vital first."""
    folded = fold(text)
    ears: list[Ear] = catalogue.derived("dangers", _listen)
    return [ear.danger for ear in ears if ear.says.search(ear.looks_like.sub(_CUT, folded))]


def _listen(catalogue: Catalogue) -> list[Ear]:
    return [
        Ear(danger, _pattern(danger.words), _pattern(danger.not_words))
        for danger in catalogue.dangers.values()
    ]


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all the phrases, longest first, on whole words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    if not longest_first:
        return _NEVER
    return re.compile(r"\b(?:" + "|".join(map(_phrase, longest_first)) + r")\b")


def _phrase(phrase: str) -> str:
    gap = f"(?: [a-z0-9]+){{0,{GAP}}} "
    return gap.join(_forms(part) for part in phrase.split("…"))


def _forms(part: str) -> str:
    forms = sorted({fold(form) for form in part.split("|")}, key=len, reverse=True)
    return "(?:" + "|".join(forms) + ")"
