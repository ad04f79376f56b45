"""Questions and acronyms reviewed by hand: the right answer comes first, whatever the spelling."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import pytest

from commands.batch import COMMANDS, look_up
from storage.catalogue import Catalogue
from storage.text import compact
from tests.commands.reviewed import Line, asked, reviewed

OVERALL, IN_EACH_COMMAND, ACRONYMS = 0.95, 0.9, 0.95

QUESTIONS: list[Line] = reviewed("questions")
WITH_ANSWER = [line for line in QUESTIONS if line["first"]]
WITH_STATE = [line for line in QUESTIONS if "state" in line]


@pytest.fixture(scope="module")
def answers(catalogue: Catalogue, now: datetime) -> list[tuple[Line, dict[str, Any]]]:
    return [(line, look_up(catalogue, asked(line), now)) for line in QUESTIONS]


def _is_right(line: Line, answer: dict[str, Any]) -> bool:
    return bool(answer["results"]) and answer["results"][0]["slug"] in line["first"]


def test_the_lists_are_long_enough_to_prove_something() -> None:
    assert len(WITH_ANSWER) >= 150
    assert len(reviewed("acronyms")) >= 150
    assert {line["command"] for line in QUESTIONS} == set(COMMANDS)


def test_the_right_entry_comes_first(answers: list[tuple[Line, dict[str, Any]]]) -> None:
    asked_for = [(line, answer) for line, answer in answers if line["first"]]
    missed = [(line, answer) for line, answer in asked_for if not _is_right(line, answer)]
    for line, answer in missed:
        print(line, "->", [result["slug"] for result in answer["results"][:3]])
    assert 1 - len(missed) / len(asked_for) >= OVERALL


def test_it_comes_first_in_every_command(answers: list[tuple[Line, dict[str, Any]]]) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for line, answer in answers:
        if line["first"]:
            right[line["command"]].append(_is_right(line, answer))
    shares = {command: sum(all_of) / len(all_of) for command, all_of in right.items()}
    assert {command: share for command, share in shares.items() if share < IN_EACH_COMMAND} == {}


def test_the_state_is_the_honest_one(answers: list[tuple[Line, dict[str, Any]]]) -> None:
    told = [(line, answer["state"]) for line, answer in answers if "state" in line]
    assert len(told) == len(WITH_STATE)
    assert [(line, state) for line, state in told if state != line["state"]] == []


def test_acronyms_resolve_with_every_meaning(catalogue: Catalogue, now: datetime) -> None:
    lines: list[Line] = reviewed("acronyms")
    missed = [line for line in lines if not _resolves(catalogue, line, now)]
    for line in missed:
        print(line)
    assert 1 - len(missed) / len(lines) >= ACRONYMS


def _resolves(catalogue: Catalogue, line: Line, now: datetime) -> bool:
    results = look_up(catalogue, {"command": "sigle", "query": line["query"]}, now)["results"]
    if not results or results[0]["slug"] != line["slug"]:
        return False
    return set(map(compact, line["meanings"])) == set(map(compact, results[0]["meanings"]))
