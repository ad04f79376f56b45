"""Hearing, in a text about to be published, what may identify a person accompanied.

It only shows: whoever asks warns the author, who decides. Nothing is kept, nothing is blocked here. What is heard and
what is left alone is reviewed in ``tests/reviewed/secrecy.yaml``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from commands.first_names import first_names
from commands.identifiers import emails, file_numbers, plates, social_security, telephones
from commands.identities import again, names
from commands.legible import Legible, Spot, legible
from commands.particulars import addresses, birth_dates

# What each kind is, in words for people. The surest first: where two are heard in the same place, it wins.
KINDS = {
    "nir": "a social security number",
    "e-mail": "an e-mail address",
    "file-number": "a file number",
    "telephone": "a telephone number",
    "plate": "a licence plate",
    "address": "a postal address",
    "birth-date": "a date of birth",
    "name": "a name",
    "first-name": "a first name",
}
# These words become part of a French text.
MASKS = {
    "nir": "[numéro de sécurité sociale]",
    "e-mail": "[adresse électronique]",
    "file-number": "[numéro de dossier]",
    "telephone": "[numéro de téléphone]",
    "plate": "[immatriculation]",
    "address": "[adresse]",
    "birth-date": "[date de naissance]",
    "name": "[nom]",
    "first-name": "[prénom]",
}
_SURENESS = {kind: rank for rank, kind in enumerate(KINDS)}
_EARS: tuple[Callable[[Legible], Iterator[Spot]], ...] = (
    social_security,
    emails,
    file_numbers,
    telephones,
    plates,
    addresses,
    birth_dates,
    names,
    first_names,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a text that may identify somebody: ``text`` stands between ``start`` and ``end``."""

    kind: str
    text: str
    start: int
    end: int


def find(text: str) -> list[Finding]:
    """What may identify somebody, in the order of the text; no two findings overlap. Never raises."""
    reading = legible(text)
    heard = [spot for ear in _EARS for spot in ear(reading)]
    kept = _apart(heard, len(reading.letters))
    kept = _apart([*kept, *again(reading, kept)], len(reading.letters))
    places = ((spot.kind, *reading.span(spot.start, spot.end)) for spot in kept)
    return [Finding(kind, text[start:end], start, end) for kind, start, end in places]


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with each of these findings replaced by what it is, in French: « [nom] »."""
    pieces, at = [], 0
    for finding in sorted(findings, key=lambda each: each.start):
        pieces += [text[at : finding.start], MASKS[finding.kind]]
        at = finding.end
    return "".join([*pieces, text[at:]])


def _apart(spots: list[Spot], length: int) -> list[Spot]:
    """The surest spots, then the longest, without overlap, in order."""
    kept: list[Spot] = []
    taken = bytearray(length)
    for spot in sorted(spots, key=lambda each: (_SURENESS[each.kind], each.start - each.end)):
        if not any(taken[spot.start : spot.end]):
            taken[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
            kept.append(spot)
    return sorted(kept, key=lambda each: each.start)
