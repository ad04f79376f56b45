from hypothesis import given
from hypothesis import strategies as st

from storage.search.vocabulary import MOST_CORRECTIONS, MOST_EXPANSIONS, Vocabulary

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def test_a_word_is_known_once_it_is_added() -> None:
    known = Vocabulary()
    known.add("maison")
    known.add("maison", 2)
    assert ("maison" in known, "maisons" in known, known.counts) == (True, False, {"maison": 3})


def test_the_forms_of_a_word_are_counted_under_one_stem() -> None:
    known = Vocabulary([("formation", 2), ("formations", 3)])
    assert known.stem_counts[known.stem("formation")] == 5


def test_the_most_frequent_words_come_first_among_those_that_begin_alike() -> None:
    known = Vocabulary([("mai", 9), ("maire", 1), ("maison", 5), ("mais", 2), ("mardi", 9)])
    assert known.beginning_with("mai") == ["maison", "mais", "maire"]


def test_a_word_just_learnt_is_found_by_its_beginning() -> None:
    known = Vocabulary([("maison", 5)])
    known.add("maire")
    assert known.beginning_with("mai") == ["maison", "maire"]


def test_a_short_beginning_gives_no_more_than_the_limit() -> None:
    known = Vocabulary((f"a{letter}{other}", 1) for letter in "bcdefgh" for other in "ijklmno")
    assert len(known.beginning_with("a")) == MOST_EXPANSIONS


def test_short_words_and_numbers_are_never_corrected() -> None:
    known = Vocabulary([("mecs", 5), ("1234567", 5)])
    assert (known.corrections("mecz"), known.corrections("1234568")) == ([], [])


def test_one_slip_is_forgiven_from_five_letters_and_two_from_eight() -> None:
    known = Vocabulary([("foyer", 1), ("bordeaux", 1)])
    corrected = [known.corrections(word) for word in ("foyre", "foxxr", "bordoeau", "baurdaux")]
    assert corrected[:2] == [["foyer"], []]
    assert corrected[2:] == [["bordeaux"], ["bordeaux"]]


def test_a_slip_on_the_first_letter_is_forgiven() -> None:
    known = Vocabulary([("maison", 1)])
    assert [known.corrections(word) for word in ("naison", "aison", "amison", "lmaison")] == [["maison"]] * 4


def test_what_sounds_the_same_is_the_last_resort() -> None:
    assert Vocabulary([("orthophoniste", 1)]).corrections("ortofonist") == ["orthophoniste"]


def test_equally_near_words_come_by_frequency_and_are_few() -> None:
    known = Vocabulary([("tarte", 1), ("carte", 9), ("marte", 3), ("parte", 2)])
    assert known.corrections("xarte") == ["carte", "marte", "parte"][:MOST_CORRECTIONS]


def test_distant_words_are_proposed_for_what_is_too_short_to_correct() -> None:
    assert Vocabulary([("mecs", 5)]).distant("mecz") == ["mecs"]


def test_a_stem_that_is_forgotten_takes_all_its_words_and_no_other() -> None:
    known = Vocabulary([("hirondelle", 1), ("hirondelles", 2), ("hirsute", 1)])
    assert sorted(known.forget("hirondel")) == ["hirondelle", "hirondelles"]
    assert (known.counts, dict(known.stem_counts)) == ({"hirsute": 1}, {"hirsut": 1})
    assert (known.beginning_with("hir"), known.corrections("hirondele")) == (["hirsute"], [])


def test_a_word_forgotten_can_be_learnt_again() -> None:
    known = Vocabulary([("hirondelle", 1)])
    known.forget("hirondel")
    known.add("hirondelle")
    assert (known.counts, known.beginning_with("hi")) == ({"hirondelle": 1}, ["hirondelle"])


def test_forgetting_what_was_never_known_changes_nothing() -> None:
    known = Vocabulary([("maison", 1)])
    assert (known.forget("hirondel"), known.counts) == ([], {"maison": 1})


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_every_word_is_found_again_by_its_stem_to_be_forgotten(word: str) -> None:
    known = Vocabulary([(word, 1)])
    assert (known.forget(known.stem(word)), known.counts) == ([word], {})


@given(
    st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=12)),
    st.text(alphabet=LETTERS, min_size=1, max_size=14),
)
def test_no_word_breaks_a_correction_or_a_completion(words: list[str], typed: str) -> None:
    known = Vocabulary((word, 1) for word in dict.fromkeys(words))
    offered = {*known.corrections(typed), *known.distant(typed), *known.beginning_with(typed)}
    assert offered - set(words) == set()
