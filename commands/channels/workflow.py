"""The rules of /salon: which roles may be taken, and how many proposals may wait."""

# Roles with any of these are the team's: no button of ours gives them, whatever its id says.
OF_THE_TEAM = frozenset(
    """administrator ban_members kick_members manage_channels manage_emojis_and_stickers manage_events manage_guild
    manage_messages manage_nicknames manage_roles manage_threads manage_webhooks mention_everyone moderate_members
    mute_members deafen_members move_members view_audit_log""".split()
)
MOST_WAITING = 3
LONGEST_NAME, LONGEST_WORDS = 60, 500


def is_of_the_team(permissions: set[str], *, managed: bool) -> bool:
    """True for a role that only a person may give: it holds a power over others, or belongs to a robot."""
    return managed or bool(permissions & OF_THE_TEAM)


def may_propose(waiting: int) -> bool:
    """A person may have a few proposals waiting, not a heap of them."""
    return waiting < MOST_WAITING
