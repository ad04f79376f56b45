from datetime import datetime

import pytest

from commands.keeping.workflow import Written, is_known, quoted
from storage.cases import CaseState, OpenedCase


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
    ("state", "known"),
    [("agreeing", True), ("waiting", True), ("accepted", True), ("refused", False), ("withdrawn", False)],
)
def test_a_thread_is_proposed_again_only_after_a_no(state: CaseState, known: bool) -> None:
    assert is_known([case(state)], 7) == known
    assert is_known([case(state, thread=8)], 7) is False
