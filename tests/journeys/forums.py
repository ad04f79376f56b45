"""Forums as the blueprint would have made them, and what people do and see in their posts."""

from dataclasses import dataclass
from typing import Any

import discord
import simcord
import simcord.interactions
from simcord.backend import serializers
from simcord.builders import ChannelHandle

from commands.services import Services
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.questions import Asked
from tests.journeys.reading import BUTTON, SPACES, components, reply

SOUGHT = "Comment préparer une VAE quand on travaille de nuit ?"
FILLED = {
    "sought": SOUGHT,
    "audience": "Des veilleurs de nuit en internat",
    "problem": "Les temps de formation tombent toujours le jour.",
    "tried": "",
}


@dataclass(frozen=True, slots=True)
class Forums:
    """The forums of this story, and the role of the referents."""

    handicap: ChannelHandle
    aquitaine: ChannelHandle
    hidden: ChannelHandle
    referents: Any


async def build_forums(server: Server, services: Services) -> Forums:
    """Three forums and a role as the blueprint would have made them."""
    guild, now = server.guild, services.clock()
    handicap, aquitaine, hidden = (
        guild.create_forum_channel(name) for name in ("handicap", "nouvelle-aquitaine", "numerique")
    )
    referents = guild.create_role("Référents")
    await server.env.settle()
    for forum, tags in ((handicap, ("Question", "Résolu")), (aquitaine, ("Question", "Gironde", "Résolu"))):
        channel = server.client.get_channel(forum.id)
        assert isinstance(channel, discord.ForumChannel)
        await channel.edit(available_tags=[discord.ForumTag(name=name) for name in tags])
    closed = server.client.get_channel(hidden.id)
    assert isinstance(closed, discord.ForumChannel)
    hiding: dict[Any, discord.PermissionOverwrite] = {
        closed.guild.default_role: discord.PermissionOverwrite(view_channel=False),
        closed.guild.me: discord.PermissionOverwrite(view_channel=True),
    }
    await closed.edit(overwrites=hiding)
    keys = {
        "channel:theme:handicap": handicap.id,
        "channel:territory:R75": aquitaine.id,
        "channel:theme:numerique": hidden.id,
        "role:referents": referents.id,
    }
    async with services.database.begin() as store:
        for key, discord_id in keys.items():
            await store.spaces.applied(guild.id, key, discord_id, {}, now)
    return Forums(handicap, aquitaine, hidden, referents)


async def ask(server: Server, who: str, values: dict[str, str], **options: str) -> simcord.InteractionResult:
    """Open the form and send it."""
    actor, here = server.members[who], server.channels["bienvenue"]
    form = await actor.slash(here, "question poser", **options)
    return await actor.submit_modal(form, values)


def said(place: ChannelHandle) -> list[str]:
    """What a place shows, message by message, as a person reads it."""
    return [shown(message) for message in place.history()]


def shown(message: discord.Message) -> str:
    """One message as plain text with ordinary spaces."""
    components_ = [component.to_dict() for component in message.components]
    return message_text(message.content, components_, {}).translate(SPACES)


def posts(forum: ChannelHandle) -> list[ChannelHandle]:
    """The posts of a forum, oldest first."""
    return sorted(forum.threads, key=lambda thread: thread.id)


async def known(services: Services, thread: ChannelHandle) -> Asked:
    """What the bot remembers of a post."""
    async with services.database.begin() as store:
        asked = await store.questions.at(thread.id)
    assert asked is not None
    return asked


async def write_post(
    server: Server, forum: ChannelHandle, who: str, name: str, tags: tuple[str, ...] = ()
) -> ChannelHandle:
    """Somebody opens a post by hand, with its first message."""
    author = server.members[who]
    channel = server.client.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    applied = [tag.id for tag in channel.available_tags if tag.name in tags]
    thread = server.env.backend.create_thread(
        forum.id, name, author.id, applied_tags=applied, broadcast=False
    )
    server.env.backend.announce_thread_create(thread)
    await server.env.settle()
    handle = next(each for each in forum.threads if each.id == thread.id)
    await author.send(handle, "Voici ma question en détail.")
    return handle


def tags_of(server: Server, thread: ChannelHandle) -> list[str]:
    """The tags of a post."""
    found = server.client.get_channel(thread.id)
    assert isinstance(found, discord.Thread)
    return sorted(tag.name for tag in found.applied_tags)


def draft_of(result: simcord.InteractionResult) -> int:
    """The number of the draft that the buttons of this answer speak of."""
    return int(components(result, BUTTON)[0]["custom_id"].split("~")[1])


def lines_of(place: ChannelHandle) -> list[str]:
    """The lines of the first message of a place."""
    return said(place)[0].splitlines()


def press_without_waiting(
    server: Server, who: simcord.MemberActor, shown: simcord.InteractionResult, verb: str
) -> simcord.InteractionResult:
    """Press a button, and do not wait for the answer: it is there once something else was waited for."""
    backend, message = server.env.backend, reply(shown)
    (id,) = (
        each["custom_id"] for each in components(shown, BUTTON) if each["custom_id"].startswith(f"{verb}~")
    )
    stored = next(
        each for each in backend.messages[server.channels["bienvenue"].id].values() if each.id == message.id
    )
    record, payload = simcord.interactions.base_payload(
        backend,
        type=3,
        channel_id=stored.channel_id,
        guild_id=server.guild.id,
        user_id=who.id,
        data={"custom_id": id, "component_type": BUTTON},
    )
    payload["message"] = dict(serializers.message_payload(backend, stored))
    record.source_message_id = stored.id
    backend.emit("INTERACTION_CREATE", payload)
    return simcord.InteractionResult(server.env, record)
