"""Hearing the names of people: after a title, after a first name, and the first names of children.

The usual pseudonyms (« Mme D. », « Monsieur X ») are no names. A name once heard is heard again wherever it stands.
"""

import re
from collections.abc import Iterator

from commands.legible import Legible, Spot
from commands.name_words import ACRONYMS, ALSO_WORDS, FAMILY_NAMES, FIRST_NAMES, NO_CHILD, NOT_NAMES

_WORD = r"(?:[A-Z]'|[dD]')?[A-Z][A-Za-z]{1,24}(?:['-][A-Za-z]{1,24}){0,3}"
_ANY_CASE = r"[A-Za-z]{2,25}(?:-[A-Za-z]{2,25}){0,2}"
# « Monsieur le maire » is a function, « Monsieur Le Maire » a name. « de » belongs to the name after a title, but after
# a first name alone it may lead to a town (« Sophie de Lille »).
_FOREIGN = (
    r"(?:(?:De La|D[EeUu]s?|DE LA|L[EeAa]|[Ee]l|EL|[Aa]l|AL"
    r"|[Bb]en|BEN|[Aa]it|[Vv][ao]n|V[AO]N|[Dd][ao]s?|D[AO]S?|D[Ii]|[Oo]uld) )"
)
_NOBLE = rf"(?:{_FOREIGN}|(?:de [Ll]a|de|du|des|di) )"
_SURNAME = rf"{_FOREIGN}{{0,2}}{_WORD}(?:[ -]{_FOREIGN}?{_WORD}){{0,2}}"
_TITLE = (
    r"(?<![\w-])(?:(?i:mmes?|mlles?|mr|madame|monsieur|mademoiselle|mesdames|messieurs)\.?"
    r"|(?<!Mme )(?<!Mlle )(?<!Madame )(?<!Monsieur )(?:MM?\.|m\.|M))"
)
_TITLED = re.compile(
    rf"{_TITLE} {{1,3}}(?P<name>{_NOBLE}{{0,2}}{_WORD}(?:[ -]{_NOBLE}?{_WORD}){{0,2}})(?![\w])"
)
_TITLED_TOO = re.compile(
    rf"(?<![\w-])(?i:mmes|mlles|mesdames|messieurs|mm\.) {_WORD}(?:, {_WORD}){{0,3}} et (?P<name>{_WORD})(?!\w)"
)
_TITLED_SMALL = re.compile(
    rf"(?<![\w-])(?i:mmes?|mlles?|mr|madame|monsieur)\.? {{1,3}}(?P<name>[a-z]{_ANY_CASE})(?!\w)"
)
_FAMILY = re.compile(
    rf"(?<![\w-])(?i:famille|fratrie|epoux|consorts|couple) {{1,3}}(?P<name>{_NOBLE}?{_WORD})(?!\w)(?! Rurale)"
)
_FORM = re.compile(
    rf"(?<![\w-])(?i:nom(?: de famille| de naissance| d'usage| et prenom|, prenom| prenom)?) ?: ?"
    rf"(?P<name>{_SURNAME})(?!\w)"
)
_SMALL = re.compile(r"(?<![\w-])(?P<first>[a-z]{3,20}(?:-[a-z]{3,20})?) (?P<last>[a-z]{3,20})(?![\w-])")
_FULL = re.compile(rf"(?<![\w-])(?:[dDlL]')?(?P<first>{_WORD}) {{1,2}}(?P<last>{_SURNAME})(?!\w)")
_REVERSED = re.compile(rf"(?<![\w-])(?P<last>[A-Z]{{3,25}}(?:['-][A-Z]{{2,25}})?) (?P<first>{_WORD})(?!\w)")

_KIN = r"(?:fils|fille|fillette|garcon|frere|neveu|niece|cousine?|bebe|mari|jumeaux|jumelles)"
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
_AGED_FULL = re.compile(
    rf"(?<![\w-])(?P<first>[A-Z][a-z]{{2,20}}(?:-[A-Z][a-z]{{2,20}})?) (?P<last>{_SURNAME}),?"
    r" \(?(?:agee? de )?\d{1,2} ans(?!\w)(?! d')"
)
_COUNT = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept)"
_AGED = re.compile(
    rf"(?<![\w-])(?P<name>{_ANY_CASE})(?: [A-Z]\.)?(?P<link> \(|, (?:(?:il|elle) )?| (?:qui )?)"
    rf"(?:(?:a|agee?(?: de)?|mon fils de|ma fille de|eu|aura|fete ses) )?"
    rf"(?P<count>{_COUNT})(?:(?:,| et) {_COUNT}){{0,3}} ?(?:ans?(?: et demie?)?|mois|semaines)(?!\w)"
    r"(?! ?(?:d'experience|d'anciennete|de metier|de carriere"
    r"|de formation|de service|de pratique|d'etudes|de retard|apres))",
    re.IGNORECASE,
)
_AGE_FIRST = re.compile(
    rf"(?<!\w)agee? de {_COUNT} (?:ans|mois),? (?P<name>{_ANY_CASE})(?!\w)", re.IGNORECASE
)
_RENAMED = re.compile(
    r"(?<!\w)(?:prenoms?|noms) [^.\n]{0,30}?(?:change|modifie|fictif|d'emprunt|anonymise|invente)",
    re.IGNORECASE,
)

_PEOPLE = re.compile(r"(?:ienn?e?|aise?|oise?|aine?|eenn?e?|een)s?$")
# What bears the name of somebody illustrious, and what somebody wrote or proposed.
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:rue|avenue|place|boulevard|quai|allee|square|cours|impasse|ecole|college|lycee|hopital|clinique|centre|chu|chr"
    r"|ehpad|mecs|foyer|residence|fondation|association|institut|universite|prix|espace|salle|amphitheatre|maison|ime|itep"
    r"|esat|chrs|cada|fjt|stade|gymnase|mediatheque|bibliotheque|service|villa|cite|groupe|loi|rapport|plan|mission|saint"
    r"|sainte|st|ste|quartier|metro|gare|station|arret|tour|promotion|abbe|pere|pole|site|antenne|internat|creche)"
    r"(?: (?:de|du|des|d'|la|le|l'|intercommunal|social|hospitalier|public|maternelle|elementaire|primaire)){0,3}"
    r"[ -]{1,2}(?:[dl]')?$",
    re.IGNORECASE,
)


def names(text: Legible) -> Iterator[Spot]:
    """Names of people: « Mme Benali », « Fatima El Idrissi », « DUPONT Sylvie », « la famille Hadjadj »."""
    for pattern in (_TITLED, _TITLED_TOO, _TITLED_SMALL, _FAMILY, _FORM):
        for found in pattern.finditer(text.letters):
            yield from _titled(text, found)
    yield from _full(text)
    yield from _small(text)
    for found in _AGED_FULL.finditer(text.letters):
        first, last = found["first"].lower(), found["last"]
        if first not in NOT_NAMES | NO_CHILD and _length(last) == len(last) and last.lower() not in ACRONYMS:
            yield Spot("name", found.start(), found.end("last"))
    for found in _REVERSED.finditer(text.letters):
        last = found["last"].lower()
        known = _is_first(found["first"]) and not found["first"].isupper()
        if known and last not in ACRONYMS | NOT_NAMES and not _named_after(text, found.start()):
            yield Spot("name", *found.span())


def _titled(text: Legible, found: re.Match[str]) -> Iterator[Spot]:
    name, start = found["name"], found.start("name")
    known = name.lower().replace(" ", "-") in FAMILY_NAMES or _is_first(name)
    must_be_known = name[0].islower() and found.re is _TITLED_SMALL
    if known or not (must_be_known or _shouts(text, start)):
        end = start + _length(name)
        if end > start:
            yield Spot("name", start, end)


def _full(text: Legible) -> Iterator[Spot]:
    """A known first name, then a family name."""
    at = 0
    while found := _FULL.search(text.letters, at):
        at = found.end("first")
        start, last = found.start("first"), found.start("last")
        length = _length(found["last"])
        if length and _is_first(found["first"]) and not _named_after(text, start):
            family = text.letters[last : last + length].lower()
            if family not in ACRONYMS and (
                not _shouts(text, start) or family.replace(" ", "-") in FAMILY_NAMES
            ):
                yield Spot("name", start, last + length)
                at = last + length


def _small(text: Legible) -> Iterator[Spot]:
    """A known first name and a known family name, typed without capitals."""
    at = 0
    while found := _SMALL.search(text.letters, at):
        at = found.start("last")
        if (
            found["last"] in FAMILY_NAMES
            and _is_first(found["first"])
            and not _named_after(text, found.start())
        ):
            yield Spot("name", *found.span())


def _length(name: str) -> int:
    """How much of these capitalised words is a name: « Dupont Elle » stops after the first; 0 when nothing is."""
    length = 0
    for word in re.finditer(r"[^ ]+", name):
        plain = word.group().lower()
        particle = re.fullmatch(_NOBLE, word.group() + " ") is not None
        if plain in NOT_NAMES and not (particle and length == 0 and word.end() < len(name)):
            break
        if not particle:
            length = word.end()
    first = re.split(r"[ ']", name.lower())
    return 0 if len(first) > 1 and first[0] in {"la", "le", "les"} and first[1] in NOT_NAMES else length


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
        if _is_first(found["name"]) or _is_child(text, found):
            yield Spot("first-name", *found.span("name"))
            yield from _with(text, found.start())
    for found in _AGE_FIRST.finditer(text.letters):
        if _is_first(found["name"]):
            yield Spot("first-name", *found.span("name"))


def _also(text: Legible, end: int) -> Iterator[Spot]:
    """The brothers and sisters named in the same breath."""
    while (found := _ALSO.match(text.letters, end)) and _is_first(found["name"]):
        yield Spot("first-name", *found.span("name"))
        end = found.end()


def _with(text: Legible, start: int) -> Iterator[Spot]:
    """Those named just before: « Timéo et Lina, 5 et 3 ans »."""
    while (found := _WITH.search(text.letters, max(0, start - 40), start)) and _is_first(found["name"]):
        yield Spot("first-name", *found.span("name"))
        start = found.start("name")


def again(text: Legible, heard: list[Spot]) -> Iterator[Spot]:
    """The same names, where nothing else would betray them."""
    kinds: dict[str, str] = {}
    for spot in heard:
        if spot.kind in {"name", "first-name"}:
            for word in re.findall(_WORD, text.letters[spot.start : spot.end]):
                if len(word) >= 3 and word.lower() not in NOT_NAMES:
                    kinds.setdefault(word.lower(), "first-name" if spot.kind == "first-name" else "name")
    if kinds:
        for found in re.finditer(rf"(?<![\w-])(?:[dDlL]')?(?P<name>{_WORD})(?!\w)", text.letters):
            kind = kinds.get(found["name"].lower())
            if kind and not _named_after(text, found.start("name")):
                yield Spot(kind, *found.span("name"))


def _is_first(word: str) -> bool:
    """True for a known first name; in small letters, only when it is no word of every day."""
    plain = word.lower()
    known = plain in FIRST_NAMES or plain.split("-")[0] in FIRST_NAMES
    return known and (word[0].isupper() or plain not in ALSO_WORDS)


def _is_called(word: str, *, sure: bool) -> bool:
    """True when the word after « le petit » (sure) or « l'enfant » (less so) is a first name."""
    if _is_first(word):
        return True
    plain = word.lower()
    unknown = word[0].isupper() and not word.isupper() and len(word) >= 3
    return sure and unknown and plain not in NOT_NAMES and not _PEOPLE.search(plain)


def _is_child(text: Legible, found: re.Match[str]) -> bool:
    """« Kylliann, 4 ans, revient… »: an unknown name, a child's age, and a sentence that goes on about them."""
    name, count = found["name"], found["count"]
    young = not count.isdecimal() or int(count) <= 18
    capitalised = name[0].isupper() and name[1:].islower() and len(name) >= 3
    goes_on = re.match(r",|\)", text.after(found.end(), 1))
    begins = re.search(r"(?:^|[.!?:;\n-] ?|(?:avec|pour|et|chez|que) )$", text.before(found.start(), 6))
    apposed = found["link"] in {", ", " ("} and name.lower() not in NOT_NAMES | NO_CHILD
    return bool(young and capitalised and goes_on and begins and apposed and not _PEOPLE.search(name.lower()))


def _named_after(text: Legible, start: int) -> bool:
    return bool(_NAMED_AFTER.search(text.before(start, 45)))


def _shouts(text: Legible, start: int) -> bool:
    """True on a line typed in capitals, where a capital announces no name."""
    letters = [letter for letter in text.line(start) if letter.isalpha()]
    return len(letters) >= 20 and sum(map(str.isupper, letters)) > 0.6 * len(letters)
