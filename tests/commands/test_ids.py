from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.answer import Question
from commands.choosing import known_slugs
from commands.directory import lookup as directory
from commands.ids import CODE_LENGTH, LONGEST, code, make, pack, pack_id, parts, unpack
from storage.catalogue import Catalogue
from storage.schema import SHELVES

FILTERS = ("theme", "audience", "kind", "situation", "objective", "year")
WORDS = st.text(
    st.characters(exclude_characters="~", exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)


def _asked(catalogue: Catalogue, verb_and_more: str) -> Question:
    _, (_command, _page, *packed) = parts(verb_and_more)
    return unpack(packed, known_slugs(catalogue))


@pytest.mark.parametrize("name", FILTERS)
def test_no_two_slugs_of_a_filter_share_a_code(catalogue: Catalogue, name: str) -> None:
    slugs = list(known_slugs(catalogue)[name])
    assert len(slugs) > 1
    assert len({code(slug) for slug in slugs}) == len(set(slugs))


@pytest.mark.parametrize("name", FILTERS)
def test_every_value_of_a_filter_comes_back(catalogue: Catalogue, name: str) -> None:
    for slug in known_slugs(catalogue)[name]:
        values: dict[str, Any] = {name: slug}
        asked = Question("mecs", territory="33", **values)
        assert unpack(pack(asked), known_slugs(catalogue)) == asked


def test_a_code_has_three_letters_or_three_dashes() -> None:
    assert code("") == "-" * CODE_LENGTH
    assert len(code("protection-enfance")) == CODE_LENGTH
    assert code("protection-enfance") == code("protection-enfance")


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, territory=TEXTS, command=st.sampled_from(["annuaire", "passerelle", "financement"]))
def test_an_id_is_never_longer_than_discord_allows(text: str, territory: str, command: str) -> None:
    assert len(pack_id("share", Question(text, territory=territory), command, "25")) <= LONGEST


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, territory=WORDS)
def test_a_question_that_fits_comes_back_whole(catalogue: Catalogue, text: str, territory: str) -> None:
    asked = Question(text[:40].strip(), territory=territory, theme="handicap")
    assert _asked(catalogue, pack_id("page", asked, "annuaire", "2")) == asked


def test_a_question_too_long_keeps_the_words_that_mean_something(catalogue: Catalogue) -> None:
    long = Question(
        "je cherche une maison d’enfants à caractère social qui pourrait accueillir ma stagiaire pour le mois"
    )
    back = _asked(catalogue, pack_id("page", long, "annuaire", "1"))
    assert back.text == "maison enfants caractere social pourrait accueillir stagiaire"


def test_a_question_too_long_keeps_its_direction(catalogue: Catalogue) -> None:
    long = Question(
        "accompagnant éducatif et social vers technicien de l’intervention sociale et familiale et plus"
    )
    back = _asked(catalogue, pack_id("page", long, "passerelle", "1"))
    assert back.text.split()[3:5] == ["vers", "technicien"]


def test_the_pages_of_a_long_question_answer_it_alike(catalogue: Catalogue, now: Any) -> None:
    long = Question(
        "je voudrais bien trouver une maison d’enfants à caractère social, de préférence près de Bordeaux"
    )
    back = _asked(catalogue, pack_id("page", long, "annuaire", "2"))
    first, again = (directory.find(catalogue, asked, now=now).hits[:5] for asked in (long, back))
    assert [hit.slug for hit in again] == [hit.slug for hit in first]


def test_a_tilde_typed_by_a_member_separates_nothing(catalogue: Catalogue) -> None:
    asked = Question("mecs~33~~x", territory="~33~")
    assert _asked(catalogue, pack_id("page", asked, "annuaire", "1")) == Question("mecs 33 x", territory="33")


def test_a_filter_that_no_longer_exists_is_left_out(catalogue: Catalogue) -> None:
    packed = pack(Question("mecs", theme="un-theme-disparu"))
    assert unpack(packed, known_slugs(catalogue)) == Question("mecs")


def test_the_ids_of_every_entry_say_which_entry_it_is(catalogue: Catalogue) -> None:
    shelves = [
        shelf for shelf in SHELVES if shelf not in ("routes", "situations", "dangers", "themes", "audiences")
    ]
    wrong = [
        (verb, shelf, slug)
        for shelf in shelves
        for slug in catalogue.slugs(shelf)
        for verb in ("give", "report", "reported")
        if parts(make(verb, shelf, slug)) != (verb, [shelf, slug])
    ]
    assert wrong == []
