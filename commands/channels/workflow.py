"""The rules of /salon: what a role may be given, how a proposal is kept, when progress is worth telling."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Roles with any of these are the team's: no button of ours gives them, whatever its id says.
OF_THE_TEAM = frozenset(
    """administrator ban_members kick_members manage_channels manage_emojis_and_stickers manage_events manage_guild
    manage_messages manage_nicknames manage_roles manage_threads manage_webhooks mention_everyone moderate_members
    mute_members deafen_members move_members view_audit_log""".split()
)
MOST_WAITING = 3
LONGEST_NAME, LONGEST_WORDS = 60, 500
EVERY_CHANGES, EVERY = 10, timedelta(seconds=5)
# An answer can be edited for fifteen minutes; after that the result is read elsewhere.
EDITABLE = timedelta(minutes=14)


def is_of_the_team(permissions: set[str], *, managed: bool) -> bool:
    """True for a role that only a person may give: it holds a power over others, or belongs to a robot."""
    return managed or bool(permissions & OF_THE_TEAM)


def may_propose(waiting: int) -> bool:
    """A person may have a few proposals waiting, not a heap of them."""
    return waiting < MOST_WAITING


@dataclass(slots=True)
class Pace:
    """When to tell progress: every few changes or every few seconds, and never once the answer is closed."""

    begun: datetime
    told_at: datetime = field(init=False)
    told: int = 0

    def __post_init__(self) -> None:
        self.told_at = self.begun

    def is_due(self, done: int, now: datetime) -> bool:
        """True when this is worth telling, which is then taken as told."""
        due = done - self.told >= EVERY_CHANGES or (done > self.told and now - self.told_at >= EVERY)
        if not due or not self.is_open(now):
            return False
        self.told, self.told_at = done, now
        return True

    def is_open(self, now: datetime) -> bool:
        """True while the answer can still be edited."""
        return now - self.begun < EDITABLE
