import pytest

from storage.search.document import Document
from storage.search.gathering import Gathering
from storage.search.question import Analyst, Query
from storage.search.replica import Replica

ENTRIES = (
    Document("organisations", "bleue", "Maison bleue", filters=("theme:handicap",), territory="D33"),
    Document("organisations", "rouge", "Maison rouge", body="accueil de jour"),
    Document("organisations", "foyer", "Foyer du jour", territory="D59"),
    Document("themes", "maison", "Maison"),
)


def gathered(text: str, **changes: object) -> tuple[set[str], dict[str, str]]:
    """Slugs of the candidates, and those whose name is exactly the text."""
    replica = Replica()
    for document in ENTRIES:
        replica.put(document)
    asked: dict[str, object] = {"text": text, "shelves": ("organisations",), **changes}
    query = Query(**asked)  # type: ignore[arg-type]  # each test gives fields of the right type
    question = Analyst(replica.vocabulary, {}).analyse(text, len(ENTRIES))
    found = Gathering(replica, query, question, "organisations", len(ENTRIES))
    slugs = {row: candidate.slug for row, candidate in found.candidates.items()}
    replica.close()
    return set(slugs.values()), {slugs[row]: kind for row, kind in found.exact.items()}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("maison", {"bleue", "rouge"}),
        ("accueil", {"rouge"}),
        ("xylophone", set()),
        ("", set()),
    ],
)
def test_entries_that_say_the_words_are_candidates_on_their_shelf_alone(text: str, slugs: set[str]) -> None:
    assert gathered(text)[0] == slugs


def test_an_entry_named_exactly_so_is_marked() -> None:
    assert gathered("Maison bleue")[1] == {"bleue": "T"}


def test_fewer_words_are_tried_when_no_entry_says_them_all() -> None:
    assert gathered("maison foyer")[0] == {"bleue", "rouge", "foyer"}


def test_filters_alone_give_what_carries_them() -> None:
    assert gathered("", filters=("theme:handicap",))[0] == {"bleue"}


def test_a_filter_is_required_of_every_candidate() -> None:
    assert gathered("maison", filters=("theme:handicap",)) == ({"bleue"}, {})


def test_a_place_brings_its_entries_and_leaves_the_others_in_reach() -> None:
    assert gathered("maison", levels=(("D33",), ("national",)))[0] == {"bleue", "rouge"}
