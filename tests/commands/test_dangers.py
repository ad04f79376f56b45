"""An immediate danger told in plain words is heard; work on the same subject is not mistaken for one."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.answer import Question
from commands.answering import answer
from commands.batch import look_up
from commands.dangers import heard
from commands.reading import Reader
from storage.catalogue import Catalogue

REVIEWED: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "reviewed" / "dangers.yaml").read_text(encoding="utf-8")
)
SUFFERING = "je veux mourir"


def slugs(catalogue: Catalogue, text: str) -> list[str]:
    return [danger.slug for danger in heard(catalogue, text)]


def test_the_reviewed_list_is_long_enough_to_be_trusted() -> None:
    assert min(len(REVIEWED["must_hear"]), len(REVIEWED["look_alikes"])) >= 50


def test_every_danger_of_the_catalogue_has_reviewed_sentences(catalogue: Catalogue) -> None:
    assert {one["danger"] for one in REVIEWED["must_hear"]} == set(catalogue.dangers)


def test_every_reviewed_danger_is_heard(catalogue: Catalogue) -> None:
    missed = [one for one in REVIEWED["must_hear"] if one["danger"] not in slugs(catalogue, one["text"])]
    assert missed == []


def test_no_look_alike_is_taken_for_a_danger(catalogue: Catalogue) -> None:
    alarms = {text: found for text in REVIEWED["look_alikes"] if (found := slugs(catalogue, text))}
    assert alarms == {}


@pytest.mark.parametrize(
    "text", ["JE VEUX MOURIR", "je  veux   mourir", "Je veux mourir.", "« je veux mourir »"]
)
def test_capitals_spaces_and_punctuation_hide_no_danger(catalogue: Catalogue, text: str) -> None:
    assert slugs(catalogue, text) == slugs(catalogue, SUFFERING) == ["risque-suicidaire"]


def test_a_danger_told_beside_a_look_alike_is_still_heard(catalogue: Catalogue) -> None:
    text = "je cherche une formation à la prévention du suicide, et ce soir je veux mourir"
    assert slugs(catalogue, text) == ["risque-suicidaire"]


def test_an_empty_text_betrays_nothing(catalogue: Catalogue) -> None:
    assert slugs(catalogue, "") == []


def test_the_numbers_to_call_come_before_everything_else(catalogue: Catalogue, french: Reader) -> None:
    reply = answer(catalogue, "orienter", Question(SUFFERING), french).reply
    first = catalogue.dangers["risque-suicidaire"].numbers[0].number
    assert (reply.urgent, reply.title, f"**{first}**" in reply.blocks[0].text) == (
        True,
        "Appelez d’abord",
        True,
    )


def test_no_word_of_a_need_is_ever_counted_as_missed(catalogue: Catalogue, french: Reader) -> None:
    told = answer(catalogue, "orienter", Question("zorglub " + SUFFERING), french)
    untold = answer(catalogue, "orienter", Question("zorglub blimblam"), french)
    assert (told.missed, untold.missed) == ((), ())


def test_a_batch_says_whom_to_call_only_when_a_danger_was_heard(catalogue: Catalogue, now: datetime) -> None:
    heard_here = look_up(catalogue, {"command": "orienter", "query": SUFFERING}, now)
    numbers = [each.number for each in catalogue.dangers["risque-suicidaire"].numbers]
    calm = look_up(catalogue, {"command": "orienter", "query": "prévention du suicide"}, now)
    assert (heard_here["call_first"], "call_first" in calm) == (numbers, False)
