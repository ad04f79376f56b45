import discord
import pytest

from bot.invite import (
    PERMISSIONS,
    invite_link,
    missing_intents,
    missing_permissions,
    permissions,
    privileged,
)


def test_the_invitation_asks_for_these_permissions_and_no_other() -> None:
    # discord.py knows « view channel » by its older name too.
    assert [name for name, granted in permissions() if granted] == [
        "manage_channels",
        "manage_guild",
        "read_messages",
        "send_messages",
        "manage_messages",
        "embed_links",
        "attach_files",
        "read_message_history",
        "manage_roles",
        "manage_threads",
        "send_messages_in_threads",
    ]


def test_the_number_of_the_invitation_is_the_sum_of_its_permissions() -> None:
    bits = (4, 5, 10, 11, 13, 14, 15, 16, 28, 34, 38)

    assert permissions().value == sum(1 << bit for bit in bits) == 292326337584


def test_the_link_names_the_application_its_permissions_and_its_two_scopes() -> None:
    assert invite_link(123456789012345678) == (
        "https://discord.com/oauth2/authorize?client_id=123456789012345678"
        "&scope=bot+applications.commands&permissions=292326337584"
    )


def test_the_intents_that_a_person_must_switch_on_are_told_from_the_others() -> None:
    assert privileged(discord.Intents(guilds=True, members=True)) == ["members"]


def test_permissions_that_a_server_did_not_grant_are_named_in_order() -> None:
    granted = discord.Permissions(permissions().value)
    granted.update(send_messages=False, manage_roles=False)

    assert missing_permissions(granted) == ["send_messages", "manage_roles"]


def test_an_administrator_lacks_nothing() -> None:
    assert missing_permissions(discord.Permissions(administrator=True)) == []


def test_every_permission_asked_for_has_its_reason() -> None:
    assert [name for name, reason in PERMISSIONS.items() if not reason] == []


@pytest.mark.parametrize("flag", ["gateway_guild_members", "gateway_guild_members_limited"])
def test_an_intent_granted_in_either_way_is_not_missing(flag: str) -> None:
    granted = discord.ApplicationFlags(**{flag: True})

    assert missing_intents(discord.Intents(guilds=True, members=True), granted) == []


def test_a_privileged_intent_that_was_not_granted_is_named() -> None:
    wanted = discord.Intents(guilds=True, members=True, message_content=True)

    assert missing_intents(wanted, discord.ApplicationFlags()) == [
        "Server Members Intent",
        "Message Content Intent",
    ]
