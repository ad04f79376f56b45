"""Hearing first names alone, where they tell of somebody: near an age, after « le petit », « la mère de »."""

import re
from collections.abc import Iterator

from commands.identities import is_first_name
from commands.legible import Legible, Spot
from commands.name_words import LASTS, NOT_NAMES

_ANY_CASE = r"[A-Za-z]{2,25}(?:-[A-Za-z]{2,25}){0,2}"
_KIN = (
    r"(?:fils|fille|fillette|garcon|frere|neveu|niece|cousine?|bebe|mari|jumeaux|jumelles)"
    r"(?: (?:ainee?|cadette?|benjamine?))?"
)
_PERSON = rf"(?:jeune|enfant|petite?|dame|monsieur|madame|elle|il|{_KIN})"
_CALLED = (
    r"(?:enfant|ado|adolescente?|eleve|mineure?|soeur|compagne|compagnon|epouse?|conjointe?|copine?|amie?|nommee?"
    r"|s'appelle|appelee?|mere|pere|parents|maman|papa|mamie|papy|tante|oncle|prenom est"
    r"|(?:placement|garde|scolarite|situation|prenom|referente?|suivi|audience)(?= de | d'))"
)
_CUED = re.compile(
    rf"(?<!\w)(?i:(?P<sure>(?<!plus )(?:petite?|jeune|{_KIN}|prenomme(?:e|s|es)?|prenom ?:"
    rf"|{_PERSON} s'appelle))|{_CALLED})"
    rf"(?=(?: {{1,2}}|, |(?<=:))(?P<of>de |d')?(?P<name>{_ANY_CASE})(?!\w))"
)
_ALSO = re.compile(rf"(?:,| et| ou| \(\d{{1,2}} ans\),?(?: et)?) (?:d'|de )?(?P<name>{_ANY_CASE})(?!\w)")
_WITH = re.compile(rf"(?<![\w-])(?P<name>{_ANY_CASE})(?:,| et) $")
_COUNT = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept)"
_AGED = re.compile(
    rf"(?<![\w-])(?P<name>{_ANY_CASE})(?: [A-Z]\.)?(?P<link> \(|, (?:(?:il|elle) )?| (?:qui )?)"
    rf"(?:(?:a|agee?(?: de)?|mon fils de|ma fille de|eu|aura|fete ses) )?"
    rf"{_COUNT}(?:(?:,| et) {_COUNT}){{0,3}} ?(?:ans?(?: et demie?)?|mois|semaines)(?!\w)"
    r"(?! ?(?:d'experience|d'anciennete|de metier|de carriere"
    r"|de formation|de service|de pratique|d'etudes|de retard|apres))",
    re.IGNORECASE,
)
# Where a sentence begins, or what somebody does with a person rather than with a town or a diploma.
_BEGINS = re.compile(
    r"(?:^|[.!?:;-] ?|(?:avec|pour|et|chez|que|voir"
    r"|(?:accompagn|accueill|appel|rappel|heberg|recev|recoi|recu|rencontr|sui)\w{0,4}) )$"
)
_AGE_FIRST = re.compile(
    rf"(?<!\w)agee? de {_COUNT} (?:ans|mois),? (?P<name>{_ANY_CASE})(?!\w)", re.IGNORECASE
)
_RENAMED = re.compile(
    r"(?<!\w)(?:prenoms?|noms) [^.\n]{0,30}?(?:change|modifie|fictif|d'emprunt|anonymise|invente)",
    re.IGNORECASE,
)

_PEOPLE = re.compile(r"(?:ienn?e?|aise?|oise?|aine?|eenn?e?|een)s?$")


def first_names(text: Legible) -> Iterator[Spot]:
    """First names of children and relatives: « Lucas, 7 ans », « le petit Enzo », « ma fille Inès ».

    Silent when the author says that first names were changed.
    """
    if _RENAMED.search(text.letters):
        return
    for found in _CUED.finditer(text.letters):
        if _is_called(found["name"], sure=bool(found["sure"] and not found["of"])):
            yield Spot("first-name", *found.span("name"))
            yield from _also(text, found.end("name"))
    for found in _AGED.finditer(text.letters):
        if is_first_name(found["name"]) or _is_aged(text, found):
            yield Spot("first-name", *found.span("name"))
            yield from _with(text, found.start())
    for found in _AGE_FIRST.finditer(text.letters):
        if is_first_name(found["name"]):
            yield Spot("first-name", *found.span("name"))


def _also(text: Legible, end: int) -> Iterator[Spot]:
    """The brothers and sisters named in the same breath."""
    while found := _ALSO.match(text.letters, end):
        if not _is_called(found["name"], sure=" et " in found.group()):
            break
        yield Spot("first-name", *found.span("name"))
        end = found.end()


def _with(text: Legible, start: int) -> Iterator[Spot]:
    """Those named just before: « Timéo et Lina, 5 et 3 ans »."""
    while (found := _WITH.search(text.letters, max(0, start - 40), start)) and is_first_name(found["name"]):
        yield Spot("first-name", *found.span("name"))
        start = found.start("name")


def _is_called(word: str, *, sure: bool) -> bool:
    """True when the word after « le petit » (sure) or « l'enfant » (less so) is a first name."""
    if is_first_name(word):
        return True
    plain = word.lower()
    unknown = word[0].isupper() and not word.isupper() and len(word) >= 3
    return sure and unknown and plain not in NOT_NAMES and not _PEOPLE.search(plain)


def _is_aged(text: Legible, found: re.Match[str]) -> bool:
    """« Kylliann, 4 ans, revient… »: an unknown name, an age, and a sentence that goes on about them."""
    name = found["name"]
    capitalised = name[0].isupper() and name[1:].islower() and len(name) >= 3
    goes_on = re.match(r",|\)", text.after(found.end(), 1))
    begins = _BEGINS.search(text.before(found.start(), 20))
    apposed = found["link"] in {", ", " ("} and name.lower() not in NOT_NAMES | LASTS
    return bool(capitalised and goes_on and begins and apposed and not _PEOPLE.search(name.lower()))
