import pytest

from commands.channels.replies import proposal_form
from commands.form import Field, Form
from commands.keeping.replies import form as keeping_form
from commands.planning import typing_form
from commands.reading import Reader
from commands.ui import draw_form


def forms(reader: Reader) -> list[Form]:
    words = reader.words
    return [proposal_form(words), keeping_form(10**18, words), typing_form("f" * 64, "oal", words)]


def test_every_form_is_drawn_within_the_limits_of_discord(french: Reader, english: Reader) -> None:
    for reader in (french, english):
        for form in forms(reader):
            drawn = draw_form(form).to_dict()
            assert (drawn["custom_id"], len(drawn["title"]) <= 45) == (form.id, True)
            assert [
                row for row in drawn["components"] if len(row["label"]) > 45 or len(row.get("description") or "") > 100
            ] == []  # fmt: skip


@pytest.mark.parametrize(("least", "required"), [(0, False), (3, True)])
def test_a_field_is_asked_as_its_value_says(least: int, required: bool) -> None:
    field = Field("what", "Quoi ?", "Dites-le.", most=50, least=least, long=True, value="Déjà")
    (row,) = draw_form(Form("said~1", "Un titre", (field,))).to_dict()["components"]
    component = row["component"]
    assert (row["label"], row["description"]) == ("Quoi ?", "Dites-le.")
    assert [component.get(name) for name in ("custom_id", "style", "required", "max_length", "value")] == [
        "what", 2, required, 50, "Déjà",
    ]  # fmt: skip
