"""The face of /mes-donnees."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain

import discord
from discord import app_commands

import locales
from commands.faces import NOBODY, FamilyCog, Pressed, described, named, reader, send
from commands.privacy.lookup import Rows
from commands.privacy.replies import (
    asked,
    asleep,
    done,
    emptied_card,
    exported,
    not_yours,
    page,
    roles_kept,
    tombstone,
    withdrawn,
)
from commands.privacy.workflow import (
    CLEANED_EVERY,
    Card,
    Data,
    Post,
    cards,
    clean,
    given_roles,
    posts,
    servers,
    volunteered,
    with_announcements,
)
from commands.reply import Reply
from commands.services import Services
from commands.ui import Interaction, draw
from storage.errors import DatabaseUnavailable

# A person as a member of one server, and the roles there that their profile gave.
Given = tuple[discord.Member, list[discord.Role]]


class Privacy(FamilyCog):
    """What is kept about a person, to read, to take away, to erase."""

    mes_donnees = app_commands.Group(
        name=named("mes-donnees", "my-data"),
        description=described("What Tisserande keeps about you"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._cleaned: datetime | None = None

    @mes_donnees.command(name=named("voir", "view"), description=described("Read what is kept about you"))
    async def view(self, interaction: Interaction) -> None:
        """The page."""
        data = await self._data(interaction)
        here = interaction.guild is not None
        await send(interaction, page(data, self._rows(interaction, data), here=here))

    @mes_donnees.command(
        name=named("exporter", "export"), description=described("Take away what is kept about you, in a file")
    )
    async def export(self, interaction: Interaction) -> None:
        """The page and the file."""
        await self._export(interaction)

    @mes_donnees.command(
        name=named("effacer", "erase"), description=described("Erase what is kept about you")
    )
    async def erase(self, interaction: Interaction) -> None:
        """What erasing would do, and its button."""
        await self._ask(interaction)

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons under the page, and the one that erases."""
        return {"mydata": self._turn, "erase": self._erase}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Forget what is too old, once an hour."""
        if self._cleaned is None or now - self._cleaned >= CLEANED_EVERY:
            await clean(self.services.database, now)
            self._cleaned = now

    async def _turn(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        """Whoever presses gets their own data, never that of whom the page was for."""
        await (self._export(interaction) if rest == ["export"] else self._ask(interaction))

    async def _export(self, interaction: Interaction) -> None:
        data = await self._data(interaction)
        rows = self._rows(interaction, data)
        await send(interaction, exported(data, rows, interaction.user.id, interaction.guild_id))

    async def _ask(self, interaction: Interaction) -> None:
        data = await self._data(interaction)
        held = [role.name for _, roles in await self._given(interaction, data) for role in roles]
        who, here = reader(interaction, self.services), interaction.guild is not None
        await send(interaction, asked(data, held, who, interaction.user.id, here=here))

    async def _erase(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        who = reader(interaction, self.services)
        if rest != [str(interaction.user.id)]:
            await send(interaction, not_yours(who))
            return
        # Emptying posts takes more than the three seconds that Discord waits for an answer.
        await interaction.response.defer()
        try:
            reply = await self._erased(interaction)
        except (DatabaseUnavailable, discord.HTTPException):
            reply = asleep(who)
        await interaction.edit_original_response(view=draw(reply), allowed_mentions=NOBODY)

    async def _erased(self, interaction: Interaction) -> Reply:
        """Discord first: what our tables know of the posts must not be lost before they are emptied."""
        data, client = await self._data(interaction), interaction.client
        written = await with_announcements(self.services.database, posts(data))
        shown = await cards(self.services.database, data)
        full = [post for post in written if not await _empty(client, post)]
        legible = [card for card in shown if not await _empty_card(client, card, interaction)]
        off, left = await _take_off(await self._given(interaction, data))
        async with self.services.database.begin() as store:
            counts = await store.privacy.erase(
                interaction.user.id, self.services.clock(), interaction.guild_id
            )
        who, emptied = reader(interaction, self.services), len(written) - len(full)
        refused = [post.url for post in full] + [card.url for card in legible]
        reply = done(counts, off, emptied, refused, who, here=interaction.guild is not None)
        return roles_kept(reply, left, who)

    async def _data(self, interaction: Interaction) -> Data:
        """Of this server, or of every server when asked in private."""
        async with self.services.database.begin() as store:
            return await store.privacy.of(interaction.user.id, interaction.guild_id)

    def _rows(self, interaction: Interaction, data: Data) -> Rows:
        found = map(interaction.client.get_guild, [] if interaction.guild else servers(data))
        names = {guild.id: guild.name for guild in found if guild}
        days = self.services.days_kept_after_leaving
        return Rows(reader(interaction, self.services), self.services.catalogue, names, days)

    async def _given(self, interaction: Interaction, data: Data) -> list[Given]:
        """Where the person is a member, the roles that they were given for what they told."""
        found = []
        for member in await _memberships(interaction, servers(data)):
            async with self.services.database.begin() as store:
                spaces = await store.spaces.all(member.guild.id)
            ids = given_roles(spaces.values(), referent=volunteered(data, member.guild.id))
            found.append((member, [role for role in member.roles if role.id in ids]))
        return found


async def _memberships(interaction: Interaction, guild_ids: Iterable[int]) -> list[discord.Member]:
    if isinstance(interaction.user, discord.Member):
        return [interaction.user]
    members = []
    for guild in filter(None, map(interaction.client.get_guild, guild_ids)):
        # Whoever left a server has no role there.
        with suppress(discord.NotFound):
            members.append(await guild.fetch_member(interaction.user.id))
    return members


async def _take_off(given: Iterable[Given]) -> tuple[list[str], list[str]]:
    """Take these roles off, in one request for each server; the names of those taken off, and of those left."""
    off: list[list[str]] = []
    left: list[list[str]] = []
    for member, roles in given:
        kept = [role for role in member.roles if role not in roles and not role.is_default()]
        names = [role.name for role in roles]
        try:
            if roles:
                await member.edit(roles=kept, reason="Data erased at the member's request")
            off.append(names)
        except discord.HTTPException:
            left.append(names)
    return list(chain(*off)), list(chain(*left))


async def _empty(client: discord.Client, post: Post) -> bool:
    """Replace the words of a post by a sentence, close it, never delete it; False when Discord would not."""
    words = locales.reader(post.locale)
    try:
        thread = client.get_channel(post.thread_id) or await client.fetch_channel(post.thread_id)
        if not isinstance(thread, discord.Thread):
            return False
        if thread.archived:
            await thread.edit(archived=False)
        first = await _first_message(thread)
        if first is not None and first.author == client.user:
            await first.edit(
                content=None, embeds=[], attachments=[], view=draw(tombstone(words)), allowed_mentions=NOBODY
            )
        await thread.edit(name=withdrawn(words), archived=True, locked=True)
    except discord.NotFound:
        return True
    except discord.HTTPException:
        return False
    return True


async def _empty_card(client: discord.Client, card: Card, interaction: Interaction) -> bool:
    """Take a person's words out of what moderators read; False when Discord would not."""
    words = locales.reader((interaction.guild_locale or discord.Locale.french).value)
    channel = client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
    try:
        await channel.get_partial_message(card.message_id).edit(
            view=draw(emptied_card(card.number, card.state, words)), allowed_mentions=NOBODY
        )
    except discord.NotFound:
        return True
    except discord.HTTPException:
        return False
    return True


async def _first_message(thread: discord.Thread) -> discord.Message | None:
    """What the thread began with: in a text channel, the message of the channel that has the number of the thread."""
    if isinstance(thread.parent, discord.TextChannel):
        with suppress(discord.NotFound):
            return await thread.parent.fetch_message(thread.id)
        return None
    return await anext(thread.history(limit=1, oldest_first=True), None)
