"""The face of « M'alerter » and of /alertes."""

from collections.abc import Mapping
from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from commands import choosing
from commands.alerts import replies, workflow
from commands.alerts.lookup import is_time
from commands.faces import (
    EVERYWHERE,
    NOBODY,
    FamilyCog,
    Pressed,
    Worded,
    described,
    named,
    reader,
    send,
)
from commands.ids import unpack
from commands.reading import Reader
from commands.reply import Reply
from commands.results import ALERTING
from commands.services import Services
from commands.ui import Interaction, draw
from storage.alerts import Wish
from storage.notices import Note

MOST_AT_HAND = 2000


class Alerts(FamilyCog):
    """Searches that go on by themselves, closings that are told in time."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        # Searches about to be told: what people typed stays in their alert alone, not in the notice as well.
        self._at_hand: dict[str, Wish] = {}

    @app_commands.command(
        name=named("alertes", "alerts"),
        description=described("Your alerts: what you asked to be told of, and how to stop"),
    )
    @EVERYWHERE
    async def alertes(self, interaction: Interaction) -> None:
        """One's own, here; everywhere in a private message."""
        await send(interaction, await self._listed(interaction))

    def verbs(self) -> Mapping[str, Pressed]:
        """Under results, on cards, under what is told, in the list."""
        return {
            "alert": self._search,
            "remind": self._closing,
            "alertstop": self._stop,
            "alertlist": self._list,
        }

    def notices(self) -> Mapping[str, Worded]:
        """What is new; what closes."""
        return {workflow.NEWS: self._news, workflow.CLOSING: self._closes}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """In the daytime of the community: this week's searches, today's closings, a few hundred at a time."""
        here = now.astimezone(self.services.clock().tzinfo)
        if not is_time(here):
            return
        database, catalogue = self.services.database, self.services.catalogue
        await workflow.tell_closings(database, catalogue, here)
        if len(self._at_hand) > MOST_AT_HAND:
            # Another process sent them.
            self._at_hand.clear()
        self._at_hand.update(await workflow.tell_news(database, catalogue, here))

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Who leaves the server is told nothing more from it."""
        async with self.services.database.begin() as store:
            await store.alerts.leave(payload.guild_id, payload.user.id)

    async def _search(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        command, *packed = rest
        catalogue = self.services.catalogue
        asked = unpack(packed, choosing.known_slugs(catalogue))
        if interaction.guild_id is None or command not in ALERTING:
            await send(interaction, replies.on_a_server(reader(interaction, self.services)))
            return
        who = (interaction.guild_id, interaction.user.id, interaction.locale.value)
        await self._keep(
            interaction, workflow.of_search(catalogue, command, asked, who, self.services.clock())
        )

    async def _closing(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        if interaction.guild_id is None:
            await send(interaction, replies.on_a_server(reader(interaction, self.services)))
            return
        who = (interaction.guild_id, interaction.user.id, interaction.locale.value)
        wish = workflow.of_closing(self.services.catalogue, rest[0], who, self.services.clock())
        if wish is None:
            await send(interaction, replies.no_closing(reader(interaction, self.services)))
            return
        await self._keep(interaction, wish)

    async def _keep(self, interaction: Interaction, wish: Wish) -> None:
        async with self.services.database.begin() as store:
            result = await store.alerts.keep(wish, self.services.clock())
        who = reader(interaction, self.services)
        await send(interaction, replies.kept(self.services.catalogue, wish, result, who))

    async def _stop(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        async with self.services.database.begin() as store:
            wish = await store.alerts.one(int(rest[0]), interaction.user.id)
            was = wish is not None and await workflow.stop(store, wish)
        if rest[1:] == ["list"]:
            shown = await self._listed(interaction)
            await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)
        else:
            await send(interaction, replies.stopped(reader(interaction, self.services), was=was))

    async def _list(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        await send(interaction, await self._listed(interaction))

    async def _listed(self, interaction: Interaction) -> Reply:
        guild_id, member_id = interaction.guild_id, interaction.user.id
        async with self.services.database.begin() as store:
            wishes = await store.alerts.of(member_id, guild_id)
            servers = {guild_id} if guild_id else {wish.guild_id for wish in wishes}
            told = [note for each in servers for note in await store.notices.told_to(each, member_id, 50)]
        own = [note for note in told if note.kind in (workflow.NEWS, workflow.CLOSING)]
        own.sort(key=lambda note: -note.id)
        return replies.listed(self.services.catalogue, wishes, own, reader(interaction, self.services))

    def _news(self, note: Note, who: Reader) -> Reply:
        return replies.news(self.services.catalogue, note, self._at_hand.pop(note.key, None), who)

    def _closes(self, note: Note, who: Reader) -> Reply:
        return replies.closing(self.services.catalogue, note, who)
