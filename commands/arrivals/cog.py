"""The face of the welcome: nobody who arrives is lost, and nobody is written to in private."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from commands.arrivals import replies
from commands.arrivals.workflow import Passage, greet, write
from commands.faces import FamilyCog, Worded
from commands.profiles.cog import follow
from commands.profiles.workflow import wanted
from commands.services import Services
from storage.errors import DatabaseUnavailable
from storage.members import Profile

# How many arrivals and departures one transaction writes.
WRITTEN_TOGETHER = 500
CHANNEL = "channel:welcome"


class Arrivals(FamilyCog):
    """People who arrive, leave and come back."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        # Not written yet, in order: a burst is written by the hundred, and what a sleeping database refuses waits here
        # for the next minute.
        self._passages: list[Passage] = []
        self._arrived: dict[tuple[int, int], discord.Member] = {}
        # Those who came back and whose roles are not given again yet.
        self._back: list[tuple[discord.Member, Profile]] = []
        self._writing = asyncio.Lock()
        # Servers where the message that stays is written and nobody waits for a greeting, with their channel: they
        # cost nothing until somebody arrives.
        self._at_rest: dict[int, int] = {}

    def notices(self) -> Mapping[str, Worded]:
        """The greeting, and the message that stays."""
        return {"welcome": replies.welcome, "door": replies.door}

    @commands.Cog.listener("on_member_join")
    async def arrived(self, member: discord.Member) -> None:
        """Somebody joined, or came back."""
        if member.bot:
            return
        self._passages.append(Passage(member.guild.id, member.id, self.services.clock()))
        self._arrived[member.guild.id, member.id] = member
        await self._write_quietly()

    @commands.Cog.listener("on_raw_member_remove")
    async def gone(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left; what they chose waits for them a while."""
        self._passages.append(Passage(payload.guild_id, payload.user.id, self.services.clock(), left=True))
        self._arrived.pop((payload.guild_id, payload.user.id), None)
        await self._write_quietly()

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Greet those who arrived; once an hour, forget those who left long ago."""
        await self._write()
        guilds = {guild.id: guild for guild in client.guilds}
        async with self.services.database.begin() as store:
            channels = await store.spaces.on_each(guilds, CHANNEL)
        for guild_id, channel_id in channels.items():
            if self._at_rest.get(guild_id) != channel_id:
                await self._greet(guilds[guild_id], channel_id, now)
        if now.minute == 0:
            before = now - timedelta(days=self.services.days_kept_after_leaving)
            async with self.services.database.begin() as store:
                await store.members.forget_left(before)

    async def _write_quietly(self) -> None:
        """What could not be written waits for the next minute: nobody is there to be told."""
        with suppress(DatabaseUnavailable):
            await self._write()

    async def _write(self) -> None:
        """Write what waits. Those who join while the others are written are in the next transaction, together."""
        async with self._writing:
            while self._passages:
                some = self._passages[:WRITTEN_TOGETHER]
                async with self.services.database.begin() as store:
                    returning = await write(store, some)
                del self._passages[: len(some)]
                for guild_id in {passage.guild_id for passage in some}:
                    self._at_rest.pop(guild_id, None)
                for passage in some:
                    member = self._arrived.pop((passage.guild_id, passage.member_id), None)
                    profile = returning.get((passage.guild_id, passage.member_id))
                    if member and profile:
                        self._back.append((member, profile))
        while self._back:
            back = self._back.pop(0)
            try:
                await self._restore(*back)
            except DatabaseUnavailable:
                self._back.insert(0, back)
                raise

    async def _restore(self, member: discord.Member, profile: Profile) -> None:
        """Who comes back finds their roles again; when Discord does not answer, /profil gives them."""
        async with self.services.database.begin() as store:
            spaces = await store.spaces.all(member.guild.id)
        await follow(member, wanted(self.services.catalogue, profile), spaces)

    async def _greet(self, guild: discord.Guild, channel_id: int, now: datetime) -> None:
        """Nobody is marked as greeted as long as the channel is not there, or closed to the bot."""
        channel = guild.get_channel(channel_id)
        if channel is None or not channel.permissions_for(guild.me).send_messages:
            return
        # Said first: whoever arrives while this is written takes it back.
        self._at_rest[guild.id], written = channel_id, True
        try:
            async with self.services.database.begin() as store:
                written = bool(await greet(store, guild.id, channel_id, now))
        finally:
            if written:
                self._at_rest.pop(guild.id, None)
