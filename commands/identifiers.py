"""Hearing the numbers that lead to one person: telephones, e-mails, social security, files, licence plates.

Public numbers (helplines, laws, institutions, amounts) are left alone. Every repetition in a pattern is bounded, so
that no text can make one slow.
"""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType
from stdnum.fr import nir

from commands.legible import Legible, Spot

# ------------------------------------------------------------------------------------------------- telephones

_NATIONAL = re.compile(r"(?<![\w+])(?<!\d[.,/-])0(?:[ .\-/]{0,2}\d){9}(?!\d)")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00) ?[1-9](?:[ .\-]{0,2}(?:\(0\) ?)?\d){7,14}(?!\d)")
# Six or eight digits are a telephone only where one is announced, and only in the territories that use them.
_ANNOUNCED = re.compile(
    r"(?<!\w)(?:tel|telephone|portable|mobile|joindre|joignable|appel(?:er|ez|le))(?!\w)[^\d\n+]{0,20}"
    r"(?P<number>(?!116)\d\d(?:[ .-]?\d\d){2,3})(?![ .-]?\d)(?! ?(?:€|euros?|ans|jours|places|%))",
    re.IGNORECASE,
)
_SHORT_NUMBERED = ("NC", "WF", "PF", "PM")
# The numbers of services, which anybody may publish.
_OF_SERVICES = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
}
_OVERSEAS = {262, 508, 590, 594, 596, 681, 687, 689}
_CUTS = 3


def telephones(text: Legible) -> Iterator[Spot]:
    """Telephone numbers of France, its overseas territories and abroad; never those of a public service."""
    for found in _NATIONAL.finditer(text.letters):
        if _digits(found.group())[1] not in "08":
            yield Spot("telephone", *found.span())
    for found in _ABROAD.finditer(text.letters):
        end = _end_abroad(found.group())
        if end:
            yield Spot("telephone", found.start(), found.start() + end)
    for found in _ANNOUNCED.finditer(text.letters):
        if any(_rings(found["number"], region) for region in _SHORT_NUMBERED):
            yield Spot("telephone", *found.span("number"))


def _end_abroad(typed: str) -> int:
    """Where the number ends: what follows it may be digits too (« +33 6 12 34 56 78 12 rue… »); 0 when none is."""
    for _ in range(_CUTS):
        if _rings("+" + _digits(typed.replace("(0)", "")).removeprefix("00")):
            return len(typed)
        shorter = re.sub(r"[ .\-]{1,2}\d{1,8}$", "", typed)
        if shorter == typed:
            break
        typed = shorter
    return 0


def _rings(number: str, region: str | None = None) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return False
    if phonenumbers.number_type(parsed) in _OF_SERVICES:
        return False
    # New ranges open overseas, and the numbers kept for films look like anybody's: there, the shape is enough.
    if parsed.country_code == 33:
        return re.fullmatch(r"[1-79]\d{8}", str(parsed.national_number)) is not None
    if parsed.country_code in _OVERSEAS and region is None:
        return phonenumbers.is_possible_number(parsed)
    return phonenumbers.is_valid_number(parsed)


def _digits(typed: str) -> str:
    return re.sub(r"\D", "", typed)


# --------------------------------------------------------------------------------------- e-mails, social security

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(] ?(?:at|arobase) ?[\])] ?| arobase )"
    r"(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])",
    re.IGNORECASE,
)
# Addresses of services: whoever reads them is not the person accompanied.
_ROLES = frozenset(
    """accueil administration administratif bonjour candidature candidatures cdi com communication contact
    coordination direction documentation dpo formation formations hello info infos inscription inscriptions mdph presse
    recrutement redaction rh secretariat siege standard support webmaster""".split()
)
_NIR = re.compile(
    r"(?<!\d)(?P<sex>[1-478])[ .\-/]?\d\d[ .\-/]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\-/]?(?:\d\d|2[AB])"
    r"(?:[ .\-/]?\d{3}){2}(?:[ .\-/]{0,3}\d\d)?(?!\d)",
    re.IGNORECASE,
)


def emails(text: Legible) -> Iterator[Spot]:
    """E-mail addresses, « (at) » included, except those of a service (« contact@… »)."""
    for found in _EMAIL.finditer(text.letters):
        if not _ROLES & {re.split(r"[.\-_+@ ]", found.group().lower())[0]}:
            yield Spot("e-mail", *found.span())


def social_security(text: Legible) -> Iterator[Spot]:
    """Numbers of social security (NIR), with or without their key, those of Corsica included.

    A number typed with a wrong key is still somebody's; only the rare first digits, which other codes share, need a
    right one.
    """
    for found in _NIR.finditer(text.letters):
        if found["sex"] in "12" or nir.is_valid(re.sub(r"[ .\-/]", "", found.group())):
            yield Spot("nir", *found.span())


# ------------------------------------------------------------------------------------------------------- files

_SUBJECT = (
    r"(?<![a-z0-9])(?:allocataire|dossier|matricule|beneficiaire|adherente?|usagere?|assuree?|numero unique|rg|parquet"
    r"|ecrou|ase|mdph|caf|msa|cpam|agdref|etranger|titre de sejour|recepisse|ofpra|cnda|france travail|pole emploi"
    r"|identifiant|siao|demandeur d'emploi|passeport|carte d'identite|cni)(?![a-z0-9])"
)
_MARK = r"(?:n ?[°o]|num|numero|ref|reference|#)"
# Looked ahead, so that « le dossier de M. X, allocataire 1234567 » is read from each of its two words.
_FILE = re.compile(
    rf"{_SUBJECT}(?=(?P<gap>[^\d\n;!?€]{{0,30}}?)(?<![\w-])"
    rf"(?P<number>(?!{_SUBJECT})(?:(?-i:[A-Z]{{1,4}})[-/ ]?)?"
    r"\d[\dA-Z]{0,24}(?:(?:[. ]|[-/](?:[A-Z]{1,5}[-/])?)\d[\dA-Z]{0,14}){0,5}"
    r"(?: (?-i:[A-Z])(?![\w'.]))?)(?!\w))",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(rf"(?<![a-z0-9]){_MARK}[ .:]{{0,3}}$", re.IGNORECASE)
_MARK_BEFORE = re.compile(rf"(?<![a-z0-9]){_MARK}\.? ?(?:d'|de |du |de la )?$", re.IGNORECASE)
_LINKS = re.compile(
    rf"{_SUBJECT}|(?<![a-z]){_MARK}(?![a-z])|(?<![a-z])(?:de|du|la|le|l'|d'|est|social)(?![a-z])|[ :.,()'-]",
    re.IGNORECASE,
)
# Numbers of texts, forms and institutions, even when a file is spoken of.
_OF_OTHERS = re.compile(
    r"(?<![a-z])(?:cerfa|finess|siret|siren|loi|decret|article|rpps|adeli|rna|agrement|rncp|rome|uai|ape|naf)(?![a-z])",
    re.IGNORECASE,
)
# What another sentence speaks of says nothing of this number.
_ENDED = re.compile(r"[.!?]\s+(?=[A-Z])")
_NO_FILE = re.compile(
    r"(?:19|20)\d\d(?:[-/ ](?:19|20)?\d\d)?|(?:\d\d?[-/.])?\d\d?[-/.](?:(?:19|20)\d\d|\d\d)", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3}){1,3}")
_UNIT = re.compile(
    r" ?(?:€|%|,\d|(?:euros?|ans?|mois|jours?|heures?|places?|personnes?|allocataires)(?!\w))", re.IGNORECASE
)
# Seven digits and a letter (CAF, France Travail), the ten digits of a residence permit: no word needs to say so.
_ALONE = re.compile(r"(?<![\w-])(?:\d{7}[A-Z]|99\d{8})(?![\w-])")


def file_numbers(text: Legible) -> Iterator[Spot]:
    """Numbers of files: CAF, MSA, MDPH, ASE, courts, residence permits…"""
    for found in _ALONE.finditer(text.letters):
        yield Spot("file-number", *found.span())
    for found in _FILE.finditer(text.letters):
        if _is_file(text, found):
            yield Spot("file-number", *found.span("number"))


def _is_file(text: Legible, found: re.Match[str]) -> bool:
    gap, number = found["gap"], found["number"]
    marked = bool(_ANNOUNCES.search(gap) or _MARK_BEFORE.search(text.before(found.start(), 14)))
    sentence = _ENDED.split(text.before(found.start(), 25))[-1]
    if _OF_OTHERS.search(sentence + gap) or not (marked or _LINKS.sub("", gap) == ""):
        return False
    if _NO_FILE.fullmatch(number) and not (marked and "rg" in (found.group() + gap).lower()):
        return False
    if _UNIT.match(text.after(found.end("number"), 15)):
        return False
    digits = len(_digits(number))
    if marked:
        return digits >= 4
    postcode = digits == 5 and re.match(r" [A-Z][a-z]", text.after(found.end("number"), 4))
    spoken = re.match(r"dossier|allocataire|matricule", found.group(), re.IGNORECASE)
    return not _THOUSANDS.fullmatch(number) and (
        bool(spoken and digits >= 4) or (digits >= 5 and not postcode)
    )


# ------------------------------------------------------------------------------------------------------ plates

_PLATE = re.compile(
    r"(?<![\w-])(?:[A-HJ-NP-TV-Z]{2}([- ]?)\d{3}\1[A-HJ-NP-TV-Z]{2}|[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2})(?![\w-])"
)
_OLD_PLATE = re.compile(
    r"(?<![\w-])\d{3,4}([- ]?)(?P<letters>[A-HJ-NP-Z]{2,3})\1(?:97\d|2[AB]|\d\d)(?![\w-])"
)
# « 120 ETP 59 » is no car.
_NO_PLATE = frozenset(
    "AAH AES AMP APA ASE ASS AVS CAF CSP CV EJE EPA ES ESS ETP EUR KM ME MNA MSA PCH RSA TS".split()
)


def plates(text: Legible) -> Iterator[Spot]:
    """Licence plates of today (AB-123-CD) and of before 2009 (123 ABC 33)."""
    for found in _PLATE.finditer(text.letters):
        yield Spot("plate", *found.span())
    for found in _OLD_PLATE.finditer(text.letters):
        if found["letters"] not in _NO_PLATE:
            yield Spot("plate", *found.span())
