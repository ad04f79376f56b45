"""What the running client offers to the families: the server's blueprint and the making of the digest."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from commands.reply import Reply
from storage.editions import Parcel
from storage.items import KnownItem
from storage.subscriptions import Subscriber


@dataclass(frozen=True, slots=True)
class PlannedServer:
    """A plan of the server, in words.

    Attributes:
        lines: what would be done and what would not, one paragraph each.
        changes: how many changes; where there are none, how many objects are to be followed from now on.
        fingerprint: what to repeat to apply exactly this plan.
        large: the fingerprint must be typed by hand, for the plan changes much.
        blocked: the plan cannot be applied; the lines say why, and what to do.
    """

    lines: tuple[str, ...]
    changes: int
    fingerprint: str
    large: bool
    blocked: bool


@dataclass(frozen=True, slots=True)
class AppliedServer:
    """What became of an application.

    Attributes:
        done: changes made.
        left: changes not made: Discord stopped us, or the plan was no longer the one that was read.
        lines: what happened, and what to do next.
    """

    done: int
    left: int
    lines: tuple[str, ...]


Progress = Callable[[int, int], Awaitable[None]]


class Gardener(Protocol):
    """Plans and applies the blueprint of a server, by the id of the server."""

    async def plan(
        self, guild_id: int, language: str, *, overwrite: bool = False, adopt: bool = False
    ) -> PlannedServer:
        """What applying the blueprint would do, now.

        ``overwrite`` undoes changes made by hand; ``adopt`` takes over what was made by hand under the name of ours.
        """

    async def apply(
        self,
        guild_id: int,
        language: str,
        fingerprint: str,
        progress: Progress,
        *,
        overwrite: bool = False,
        adopt: bool = False,
    ) -> AppliedServer:
        """Apply exactly the plan of this fingerprint; nothing when the server changed since it was read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be in the coming issue.

    Attributes:
        verdict: ``pinned``, ``kept`` or ``chosen`` when it is in it; else ``dropped``, ``proposed``, ``section``,
            ``source`` or ``full``.
    """

    item: KnownItem
    verdict: str


@dataclass(frozen=True, slots=True)
class ComingIssue:
    """The issue that everybody could read, as it stands now. It takes what was first seen since ``starts_at``."""

    starts_at: datetime
    ends_at: datetime
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A page that somebody proposes: its address, how it introduces itself, which themes it seems to be about."""

    url: str
    title: str
    summary: str
    themes: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeclaredSource:
    """A source that we know how to read."""

    name: str
    label: str
    enabled: bool


class CannotLookError(Exception):
    """A page could not be read.

    Attributes:
        refused: its address is not one of the open web; else it is the page that does not answer, or says nothing.
    """

    def __init__(self, *, refused: bool) -> None:
        super().__init__("The page could not be read.")
        self.refused = refused


class Newsroom(Protocol):
    """Makes the digest, as far as commands need it."""

    def next_issue(self, schedule: str, rhythm: str, now: datetime) -> datetime:
        """When the next issue of this moment comes."""

    async def preview(self, subscriber: Subscriber, now: datetime) -> Reply:
        """What the next issue would hold for this person if it were made now."""

    async def latest(self, subscriber: Subscriber, now: datetime) -> Reply:
        """The last issue for this person: the one that was sent, else the one that would have been."""

    async def again(self, parcel: Parcel, subscriber: Subscriber) -> Reply:
        """An issue that this person received, as they received it."""

    async def coming(self, now: datetime) -> ComingIssue:
        """The coming issue with its candidates, in the order in which they are looked at."""

    async def look_at(self, url: str) -> LookedAt:
        """Open a page that somebody proposes.

        Raises:
            CannotLookError: its address is refused, or it could not be read.
        """

    def sources(self) -> Sequence[DeclaredSource]:
        """Every source that is declared, in the order of the catalogue."""
