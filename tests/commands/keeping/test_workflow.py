from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commands.keeping.workflow import Written, is_known, quoted
from storage.cases import OPEN, CaseState, OpenedCase


def case(state: CaseState, thread: int = 7) -> OpenedCase:
    return OpenedCase(
        1, 1, "exchange", 5, {"thread": thread}, state, "", datetime.now().astimezone(), None, None
    )


def test_everybody_who_wrote_is_asked_once_except_robots_and_the_one_who_proposes() -> None:
    written = [Written(3), Written(1), Written(3), Written(9, robot=True), Written(2)]
    assert quoted(written, proposer_id=2) == [1, 3]


def test_alone_in_a_thread_nobody_is_asked() -> None:
    assert quoted([Written(2), Written(9, robot=True)], proposer_id=2) == []


@pytest.mark.parametrize(
    ("state", "days", "known"),
    [
        ("agreeing", 0, True),
        ("waiting", 0, True),
        ("accepted", 999, True),
        ("refused", 179, True),
        ("withdrawn", 179, True),
        ("refused", 180, False),
        ("withdrawn", 180, False),
    ],
)
def test_a_thread_that_was_refused_is_proposed_again_after_half_a_year(
    state: CaseState, days: int, known: bool, now: datetime
) -> None:
    decided = None if state in OPEN else now - timedelta(days=days)
    assert is_known([replace(case(state), decided_at=decided)], 7, now) == known
    assert is_known([replace(case(state, thread=8), decided_at=decided)], 7, now) is False
