"""Discord's own objects, seen and changed: the only module that touches a server.

What is seen becomes :class:`Observed`; each :class:`Change` becomes one request. Nothing here takes anything away from
a server: an object that is no longer wanted is archived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import discord

from bot import invite
from bot.blueprint import payloads
from bot.blueprint.payloads import Payload
from bot.blueprint.shapes import BOT, EVERYONE, Change, Choice, Kind, Observed, Prompt, Seen
from storage.spaces import ManagedSpace

COMMUNITY = "COMMUNITY"
KINDS: Mapping[discord.ChannelType, Kind] = {each: kind for kind, each in payloads.CHANNEL_TYPES.items()}


@dataclass(slots=True)
class Site:
    """A server on which a plan is carried out.

    Attributes:
        ids: the Discord id of each key, of ``everyone`` and of ``bot``; each creation adds its own.
        reason: what the server's audit log says of each request.
    """

    client: discord.Client
    guild: discord.Guild
    ids: dict[str, int] = field(default_factory=dict)
    reason: str = "Tisserande"


def site_of(
    client: discord.Client, guild: discord.Guild, managed: Mapping[str, ManagedSpace], reason: str
) -> Site:
    """The server, with the ids of what is ours on it."""
    ids = {key: space.discord_id for key, space in managed.items() if space.discord_id is not None}
    return Site(client, guild, ids | {EVERYONE: guild.id, BOT: _own_id(client)}, reason)


# ------------------------------------------------------------------------------------------------------- seeing


async def observe(
    client: discord.Client, guild: discord.Guild, managed: Mapping[str, ManagedSpace]
) -> Observed:
    """The server as it is.

    The gateway told us already, so nothing is asked, except after an application that was cut between a request and
    its answer (then what is there is asked of Discord itself), and the present welcome, in Community mode.
    """
    roles: Sequence[discord.Role] = guild.roles
    channels: Sequence[discord.abc.GuildChannel] = guild.channels
    if any(space.discord_id is None for space in managed.values()):
        roles, channels = await guild.fetch_roles(), await guild.fetch_channels()
    keys = {space.discord_id: key for key, space in managed.items() if space.discord_id is not None}
    community = COMMUNITY in guild.features
    present = await _present_welcome(client, guild) if community else None
    granted = guild.me.guild_permissions
    seen = seen_of(roles, channels, keys, _own_id(client))
    count = sum(each.kind == "role" for each in seen.values())
    return Observed(
        guild.id,
        seen,
        community,
        missing=tuple(invite.PERMISSIONS[name] for name in invite.missing_permissions(granted)),
        highest=all(guild.me.top_role > role for role in roles if role.id in keys),
        onboarding=tuple(_prompt_of(each, keys) for each in present["prompts"]) if present else None,
        active_threads=len(guild.threads),
        other_roles=len(roles) - count,
        other_channels=len(channels) - len(seen) + count,
    )


def seen_of(
    roles: Iterable[discord.Role],
    channels: Iterable[discord.abc.GuildChannel],
    keys: Mapping[int, str],
    own_id: int,
) -> dict[int, Seen]:
    """Every role, category and channel of the kinds that a blueprint declares, by id, in the shape of one."""
    seen = {
        role.id: Seen(role.id, "role", _role_facts(role))
        for role in roles
        if not (role.is_default() or role.managed)
    }
    for channel in channels:
        kind = KINDS.get(channel.type)
        if kind is not None:
            seen[channel.id] = Seen(channel.id, kind, _channel_facts(channel, kind, keys, own_id))
    return seen


def _role_facts(role: discord.Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "permissions": list(payloads.names_of(role.permissions.value)),
        "mentionable": role.mentionable,
    }


def _channel_facts(
    channel: discord.abc.GuildChannel, kind: Kind, keys: Mapping[int, str], own_id: int
) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": channel.name, "access": _access(channel, keys, own_id)}
    if kind == "category":
        return facts
    facts["parent"] = _key(channel.category_id, keys) if channel.category_id else None
    facts["topic"] = getattr(channel, "topic", None) or ""
    facts["slowmode"] = getattr(channel, "slowmode_delay", 0)
    if isinstance(channel, discord.ForumChannel):
        facts["tags"] = [tag.name for tag in channel.available_tags]
    return facts


def _access(channel: discord.abc.GuildChannel, keys: Mapping[int, str], own_id: int) -> dict[str, list[str]]:
    """Who may do what: an overwrite that neither allows nor denies anything is as good as none."""
    access = {}
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        names = payloads.access_of(allow.value, deny.value)
        if names:
            access[_target(target, channel.guild.id, keys, own_id)] = list(names)
    return access


def _target(target: Any, guild_id: int, keys: Mapping[int, str], own_id: int) -> str:
    """A role or a member; one that the library does not know in person comes as an object of that type."""
    if target.id == guild_id:
        return EVERYONE
    if target.id == own_id:
        return BOT
    if isinstance(target, discord.Role) or getattr(target, "type", None) is discord.Role:
        return _key(target.id, keys)
    return f"#member:{target.id}"


def _key(discord_id: int, keys: Mapping[int, str]) -> str:
    return keys.get(discord_id, f"#{discord_id}")


def _prompt_of(present: Payload, keys: Mapping[int, str]) -> Prompt:
    return Prompt(
        present["title"],
        not present["single_select"],
        tuple(
            Choice(
                each["title"],
                each.get("description") or "",
                tuple(_key(int(one), keys) for one in (*each["role_ids"], *each["channel_ids"])),
            )
            for each in present["options"]
        ),
    )


async def _present_welcome(client: discord.Client, guild: discord.Guild) -> Payload:
    return cast("Payload", await client.http.get_guild_onboarding(guild.id))


def _own_id(client: discord.Client) -> int:
    if client.user is None:
        raise discord.ClientException("a client that is logged in knows itself")
    return client.user.id


# ----------------------------------------------------------------------------------------------------- changing


async def carry_out(site: Site, change: Change) -> int:
    """Send the one request of this change; the id of its object. What Discord refuses is raised as the library does."""
    if change.verb == "onboard":
        await onboard(site, change)
        return site.guild.id
    if change.verb == "create":
        created = await (create_role if change.kind == "role" else create_channel)(site, change)
        site.ids[change.key] = created
        return created
    await (edit_role if change.kind == "role" else edit_channel)(site, change)
    return change.discord_id or 0


async def create_role(site: Site, change: Change) -> int:
    """Make a role. Its permissions are always said: left out, Discord would copy those of everybody."""
    body: Payload = {"permissions": 0} | payloads.role(change.becomes)
    made = await site.client.http.create_role(site.guild.id, reason=site.reason, **body)
    return int(made["id"])


async def create_channel(site: Site, change: Change) -> int:
    """Make a category or a channel, closed from its first instant when it is to be: its access is in the request."""
    # Announcement channels only exist in Community mode; a text channel does the same, without followers.
    plain = change.kind == "announcement" and COMMUNITY not in site.guild.features
    made_as = payloads.CHANNEL_TYPES["text" if plain else change.kind]
    body: Payload = {"permission_overwrites": []} | payloads.channel(change.becomes, site.ids)
    made = await site.client.http.create_channel(site.guild.id, made_as.value, reason=site.reason, **body)
    return int(made["id"])


async def edit_role(site: Site, change: Change) -> None:
    """Change a role: those facts that the change gives, at once."""
    body = payloads.role(change.becomes)
    await site.client.http.edit_role(site.guild.id, change.discord_id or 0, reason=site.reason, **body)


async def edit_channel(site: Site, change: Change) -> None:
    """Change, rename or archive a category or a channel: those facts that the change gives, at once."""
    present = site.guild.get_channel(change.discord_id or 0)
    tags: dict[str, Payload] = {}
    if isinstance(present, discord.ForumChannel):
        tags = {tag.name: tag.to_dict() for tag in present.available_tags}
    body = payloads.channel(change.becomes, site.ids, tags)
    await site.client.http.edit_channel(change.discord_id or 0, reason=site.reason, **body)


async def onboard(site: Site, change: Change) -> None:
    """Write the questions of Discord's own welcome; whether it is switched on stays as people decided."""
    present = await _present_welcome(site.client, site.guild)
    body = payloads.onboarding(change.becomes["prompts"], site.ids, present)
    await site.client.http.edit_guild_onboarding(site.guild.id, reason=site.reason, **body)
