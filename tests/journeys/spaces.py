"""A few spaces as the blueprint makes them, and how journeys look at them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import discord
import simcord

from commands.services import Services
from sandbox.plain import message_text
from sandbox.simulation import Overwrites, Server
from storage.cases import OpenedCase
from tests.journeys.reading import SPACES, lines, reply


@dataclass(slots=True)
class Spaces:
    """What the blueprint made, by key."""

    roles: dict[str, simcord.RoleHandle] = field(default_factory=dict)
    channels: dict[str, simcord.ChannelHandle] = field(default_factory=dict)


async def build(server: Server, services: Services) -> Spaces:
    """A few spaces as the blueprint makes them: each seen by those who have its role."""
    guild, made, bot = server.guild, Spaces(), server.client.user
    assert bot is not None
    for key, name in (
        ("role:theme:handicap", "Handicap"),
        ("role:trade:cesf", "Économie sociale familiale"),
        ("role:territory:R75", "Nouvelle-Aquitaine"),
        ("role:everything", "Tout voir"),
    ):
        made.roles[key] = guild.create_role(name)
    made.roles["role:moderation"] = guild.roles["Modération"]
    shown = discord.PermissionOverwrite(view_channel=True)
    closed: Overwrites = {guild.default_role: discord.PermissionOverwrite(view_channel=False)}
    team: Overwrites = {guild.roles["Modération"]: shown, bot: shown}
    for key in ("theme:handicap", "trade:cesf", "territory:R75"):
        seen_by: Overwrites = {made.roles[f"role:{key}"]: shown, made.roles["role:everything"]: shown}
        made.channels[f"channel:{key}"] = guild.create_text_channel(
            key.partition(":")[2], overwrites=closed | seen_by | team
        )
    made.channels["channel:audience:etudiants"] = guild.create_text_channel("étudiants")
    for key in ("queue", "journal", "watch"):
        made.channels[f"channel:{key}"] = guild.create_text_channel(key, overwrites=closed | team)
    async with services.database.begin() as store:
        for key, handle in (made.roles | made.channels).items():
            await store.spaces.applied(guild.id, key, handle.id, {}, services.clock())
    return made


def spoken(result: Any) -> list[str]:
    """The lines of an answer, without the air between its paragraphs."""
    return [line for line in lines(result) if line.strip("─")]


def shown(message: discord.Message) -> str:
    """One message as plain text with ordinary spaces."""
    components = [component.to_dict() for component in message.components]
    return "\n".join(
        line
        for line in message_text(message.content, components, {}).translate(SPACES).splitlines()
        if line.strip("─")
    )


async def roles_of(server: Server, member: simcord.MemberActor) -> set[str]:
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    return {role.name for role in (await guild.fetch_member(member.id)).roles if not role.is_default()}


async def minute(server: Server, now: datetime) -> None:
    """The bot's own minute."""
    await server.client.each_minute(now)
    await server.env.settle()


async def case_of(services: Services, server: Server, kind: str) -> OpenedCase:
    """The latest case of a kind."""
    async with services.database.begin() as store:
        return (await store.cases.known(server.guild.id, kind))[0]


async def press(server: Server, member: simcord.MemberActor, shown_with: Any, custom_id: str) -> Any:
    """Press a button that the bot never showed, as a hand-made client could."""
    message = reply(shown_with)
    stored = server.env.backend.get_message(message.channel_id, message.id)
    button = next(each for each in walk(stored.components) if each.get("custom_id"))
    button["custom_id"] = custom_id
    return await member.click(message, custom_id=custom_id)


def walk(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from walk(component.get("components", []))
