from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.catalogue import Catalogue
from storage.schema import SHELVES
from storage.search.document import Document
from storage.search.index import Index
from storage.search.question import Query

PLACES = (("D33",), ("R75",), ("national",))


def organisation(slug: str, title: str, **changes: object) -> Document:
    fields: dict[str, object] = {"shelf": "organisations", "slug": slug, "title": title, **changes}
    return Document(**fields)  # type: ignore[arg-type]  # each test gives fields of the right type


def filled(*documents: Document) -> Index:
    index = Index()
    index.rebuild(documents)
    return index


def slugs(index: Index, text: str, **changes: object) -> list[str]:
    asked: dict[str, object] = {"text": text, "shelves": ("organisations",), **changes}
    return [hit.slug for hit in index.search(Query(**asked)).hits]  # type: ignore[arg-type]  # as above


@given(text=st.text(max_size=60), prefix=st.booleans(), placed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_text_whatever_breaks_a_question(
    catalogue: Catalogue, text: str, prefix: bool, placed: bool
) -> None:
    query = Query(text, tuple(SHELVES), levels=PLACES if placed else (), limit=3, prefix=prefix)
    assert len(catalogue.index.search(query).hits) <= 3


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "a AND",
        "NOT OR",
        "NEAR(a b)",
        "head:x",
        "*",
        "(",
        "a*",
        "^a",
        "-a",
        "\x00",
        "\ud800",
        "🧵" * 50,
    ],
)
def test_the_query_language_of_the_index_is_out_of_reach(catalogue: Catalogue, text: str) -> None:
    assert len(catalogue.index.search(Query(text, tuple(SHELVES), limit=5)).hits) <= 5


def test_a_new_entry_is_found_by_the_next_question() -> None:
    index = filled(organisation("un", "Maison bleue"))
    index.put(organisation("deux", "Maison rouge"))
    assert (slugs(index, "rouge"), index.count()) == (["deux"], 2)


def test_a_replaced_entry_is_found_by_its_new_name_and_no_more_by_the_old_one() -> None:
    index = filled(organisation("un", "Hirondelle", acronyms=("HIR",)))
    index.put(organisation("un", "Alouette", acronyms=("ALO",)))
    found = [slugs(index, text) for text in ("alouette", "ALO", "hirondelle", "HIR")]
    assert (found, index.count()) == ([["un"], ["un"], [], []], 1)


def test_a_removed_entry_leaves_questions_completions_and_records_at_once() -> None:
    index = filled(organisation("un", "Hirondelle"), organisation("deux", "Alouette"))
    index.remove("organisations", "un")
    assert (slugs(index, "hirondelle"), index.complete("hir", "organisations")) == ([], [])
    assert (index.record("organisations", "un"), index.count("organisations")) == (None, 1)


def test_removing_what_is_not_there_changes_nothing() -> None:
    index = filled(organisation("un", "Hirondelle"))
    index.remove("organisations", "deux")
    assert (slugs(index, "hirondelle"), index.count()) == (["un"], 1)


def test_a_file_reopened_keeps_its_entries_and_its_cursor(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    assert index.cursor is None
    index.rebuild([organisation("un", "Hirondelle", record='{"slug": "un"}')])
    index.put(organisation("deux", "Alouette"))
    index.cursor = 7
    index.close()
    reopened = Index(tmp_path / "index.db")
    assert (reopened.cursor, reopened.count(), slugs(reopened, "alouette")) == (7, 2, ["deux"])
    assert reopened.record("organisations", "un") == '{"slug": "un"}'
    reopened.close()


def test_rebuilding_forgets_what_was_there() -> None:
    index = filled(organisation("un", "Hirondelle"))
    told: list[int] = []
    index.rebuild([organisation("deux", "Alouette")], told.append)
    assert (slugs(index, "hirondelle"), slugs(index, "alouette"), told) == ([], ["deux"], [1])


def test_every_filter_is_required() -> None:
    index = filled(
        organisation("un", "Maison bleue", filters=("theme:handicap", "kind:etat")),
        organisation("deux", "Maison rouge", filters=("theme:handicap",)),
    )
    both = ("theme:handicap", "kind:etat")
    assert [slugs(index, text, filters=both) for text in ("maison", "")] == [["un"], ["un"]]


def test_the_nearest_of_equals_comes_first_and_elsewhere_comes_last() -> None:
    places = {"loin": "D59", "pays": "national", "region": "R75", "ici": "D33"}
    index = filled(*(organisation(slug, "Maison bleue", territory=place) for slug, place in places.items()))
    assert slugs(index, "maison", levels=PLACES) == ["ici", "region", "pays", "loin"]


def test_a_slip_is_forgiven_and_said() -> None:
    found = filled(organisation("un", "Hirondelle")).search(Query("hirondele", ("organisations",)))
    assert ([hit.slug for hit in found.hits], found.unknown) == (["un"], [])
    slipped = filled(organisation("un", "Hirondelle")).search(Query("hirpndelle", ("organisations",)))
    assert ([hit.slug for hit in slipped.hits], slipped.corrections) == (["un"], {"hirpndelle": "hirondelle"})


def test_a_word_that_nobody_knows_is_told() -> None:
    found = filled(organisation("un", "Hirondelle")).search(Query("hirondelle xylophone", ("organisations",)))
    assert ([hit.slug for hit in found.hits], found.unknown) == (["un"], ["xylophone"])


def test_an_empty_index_finds_nothing() -> None:
    index = Index()
    assert (slugs(index, "maison"), index.complete("m", "organisations"), index.count()) == ([], [], 0)


def test_an_entry_whose_name_has_no_latin_letter_is_found_by_its_text() -> None:
    index = filled(organisation("un", "Надежда", body="accueil des hirondelles"))
    assert slugs(index, "hirondelles") == ["un"]


def test_an_answer_keeps_to_its_limit() -> None:
    index = filled(*(organisation(f"m{number}", f"Maison {number}") for number in range(30)))
    assert (len(slugs(index, "maison", limit=4)), len(index.complete("mai", "organisations"))) == (4, 25)


def test_equals_keep_their_order_for_a_day_and_all_come_first_one_day_or_another() -> None:
    index = filled(*(organisation(slug, "Maison") for slug in ("un", "deux", "trois")))
    assert slugs(index, "maison", day="2026-11-25") == slugs(index, "maison", day="2026-11-25")
    assert {slugs(index, "maison", day=f"2026-11-{day}")[0] for day in range(1, 31)} == {
        "un",
        "deux",
        "trois",
    }


def test_equivalent_phrases_find_one_another() -> None:
    index = filled(organisation("un", "Maison enfants"))
    index.set_equivalents({("mec",): (("maison", "enfant"),)})
    assert slugs(index, "mecs") == ["un"]


@pytest.mark.parametrize(
    ("word", "nearest"), [("hirondelle", "hirondelle"), ("hirondele", "hirondelle"), ("zz", None)]
)
def test_the_nearest_known_word_is_given(word: str, nearest: str | None) -> None:
    assert filled(organisation("un", "Hirondelle")).nearest_word(word) == nearest


def test_a_word_is_known_under_every_form_of_its_stem() -> None:
    index = filled(organisation("un", "Hirondelle"))
    assert [index.knows(word) for word in ("hirondelle", "hirondelles", "alouette")] == [True, True, False]


def test_the_name_of_who_left_is_no_more_proposed_or_known() -> None:
    index = filled(organisation("un", "Zorglubienne"), organisation("deux", "Maison"))
    assert index.nearest_word("zorglubiene") == "zorglubienne"
    index.remove("organisations", "un")
    found = index.search(Query("zorglubiene", ("organisations",)))
    assert (found.hits, found.corrections, found.unknown) == ([], {}, ["zorglubiene"])
    assert (index.knows("zorglubienne"), index.nearest_word("zorglubiene")) == (False, None)


def test_a_name_that_was_corrected_is_no_more_proposed() -> None:
    index = filled(organisation("un", "Zorglubienne"))
    index.put(organisation("un", "Hirondelle"))
    assert (index.nearest_word("zorglubiene"), index.nearest_word("hirondele")) == (None, "hirondelle")


@pytest.mark.parametrize(
    ("shelf", "forms"),
    [
        (
            "trades",
            [
                "educateur specialise",
                "ÉDUCATEUR SPÉCIALISÉ",
                "éducatrice spécialisée",
                "educateur-specialise",
                "éducateur·rice spécialisé·e",
                "éducateur(trice) spécialisé(e)",
                "educateurs specialises",
                "edukateur specialisé",
            ],
        ),
        (
            "organisations",
            ["l’aide sociale à l’enfance", "l'aide sociale a l'enfance", "AIDE SOCIALE ENFANCE"],
        ),
        (
            "organisations",
            ["MDPH", "mdph", "m.d.p.h.", "M.D.P.H", "maison départementale des personnes handicapées"],
        ),
    ],
)
def test_one_thing_written_in_many_ways_has_one_first_answer(
    catalogue: Catalogue, shelf: str, forms: list[str]
) -> None:
    firsts = {text: catalogue.index.search(Query(text, (shelf,))).hits[0].slug for text in forms}
    assert firsts == dict.fromkeys(forms, firsts[forms[0]])


def test_a_very_long_text_is_answered(catalogue: Catalogue) -> None:
    text = "éducateur" + " et" * 20_000 + " spécialisé"
    assert catalogue.index.search(Query(text, ("trades",))).hits[0].slug == "educateur-specialise"
