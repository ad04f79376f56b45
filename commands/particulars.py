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
    r"rue|avenue|av\.?|boulevard|bd|bld|blvd|impasse|imp\.|place|pl\.|chemin|ch\.|allee|quai|lotissement|lot\."
    r"|residence|res\.|square|route|rte|passage|sentier|faubourg|fbg|hameau|lieu-dit|esplanade|promenade|montee|ruelle"
    r"|rond-point|traverse|venelle|parvis|chaussee"
)
# « 3 cours de français », « 1 place en foyer »: these need the capital of a name.
_SOMETIMES = r"cours|cite|villa|voie|cour|clos|mail|domaine|quartier|1 ?,? place"
_TOWN = (
    r"(?:,? ?(?:-|\()? ?(?:F-)?\d{2} ?\d{3} (?-i:[A-Z])[\w'-]{1,30}(?:[ -](?-i:[A-Z])[\w'-]{1,30}){0,4}\)?)?"
)
_MORE = rf"(?:[ -]{_LINK}{{0,2}}(?-i:[A-Z]|\d)[\w'.-]{{0,29}}(?<![.'-])){{0,4}}"
# « 12 rue est… », « 3 avenue pour… »: the sentence goes on without a name.
_NO_STREET = (
    r"(?:est|sont|a|ont|ou|qui|que|pour|par|plus|dans|avec|sans|pas|chez|voisine?|disponibles?|libres?)(?!\w)"
)
_NAMED = (
    rf"{_LINK}{{0,3}}(?:\d{{1,2}}(?:er)? [a-z]{{3,9}}(?: \d{{4}})?(?![a-z])"
    rf"|(?!{_NO_STREET})[a-z][\w'-]{{1,29}}(?<![.'-]){_MORE})"
)
_CAPITALISED = rf"{_LINK}{{0,3}}(?-i:[A-Z])[\w'-]{{1,29}}{_MORE}"
_NUMBER = r"(?<![\w/.-])\d{1,4} ?(?:bis|ter|quater|[a-d](?= |,))? ?,? ?(?:de la |de l'|du )?"
_ADDRESS = re.compile(
    rf"{_NUMBER}(?:(?:{_ALWAYS}) {_NAMED}|(?:{_SOMETIMES}) {_CAPITALISED}){_TOWN}", re.IGNORECASE
)
_ONE_PLACE = re.compile(r"1 ?,? ?place (?!.{0,12}(?-i:[A-Z]))", re.IGNORECASE)
_ESTATE = re.compile(
    rf"(?<!\w)(?:residence|lotissement|hlm|immeuble|tour) {_CAPITALISED}"
    r",? (?:appartement|appart|appt|apt|batiment|bat\.?|logement|lot|porte|escalier|villa)"
    r" ?(?:n ?[°o] ?)?(?:\d{1,4}|(?-i:[A-Z]))(?!\w)",
    re.IGNORECASE,
)


_MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|(?:janv?|fevr?|avr|juil|sept?|oct|nov|dec)\.?)"
)
# « le 6 juin 2026 place de la Mairie »: that number is a year.
_YEAR_OF_DATE = re.compile(rf"(?<!\w){_MONTH} $", re.IGNORECASE)


def addresses(text: Legible) -> Iterator[Spot]:
    """Postal addresses: a number in a street, with its town when it follows, or a flat in a named building."""
    for found in _ADDRESS.finditer(text.letters):
        year = re.match(r"20\d\d ", found.group()) and _YEAR_OF_DATE.search(text.before(found.start(), 12))
        if not (year or _ONE_PLACE.match(found.group())):
            yield Spot("address", *found.span())
    for found in _ESTATE.finditer(text.letters):
        yield Spot("address", *found.span())


# ----------------------------------------------------------------------------------------------- dates of birth

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_DAY}(?P<sign> ?[/.-] ?)(?:0?[1-9]|1[0-2])(?P=sign)(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}|1er|premier) {_MONTH} (?:{_YEAR}))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_SPACED = re.compile(
    rf"(?<![\w/.-])(?:{_DAY} (?:0\d|1[0-2])|(?:{_DAY}|1er) {_MONTH}) (?:{_YEAR}|\d\d)(?!\w)", re.IGNORECASE
)
_BORN = re.compile(
    r"(?<!\w)(?:née?s?|nee?s|nee|n[ée]\(e\)|ne le|ne a|naissance|ddn|naquit|nais\.|(?:il|elle|qui) est du)(?!\w)"
    r"[^.;\n]{0,40}$",
    re.IGNORECASE,
)
# A sentence that tells of a text gives its date after it; one that tells of an event, anywhere.
_TEXT_OF = re.compile(
    r"(?<!\w)(?:loi|decret|arrete|ordonnance|circulaire|instruction|directive|reglement|convention|decision|arret"
    r"|jugement|cour de|avis|rapport|note|accord|code|charte|recommandation|avenant|jo|journal officiel|version|article"
    r"|date)(?!\w)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?<!\w)(?:reunions?|journees?|colloques?|webinaires?|rencontres?|rendez-vous|rdv|seminaires?|conferences?|formations?"
    r"|sessions?|inscriptions?|inscrire|candidatures?|limite|echeance|vigueur|publiee?|publication|mise? a jour|maj"
    r"|consultee?|verifiee?|aura lieu|assemblee|ag|comite|copil|appel a projets?|agenda|programme|prochaine?|cloture"
    r"|ouverture)(?!\w)",
    re.IGNORECASE,
)
_NARRATED = re.compile(
    r"(?<!\w)(?:le|du|au|des|depuis|avant|apres|jusqu'au|d'ici|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) $",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[;!?]|\. ")
# « 12 mars 2026 à 9 h », « 28 juillet 2017, n° 400536 »: an appointment, a decision.
_HOUR_OR_NUMBER = re.compile(r",? ?(?:a |de |-)? ?\d{1,2} ?h|,? ?\(?n ?[°o]s? ?\d", re.IGNORECASE)


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
    return bool(_BORN.search(text.accented_before(found.start())))


def _is_dated(text: Legible, found: re.Match[str]) -> bool:
    """True when the sentence narrates the date, or is about a text or an event."""
    before, after = text.before(found.start(), 120), text.after(found.end(), 60)
    begins, goes_on = _SENTENCE.split(before)[-1], _SENTENCE.split(after)[0]
    told = _NARRATED.search(before) or _HOUR_OR_NUMBER.match(after) or _TEXT_OF.search(begins)
    return bool(told or _EVENT.search(f"{begins} / {goes_on}"))


def _is_dotted_version(date: str) -> bool:
    """« 1.2.10 » is a version or a paragraph; « 05.11.1990 » is a date."""
    return (
        "." in date
        and date[0].isdigit()
        and bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d\d", date))
        and len(date) < 8
    )
