import re
from datetime import date
from functools import cache
from importlib import resources
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales import reader, typeset
from tests.project.messages import sentences


@cache
def french() -> Catalog:
    with (resources.files("locales") / "fr.po").open("rb") as file:
        return read_po(file, locale="fr")


def messages() -> list[Message]:
    return [message for message in french() if message.id]


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_code_has_its_french_and_no_french_is_left_over() -> None:
    translated = {ids(message)[0] for message in messages()}
    assert (set(sentences()) - translated, translated - set(sentences())) == (set(), set())


def test_every_plural_of_the_code_has_both_french_forms() -> None:
    said = {one: many for one, many in sentences().items() if many is not None}
    written = {ids(message)[0]: ids(message)[1] for message in messages() if len(ids(message)) == 2}
    assert written == said


def test_no_french_sentence_is_empty_or_uncertain() -> None:
    unfinished = [message.id for message in messages() if message.fuzzy or not all(strings(message))]
    assert unfinished == []


def test_a_translation_holds_the_same_values_as_its_sentence() -> None:
    different = {
        string: placeholders(string) ^ placeholders(ids(message)[-1])
        for message in messages()
        for string in strings(message)
        if placeholders(string) != placeholders(ids(message)[-1])
    }
    # « un résultat » need not show its number; nothing else may be lost.
    assert {string: gap for string, gap in different.items() if gap != {"n"}} == {}


def test_the_french_is_set_as_a_printer_would() -> None:
    badly_set = [string for message in messages() for string in strings(message) if _unset(string)]
    assert badly_set == []


def _unset(string: str) -> bool:
    """Quoted code and Discord's own marks are no French."""
    prose = re.sub(r"`[^`]*`|<[^>]*>|https?://\S+", "", string)
    return typeset(prose) != prose or '"' in prose or "..." in prose


@pytest.mark.parametrize("locale", ["fr", "de", "es-ES", "pt-BR", "", "ja"])
def test_everybody_but_english_readers_reads_french(locale: str) -> None:
    assert reader(locale).language == "fr"


@pytest.mark.parametrize("locale", ["en", "en-GB", "en-US", "EN-us"])
def test_english_readers_read_english(locale: str) -> None:
    assert reader(locale).language == "en"


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert reader("fr")("Nobody ever wrote {this}.", this="that") == "Nobody ever wrote that."


def test_french_dates_and_lists_are_written_in_words() -> None:
    words = reader("fr")
    said = words.date(date(2026, 11, 25)), words.list(["a", "b", "c"]), words.list("ab", either=True)
    assert said == ("25 novembre 2026", "a, b et c", "a ou b")


def test_months_are_written_in_words() -> None:
    day = date(2026, 11, 25)
    assert (reader("fr").month(day), reader("en").month(day)) == ("novembre 2026", "November 2026")


def test_english_dates_and_lists_are_written_in_words() -> None:
    words = reader("en-GB")
    assert (words.date(date(2026, 11, 25)), words.list(["a", "b"])) == ("November 25, 2026", "a and b")


def test_zero_is_singular_in_french_and_plural_in_english() -> None:
    one, many = "closes in {n} day, on {day}", "closes in {n} days, on {day}"
    french_words, english = reader("fr"), reader("en")
    assert [french_words.plural(one, many, n, day="lundi") for n in (0, 1, 2)] == [
        "clôture dans 0 jour, le lundi",
        "clôture dans 1 jour, le lundi",
        "clôture dans 2 jours, le lundi",
    ]
    assert [english.plural(one, many, n, day="Monday") for n in (0, 1, 2)] == [
        "closes in 0 days, on Monday",
        "closes in 1 day, on Monday",
        "closes in 2 days, on Monday",
    ]
