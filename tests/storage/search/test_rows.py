from itertools import pairwise

from storage.schema import SHELVES as KEPT
from storage.search.document import Document
from storage.search.rows import SHELVES, facet, first_row, prepare, priority_of, shelf_range

MECS = Document(
    "organisations",
    "les-hirondelles",
    "Maison des hirondelles",
    acronyms=("M.E.C.S.",),
    former=("Orphelinat",),
    body="Accueille les enfants",
    territory="D33",
    filters=("theme:protection-enfance",),
)


def test_every_shelf_has_its_own_interval_of_rows() -> None:
    intervals = sorted(shelf_range(shelf) for shelf in SHELVES)
    assert set(SHELVES) == set(KEPT)
    assert all(first[1] < second[0] for first, second in pairwise(intervals))
    assert intervals[-1][1] < 2**63


def test_a_row_number_carries_its_priority() -> None:
    assert [priority_of(first_row("dangers", priority)) for priority in range(8)] == list(range(8))


def test_a_facet_is_one_token_that_no_word_looks_like() -> None:
    assert (facet("theme:protection-enfance"), facet("territory:D33")) == (
        "zthemeprotectionenfance",
        "zterritoryd33",
    )


def test_names_are_stemmed_and_keep_their_kind() -> None:
    assert prepare(MECS, 1).names == "T maison hirondel|A mec|F orphelinat"


def test_every_name_and_the_slug_are_exact_keys() -> None:
    assert prepare(MECS, 1).keys == (
        ("maisondeshirondelles", "T"),
        ("mecs", "A"),
        ("orphelinat", "F"),
        ("leshirondelles", "N"),
    )


def test_the_vocabulary_learns_words_as_they_are_written_without_the_small_ones() -> None:
    assert prepare(MECS, 1).words == {"maison", "hirondelles", "mecs", "orphelinat", "accueille", "enfants"}


def test_facets_are_tokens_of_names_and_of_text_alike() -> None:
    row, facets = prepare(MECS, 1), ["zthemeprotectionenfance", "zterritoryd33"]
    assert (row.head.split()[-2:], row.body.split()[-2:]) == (facets, facets)


def test_a_name_without_a_letter_we_read_is_no_name() -> None:
    assert prepare(Document("organisations", "un", "Надежда"), 1).names == ""
