from typing import Any

import pytest

from sandbox.plain import form_text, message_text, text_of

NAMES = {"1": "Nadia", "2": "accueil", "3": "CESF"}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## Un titre\n-# une note", "Un titre\nune note"),
        ("**gras**, *penché*, __souligné__, ~~barré~~, `code`", "gras, penché, souligné, barré, code"),
        ("[le site](<https://exemple.fr>)", "le site (https://exemple.fr)"),
        (r"\*pas penché\* et \[pas un lien\](x)", "*pas penché* et [pas un lien](x)"),
        ("<@1> dans <#2> pour <@&3> et <@9>", "@Nadia dans #accueil pour @CESF et @9"),
        ("</annuaire:42> le <t:1764072000:D>", "/annuaire le 25/11/2025"),
        ("a_b_c et 2 * 3 * 4", "a_b_c et 2 * 3 * 4"),
    ],
)
def test_markdown_loses_its_marks_and_nothing_else(markdown: str, text: str) -> None:
    assert text_of(markdown, NAMES) == text


def test_a_message_is_read_from_top_to_bottom() -> None:
    link = {"type": 2, "style": 5, "label": "Site", "url": "https://exemple.fr"}
    components: list[dict[str, Any]] = [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": "## ASE"},
                {"type": 14},
                {"type": 9, "components": [{"type": 10, "content": "Aide sociale"}], "accessory": link},
                {
                    "type": 12,
                    "items": [{"media": {"url": "https://exemple.fr/a.png"}, "description": "Une carte"}],
                },
                {"type": 13, "file": {"url": "https://exemple.fr/b.json"}, "name": "b.json", "size": 2},
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": "Page 1", "custom_id": "p", "disabled": True},
                {"type": 2, "style": 2, "label": "Page 2", "custom_id": "q"},
                {
                    "type": 3,
                    "custom_id": "m",
                    "placeholder": "Ouvrir",
                    "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
                },
            ],
        },
    ]
    assert message_text("", components, NAMES).splitlines() == [
        "ASE",
        "────────",
        "Aide sociale",
        "[Site → https://exemple.fr]",
        "[Une carte]",
        "[b.json]",
        "(Page 1)  [Page 2]  [Ouvrir : A · B]",
    ]


def test_a_form_shows_its_title_its_questions_and_its_fields() -> None:
    field = {"type": 4, "style": 2, "custom_id": "what", "placeholder": "Une phrase suffit"}
    label = {
        "type": 18,
        "label": "Quelle erreur ?",
        "description": "Sans nom de personne",
        "component": field,
    }
    assert form_text({"title": "Signaler", "components": [label]}, NAMES).splitlines() == [
        "[Signaler]",
        "Quelle erreur ?",
        "Sans nom de personne",
        "[Une phrase suffit]",
    ]
