from datetime import datetime, timedelta

import pytest

from commands.hosting import AppliedServer, PlannedServer
from commands.planning import (
    Pace,
    applied,
    begun,
    flags,
    in_progress,
    mistyped,
    planned,
    result_facts,
    typing_form,
)
from commands.reading import Reader
from commands.reply import Press, Reply
from tests.commands.seen import misfits, text_of


def plan(lines: int = 1, *, changes: int = 3, large: bool = False, blocked: bool = False) -> PlannedServer:
    said = tuple(f"Créer le forum « {n} ». " + "Et encore des mots. " * 5 for n in range(lines))
    return PlannedServer(said, changes, "f" * 12, large, blocked)


def told(pace: Pace, begun_at: datetime, steps: list[tuple[int, float]]) -> list[int]:
    """The numbers of changes that were told, when each was done so many seconds after the beginning."""
    return [done for done, seconds in steps if pace.is_due(done, begun_at + timedelta(seconds=seconds))]


def test_progress_is_told_every_ten_changes_when_they_are_quick(now: datetime) -> None:
    steps = [(done, done / 10) for done in range(1, 41)]
    assert told(Pace(now), now, steps) == [10, 20, 30, 40]


def test_progress_is_told_every_five_seconds_when_they_are_slow(now: datetime) -> None:
    steps = [(done, done * 2.0) for done in range(1, 10)]
    assert told(Pace(now), now, steps) == [3, 6, 9]


def test_nothing_is_told_twice_nor_once_the_answer_is_closed(now: datetime) -> None:
    pace = Pace(now)
    assert told(pace, now, [(10, 1), (10, 100), (20, 900)]) == [10]
    assert (pace.is_open(now + timedelta(minutes=13)), pace.is_open(now + timedelta(minutes=15))) == (
        True,
        False,
    )


def test_a_plan_carries_its_fingerprint_and_its_options(french: Reader) -> None:
    reply = planned(plan(), french.words, overwrite=True, adopt=False)
    assert [button.id for button in reply.buttons if isinstance(button, Press)] == [
        "applyplan~ffffffffffff~o"
    ]
    large = planned(plan(large=True), french.words, overwrite=False, adopt=True)
    assert [button.id for button in large.buttons if isinstance(button, Press)] == [
        "applyplan~ffffffffffff~al"
    ]
    assert flags(overwrite=False, adopt=False, large=False) == "-"


@pytest.mark.parametrize("one", [plan(blocked=True), plan(0, changes=0)])
def test_there_is_no_button_when_there_is_nothing_to_press_for(french: Reader, one: PlannedServer) -> None:
    assert planned(one, french.words, overwrite=False, adopt=False).buttons == ()


def test_a_long_report_is_cut_between_lines_and_says_how_many_are_left_out(french: Reader) -> None:
    reply = planned(plan(500), french.words, overwrite=False, adopt=False)
    shown = reply.blocks[0].text.splitlines()
    assert shown[-1] == f"… et encore {500 - len(shown) + 1} lignes\u00a0: tisserande plan montre tout."
    assert all(line.startswith("Créer le forum") for line in shown[:-1])


def replies(reader: Reader) -> list[Reply]:
    words = reader.words
    result = AppliedServer(3, 2, tuple("une ligne " * 50 for _ in range(80)))
    facts = result_facts(result)
    assert (facts["done"], facts["left"], len(list(result.lines[:30]))) == (3, 2, 30)
    return [
        planned(plan(500, large=True), words, overwrite=True, adopt=True),
        applied(3, 2, result.lines, words),
        applied(0, 0, (), words),
        begun(words),
        in_progress(12, 200, words),
        mistyped("f" * 64, words),
    ]


def test_every_page_fits(french: Reader, english: Reader) -> None:
    assert [misfits(reply) for reader in (french, english) for reply in replies(reader)] == [[]] * 12


def test_what_was_not_done_says_what_to_do(french: Reader) -> None:
    said = text_of(applied(1, 4, (), french.words))
    assert "1 changement fait, 4 non faits" in said
    assert "/salon plan" in said


def test_the_form_asks_for_the_fingerprint(french: Reader) -> None:
    form = typing_form("abc", "ol", french.words)
    assert (form.id, form.fields[0].description) == ("planconfirmed~abc~ol", "Tapez\u00a0: abc")
