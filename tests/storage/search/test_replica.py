import sqlite3
from pathlib import Path

import pytest

from storage.search.document import Document
from storage.search.replica import FORMAT, Replica

TITLED = [Document("organisations", slug, slug.capitalize(), record=f'"{slug}"') for slug in ("un", "deux")]


def built(path: str | Path = ":memory:") -> Replica:
    replica = Replica(path)
    building = replica.build()
    for document in TITLED:
        building.add(document)
    building.finish()
    return replica


def matching(replica: Replica, expression: str) -> list[str]:
    return [candidate.slug for candidate in replica.matching("head", expression, "organisations")]


def test_a_replica_counts_by_shelf_and_in_all() -> None:
    replica = built()
    replica.put(Document("themes", "trois", "Trois"))
    assert (replica.count(), replica.count("organisations"), replica.count("themes")) == (3, 2, 1)


def test_putting_says_whether_it_added_and_removing_whether_it_took() -> None:
    replica = built()
    added = [replica.put(Document("organisations", slug, "Nouveau")) for slug in ("un", "trois")]
    taken = [replica.remove("organisations", slug) for slug in ("un", "un")]
    assert (added, taken, replica.count()) == ([0, 1], [1, 0], 2)


def test_the_full_text_forgets_exactly_what_it_indexed() -> None:
    replica = built()
    replica.put(Document("organisations", "un", "Hirondelle"))
    replica.remove("organisations", "deux")
    replica.connection.execute("INSERT INTO head_index(head_index) VALUES ('integrity-check')")
    replica.connection.execute("INSERT INTO body_index(body_index) VALUES ('integrity-check')")
    assert [matching(replica, word) for word in ("un", "deux", "hirondel")] == [[], [], ["un"]]


def test_records_come_in_the_order_of_priority_then_arrival() -> None:
    replica = built()
    replica.put(Document("organisations", "late", "Late", priority=5, record='"late"'))
    replica.put(Document("organisations", "trois", "Trois", record='"trois"'))
    assert list(replica.records("organisations")) == ['"un"', '"deux"', '"trois"', '"late"']


def test_an_exact_name_gives_its_best_kind() -> None:
    replica = built()
    replica.put(Document("organisations", "caf", "Caf", names=("CAF",), former=("c.a.f.",)))
    assert [(found.slug, kind) for found, kind in replica.named("caf", "organisations")] == [("caf", "T")]


def test_a_file_of_another_format_is_laid_out_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    replica = built(path)
    replica.cursor = 3
    replica.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={FORMAT + 1}")
    connection.close()
    reopened = Replica(path)
    assert (reopened.count(), reopened.cursor) == (0, None)
    reopened.close()


def test_a_reopened_file_remembers_its_words(tmp_path: Path) -> None:
    built(tmp_path / "index.db").close()
    reopened = Replica(tmp_path / "index.db")
    assert reopened.vocabulary.counts == {"deux": 1}  # « un » is a small word
    reopened.close()


def test_a_replaced_entry_is_not_counted_twice() -> None:
    replica = Replica()
    for title in ("Hirondelle bleue", "Hirondelle bleue", "Hirondelles rouges"):
        replica.put(Document("organisations", "un", title))
    assert replica.vocabulary.counts == {"hirondelle": 1, "hirondelles": 1, "rouges": 1}


def test_the_words_of_an_entry_that_left_are_forgotten_in_memory_and_in_the_file(tmp_path: Path) -> None:
    replica = Replica(tmp_path / "index.db")
    replica.put(Document("organisations", "un", "Hirondelle", body="près du Zorglub"))
    replica.put(Document("organisations", "deux", "Hirondelles"))
    replica.remove("organisations", "un")
    remembered = replica.vocabulary.counts
    replica.close()
    reopened = Replica(tmp_path / "index.db")
    assert (remembered, reopened.vocabulary.counts) == (
        {"hirondelle": 1, "hirondelles": 1},
        {"hirondelle": 1, "hirondelles": 1},
    )
    reopened.close()


def test_a_change_that_fails_leaves_everything_as_it_was_and_the_next_one_works() -> None:
    replica = built()
    with pytest.raises(ValueError, match="not in tuple"):
        replica.put(Document("nowhere", "un", "Hirondelle"))
    replica.put(Document("organisations", "trois", "Alouette"))
    assert (replica.count(), matching(replica, "alouet")) == (3, ["trois"])


def test_a_replica_notes_which_change_of_which_database_it_holds(tmp_path: Path) -> None:
    replica = Replica(tmp_path / "index.db")
    assert (replica.cursor, replica.source) == (None, None)
    replica.cursor, replica.source = 7, 2**62 - 1
    replica.close()
    reopened = Replica(tmp_path / "index.db")
    assert (reopened.cursor, reopened.source) == (7, 2**62 - 1)
    reopened.close()
