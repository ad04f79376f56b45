import pytest

from digests.sources.columns import Columns, entry_of

COLUMNS = Columns(title="nom", url="lien.adresse")


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"nom": "Sans adresse"},
        {"nom": "Adresse qui n’en est pas une", "lien": {"adresse": "javascript:alert(1)"}},
        {"nom": "JSON coupé", "lien": '{"adresse": "https://exem'},
        {"nom": "Liste trop courte", "lien": []},
        {"nom": None, "lien": {"adresse": "https://exemple.fr"}},
    ],
)
def test_a_row_without_a_title_or_an_address_is_passed_over(row: dict[str, object]) -> None:
    assert entry_of(row, COLUMNS) is None


def test_a_column_whose_name_holds_a_dot_is_found() -> None:
    entry = entry_of({"nom": "Titre", "lien.adresse": "https://exemple.fr/1"}, COLUMNS)
    assert entry is not None
    assert entry.url == "https://exemple.fr/1"
