from typing import Any

import pytest
from discord import ui

import locales
from commands.exchange.forms import LONGEST_LABEL, QuestionForm
from commands.exchange.lookup import LONGEST, TEXTS, Asking, packed
from commands.exchange.replies import before_writing
from commands.ids import LONGEST as LONGEST_ID
from storage.catalogue import Catalogue
from storage.questions import Subject

LANGUAGES = ("fr", "en")
LONG = Asking("é" * 2000, "é" * 2000, "é" * 2000, "é" * 2000, Subject("cesf", "handicap", "D33"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asking", [Asking(), LONG], ids=["empty", "long"])
async def test_the_form_fits_and_none_of_its_own_words_is_cut(language: str, asking: Asking) -> None:
    form = QuestionForm(asking, "", locales.reader(language), 123456)
    reminder, *labels = form.children
    assert isinstance(reminder, ui.TextDisplay)
    assert len(form.children) == 5
    assert 1 <= len(form.title) <= LONGEST_LABEL
    for label, name in zip(labels, TEXTS, strict=True):
        assert isinstance(label, ui.Label)
        field: Any = label.component
        assert (field.custom_id, field.max_length) == (name, LONGEST[name])
        assert len(field.default or "") <= LONGEST[name]
        assert 1 <= len(label.text) <= LONGEST_LABEL
        assert 1 <= len(label.description or "") <= 100
        assert "…" not in f"{form.title}{label.text}{label.description}"


async def test_the_form_says_what_it_is_about_and_is_not_kept_in_memory() -> None:
    form = QuestionForm(LONG, "", locales.reader("fr"), 7)
    theme, trade, territory = packed(LONG.subject)
    assert (form.custom_id, form.is_finished()) == (f"asked~{theme}~{trade}~{territory}~7", True)
    assert len(form.custom_id) <= LONGEST_ID


async def test_what_one_is_looking_for_and_the_difficulty_are_required() -> None:
    form = QuestionForm(Asking(), "", locales.reader("en"))
    fields: list[Any] = [label.component for label in form.children if isinstance(label, ui.Label)]
    assert [field.custom_id for field in fields if field.required] == ["sought", "problem"]


def test_the_form_tells_what_was_understood_and_what_was_not(catalogue: Catalogue) -> None:
    words = locales.reader("en")
    assert before_writing(catalogue, LONG.subject, ["*zorglub*"], words).splitlines() == [
        "theme: Handicap et société inclusive · trade: Conseiller en économie sociale familiale · territory: Gironde",
        "Its title is also announced in the other space, the theme's or the territory's.",
        "Not recognised, so left out: « \\*zorglub\\* ».",
    ]
    assert before_writing(catalogue, Subject(), (), words) == ""
