"""Questions people would ask of the generated directory, each made from one entry that answers it.

Every group is a function from an entry to a question, or to None when that entry does not lend itself to it.
"""

from collections.abc import Callable
from random import Random

from tests.benchmarks.entries import Directory, Entry
from tests.benchmarks.judge import LINKING, Question, plain_words, significant
from tests.benchmarks.mistakes import Typist

Maker = Callable[[Entry, Random, Typist], Question | None]


def lookups(directory: Directory, count: int, seed: int = 7) -> list[Question]:
    """``count`` look-up questions, the same number of each group, shuffled."""
    return _questions(LOOKUPS, directory, count, seed)


def completions(directory: Directory, count: int, seed: int = 11) -> list[Question]:
    """``count`` texts being typed in an option, the same number of each group, shuffled."""
    return _questions(COMPLETIONS, directory, count, seed)


def _questions(makers: dict[str, Maker], directory: Directory, count: int, seed: int) -> list[Question]:
    chance = Random(seed)
    typist = Typist(directory.words(), chance)
    made: list[Question] = []
    for rank, maker in enumerate(makers.values()):
        wanted = count * (rank + 1) // len(makers)
        while len(made) < wanted:
            question = maker(directory.entry(chance.randrange(directory.count)), chance, typist)
            if question is not None:
                made.append(question)
    chance.shuffle(made)
    return made


def one_word(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """A surname, a commune, initials or a house: whatever single word comes to mind."""
    known = [_patron(entry)] * 5 + [entry.commune.name, entry.kind.initials]
    word = chance.choice(known)
    return _asked("one word", entry, [word], chance) if len(significant([word])) == 1 else None


def two_words(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """The name and the place, or the kind and one of them."""
    kind = _said_kind(entry, chance)
    pairs = [_patron(entry), entry.commune.name], [kind, _patron(entry)], [kind, entry.commune.name]
    parts = chance.choice(pairs)
    return _asked("two words", entry, parts, chance) if len(significant(parts)) == 2 else None


def three_or_four_words(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """Kind, name and place together."""
    parts = [_said_kind(entry, chance), _patron(entry), entry.commune.name]
    return _asked("three or four words", entry, parts, chance) if len(significant(parts)) in (3, 4) else None


def cut_word(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """The last word is only begun."""
    before = chance.choice(([], [_said_kind(entry, chance)], [_patron(entry)]))
    last = entry.commune.name if before == [_patron(entry)] else _patron(entry)
    return _begun("prefixes", entry, before, last, chance.uniform(0.5, 0.9))


def acronym(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """The entry's own acronym, in any case, sometimes dotted, sometimes with the place."""
    if not entry.acronym:
        return None
    parts = chance.choice(([entry.acronym], [entry.acronym, entry.commune.name]))
    words = significant(parts)
    style = chance.random()
    if style < 0.1:
        parts[0] = ".".join(parts[0]) + "."
    typed = " ".join(parts)
    return Question("acronyms", typed if style < 0.5 else typed.lower(), entry.slug, words)


def one_mistake(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """One slip in one word."""
    return _mistyped("one mistake", entry, 1, chance, typist)


def two_mistakes(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """Two slips in one long word."""
    return _mistyped("two mistakes", entry, 2, chance, typist)


def careless(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """No accents, capitals, odd apostrophes, missing hyphens."""
    parts = [entry.kind.label, chance.choice((_patron(entry), entry.commune.name))]
    text = " ".join(parts)
    if len(parts[0]) > 40 or not any(letter in text for letter in "éèêàçôœÉ'"):
        return None
    return Question("accents and case", _carelessly(text, chance), entry.slug, significant(parts))


def frequent(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """Words of ten thousand entries, kept bearable by a territory, a theme or both."""
    words = [word for word in significant([entry.title, entry.kind.label]) if word in FREQUENT]
    if not words or not _local(entry):
        return None
    words = chance.sample(words, min(len(words), chance.choice((1, 1, 2))))
    levels, filters = chance.choice(((True, False), (False, True), (True, True)))
    return Question(
        "very frequent words",
        " ".join(words),
        entry.slug,
        tuple(words),
        levels=_levels(entry) if levels else (),
        filters=_theme(entry) if filters else (),
    )


def topic(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """A subject told in the description, anywhere, in a commune or in a département."""
    said = chance.choice(entry.topics)
    if set(significant([said])) - set(significant([entry.description])):
        return None
    near = chance.choice(("", "commune", "departement"))
    if near == "departement" and not _local(entry):
        return None
    parts = [said, entry.commune.name] if near == "commune" else [said]
    levels = _levels(entry) if near == "departement" else ()
    return Question(
        "topics", " ".join(parts).lower(), entry.slug, significant(parts), anywhere=True, levels=levels
    )


def near_here(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """A kind, a name or both, in a département."""
    kind, patron = _said_kind(entry, chance), _patron(entry)
    parts = chance.choice(([kind], [patron], [kind, patron]))
    return _asked("territory filter", entry, parts, chance, levels=_levels(entry)) if _local(entry) else None


def on_theme(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """A kind, a name or a place, under a theme and sometimes a public."""
    parts = [chance.choice((_said_kind(entry, chance), _patron(entry), entry.commune.name))]
    filters = _theme(entry)
    if chance.random() < 0.3:
        filters = (*filters, f"audience:{chance.choice(entry.audiences)}")
    return _asked("theme filter", entry, parts, chance, filters=filters)


def first_letters(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """Two to four letters of a kind, a name or a place."""
    word = plain_words(chance.choice((_patron(entry), entry.commune.name, _said_kind(entry, chance))))[-1]
    typed = word[: chance.choice((2, 3, 3, 4))]
    return Question("first letters", typed, entry.slug, (), beginning=typed, typing=True)


def growing_name(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """The full name, stopped somewhere."""
    typed = entry.title[: chance.randrange(5, len(entry.title) + 1)]
    *whole, last = plain_words(typed)
    if not typed[-1].isalnum() or last in LINKING:
        return None
    return Question("growing name", typed, entry.slug, significant(whole), beginning=last, typing=True)


def name_then_place(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """The name, then the first letters of the place."""
    return _begun("name then place", entry, [_patron(entry)], entry.commune.name, chance.uniform(0.3, 0.8))


def begun_acronym(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """An acronym but for its last letter."""
    typed = entry.acronym[:-1].lower()
    return Question("begun acronym", typed, entry.slug, (), beginning=typed, typing=True) if typed else None


def slip_while_typing(entry: Entry, chance: Random, typist: Typist) -> Question | None:
    """A name mistyped, then the first letters of the place."""
    name = plain_words(_patron(entry))[-1]
    typed = typist.mistyped(name, 1)
    place = plain_words(entry.commune.name)[0]
    if typed is None or len(place) < 4:
        return None
    begun = place[: chance.randrange(3, len(place))]
    return Question("mistake", f"{typed} {begun}", entry.slug, (name,), beginning=begun, typing=True)


LOOKUPS: dict[str, Maker] = {
    "one word": one_word,
    "two words": two_words,
    "three or four words": three_or_four_words,
    "prefixes": cut_word,
    "acronyms": acronym,
    "one mistake": one_mistake,
    "two mistakes": two_mistakes,
    "accents and case": careless,
    "very frequent words": frequent,
    "topics": topic,
    "territory filter": near_here,
    "theme filter": on_theme,
}
COMPLETIONS: dict[str, Maker] = {
    "first letters": first_letters,
    "growing name": growing_name,
    "name then place": name_then_place,
    "begun acronym": begun_acronym,
    "mistake": slip_while_typing,
}
FREQUENT = frozenset(
    "accompagnement accueil action association centre domicile enfants etablissement familles formation foyer"
    " hebergement insertion maison residence service social sociale soins travail vie".split()
)


def _asked(
    group: str,
    entry: Entry,
    parts: list[str],
    chance: Random,
    *,
    levels: tuple[tuple[str, ...], ...] = (),
    filters: tuple[str, ...] = (),
) -> Question | None:
    if not all(parts):
        return None
    typed = " ".join(parts)
    text = typed if chance.random() < 0.3 else typed.lower()
    return Question(group, text, entry.slug, significant(parts), levels=levels, filters=filters)


def _begun(group: str, entry: Entry, before: list[str], last: str, share: float) -> Question | None:
    word = plain_words(last)[0]
    begun = word[: max(3, round(len(word) * share))]
    if begun == word or not all(before):
        return None
    text = " ".join([*before, begun])
    return Question(group, text.lower(), entry.slug, significant(before), beginning=begun, typing=True)


def _mistyped(group: str, entry: Entry, slips: int, chance: Random, typist: Typist) -> Question | None:
    parts = chance.choice(([], [_said_kind(entry, chance)], [entry.commune.name]))
    words = list(significant([*parts, _patron(entry)]))
    place = chance.randrange(len(words))
    typed = typist.mistyped(words[place], slips)
    if typed is None:
        return None
    text = " ".join([*words[:place], typed, *words[place + 1 :]])
    return Question(group, text, entry.slug, tuple(words))


def _carelessly(text: str, chance: Random) -> str:
    flat = text.replace("'", chance.choice((" ", "’", "' ", "'"))).replace("-", chance.choice((" ", "-")))
    style = chance.random()
    if style < 0.3:
        return flat.upper()
    if style < 0.4:
        return flat.lower()
    words = "".join(chance.choice((" ", "'")) if letter in " '’" else letter for letter in flat)
    return " ".join(plain_words(words)) if style < 0.8 else " ".join(plain_words(flat)).upper()


def _patron(entry: Entry) -> str:
    return entry.patron.split()[-1]


def _said_kind(entry: Entry, chance: Random) -> str:
    """Initials when there are, or one strong word of the label."""
    if entry.kind.initials and chance.random() < 0.6:
        return entry.kind.initials
    strong = [word for word in significant([entry.kind.label]) if len(word) >= 5]
    return chance.choice(strong)


def _local(entry: Entry) -> bool:
    return entry.territory == entry.commune.departement


def _levels(entry: Entry) -> tuple[tuple[str, ...], ...]:
    return (entry.commune.departement,), (entry.commune.region,), ("national",)


def _theme(entry: Entry) -> tuple[str, ...]:
    return (f"theme:{entry.themes[0]}",)
