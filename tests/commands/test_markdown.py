import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.markdown import MOST_ECHOED, content, cut, echo, paragraphs, plain
from locales.typography import ELLIPSIS

# What would still mean something to Discord: a mark, a mention or a code without its escape.
LIVE = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|\[\]<>]")


@given(st.text(max_size=200), st.integers(min_value=2, max_value=120))
def test_a_cut_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most


@given(st.text(max_size=200))
def test_a_text_that_fits_is_left_alone(text: str) -> None:
    assert cut(text, 200) == text


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Maison d’enfants à caractère social", 20, "Maison d’enfants à…"),
        ("Maison, enfants", 9, "Maison…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("un deux", 7, "un deux"),
    ],
)
def test_a_text_is_cut_on_a_word(text: str, most: int, expected: str) -> None:
    assert cut(text, most) == expected
    assert ELLIPSIS == "…"


@given(st.text(alphabet="ab *_~`|[]<>\\\n@#", max_size=60))
def test_no_mark_comes_out_alive(text: str) -> None:
    made = plain(text)
    assert LIVE.search(made) is None
    assert "\n" not in made


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone",
        "@here",
        "<@123456789012345678>",
        "<@&123456789012345678>",
        "a @everyone b",
        "@\u200b@everyone",
    ],
)
def test_no_mention_comes_out(typed: str) -> None:
    assert re.search(r"@(?:everyone|here|[!&]?\d)", plain(typed)) is None


def test_no_link_comes_out() -> None:
    made = plain("voir [ici](https://exemple.fr) ou http://exemple.fr")
    assert "://" not in made
    assert "\\[ici\\](" in made


def test_an_echo_is_one_short_line() -> None:
    made = echo("mot " * 60)
    assert (len(made) <= MOST_ECHOED, made[-4:]) == (True, "mot…")
    assert echo("deux\n\nlignes") == "deux lignes"


def test_the_catalogue_is_typeset_as_french_is_printed() -> None:
    assert content("L'aide : « oui » ?") == "L’aide\u00a0: «\u202foui\u202f»\u202f?"


def test_paragraphs_keep_their_lines_and_lose_what_would_give_a_line_a_meaning() -> None:
    typed = "# Titre\n\n- liste\n-# petit\n1. un\n> cite\n**gras**\nUn texte, tout simple."
    assert paragraphs(typed).splitlines() == [
        "\\# Titre",
        "\\- liste",
        "\\-# petit",
        "1\\. un",
        "\\> cite",
        "\\*\\*gras\\*\\*",
        "Un texte, tout simple.",
    ]
