"""What the running client offers to the families, beyond answering: the server's blueprint, as seen from a command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol


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
