"""The face of /referent, and the minute in which unanswered questions are told further."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from commands import choosing
from commands.faces import (
    LONGEST_QUESTION,
    FamilyCog,
    Pressed,
    Worded,
    described,
    named,
    offer,
    reader,
    send,
)
from commands.referents import replies, workflow
from commands.referents.lookup import around, meant
from commands.ui import Interaction
from storage.errors import DatabaseUnavailable
from storage.questions import Asked

Text = app_commands.Range[str, 1, LONGEST_QUESTION]
ROLE_KEY = "role:referents"
# Messages of one post that are looked at; who wrote so many without an answer is not waiting for one.
MOST_LOOKED_AT = 200
# Discord is down, and each question would wait for it: the next minute asks again.
MOST_FAILURES = 3
SOON, LATER = timedelta(minutes=1), timedelta(hours=1)
# What people write, and not what Discord says of them.
WRITTEN = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class Looked:
    """A post as Discord shows it now: gone or closed, or answered then."""

    gone: bool = False
    answered_at: datetime | None = None


class Referents(FamilyCog):
    """Those who volunteer to be told of unanswered questions."""

    referent = app_commands.Group(
        name=named("referent", "referent"),
        description=described("Those who volunteer to be told of questions without an answer"),
        guild_only=True,
    )

    @referent.command(
        name=named("devenir", "volunteer"),
        description=described("Volunteer to be told of questions that nobody answered"),
    )
    @app_commands.rename(metier=named("metier", "trade"), territoire=named("territoire", "territory"))
    @app_commands.describe(
        metier=described("The trade you answer for; by default, that of your profile"),
        territoire=described("The territory you answer for; by default, that of your profile"),
    )
    async def volunteer(
        self, interaction: Interaction, metier: Text | None = None, territoire: Text | None = None
    ) -> None:
        """Somebody offers to be told."""
        who, guild_id, member_id = (
            reader(interaction, self.services),
            interaction.guild_id or 0,
            interaction.user.id,
        )
        async with self.services.database.begin() as store:
            profile = await store.members.profile(guild_id, member_id)
        wanted = meant(self.services.catalogue, metier or "", territoire or "", profile)
        if not wanted.is_clear:
            await send(interaction, replies.ask_again(wanted, who))
            return
        new = 0
        async with self.services.database.begin() as store:
            for line in wanted.volunteers(member_id):
                new += await store.referents.become(guild_id, line, self.services.clock())
        given = await self._role(interaction.client, guild_id, interaction.user, give=True)
        said = replies.volunteered(
            self.services.catalogue, guild_id, wanted, new, who, role_missing=not given
        )
        await send(interaction, said)

    @referent.command(name=named("quitter", "resign"), description=described("Stop being told of questions"))
    async def resign(self, interaction: Interaction) -> None:
        """Somebody stops."""
        await self._stop(interaction, interaction.guild_id or 0)

    @referent.command(
        name=named("liste", "list"), description=described("Who volunteered, and for which territory")
    )
    @app_commands.rename(territoire=named("territoire", "territory"))
    @app_commands.describe(territoire=described("A département, a region, a number, a postal code, a town"))
    async def everybody(self, interaction: Interaction, territoire: Text | None = None) -> None:
        """Who can be asked. Their names are shown as mentions that ping nobody."""
        who, catalogue = reader(interaction, self.services), self.services.catalogue
        places = catalogue.territories.resolve(territoire) if territoire else ()
        if territoire and len(places) != 1:
            await send(interaction, replies.which_place(territoire, places, who))
            return
        async with self.services.database.begin() as store:
            volunteers = await store.referents.all(interaction.guild_id or 0)
        place = places[0] if places else None
        found = around(volunteers, place)
        await send(interaction, replies.listed(catalogue, found, place.name if place else "", who))

    @volunteer.autocomplete("metier")
    async def _trades(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.trades(self.services.catalogue, typed))

    @volunteer.autocomplete("territoire")
    async def _territories(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    @everybody.autocomplete("territoire")
    async def _listed(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    def verbs(self) -> Mapping[str, Pressed]:
        """The button that stops it all."""
        return {"resign": self._pressed_stop}

    def notices(self) -> Mapping[str, Worded]:
        """What is told of a question without an answer."""
        catalogue = self.services.catalogue
        return {
            workflow.TO_REFERENT: lambda note, who: replies.tell_referent(catalogue, note, who),
            workflow.TO_ASKER: replies.tell_asker,
            workflow.TO_QUEUE: lambda note, who: replies.tell_queue(catalogue, note, who),
        }

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Who leaves the server is told no more."""
        async with self.services.database.begin() as store:
            await store.referents.resign(payload.guild_id, payload.user.id)

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Tell each question whose time has come one step further.

        A question that fails stays due and stops no other; the first failure is raised at the end, for the journal.

        Raises:
            DatabaseUnavailable: the database did not answer; nothing was told.
        """
        async with self.services.database.begin() as store:
            due = await store.questions.due(now)
        failures: list[Exception] = []
        for question in due:
            if len(failures) == MOST_FAILURES:
                break
            try:
                await self._further(client, question, now)
            except DatabaseUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the other questions wait too
                failures.append(error)
                # Behind the others, so that what always fails never starves them.
                await workflow.put_off(self.services.database, question, now + SOON)
        if failures:
            raise failures[0]

    async def _further(self, client: discord.Client, question: Asked, now: datetime) -> None:
        database = self.services.database
        step = workflow.due_now(question, now)
        if step is None:
            await workflow.put_off(database, question, workflow.waits_until(question, now))
            return
        try:
            looked = await _look(client, question)
        except discord.Forbidden:
            # A person closed it to us: there is nothing to hurry for.
            await workflow.put_off(database, question, now + LATER)
            return
        if looked.gone:
            await workflow.put_off(database, question, None)
        elif looked.answered_at is not None:
            async with database.begin() as store:
                await store.questions.answered(question.thread_id, looked.answered_at)
        else:
            await workflow.take(database, self.services.catalogue.territories, question, step, now)

    async def _pressed_stop(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._stop(interaction, int(rest[0]))

    async def _stop(self, interaction: Interaction, guild_id: int) -> None:
        async with self.services.database.begin() as store:
            lines = await store.referents.resign(guild_id, interaction.user.id)
        if lines:
            await self._role(interaction.client, guild_id, interaction.user, give=False)
        await send(interaction, replies.resigned(lines, reader(interaction, self.services)))

    async def _role(
        self, client: discord.Client, guild_id: int, user: discord.User | discord.Member, *, give: bool
    ) -> bool:
        """Give or take the role of referents, where there is one; False when Discord refused."""
        async with self.services.database.begin() as store:
            space = await store.spaces.get(guild_id, ROLE_KEY)
        guild = client.get_guild(guild_id)
        if space is None or space.discord_id is None or guild is None:
            return True
        role = discord.Object(space.discord_id)
        try:
            # In a private message the person is a user: the member must be asked for.
            member = user if isinstance(user, discord.Member) else await guild.fetch_member(user.id)
            if (member.get_role(role.id) is not None) is not give:
                await (member.add_roles(role) if give else member.remove_roles(role))
        except discord.HTTPException:
            return False
        return True


async def _look(client: discord.Client, question: Asked) -> Looked:
    """Did somebody answer meanwhile? Only who wrote and when is looked at, never what.

    Raises:
        discord.HTTPException: Discord did not say.
    """
    try:
        thread = await client.fetch_channel(question.thread_id)
    except discord.NotFound:
        return Looked(gone=True)
    # Discord archives what is quiet by itself; only people lock.
    if not isinstance(thread, discord.Thread) or thread.locked:
        return Looked(gone=True)
    asker = question.author_id or thread.owner_id
    after = discord.Object(question.thread_id)
    async for message in thread.history(limit=MOST_LOOKED_AT, after=after, oldest_first=True):
        if _answers(message, asker):
            return Looked(answered_at=message.created_at)
    return Looked()


def _answers(message: discord.Message, asker: int | None) -> bool:
    """Was this written by a person other than the asker?"""
    author = message.author
    return author.id != asker and not author.bot and message.webhook_id is None and message.type in WRITTEN
