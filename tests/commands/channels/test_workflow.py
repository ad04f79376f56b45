import discord
import pytest

from commands.channels.workflow import OF_THE_TEAM, is_of_the_team, may_propose


def test_every_power_of_the_team_is_a_permission_of_discord() -> None:
    assert OF_THE_TEAM - set(discord.Permissions.VALID_FLAGS) == set()


@pytest.mark.parametrize(
    "power", ["administrator", "manage_roles", "manage_messages", "mention_everyone", "ban_members"]
)
def test_a_role_with_a_power_over_others_is_never_handed_out(power: str) -> None:
    assert is_of_the_team({"view_channel", power}, managed=False)


def test_the_role_of_a_space_is_handed_out_and_that_of_a_robot_is_not() -> None:
    everyday = {"view_channel", "send_messages", "read_message_history", "attach_files"}
    assert not is_of_the_team(everyday, managed=False)
    assert is_of_the_team(everyday, managed=True)


def test_three_proposals_may_wait_not_four() -> None:
    assert [may_propose(waiting) for waiting in (0, 2, 3, 4)] == [True, True, False, False]
