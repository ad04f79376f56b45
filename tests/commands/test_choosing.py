import pytest

import locales
from commands import choosing
from commands.answer import Question
from commands.choosing import MOST_CHOICES
from commands.faces import offer
from storage.catalogue import Catalogue

FRENCH = locales.reader("fr")
TYPED = ["", "e", "es", "educ", "handicap", "saint", "zorglub", "2A", "a" * 150, "@everyone", "l’", "  "]


def offers(catalogue: Catalogue, typed: str) -> dict[str, choosing.Pairs]:
    """What every option of every command offers for what is typed."""
    shelves = ("organisations", "funding", "resources", "practices", "glossary")
    named = {shelf: choosing.names(catalogue, (shelf,), typed) for shelf in shelves}
    return named | {
        "territories": choosing.territories(catalogue, typed),
        "trades": choosing.trades(catalogue, typed),
        "ends": choosing.ends(catalogue, typed),
        "themes": choosing.themes(catalogue, typed),
        "audiences": choosing.audiences(catalogue, typed),
        "situations": choosing.circumstances(catalogue, "situation", typed),
        "objectives": choosing.circumstances(catalogue, "objective", typed),
        "organisation kinds": choosing.organisation_kinds(FRENCH, typed),
        "resource kinds": choosing.resource_kinds(FRENCH, typed),
        "years": choosing.years(catalogue, typed),
    }


@pytest.mark.parametrize("typed", TYPED)
def test_discord_can_show_what_is_offered(catalogue: Catalogue, typed: str) -> None:
    for option, pairs in offers(catalogue, typed).items():
        choices = offer(typed, pairs)
        assert len(choices) <= MOST_CHOICES, option
        assert [each for each in choices if not 1 <= len(each.name) <= 100] == [], option
        assert [each for each in choices if not 1 <= len(str(each.value)) <= 100] == [], option
        assert len({each.value for each in choices}) == len(choices), option


@pytest.mark.parametrize("typed", [typed for typed in TYPED if typed.strip()])
def test_the_typed_text_is_always_among_the_choices(catalogue: Catalogue, typed: str) -> None:
    for option, pairs in offers(catalogue, typed).items():
        texts = [text for each in offer(typed, pairs) for text in (each.name, each.value)]
        assert typed.strip()[:100] in texts, option


def test_a_long_label_is_cut_on_a_word() -> None:
    (_, choice) = offer("x", [("Circulaire interministérielle " * 5, "valeur")])
    assert (choice.name, choice.value) == (" ".join(["Circulaire interministérielle"] * 3) + "…", "valeur")


def test_a_value_too_long_for_discord_is_not_offered_cut() -> None:
    assert offer("", [("Court", "v" * 101)]) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [("33", "Gironde"), ("2a", "Corse-du-Sud"), ("gir", "Gironde"), ("paca", "Provence-Alpes-Côte d'Azur")],
)
def test_places_are_found_by_name_number_and_nickname(catalogue: Catalogue, typed: str, first: str) -> None:
    assert next(label for label, _ in choosing.territories(catalogue, typed)) == first


def test_trades_begin_with_the_state_diplomas(catalogue: Catalogue) -> None:
    kinds = {catalogue.trades[slug].name: catalogue.trades[slug].kind for slug in catalogue.trades}
    assert {kinds[name] for name, _ in choosing.trades(catalogue, "")} == {"diplome-etat"}
    assert [name for name, _ in choosing.trades(catalogue, "educ") if kinds[name] == "categorie"] == []


def test_the_ends_of_a_bridge_are_short_enough_to_be_remembered(catalogue: Catalogue) -> None:
    ends = [value for trade in catalogue.trades.values() for _, value in choosing.ends(catalogue, trade.name)]
    assert max(len(value) for value in ends) <= 40


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("protection de l’enf", "protection-enfance"),
        ("handicapé", "handicap"),
        ("personnes agees", "grand-age"),
    ],
)
def test_themes_are_found_by_label_and_synonym(catalogue: Catalogue, typed: str, slug: str) -> None:
    assert slug in [value for _, value in choosing.themes(catalogue, typed)]


def test_years_are_the_latest_first(catalogue: Catalogue) -> None:
    years = [value for _, value in choosing.years(catalogue, "20")]
    assert years == sorted(years, reverse=True)
    assert {year[:2] for year in years} == {"20"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"text": " mecs ", "territory": "33 "}, Question("mecs", territory="33")),
        ({"text": "mecs", "theme": "handicap"}, Question("mecs", theme="handicap")),
        ({"text": "mecs", "theme": "Handicap et société inclusive"}, Question("mecs", theme="handicap")),
        ({"text": "mecs", "theme": "zorglub"}, Question("mecs zorglub")),
        (
            {"text": "rapport", "year": "2023", "kind": "guide"},
            Question("rapport", year="2023", kind="guide"),
        ),
        ({"text": "rapport", "kind": "Guide"}, Question("rapport", kind="guide")),
        ({"text": "x", "year": "1812"}, Question("x 1812")),
        ({"text": None, "situation": "étudiant"}, Question(situation="etudiant")),
        ({"situation": "astronaute", "objective": "lune"}, Question("astronaute lune")),
        ({"text": "   "}, Question()),
    ],
)
def test_what_is_typed_in_options_is_read_and_never_lost(
    catalogue: Catalogue, typed: dict[str, str | None], expected: Question
) -> None:
    assert choosing.question(catalogue, FRENCH, **typed) == expected


def test_english_words_choose_kinds_for_english_readers(catalogue: Catalogue) -> None:
    english = locales.reader("en-US")
    assert choosing.question(catalogue, english, text="x", kind="Tool") == Question("x", kind="outil")
    assert [slug for _, slug in choosing.organisation_kinds(english, "trade uni")] == ["syndicat"]
