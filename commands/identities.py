"""Hearing the names of people: after a title, after a first name, beside an age.

The usual pseudonyms (« Mme D. », « Monsieur X ») are no names. A name once heard is heard again wherever it stands.
"""

import re
from collections.abc import Iterator

from commands.legible import Legible, Spot
from commands.name_words import ACRONYMS, ALSO_WORDS, FAMILY_NAMES, FIRST_NAMES, LASTS, NOT_NAMES

_WORD = r"(?:[A-Z]'|[dD]')?[A-Z][A-Za-z]{1,24}(?:['-][A-Za-z]{1,24}){0,3}"
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
    r"(?<![\w-])(?i:mmes?|mlles?|mr|madame|monsieur)\.? {1,3}(?P<name>[a-z]{1,24}(?:-[a-z]{2,25})?)(?!\w)"
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

_AGED_FULL = re.compile(
    rf"(?<![\w-])(?P<first>[A-Z][a-z]{{2,20}}(?:-[A-Z][a-z]{{2,20}})?) (?P<last>{_SURNAME}),?"
    r" \(?(?:agee? de )?\d{1,2} ans(?!\w)(?! d')"
)
# What bears the name of somebody illustrious (« le lycée Marie Curie »), not what is theirs (« l'école de Lucas »).
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:rue|avenue|place|boulevard|quai|allee|square|cours|impasse|ecole|college|lycee|hopital|clinique|centre|chu|chr"
    r"|ehpad|mecs|foyer|residence|fondation|association|institut|universite|prix|espace|salle|amphitheatre|maison|ime|itep"
    r"|esat|chrs|cada|fjt|stade|gymnase|mediatheque|bibliotheque|service|villa|cite|groupe|loi|rapport|plan|mission|saint"
    r"|sainte|st|ste|quartier|metro|gare|station|arret|tour|promotion|abbe|pole|site|antenne|internat|creche)"
    r"(?: (?:scolaire|intercommunal|social|hospitalier|public|maternelle|elementaire|primaire)){0,3}"
    r"[ -]{1,2}$",
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
        if first not in NOT_NAMES | LASTS and _length(last) == len(last) and last.lower() not in ACRONYMS:
            yield Spot("name", found.start(), found.end("last"))
    for found in _REVERSED.finditer(text.letters):
        last = found["last"].lower()
        known = is_first_name(found["first"]) and not found["first"].isupper()
        if known and last not in ACRONYMS | NOT_NAMES and not _named_after(text, found.start()):
            yield Spot("name", *found.span())


def _titled(text: Legible, found: re.Match[str]) -> Iterator[Spot]:
    start = found.start("name")
    name = found["name"][: _length(found["name"])]
    if not name:
        return
    if found.re is _TITLED_SMALL or _shouts(text, start):
        # Without the capital that tells a name, only known ones: « MADAME MARTIN VIENT », « mme martin vient ».
        name = name if _is_known(name) else name.split()[0]
        if not _is_known(name):
            return
    yield Spot("name", start, start + len(name))


def _is_known(name: str) -> bool:
    return name.lower().replace(" ", "-") in FAMILY_NAMES or is_first_name(name)


def _full(text: Legible) -> Iterator[Spot]:
    """A known first name, then a family name."""
    at = 0
    while found := _FULL.search(text.letters, at):
        at = found.end("first")
        start, last = found.start("first"), found.start("last")
        length = _length(found["last"])
        if length and is_first_name(found["first"]) and not _named_after(text, start):
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
            and is_first_name(found["first"])
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


def is_first_name(word: str) -> bool:
    """True for a known first name; in small letters, only when it is no word of every day."""
    plain = word.lower()
    known = plain in FIRST_NAMES or plain.split("-")[0] in FIRST_NAMES
    return known and (word[0].isupper() or plain not in ALSO_WORDS)


def _named_after(text: Legible, start: int) -> bool:
    return bool(_NAMED_AFTER.search(text.before(start, 45)))


def _shouts(text: Legible, start: int) -> bool:
    """True on a line typed in capitals, where a capital announces no name."""
    letters = [letter for letter in text.line(start) if letter.isalpha()]
    return len(letters) >= 20 and sum(map(str.isupper, letters)) > 0.6 * len(letters)
