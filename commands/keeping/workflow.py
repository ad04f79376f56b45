"""Keeping an exchange: whom it quotes, who must agree, and how long that is waited for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from storage.cases import OPEN, OpenedCase

KIND = "exchange"
# More people than that would never all agree; more messages are a library, not an exchange.
MOST_QUOTED, MOST_READ = 25, 500
# Somebody who left or never answers must not leave the author waiting for ever.
WAITED = timedelta(days=30)
LONGEST_TITLE, LONGEST_WORDS = 90, 600


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote one message of a thread: nothing else of it is read."""

    author_id: int
    robot: bool = False


def quoted(messages: Iterable[Written], proposer_id: int) -> list[int]:
    """The people to ask: everybody who wrote in the thread, except robots and the one who proposes to keep it."""
    return sorted({one.author_id for one in messages if not one.robot} - {proposer_id})


def is_known(previous: Iterable[OpenedCase], thread_id: int) -> bool:
    """True when this thread is being proposed, or was kept."""
    return any(
        case.facts.get("thread") == thread_id and (case.state in OPEN or case.state == "accepted")
        for case in previous
    )
