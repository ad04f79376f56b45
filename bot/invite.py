"""What Tisserande asks of Discord, and no more: permissions, and the link that grants them."""

import discord

# Each permission under the name that Discord shows; a reply to a command needs none of them.
PERMISSIONS: dict[str, str] = {
    # To lead members to the right channel, and to know its theme.
    "view_channel": "View Channels",
    # To share an answer in the channel, a thread or a forum post when a member asks for it, with its links.
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    # To hand over a member's own data as a file.
    "attach_files": "Attach Files",
    # To see, before telling anybody, whether a question was answered meanwhile.
    "read_message_history": "Read Message History",
    # To tag a post as solved, and to close the post of a question that its author took back.
    "manage_threads": "Manage Threads",
    # To build the spaces of the blueprint, and the roles that open them; nothing is ever deleted.
    "manage_channels": "Manage Channels",
    "manage_roles": "Manage Roles",
    # To write the questions of Discord's own welcome.
    "manage_guild": "Manage Server",
    # Only to be able to give it to the moderators' role: Discord lets nobody give what they have not.
    "manage_messages": "Manage Messages",
}
SCOPES = ("bot", "applications.commands")
# The intents that are switched on in the developer portal, as it calls them, each with its flags.
PRIVILEGED = {
    "members": ("Server Members Intent", ("gateway_guild_members", "gateway_guild_members_limited")),
    "presences": ("Presence Intent", ("gateway_presence", "gateway_presence_limited")),
    "message_content": (
        "Message Content Intent",
        ("gateway_message_content", "gateway_message_content_limited"),
    ),
}


def permissions() -> discord.Permissions:
    """The permissions of `PERMISSIONS`; their `value` is the number that the invitation holds."""
    return discord.Permissions(**dict.fromkeys(PERMISSIONS, True))


def invite_link(application_id: int) -> str:
    """The address where a server's administrator adds Tisserande with exactly `permissions()`."""
    return discord.utils.oauth_url(application_id, permissions=permissions(), scopes=SCOPES)


def missing_permissions(granted: discord.Permissions) -> list[str]:
    """The names in `PERMISSIONS` that `granted` lacks, in their order."""
    return [name for name in PERMISSIONS if not (granted.administrator or getattr(granted, name))]


def privileged(wanted: discord.Intents) -> list[str]:
    """The names in `PRIVILEGED` that `wanted` holds: a person must switch them on."""
    return [name for name in PRIVILEGED if getattr(wanted, name)]


def missing_intents(wanted: discord.Intents, flags: discord.ApplicationFlags) -> list[str]:
    """The privileged intents that `wanted` holds and that the application was not granted, as the portal calls them."""
    return [
        PRIVILEGED[name][0]
        for name in privileged(wanted)
        if not any(getattr(flags, flag) for flag in PRIVILEGED[name][1])
    ]
