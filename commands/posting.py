"""Posts in forums: the channel that stands for a key, a post in it, its tags."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import discord

from commands.faces import NOBODY
from commands.reply import Reply
from commands.ui import Interaction, draw
from storage.spaces import ManagedSpace

# Discord's limit for one post.
MOST_TAGS = 5
Spaces = Mapping[str, ManagedSpace]
# Which of these tags fit, by their places in the list.
Fitting = Callable[[Sequence[str]], Sequence[int]]


class Place(NamedTuple):
    """A channel where something may be posted, and its key; no key when it is not one of ours."""

    key: str
    channel: discord.ForumChannel | discord.TextChannel


def home_id(interaction: Interaction) -> int:
    """The forum in a post of which somebody is, or the channel."""
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id or 0


def post_of(interaction: Interaction) -> discord.Thread | None:
    """The post in which, or under whose first message in a text channel, a button was pressed."""
    if isinstance(interaction.channel, discord.Thread):
        return interaction.channel
    message, guild = interaction.message, interaction.guild
    # A thread that begins at a message has the number of that message.
    return guild.get_thread(message.id) if guild and message else None


def existing(guild: discord.Guild, keys: Sequence[str], spaces: Spaces) -> Place | None:
    """The first of these channels that is still there and open."""
    for key in keys:
        space = spaces.get(key)
        if space is None or space.archived or space.discord_id is None:
            continue
        channel = guild.get_channel(space.discord_id)
        if isinstance(channel, discord.ForumChannel | discord.TextChannel):
            return Place(key, channel)
    return None


def open_to(interaction: Interaction, keys: Sequence[str], spaces: Spaces) -> Place | None:
    """The first of these channels where the asker and the bot may write; else the forum in which they are.

    An answer they could not see would be no answer, and nobody writes through the bot where they may not write.
    """
    guild, who = interaction.guild, interaction.user
    if guild is None or not isinstance(who, discord.Member):
        return None
    forum = interaction.channel.parent if isinstance(interaction.channel, discord.Thread) else None
    present = Place("", forum) if isinstance(forum, discord.ForumChannel) else None
    known = [existing(guild, (key,), spaces) for key in keys]
    places = (place for place in (*known, present) if place and _may_write(who, place))
    return next((place for place in places if _may_post(guild.me, place)), None)


def _may_write(who: discord.Member, place: Place) -> bool:
    granted = place.channel.permissions_for(who)
    return granted.view_channel and granted.send_messages


def _may_post(bot: discord.Member, place: Place) -> bool:
    """In a text channel the message comes before its thread: refused the thread, it would stay there alone."""
    threads = place.channel.permissions_for(bot).create_public_threads
    return _may_write(bot, place) and (threads or isinstance(place.channel, discord.ForumChannel))


async def create(
    channel: discord.ForumChannel | discord.TextChannel, title: str, body: Reply, fitting: Fitting
) -> discord.Thread:
    """A post with these tags, or in a text channel a message and its thread. Nothing in it calls anybody."""
    view = draw(body)
    if isinstance(channel, discord.TextChannel):
        message = await channel.send(view=view, allowed_mentions=NOBODY)
        return await message.create_thread(name=title)
    offered = channel.available_tags
    tags = [offered[number] for number in fitting([tag.name for tag in offered])][:MOST_TAGS]
    if not tags and channel.flags.require_tag:
        tags = list(offered[:1])
    created = await channel.create_thread(name=title, view=view, applied_tags=tags, allowed_mentions=NOBODY)
    return created.thread


async def mark(thread: discord.Thread, fitting: Fitting, *, on: bool) -> None:
    """Put tags on a post, or take them off. A refusal costs nothing: the tag only repeats what we know."""
    forum = thread.parent
    if not isinstance(forum, discord.ForumChannel):
        return
    meant = [forum.available_tags[number] for number in fitting([tag.name for tag in forum.available_tags])]
    others = [tag for tag in thread.applied_tags if tag not in meant]
    tags = [*meant, *others][:MOST_TAGS] if on else others
    if meant and set(tags) != set(thread.applied_tags):
        with suppress(discord.HTTPException):
            await thread.edit(applied_tags=tags)
