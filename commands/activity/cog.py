"""The face of /animation."""

from collections.abc import Mapping

import discord
from discord import app_commands

from commands.activity import replies
from commands.activity.lookup import Activity, Period, activity, last_days, month, months
from commands.faces import FamilyCog, Pressed, described, may_moderate, named, offer, reader, send
from commands.reading import Reader
from commands.reply import Reply
from commands.ui import Interaction
from storage.text import fold

ROLE_KEY = "role:facilitation"
MOST_WAITING = 500
MOST_MISSES = 200
MOST_OFFERED = 24
Month = app_commands.Range[str, 1, 30]


class Animation(FamilyCog):
    """One page of numbers for facilitators."""

    animation = app_commands.Group(
        name=named("animation", "activity"),
        description=described("For facilitators: what happens here, in numbers"),
        guild_only=True,
    )

    @animation.command(
        name=named("bilan", "report"),
        description=described("For facilitators: questions, answers, what is missing, on one page"),
    )
    @app_commands.rename(mois=named("mois", "month"))
    @app_commands.describe(mois=described("A month; by default, the last 30 days"))
    async def report(self, interaction: Interaction, mois: Month | None = None) -> None:
        """The page, for the asker alone."""
        who = reader(interaction, self.services)
        if not await self._may_read(interaction):
            await send(interaction, replies.only_facilitators(who))
            return
        period = month(mois, who.now, _names(who)) if mois else last_days(who.now)
        if period is None:
            await send(interaction, replies.unknown_month(who))
            return
        await send(interaction, await self._page(interaction, period, who))

    @report.autocomplete("mois")
    async def _months(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        who = reader(interaction, self.services)
        offered = zip(_names(who), months(who.now), strict=True)
        pairs = [(name, f"{day:%Y-%m}") for name, day in offered if fold(typed) in fold(name)]
        return offer("" if pairs else typed, pairs[:MOST_OFFERED])

    def verbs(self) -> Mapping[str, Pressed]:
        """The button that shows the page to the channel."""
        return {"activity": self._share}

    async def _share(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        who = reader(interaction, self.services)
        if not await self._may_read(interaction):
            await send(interaction, replies.only_facilitators(who))
            return
        period = month(rest[0], who.now) or last_days(who.now)
        shown = await self._page(interaction, period, who)
        await send(interaction, Reply(shown.title, shown.blocks, footer=shown.footer), private=False)

    async def _may_read(self, interaction: Interaction) -> bool:
        """Facilitators by their role, moderators by their permission; looked at on every press."""
        if may_moderate(interaction):
            return True
        member, guild_id = interaction.user, interaction.guild_id
        if guild_id is None or not isinstance(member, discord.Member):
            return False
        async with self.services.database.begin() as store:
            space = await store.spaces.get(guild_id, ROLE_KEY)
        return space is not None and any(role.id == space.discord_id for role in member.roles)

    async def _page(self, interaction: Interaction, period: Period, who: Reader) -> Reply:
        guild_id = interaction.guild_id or 0
        return replies.page(self.services.catalogue, await self._count(guild_id, period), guild_id, who)

    async def _count(self, guild_id: int, period: Period) -> Activity:
        async with self.services.database.begin() as store:
            return activity(
                self.services.catalogue,
                period,
                await store.questions.between(guild_id, period.start, period.end),
                waiting=await store.questions.unanswered(guild_id, MOST_WAITING),
                referents=await store.referents.all(guild_id),
                misses=await store.misses.most_frequent(MOST_MISSES),
                chosen=await store.members.territories(guild_id),
            )


def _names(who: Reader) -> list[str]:
    return [who.words.month(day) for day in months(who.now)]
