"""What every command's face does the same way: read who asks and where, answer, count what was missed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

import locales
from commands import choosing
from commands.answer import Question
from commands.answering import Answered
from commands.defaults import answered, concerned
from commands.markdown import cut
from commands.reading import Around, Reader
from commands.reply import Block, Reply
from commands.services import Services
from commands.ui import Interaction, attached, draw
from locales import Words, typeset
from storage.errors import DatabaseUnavailable
from storage.members import Profile
from storage.notices import Note
from storage.search.question import Query
from storage.text import compact

# Longer questions are stories; the search reads the first dozen words, and buttons remember what fits in them.
LONGEST_QUESTION = 100
LONGEST_CHOICE = 100
# Discord waits three seconds for an answer: a profile is worth one of them.
PATIENCE = 1.0
# What answers a press or a choice: the interaction, the parts of the id after its verb, the values chosen.
Pressed = Callable[[Interaction, list[str], list[str]], Awaitable[None]]
# What answers a submitted form; ``commands/submission.py`` reads it.
Submitted = Callable[[Interaction], Awaitable[None]]
# The words of something the bot says unasked.
Worded = Callable[[Note, Reader], Reply]
EVERYWHERE = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)


def named(french: str, english: str) -> app_commands.locale_str:
    """A command's or an option's name: French for everybody, English for English clients."""
    return app_commands.locale_str(french, en=english)


def described(english: str) -> app_commands.locale_str:
    """A description: French from ``fr.po`` for everybody, English for English clients."""
    return app_commands.locale_str(locales.reader("fr")(english), en=english)


class FamilyCog(commands.Cog):
    """The face of a family of commands. ``menus`` are its entries in the menu of a message."""

    menus: tuple[app_commands.ContextMenu, ...] = ()

    def __init__(self, services: Services) -> None:
        self.services = services

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons and menus of this family: the verb of their id, and what answers it."""
        return {}

    def forms(self) -> Mapping[str, Submitted]:
        """The forms of this family: the verb of their id, and what answers them."""
        return {}

    def notices(self) -> Mapping[str, Worded]:
        """What this family says unasked: each kind, and its words."""
        return {}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """What this family does by itself when its time has come. Called about once a minute, never twice at once."""

    async def reply(self, interaction: Interaction, command: str, asked: Question) -> None:
        """Answer a look-up, for the asker alone, then count the words that found nothing."""
        profile = await _profile(interaction, self.services) if concerned(command, asked) else Profile()
        who = reader(interaction, self.services)
        given = answered(self.services.catalogue, command, asked, profile, who)
        await send(interaction, given.reply)
        await _remember(interaction, self.services, command, given)


def reader(interaction: Interaction, services: Services) -> Reader:
    """Who is asking, in which language, and which channels they can be led to."""
    words = words_of(interaction)
    guild = interaction.guild
    months = services.months_before_stale
    if guild is None:
        return Reader(words, services.clock(), months_before_stale=months)
    return Reader(
        words,
        services.clock(),
        lambda name: _mention(guild, name),
        lambda: Around(tuple(_themes_here(interaction, services)), tuple(_trades_of(interaction, services))),
        months,
    )


def _mention(guild: discord.Guild, name: str) -> str | None:
    """The channel of that name, accents and dashes aside, as a mention."""
    key = _channel_key(name)
    channels: list[discord.abc.GuildChannel] = [*guild.text_channels, *guild.forums]
    return next((channel.mention for channel in channels if _channel_key(channel.name) == key), None)


@lru_cache(maxsize=4096)
def _channel_key(name: str) -> str:
    return compact(name)


def words_of(interaction: Interaction) -> Words:
    """The words of the asker's language."""
    return locales.reader(interaction.locale.value)


async def send(interaction: Interaction, reply: Reply, *, private: bool = True) -> None:
    """Send a reply; nothing in it can ping anybody."""
    await interaction.response.send_message(
        view=draw(reply),
        files=attached(reply) or discord.utils.MISSING,
        ephemeral=private,
        allowed_mentions=NOBODY,
    )


def may_moderate(interaction: Interaction) -> bool:
    """Looked at on every press: a permission may have gone since the button was shown."""
    return interaction.guild is not None and interaction.permissions.manage_messages


def may_manage(interaction: Interaction) -> bool:
    """May this person change the server itself? Looked at on every press."""
    return interaction.guild is not None and interaction.permissions.manage_guild


async def refuse(interaction: Interaction) -> None:
    """Say kindly that this is for moderators."""
    words = words_of(interaction)
    said = words("Only moderators can do this. If you should be one, ask those who run this server.")
    await send(interaction, Reply(words("For moderators"), (Block(said),)))


def offer(typed: str, pairs: choosing.Pairs) -> list[app_commands.Choice[str]]:
    """At most 25 choices, cut on words, with what was typed always among them."""
    choices = {
        value: cut(typeset(label), LONGEST_CHOICE) for label, value in pairs if len(value) <= LONGEST_CHOICE
    }
    text = typed.strip()[:LONGEST_CHOICE]
    offered = [app_commands.Choice(name=label, value=value) for value, label in choices.items()]
    if text and text not in choices and text not in choices.values():
        offered.insert(0, app_commands.Choice(name=text, value=text))
    return offered[: choosing.MOST_CHOICES]


async def _profile(interaction: Interaction, services: Services) -> Profile:
    """What the asker told of themselves here; nothing when the database sleeps: the answer matters more."""
    with suppress(DatabaseUnavailable, TimeoutError):
        async with asyncio.timeout(PATIENCE), services.database.begin() as store:
            if interaction.guild_id is None:
                return await store.members.anywhere(interaction.user.id)
            return await store.members.profile(interaction.guild_id, interaction.user.id)
    return Profile()


async def _remember(interaction: Interaction, services: Services, command: str, answered: Answered) -> None:
    """Count missed words without the person. The answer was given already, so a sleeping database costs nothing."""
    interaction.extras["facts"] = {"state": answered.state.value, "results": answered.results}
    if not answered.missed or answered.results:
        return
    try:
        async with services.database.begin() as store:
            await store.misses.count(command, answered.missed, services.clock().date())
    except DatabaseUnavailable:
        services.catalogue.stale = True


def _themes_here(interaction: Interaction, services: Services) -> Iterable[str]:
    """The themes this channel is about, by its name."""
    channel: Any = interaction.channel
    names = {
        compact(str(getattr(place, "name", "")))
        for place in (channel, getattr(channel, "parent", None))
        if place
    }
    return (theme.slug for theme in services.catalogue.themes.values() if compact(theme.channel) in names)


def _trades_of(interaction: Interaction, services: Services) -> Iterable[str]:
    """The asker's trades, by the names of their roles on this server; nothing of it is kept."""
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else ()
    for role in roles:
        hits = services.catalogue.index.search(Query(role.name, ("trades",), limit=1)).hits
        if hits and hits[0].exact:
            yield hits[0].slug


NOBODY = discord.AllowedMentions.none()
