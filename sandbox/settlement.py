"""The invented community on the server of the blueprint: built by the real application, then lived in.

Text channels keep what was said there; in a theme's forum it becomes a post. Whoever has a profile has its roles; the
newcomer arrives last, and has chosen nothing yet.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import simcord
from simcord.builders import ChannelHandle, RoleHandle

from bot.post import ChannelCourier, DirectCourier
from bot.postman import Postman, naming
from commands.profiles.workflow import wanted
from commands.services import Services
from sandbox.community import DEFAULT_LOCALE, Channel, Person, community
from sandbox.press import last_monday, publish
from sandbox.simulation import MODERATION, SECONDS_BETWEEN_MESSAGES, Server, named, running, talk
from storage.members import Profile
from storage.subscriptions import Preferences

if TYPE_CHECKING:
    from digests.couriers.courier import Courier

LONGEST_TITLE = 90
# Who receives the digest.
READER = "Nadia"


class UnbuiltServerError(Exception):
    """The blueprint could not be applied; its sentences say why."""


@asynccontextmanager
async def settlement(services: Services) -> AsyncIterator[Server]:
    """Run the real client on these services, in the community as the blueprint makes it, until the block ends."""
    invented = community(services.catalogue.themes.values())
    locales: dict[int, str] = {}
    before = sum(len(channel.messages) for channel in invented.channels) * SECONDS_BETWEEN_MESSAGES
    async with running(services, locales, before) as (env, client):
        await named(client)
        guild = env.create_guild(invented.name, preferred_locale=DEFAULT_LOCALE)
        server = Server(env, client, guild, invented)
        await _build(server)
        places = await _places(server, services)
        await _people(server, services, [each for each in invented.people if not each.newcomer], locales)
        names = await _talk_everywhere(server, places)
        await _people(server, services, [each for each in invented.people if each.newcomer], locales)
        # The standing message, and the greeting of the newcomer.
        await client.each_minute(services.clock())
        await _bring_the_press(server, services)
        await env.settle()
        yield replace(server, community=invented.opened(names))


async def _build(server: Server) -> None:
    async def silent(_done: int, _total: int) -> None:
        """Nobody is watching yet."""

    gardener, guild_id = server.client.gardener, server.guild.id
    planned = await gardener.plan(guild_id, DEFAULT_LOCALE)
    applied = await gardener.apply(guild_id, DEFAULT_LOCALE, planned.fingerprint, silent)
    if planned.blocked or applied.left:
        raise UnbuiltServerError("\n".join((*planned.lines, *applied.lines)))


async def _places(server: Server, services: Services) -> dict[str, int]:
    """Where each key of the blueprint is, by its id."""
    async with services.database.begin() as store:
        spaces = await store.spaces.all(server.guild.id)
    return {key: space.discord_id for key, space in spaces.items() if space.discord_id}


async def _people(
    server: Server, services: Services, people: Iterable[Person], locales: dict[int, str]
) -> None:
    """These people join, with the roles that their profile gives."""
    places = await _places(server, services)
    team = server.guild.create_role("Équipe de modération", permissions=MODERATION)
    for person in people:
        user = server.env.create_user(person.name.lower(), global_name=person.name)
        locales[user.id] = person.locale
        chosen = person.profile
        profile = Profile(chosen.audience, chosen.trades, chosen.territories, chosen.themes)
        keys = [*wanted(services.catalogue, profile), *_talked_in(server, person)]
        keys += ["role:everything"] if chosen.everything else []
        keys += ["role:moderation"] if person.moderator else []
        roles = [_role(server, places[key]) for key in dict.fromkeys(keys) if key in places]
        server.members[person.name] = server.guild.add_member(
            user, roles=[*roles, team] if person.moderator else roles
        )
        await server.env.settle()
        if profile:
            async with services.database.begin() as store:
                await store.members.choose(server.guild.id, user.id, profile, services.clock())


async def _bring_the_press(server: Server, services: Services) -> None:
    """Last Monday's issue reaches its reader; what came since waits for the next one."""
    chosen = next(each.profile for each in server.community.people if each.name == READER)
    wanted_news = Preferences(chosen.themes, chosen.trades, (), chosen.territories)
    await publish(services, server.guild.id, server.members[READER].id, wanted_news)
    couriers: dict[str, Courier] = {
        "direct": DirectCourier(server.client),
        "channel": ChannelCourier(server.client),
    }
    postman = Postman(services, couriers, naming(services.catalogue, {}))
    # On its hour: an issue made later would say that it is late.
    await postman.minute(last_monday(services.clock()) + timedelta(minutes=1))


def _talked_in(server: Server, person: Person) -> Iterator[str]:
    """Whoever talks in a space opened it: the role of that space."""
    for channel in server.community.channels:
        if person.name in {name for name, _ in channel.messages}:
            yield channel.key.replace("channel:", "role:", 1)


async def _talk_everywhere(server: Server, places: dict[str, int]) -> dict[str, str]:
    """What is said in each channel that the blueprint has; the names of these channels, by key."""
    names = {}
    for channel in server.community.channels:
        if channel.key not in places:
            continue
        handle = _channel(server, places[channel.key])
        shown = channel.model_copy(update={"name": handle.name or channel.name})
        if handle.id in {forum.id for forum in _forums(server)}:
            await _post(server, handle, shown)
        else:
            server.channels[shown.name] = handle
            await talk(server, shown)
        names[channel.key] = shown.name
    return names


async def _post(server: Server, forum: ChannelHandle, channel: Channel) -> None:
    """Somebody opens a post, and others answer in it."""
    author, first = channel.messages[0]
    title = first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    backend = server.env.backend
    thread = backend.create_thread(forum.id, title, server.members[author].id, broadcast=False)
    backend.announce_thread_create(thread)
    await server.env.settle()
    server.channels[channel.name] = next(each for each in forum.threads if each.id == thread.id)
    await talk(server, channel)


def _forums(server: Server) -> list[ChannelHandle]:
    forums = {forum.id for guild in server.client.guilds for forum in guild.forums}
    return [_channel(server, id) for id in forums]


def _channel(server: Server, id: int) -> ChannelHandle:
    return ChannelHandle(server.env, server.guild, server.env.backend.channels[id])


def _role(server: Server, id: int) -> RoleHandle:
    guild = server.env.backend.guilds[server.guild.id]
    return simcord.builders.RoleHandle(server.env, server.guild, guild.roles[id])
