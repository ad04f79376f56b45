"""The face of posts: the buttons under them, answers as they come, « Résolu », an answer kept."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

import locales
from commands.exchange.lookup import territory_keys
from commands.exchange.workflow import next_due
from commands.faces import (
    FamilyCog,
    Pressed,
    Worded,
    may_moderate,
    named,
    reader,
    send,
    words_of,
)
from commands.posting import Spaces, existing, home_id, mark, post_of
from commands.posts import replies
from commands.posts.lookup import hints, solved_tags, subject_of
from commands.posts.workflow import Post, meet
from commands.services import Services
from commands.ui import Interaction
from storage.database import Store
from storage.errors import DatabaseUnavailable
from storage.questions import Asked, Subject

REFERENTS = "role:referents"
WRITTEN = (discord.MessageType.default, discord.MessageType.reply)


class Posts(FamilyCog):
    """What happens under a post of a forum."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        menu = app_commands.ContextMenu(
            name=named("Retenir cette réponse", "Keep this answer"), callback=self._keep
        )
        menu.allowed_contexts = app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        )
        self.menus = (menu,)
        # Posts that nobody answered yet: an ordinary message costs one look into this set.
        self._expecting: set[int] = set()
        # Posts that a sleeping database could not write down wait here for the next minute.
        self._unmet: list[tuple[Post, datetime]] = []

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons under posts."""
        return {"hints": self._hints, "solved": self._solved, "reopen": self._reopen}

    def notices(self) -> Mapping[str, Worded]:
        """The one message under a post written by hand."""
        return {"post": replies.first_reply}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Know which posts expect an answer, those of other processes and of before a restart included."""
        await self._meet()
        await self._expect()

    async def _expect(self) -> None:
        async with self.services.database.begin() as store:
            self._expecting = set(await store.questions.expecting())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """The same as soon as we hear messages."""
        with suppress(DatabaseUnavailable):
            await self._expect()

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """A post of somebody else in a forum."""
        own = thread.owner_id == thread.guild.me.id
        if own or isinstance(thread.parent, discord.ForumChannel):
            self._expecting.add(thread.id)
        if own or not isinstance(thread.parent, discord.ForumChannel):
            return
        applied, offered = (
            tuple(tag.name for tag in tags) for tags in (thread.applied_tags, thread.parent.available_tags)
        )
        post = Post(
            thread.guild.id, thread.parent.id, thread.id, thread.owner_id, thread.name, applied, offered
        )
        self._unmet.append((post, self.services.clock()))
        with suppress(DatabaseUnavailable):
            await self._meet()

    async def _meet(self) -> None:
        while self._unmet:
            post, at = self._unmet.pop(0)
            try:
                async with self.services.database.begin() as store:
                    await meet(store, self.services.catalogue, post, at)
            except DatabaseUnavailable:
                self._unmet.insert(0, (post, at))
                raise

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody answered: who and when is known, never what."""
        thread = message.channel.id
        if thread not in self._expecting or message.author.bot or message.type not in WRITTEN:
            return
        async with self.services.database.begin() as store:
            asked = await store.questions.at(thread)
            if asked is None or asked.author_id == message.author.id:
                return
            await store.questions.answered(thread, message.created_at)
        self._expecting.discard(thread)

    async def _hints(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        thread, guild, catalogue = post_of(interaction), interaction.guild, self.services.catalogue
        if guild is None or thread is None:
            await send(interaction, replies.not_a_question(words_of(interaction)))
            return
        asked, spaces = await self._known(thread)
        about = _subject(asked)
        if about == Subject():
            home = next((key for key, each in spaces.items() if each.discord_id == home_id(interaction)), "")
            about = subject_of(catalogue, home, [tag.name for tag in thread.applied_tags])
        found = hints(catalogue, thread.name, about, self.services.clock())
        near = existing(guild, territory_keys(catalogue, about.territory), spaces)
        elsewhere = near.channel.mention if near and near.channel.id != home_id(interaction) else ""
        await send(interaction, replies.hinted(found, elsewhere, reader(interaction, self.services)))

    async def _known(self, thread: discord.Thread) -> tuple[Asked | None, Spaces]:
        """What we remember of a post; people and resources are suggested even when that sleeps."""
        try:
            async with self.services.database.begin() as store:
                return await store.questions.at(thread.id), await store.spaces.all(thread.guild.id)
        except DatabaseUnavailable:
            return None, {}

    async def _solved(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        words = words_of(interaction)
        async with self.services.database.begin() as store:
            asked, allowed = await _standing(store, interaction)
            first = False
            if asked and allowed:
                first = await store.questions.resolved(asked.thread_id, self.services.clock())
        if asked is None or not allowed:
            await send(interaction, replies.not_yours(words) if asked else replies.not_a_question(words))
            return
        own = asked.author_id == interaction.user.id
        await send(interaction, replies.solved(words, may_reopen=own, first=first))
        await _tag(interaction, on=True)

    async def _reopen(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        words = words_of(interaction)
        async with self.services.database.begin() as store:
            asked, _ = await _standing(store, interaction)
            own, first = asked is not None and asked.author_id == interaction.user.id, False
            if asked and own:
                due = None if asked.answered_at else next_due(asked.asked_at, asked.step, asked.territory)
                first = await store.questions.reopened(asked.thread_id, due)
        if asked is None or not own:
            await send(interaction, replies.not_yours(words) if asked else replies.not_a_question(words))
            return
        if asked.answered_at is None:
            self._expecting.add(asked.thread_id)
        await send(interaction, replies.reopened(words, first=first))
        await _tag(interaction, on=False)

    async def _keep(self, interaction: Interaction, message: discord.Message) -> None:
        """Keep an answer, and show everybody which it is."""
        interaction.extras["facts"] = {"command": "question.retenir"}
        words, guild_id, thread_id = words_of(interaction), interaction.guild_id or 0, message.channel.id
        own_words = message.id == thread_id or message.author.bot
        async with self.services.database.begin() as store:
            asked, allowed = await _standing(store, interaction)
            first = False
            if asked and allowed and not own_words:
                first = await store.questions.kept(thread_id, message.id, self.services.clock())
        if asked is None or not allowed:
            await send(interaction, replies.not_yours(words) if asked else replies.not_a_question(words))
        elif own_words:
            await send(interaction, replies.not_an_answer(words))
        elif not first:
            await send(interaction, replies.kept_already(words))
        else:
            public = locales.reader((interaction.guild_locale or interaction.locale).value)
            await send(interaction, replies.kept(guild_id, thread_id, message.id, public), private=False)
            await _tag(interaction, on=True)


async def _standing(store: Store, interaction: Interaction) -> tuple[Asked | None, bool]:
    """The question asked in this post, and whether this person may say that it is solved."""
    thread = post_of(interaction)
    asked = await store.questions.at(thread.id if thread else 0)
    role = await store.spaces.get(interaction.guild_id or 0, REFERENTS)
    roles = (
        {each.id for each in interaction.user.roles}
        if isinstance(interaction.user, discord.Member)
        else set()
    )
    refers = role is not None and role.discord_id in roles
    own = asked is not None and asked.author_id == interaction.user.id
    return asked, own or refers or may_moderate(interaction)


async def _tag(interaction: Interaction, *, on: bool) -> None:
    thread = post_of(interaction)
    if thread is not None:
        await mark(thread, solved_tags, on=on)


def _subject(asked: Asked | None) -> Subject:
    return Subject(asked.trade, asked.theme, asked.territory) if asked else Subject()
