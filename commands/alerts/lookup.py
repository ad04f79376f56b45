"""What a kept search finds today, what of it is new, and when the closing of a scheme is to be told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from zlib import crc32

from commands.answer import Answer, Question, Widening
from commands.directory import lookup as directory
from commands.funding import lookup as funding
from commands.research import lookup as research
from commands.resources import lookup as resources
from commands.results import MOST_RESULTS
from storage.alerts import Wish
from storage.catalogue import Catalogue
from storage.deadlines import days_to_closing
from storage.schema import FundingScheme
from storage.search.index import Hit

# What is remembered goes further than what is told: an entry that only climbs in the list is not new.
MOST_KNOWN = 100
# The days before a closing on which it is told.
STEPS = (30, 7, 1)
# The community's own time: a private message is for the day.
FROM_HOUR, UNTIL_HOUR = 8, 20

_FINDS: dict[str, Callable[..., Answer]] = {
    "annuaire": directory.find,
    "financement": lambda *asked, **how: funding.find(*asked, **how).answer,
    "ressource": resources.find,
    "recherche": lambda *asked, **how: research.find(*asked, **how).works,
}


def found(catalogue: Catalogue, command: str, question: Question, now: datetime) -> Sequence[Hit]:
    """What answers a question as it was asked, best first.

    Nothing when filters had to be left aside or the search went elsewhere: nobody wants to be told of that.
    """
    if command not in _FINDS:
        return ()
    answer = _FINDS[command](catalogue, question, now=now, limit=MOST_KNOWN)
    return () if answer.relaxed or answer.widening is Widening.ELSEWHERE else answer.hits


def asked_of(wish: Wish) -> Question:
    """The question of a kept search."""
    fields = Question.__dataclass_fields__
    return Question(**{name: value for name, value in wish.question.items() if name in fields})


def kept_of(question: Question) -> dict[str, str]:
    """What is kept of a question: the fields that are filled in."""
    return {name: value for name, value in asdict(question).items() if value}


def remembered(hits: Iterable[Hit], before: Sequence[str] = ()) -> list[str]:
    """The marks of what is known from now on: what is found today, then what was known before."""
    return list(dict.fromkeys((*map(_mark, hits), *before)))[: 2 * MOST_KNOWN]


def new(hits: Sequence[Hit], known: Iterable[str]) -> list[str]:
    """``shelf~slug`` of each entry that was not known, among those that an answer shows."""
    before = set(known)
    return [f"{hit.shelf}~{hit.slug}" for hit in hits[:MOST_RESULTS] if _mark(hit) not in before]


def week_of(now: datetime) -> str:
    """The week of an instant, such as ``2026-W48``."""
    year, week, _ = now.isocalendar()
    return f"{year}-W{week:02}"


def is_time(now: datetime) -> bool:
    """Whether what is due may be told: on a Monday from eight, as on the days that catch up with it."""
    return FROM_HOUR <= now.hour < UNTIL_HOUR


def passed(scheme: FundingScheme, now: datetime) -> list[str]:
    """The steps before the closing of a scheme that are behind us, each with its date: ``2026-12-24:30``."""
    left = days_to_closing(scheme, now)
    return [] if left is None else [f"{scheme.closes_on}:{step}" for step in STEPS if left <= step]


def _mark(hit: Hit) -> str:
    """Eight letters for an entry: a hundred of them are kept for each search."""
    return f"{crc32(f'{hit.shelf}~{hit.slug}'.encode()):08x}"
