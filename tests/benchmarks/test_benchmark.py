"""The benchmark itself is tried on a small directory: its questions have answers, and every contestant finds them."""

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.arrivals import measure_arrivals
from tests.benchmarks.collecting import measure_collecting
from tests.benchmarks.contestants import Tisserande
from tests.benchmarks.delivering import measure_delivery
from tests.benchmarks.entries import Directory
from tests.benchmarks.judge import Question
from tests.benchmarks.questions import completions, lookups
from tests.benchmarks.timing import race

ENTRIES, QUESTIONS = 2000, 360


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(ENTRIES)


@pytest.fixture(scope="module")
def questions(directory: Directory) -> list[Question]:
    return lookups(directory, QUESTIONS)


def test_the_same_seed_makes_the_same_entry_whatever_the_size(directory: Directory) -> None:
    assert Directory(10).entry(7).document() == directory.entry(7).document()


def test_an_entry_is_found_again_behind_its_slug(directory: Directory) -> None:
    entry = directory.entry(1234)

    assert directory.entry_of(entry.slug) == entry


def test_every_question_is_answered_by_the_entry_it_was_made_from(
    directory: Directory, questions: list[Question]
) -> None:
    asked = [*questions, *completions(directory, QUESTIONS)]
    unanswered = [
        question for question in asked if not question.accepts(directory.entry_of(question.target).document())
    ]

    assert unanswered == []


def test_the_index_shows_a_right_answer_nearly_always(
    tmp_path: Path, directory: Directory, questions: list[Question]
) -> None:
    index = Tisserande(tmp_path)
    index.build(directory)
    asked = race({"ours": index.look_up}, questions, directory)["ours"].overall
    index.close()

    assert asked.summary()["found"] >= 0.97, asked.missed


def test_a_collection_keeps_every_entry_once(tmp_path: Path) -> None:
    measured = measure_collecting(3, 20, f"sqlite+aiosqlite:///{tmp_path / 'bench.db'}")

    assert (measured.entries, measured.kept, measured.kept_again) == (60, 60, 0)


def test_tantivy_shows_a_right_answer_nearly_always(
    tmp_path: Path, directory: Directory, questions: list[Question]
) -> None:
    rival: Any = pytest.importorskip("tests.benchmarks.rival", reason="tantivy comes with the extra `bench`")
    engine = rival.Tantivy(tmp_path)
    engine.build(directory)
    asked = race({"tantivy": engine.look_up}, questions, directory)["tantivy"].overall
    engine.close()

    assert asked.summary()["found"] >= 0.97, asked.missed


async def test_a_crowd_is_greeted_whole_over_the_wire() -> None:
    figures = await measure_arrivals(230)
    del figures["written_per_second"]

    assert figures == {
        "people": 230,
        "lost": 0,
        "greeted_twice": 0,
        "messages": 13,
        "private_messages": 0,
        "minutes": 2,
        "most_messages_in_a_minute": 11,
    }


async def test_every_reader_is_served_once_over_the_wire_without_a_refusal() -> None:
    figures = await measure_delivery(12)

    assert (figures["messages"], figures["readers_served_twice"], figures["refused_with_429"]) == (12, 0, 0)
