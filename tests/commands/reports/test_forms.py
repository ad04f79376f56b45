from typing import Any

import pytest
from discord import ui

import locales
from commands.ids import LONGEST
from commands.reports.forms import LONGEST_TITLE, ReportForm, SettlingForm
from storage.catalogue import Catalogue

LANGUAGES = ("fr", "en")


def forms(language: str) -> list[ui.Modal]:
    words = locales.reader(language)
    return [ReportForm("organisations", "france-travail", words), SettlingForm("12", "kept", words)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_form_fits_and_is_not_cut(language: str) -> None:
    for form in forms(language):
        (label,) = form.children
        assert isinstance(label, ui.Label)
        assert 1 <= len(form.title) <= LONGEST_TITLE
        assert 1 <= len(label.text) <= 45
        assert 1 <= len(label.description or "") <= 100
        assert [text for text in (form.title, label.text, label.description or "") if "…" in text] == []


async def test_a_form_says_what_it_is_about_and_is_not_kept_in_memory() -> None:
    assert [(form.custom_id, form.is_finished()) for form in forms("fr")] == [
        ("reported~organisations~france-travail", True),
        ("settled~12~kept", True),
    ]


async def test_a_report_asks_not_to_speak_of_a_person() -> None:
    (label,) = ReportForm("trades", "ass", locales.reader("en")).children
    assert isinstance(label, ui.Label)
    field: Any = label.component
    assert (label.description, field.max_length, field.required) == (
        "Say nothing about a person you support.",
        1000,
        True,
    )


async def test_the_form_of_every_entry_names_it_whole(catalogue: Catalogue) -> None:
    shelves = ("organisations", "funding", "resources", "practices", "bridges", "trades", "glossary")
    words = locales.reader("fr")
    ids = [
        (ReportForm(shelf, slug, words).custom_id, f"reported~{shelf}~{slug}")
        for shelf in shelves
        for slug in catalogue.slugs(shelf)
    ]
    assert [made for made, expected in ids if made != expected or len(made) > LONGEST] == []
