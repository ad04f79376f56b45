import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import typeset

NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'aide d'urgence", "l’aide d’urgence"),
        ("l'« aide »", f"l’«{NARROW}aide{NARROW}»"),
        ("Vraiment ?", f"Vraiment{NARROW}?"),
        ("Oui ! Non ; peut-être", f"Oui{NARROW}! Non{NARROW}; peut-être"),
        ("Voici : tout", f"Voici{FIXED}: tout"),
        ("« mot »", f"«{NARROW}mot{NARROW}»"),
        ("50 %", f"50{NARROW}%"),
        ("1 234 567 euros", f"1{NARROW}234{NARROW}567 euros"),
        ("le 25 novembre 2026", "le 25 novembre 2026"),
        ("https://exemple.fr/a?b=c:d", "https://exemple.fr/a?b=c:d"),
        ("'cité'", "'cité'"),
        ("", ""),
    ],
)
def test_a_text_typed_with_plain_keys_is_set_as_a_french_printer_would(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@given(st.text(alphabet="ab 1234'’:;!?«»%\u202f\u00a0", max_size=30))
@settings(max_examples=150, deadline=None)
def test_setting_a_text_twice_changes_nothing(typed: str) -> None:
    assert typeset(typeset(typed)) == typeset(typed)
