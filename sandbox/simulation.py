"""The real client on a simulated Discord, in the invented community."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import discord
import simcord
import simcord.interactions
from simcord.backend.access import channel_accessible
from simcord.http import router

from bot.app import build_client
from bot.client import Tisserande
from commands.services import Services
from sandbox.community import DEFAULT_LOCALE, Channel, Community, community

BOT_NAME = "Tisserande"
MODERATION = discord.Permissions(
    manage_messages=True, moderate_members=True, manage_channels=True, manage_guild=True, view_audit_log=True
)
SECONDS_BETWEEN_MESSAGES = 420.0

Overwrites = dict[Any, discord.PermissionOverwrite]


@dataclass(frozen=True, slots=True)
class Server:
    """The running simulation: SimCord's handles by the names people read."""

    env: simcord.Env
    client: Tisserande
    guild: simcord.GuildHandle
    community: Community
    channels: dict[str, simcord.ChannelHandle] = field(default_factory=dict)
    members: dict[str, simcord.MemberActor] = field(default_factory=dict)

    def may_see(self, name: str, channel: str) -> bool:
        """Is this channel open to this person, on the simulated server?"""
        place = self.channels.get(channel)
        return place is not None and channel_accessible(self.env.backend, place.id, self.members[name].id)


@asynccontextmanager
async def simulation(services: Services) -> AsyncIterator[Server]:
    """Run the real client on these services, among the invented community, until the block ends."""
    invented = community(services.catalogue.themes.values())
    locales: dict[int, str] = {}
    talk = sum(len(channel.messages) for channel in invented.channels) * SECONDS_BETWEEN_MESSAGES
    async with running(services, locales, talk) as (env, client):
        bot = await named(client)
        guild = env.create_guild(invented.name, preferred_locale=DEFAULT_LOCALE)
        server = Server(env, client, guild, invented)
        await _plant(server, bot, locales)
        yield server


@asynccontextmanager
async def empty_server(services: Services) -> AsyncIterator[Server]:
    """Run the real client on these services, in a server with nobody and nothing, until the block ends."""
    invented = community(services.catalogue.themes.values())
    async with running(services, {}) as (env, client):
        await named(client)
        guild = env.create_guild(invented.name, preferred_locale=DEFAULT_LOCALE)
        yield Server(env, client, guild, invented)


@asynccontextmanager
async def running(
    services: Services, locales: Mapping[int, str], before: float = 0
) -> AsyncIterator[tuple[simcord.Env, Tisserande]]:
    """The real client, online; it is these seconds before the present instant of the services."""
    client = build_client(services)
    env = simcord.Env(client, check_errors=False)
    with _localised(locales), _tagging():
        await env.start()
        try:
            await _set_the_clock(env, services.clock(), before)
            yield env, client
        finally:
            await env.shutdown()


# ------------------------------------------------------------------------------------- what SimCord does not know yet


@contextmanager
def _localised(locales: Mapping[int, str]) -> Iterator[None]:
    """SimCord says that every member reads American English: say what each one reads instead."""
    original = simcord.interactions.base_payload

    def base_payload(*args: Any, user_id: int, **rest: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, user_id=user_id, **rest)
        payload["locale"] = locales.get(user_id, DEFAULT_LOCALE)
        if "guild_locale" in payload:
            payload["guild_locale"] = DEFAULT_LOCALE
        return record, payload

    simcord.interactions.base_payload = base_payload
    try:
        yield
    finally:
        simcord.interactions.base_payload = original


@contextmanager
def _tagging() -> Iterator[None]:
    """SimCord refuses the tags of a forum in the request that makes it: put them on the forum once it is there."""
    original = router.dispatch

    def dispatch(backend: Any, method: str, path: str, *, json: Any = None, **rest: Any) -> Any:
        tags = json.get("available_tags") if method == "POST" and isinstance(json, dict) else None
        if tags is None:
            return original(backend, method, path, json=json, **rest)
        bare = {key: value for key, value in json.items() if key != "available_tags"}
        before = len(backend.http_requests)
        try:
            made = original(backend, method, path, json=bare, **rest)
        finally:
            # What was sent is what is remembered.
            backend.http_requests[before] = replace(backend.http_requests[before], json=json)
        numbered = [{"moderated": False, "emoji_id": None, "emoji_name": None, **tag} for tag in tags]
        for tag in numbered:
            tag["id"] = str(backend.snowflake())
        backend.edit_channel(int(made["id"]), {"available_tags": numbered})
        return made | {"available_tags": numbered}

    router.dispatch = dispatch
    try:
        yield
    finally:
        router.dispatch = original


async def _set_the_clock(env: simcord.Env, now: datetime, before: float) -> None:
    """SimCord's clock starts in the past and only moves forward: bring it to when the talk begins."""
    seconds = (now - env.now()).total_seconds() - before
    if seconds > 0:
        await env.advance_time(seconds)


async def named(client: Tisserande) -> discord.ClientUser:
    """The bot's own user, under the name that it has on Discord."""
    if client.user is None:
        raise RuntimeError("the simulated Discord did not log the client in")
    return await client.user.edit(username=BOT_NAME)


async def _plant(server: Server, bot: discord.ClientUser, locales: dict[int, str]) -> None:
    guild, people = server.guild, server.community.people
    roles = {
        person.role: guild.create_role(person.role, permissions=MODERATION if person.moderator else None)
        for person in people
    }
    for person in people:
        user = server.env.create_user(person.name.lower(), global_name=person.name)
        server.members[person.name] = guild.add_member(user, roles=[roles[person.role]])
        locales[user.id] = person.locale
    shown = discord.PermissionOverwrite(view_channel=True)
    moderators: Overwrites = {roles[person.role]: shown for person in people if person.moderator}
    closed: Overwrites = {guild.default_role: discord.PermissionOverwrite(view_channel=False), bot: shown}
    for category in server.community.categories:
        parent = guild.create_category(category.name)
        for channel in category.channels:
            server.channels[channel.name] = guild.create_text_channel(
                channel.name,
                topic=channel.topic,
                category=parent,
                overwrites=closed | moderators if channel.moderators_only else None,
            )
            await talk(server, channel)


async def talk(server: Server, channel: Channel) -> None:
    """What people say in a channel, one after another."""
    for name, text in channel.messages:
        await server.env.advance_time(SECONDS_BETWEEN_MESSAGES)
        await server.members[name].send(server.channels[channel.name], text)
