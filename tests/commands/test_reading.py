from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.schema import Organisation
from tests.builders import organisation


def made(**changes: Any) -> Organisation:
    return Organisation.model_validate(organisation("le-relais", **changes))


@pytest.mark.parametrize(
    ("sources", "origin", "said"),
    [
        (["003:12-15"], "seeds", "founding documents: livre blanc du travail social (2023)"),
        (["003:12"], "mixte", "founding documents: livre blanc du travail social (2023), completed"),
        (
            ["003:1", "001:4", "003:9"],
            "seeds",
            "founding documents: livre blanc du travail social (2023) and lettre de mission INTS (27 mars 2024)",
        ),
        (["https://www.exemple.fr/a", "https://autre.fr/"], "web", "public pages: exemple.fr and autre.fr"),
        ([], "general-knowledge", "general knowledge, to be confirmed"),
    ],
)
def test_the_source_is_said_in_words_never_by_a_file_number(
    english: Reader, sources: list[str], origin: str, said: str
) -> None:
    assert english.source(made(sources=sources, source=origin)) == said


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["003:12"], "founding documents"),
        (["https://exemple.fr/"], "public pages"),
        ([], "general knowledge"),
    ],
)
def test_a_list_says_the_sort_of_source(english: Reader, sources: list[str], said: str) -> None:
    assert english.origin(made(sources=sources)) == said
    assert english.checked(made(sources=sources)) == f"{said}, to be verified"


@pytest.mark.parametrize(
    ("verified_on", "months", "old"),
    [
        (date(2025, 11, 25), 12, False),
        (date(2025, 11, 24), 12, True),
        (date(2026, 11, 25), 12, False),
        (date(2026, 10, 24), 1, True),
        (date(2024, 12, 1), 24, False),
        (None, 12, True),
    ],
)
def test_an_entry_is_old_once_its_months_have_passed(
    english: Reader, verified_on: date | None, months: int, old: bool
) -> None:
    assert replace(english, months_before_stale=months).is_old(made(verified_on=verified_on)) is old


def test_the_small_print_holds_source_and_check(french: Reader) -> None:
    entry = made(sources=["003:12"], verified_on=date(2026, 3, 25))
    assert french.provenance(entry) == (
        "Source\u00a0: documents fondateurs\u00a0: livre blanc du travail social (2023) · vérifié le 25 mars 2026"
    )


def test_channels_are_mentioned_where_they_exist_and_named_elsewhere(
    catalogue: Catalogue, french: Reader
) -> None:
    channel = catalogue.themes["handicap"].channel
    here = replace(french, channel=lambda name: f"<#{len(name)}>" if name == channel else None)
    assert here.spaces(catalogue, ["handicap", "inconnu"]) == [f"<#{len(channel)}>"]
    assert french.spaces(catalogue, ["handicap"]) == [f"« {catalogue.themes['handicap'].label} »"]
