"""Hearing where somebody lives and when they were born.

A date is heard as one of birth when a word says so, or when it stands bare (« Mme T., 23 août 1948 »); the dates of
laws, decisions and events are not.
"""

import re
from collections.abc import Iterator

from commands.legible import Legible, Spot

# --------------------------------------------------------------------------------------------------- addresses

_LINK = r"(?:(?:de|du|des|la|le|les|et|sur|au|aux|en|sous) |[dl]')"
_ALWAYS = (
    r"rue|avenue|av\.?|boulevard|bo?u?l?v?d|impasse|imp\.|place|pl\.|chemin|ch\.|allee|quai|lotissement|lot\."
    r"|residence|res\.|square|route|rte|passage|sentier|faubourg|fbg|hameau|lieu-dit|esplanade|promenade|montee|ruelle"
    r"|rond-point|traverse|venelle|parvis|chaussee"
)
# « 3 cours de français », « 1 place en foyer »: these need the capital of a name.
_SOMETIMES = r"cours|cite|villa|voie|cour|clos|mail|domaine|quartier|1 ?,? place"
_TOWN = r"(?:,? ?(?:-|\()? ?(?:F-)?\d{2} ?\d{3} (?-i:[A-Z])[\w'-]{1,30}(?:[ -](?-i:[A-Z])[\w'-]{1,30}){0,4}\)?)?"
_MORE = rf"(?:[ -]{_LINK}{{0,2}}(?-i:[A-Z]|\d)[\w'.-]{{0,29}}(?<![.'-])){{0,4}}"
_NAMED = (
    rf"{_LINK}{{0,3}}(?:\d{{1,2}}(?:er)? [a-z]{{3,9}}(?: \d{{4}})?(?![a-z])|[a-z][\w'-]{{1,29}}(?<![.'-]){_MORE})"
)
_CAPITALISED = rf"{_LINK}{{0,3}}(?-i:[A-Z])[\w'-]{{1,29}}{_MORE}"
_NUMBER = r"(?<![\w/.-])\d{1,4} ?(?:bis|ter|quater|[a-d](?= |,))? ?,? ?(?:de la |de l'|du )?"
_ADDRESS = re.compile(
    rf"{_NUMBER}(?:(?:{_ALWAYS}) {_NAMED}|(?:{_SOMETIMES}) {_CAPITALISED}){_TOWN}", re.IGNORECASE
)
_ONE_PLACE = re.compile(r"1 ?,? ?place (?!.{0,12}(?-i:[A-Z]))", re.IGNORECASE)
_ESTATE = re.compile(
    rf"(?<!\w)(?:residence|lotissement|hlm|immeuble|tour) {_CAPITALISED}"
    r",? (?:appartement|appart|appt|apt|batiment|bat\.?|logement|lot|porte|escalier|villa) ?(?:n ?[°o] ?)?(?:\d{1,4}|(?-i:[A-Z]))(?!\w)",
    re.IGNORECASE,
)


def addresses(text: Legible) -> Iterator[Spot]:
    """Postal addresses: a number in a street, with its town when it follows, or a flat in a named building."""
    for found in _ADDRESS.finditer(text.letters):
        if not _ONE_PLACE.match(found.group()):
            yield Spot("address", *found.span())
    for found in _ESTATE.finditer(text.letters):
        yield Spot("address", *found.span())


# ----------------------------------------------------------------------------------------------- dates of birth

_MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|(?:janv?|fevr?|avr|juil|sept?|oct|nov|dec)\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_DAY}(?P<sign> ?[/.-] ?)(?:0?[1-9]|1[0-2])(?P=sign)(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}|1er|premier) {_MONTH} (?:{_YEAR}))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_SPACED = re.compile(rf"(?<![\w/.-])(?:{_DAY} (?:0\d|1[0-2])|(?:{_DAY}|1er) {_MONTH}) (?:{_YEAR}|\d\d)(?!\w)", re.IGNORECASE)
_BORN = re.compile(r"(?<!\w)(?:né|née|nés|nées|nee|nees|n[ée]\(e\)|ne le|naissance|ddn|naquit|nais\.)(?!\w)[^.;\n]{0,40}$")
# A sentence that tells of a text or of an event gives its date.
_DATED = re.compile(
    r"(?<!\w)(?:loi|decret|arrete|ordonnance|circulaire|instruction|directive|reglement|convention|decision|arret"
    r"|jugement|cour de|avis|rapport|note|accord|code|charte|recommandation|avenant|jo|journal officiel|version|article"
    r"|reunion|journees?|colloque|webinaire|rencontre|rendez-vous|rdv|seminaire|conference|formation|session|stage"
    r"|inscri\w{0,10}|candidat\w{0,6}|limite|echeance|vigueur|publi\w{0,6}|mis(?:e)? a jour|maj|consulte\w{0,3}"
    r"|verifie\w{0,2}|aura lieu|assemblee|ag|comite|copil|appel a projets?|date :|agenda|programme)(?!\w)",
    re.IGNORECASE,
)
_NARRATED = re.compile(
    r"(?<!\w)(?:le|du|au|des|depuis|avant|apres|jusqu'au|d'ici|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) $",
    re.IGNORECASE,
)
_HOUR = re.compile(r",? ?(?:a |de |-)? ?\d{1,2} ?h", re.IGNORECASE)


def birth_dates(text: Legible) -> Iterator[Spot]:
    """Full dates of birth: day, month and year; never a year or a month alone."""
    for found in _DATE.finditer(text.letters):
        if _is_dotted_version(found.group()):
            continue
        if _is_born(text, found) or not _is_dated(text, found):
            yield Spot("birth-date", *found.span())
    for found in _SPACED.finditer(text.letters):
        if _is_born(text, found):
            yield Spot("birth-date", *found.span())


def _is_born(text: Legible, found: re.Match[str]) -> bool:
    return bool(_BORN.search(text.typed_before(found.start())))


def _is_dated(text: Legible, found: re.Match[str]) -> bool:
    """True when the sentence narrates the date, or is about a text or an event."""
    before, after = text.before(found.start(), 120), text.after(found.end(), 60)
    sentence = re.split(r"[;!?]|\. ", before)[-1] + " / " + re.split(r"[;!?]|\. ", after)[0]
    return bool(_NARRATED.search(before) or _HOUR.match(after) or _DATED.search(sentence))


def _is_dotted_version(date: str) -> bool:
    """« 1.2.10 » is a version or a paragraph; « 05.11.1990 » is a date."""
    return "." in date and date[0].isdigit() and bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d\d", date)) and len(date) < 8
