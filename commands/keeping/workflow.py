"""Keeping an exchange: whom it quotes, who must agree, and how long that is waited for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.cases import OPEN, OpenedCase

KIND = "exchange"
# More people than that would never all agree; more messages are a library, not an exchange.
MOST_QUOTED, MOST_READ = 25, 500
# Somebody who left or never answers must not leave the author waiting for ever.
WAITED = timedelta(days=30)
# Somebody who refused is not asked again about the same exchange before half a year.
REFUSED_FOR = timedelta(days=180)
LONGEST_TITLE, LONGEST_WORDS = 90, 600


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote one message of a thread: nothing else of it is read."""

    author_id: int
    robot: bool = False


def quoted(messages: Iterable[Written], proposer_id: int) -> list[int]:
    """The people to ask: everybody who wrote in the thread, except robots and the one who proposes to keep it."""
    return sorted({one.author_id for one in messages if not one.robot} - {proposer_id})


def is_known(previous: Iterable[OpenedCase], thread_id: int, now: datetime) -> bool:
    """True when this thread is being proposed, was kept, or was refused lately: nobody is asked twice in a row."""
    return any(
        case.facts.get("thread") == thread_id
        and (
            case.state in OPEN
            or case.state == "accepted"
            or (case.decided_at is not None and now - case.decided_at < REFUSED_FOR)
        )
        for case in previous
    )
