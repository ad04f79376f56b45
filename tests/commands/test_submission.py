from commands.submission import Submission, submission

FORM = {
    "custom_id": "asked~theme~33",
    "components": [
        {"type": 10, "content": "Aucun élément identifiant."},
        {"type": 18, "component": {"type": 4, "custom_id": "problem", "value": "  Un problème.\n"}},
        {"type": 18, "component": {"type": 3, "custom_id": "audience", "values": ["etudiants"]}},
        {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": None}]},
    ],
}


def test_a_form_is_read_field_by_field() -> None:
    assert submission(FORM) == Submission(
        "asked", ["theme", "33"], {"problem": "Un problème.", "old": ""}, {"audience": ["etudiants"]}
    )


def test_a_form_without_anything_is_read_too() -> None:
    assert [submission(None), submission({"custom_id": "asked"})] == [
        Submission("", []),
        Submission("asked", []),
    ]
