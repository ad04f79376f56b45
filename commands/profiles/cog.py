"""The face of /profil: three small steps, and the roles that follow."""

from collections.abc import Mapping, Sequence

import discord
from discord import app_commands

from commands import choosing
from commands.channels.workflow import is_of_the_team
from commands.faces import (
    EVERYWHERE,
    LONGEST_QUESTION,
    NOBODY,
    FamilyCog,
    Pressed,
    described,
    named,
    offer,
    reader,
    send,
    words_of,
)
from commands.profiles import replies, workflow
from commands.profiles.workflow import Outcome
from commands.reply import Reply
from commands.ui import Interaction, draw
from storage.members import Profile
from storage.spaces import ManagedSpace

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Profiles(FamilyCog):
    """Who people say they are, and the spaces that open for them."""

    @app_commands.command(
        name=named("profil", "profile"),
        description=described("Who you are, where, and what matters to you: your channels open"),
    )
    @app_commands.rename(metier=named("metier", "trade"), territoire=named("territoire", "territory"))
    @app_commands.describe(
        metier=described("One more trade, when it is not in the menu"),
        territoire=described("One more place: a département, a region, a number, a postal code, a town"),
    )
    @EVERYWHERE
    async def profil(
        self, interaction: Interaction, metier: Text | None = None, territoire: Text | None = None
    ) -> None:
        """Open the profile, at its first step or where the options lead."""
        if not isinstance(interaction.user, discord.Member):
            await send(interaction, replies.elsewhere(reader(interaction, self.services)))
            return
        said: list[str] = []
        profile = await self._opened(interaction.user)
        for kind, typed, add in (
            ("trade", metier, workflow.with_trade),
            ("place", territoire, workflow.with_place),
        ):
            if typed:
                more = add(self.services.catalogue, profile, typed)
                profile = more or profile
                said += [] if more else [replies.unknown(kind, typed, words_of(interaction))]
        if metier or territoire:
            await self._keep(interaction, profile)
        number = 2 if territoire and not metier else 1
        await send(interaction, self._step(interaction, number, profile, said))

    @profil.autocomplete("metier")
    async def _trades(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.trades(self.services.catalogue, typed))

    @profil.autocomplete("territoire")
    async def _territories(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    def verbs(self) -> Mapping[str, Pressed]:
        """The three steps, and the button of the welcome channel."""
        return {
            "place": self._place,
            "profile": self._move,
            "chooseaudience": self._audience,
            "choosetrades": self._chosen_trades,
            "chooseregions": self._regions,
            "chooseplaces": self._departements,
            "choosethemes": self._themes,
        }

    async def _place(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        if not isinstance(interaction.user, discord.Member):
            await send(interaction, replies.elsewhere(reader(interaction, self.services)))
            return
        await send(interaction, self._step(interaction, 1, await self._opened(interaction.user)))

    async def _move(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        """To another step, to the end, or out of it all. What an id says is never trusted."""
        to = rest[0] if rest else ""
        if to == "end":
            await self._finish(interaction)
        elif to == "forgotten":
            await self._forget(interaction)
        elif to == "forget":
            profile = await self._profile(interaction)
            who = reader(interaction, self.services)
            await self._show(interaction, replies.forgetting(self.services.catalogue, profile, who))
        else:
            profile = await self._profile(interaction)
            number = int(to) if to in ("1", "2", "3") else 1
            await self._show(interaction, self._step(interaction, number, profile))
            # Who stops half-way has the spaces of what they told; the end alone speaks of what went wrong.
            spaces = await self._spaces(interaction)
            await follow(interaction.user, workflow.wanted(self.services.catalogue, profile), spaces)

    async def _audience(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        profile = await self._profile(interaction)
        await self._chose(interaction, 1, workflow.with_audience(self.services.catalogue, profile, values))

    async def _chosen_trades(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        profile = await self._profile(interaction)
        await self._chose(interaction, 1, workflow.with_trades(self.services.catalogue, profile, values))

    async def _regions(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        profile = await self._profile(interaction)
        await self._chose(interaction, 2, workflow.with_regions(self.services.catalogue, profile, values))

    async def _departements(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        profile, region = await self._profile(interaction), rest[0] if rest else ""
        changed = workflow.with_departements(self.services.catalogue, profile, region, values)
        await self._chose(interaction, 2, changed)

    async def _themes(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        profile = await self._profile(interaction)
        await self._chose(interaction, 3, workflow.with_themes(self.services.catalogue, profile, values))

    async def _chose(self, interaction: Interaction, number: int, profile: Profile) -> None:
        await self._keep(interaction, profile)
        await self._show(interaction, self._step(interaction, number, profile))

    async def _finish(self, interaction: Interaction) -> None:
        """Roles, then what they opened. Discord may take its time to change roles, so it is told to wait first."""
        catalogue, who = self.services.catalogue, reader(interaction, self.services)
        profile, spaces = await self._profile(interaction), await self._spaces(interaction)
        await interaction.response.defer()
        outcome = await follow(interaction.user, workflow.wanted(catalogue, profile), spaces)
        shown = replies.finished(
            catalogue,
            profile,
            outcome,
            workflow.channels_opened(spaces, outcome.opened),
            workflow.next_steps(catalogue, profile, spaces, outcome.opened),
            who,
        )
        await interaction.edit_original_response(view=draw(shown), allowed_mentions=NOBODY)

    async def _forget(self, interaction: Interaction) -> None:
        spaces = await self._spaces(interaction)
        await self._keep(interaction, Profile())
        await interaction.response.defer()
        outcome = await follow(interaction.user, (), spaces)
        shown = replies.forgotten(outcome, reader(interaction, self.services))
        await interaction.edit_original_response(view=draw(shown), allowed_mentions=NOBODY)

    def _step(
        self, interaction: Interaction, number: int, profile: Profile, said: Sequence[str] = ()
    ) -> Reply:
        return replies.step(
            self.services.catalogue, number, profile, reader(interaction, self.services), said
        )

    async def _show(self, interaction: Interaction, shown: Reply) -> None:
        await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)

    # ------------------------------------------------------------------------------------ what is remembered

    async def _opened(self, member: discord.Member) -> Profile:
        """The profile of somebody who opens it, with what the roles taken elsewhere say; they need no greeting now."""
        guild_id, now = member.guild.id, self.services.clock()
        async with self.services.database.begin() as store:
            profile = await store.members.profile(guild_id, member.id)
            spaces = await store.spaces.all(guild_id)
            present = {role.id for role in member.roles}
            held = [key for key, id in workflow.managed(spaces).items() if id in present]
            adopted = workflow.adopted(self.services.catalogue, profile, held)
            if adopted != profile:
                await store.members.choose(guild_id, member.id, adopted, now)
            else:
                await store.members.greeted(guild_id, [member.id], now)
        return adopted

    async def _profile(self, interaction: Interaction) -> Profile:
        async with self.services.database.begin() as store:
            return await store.members.profile(interaction.guild_id or 0, interaction.user.id)

    async def _keep(self, interaction: Interaction, profile: Profile) -> None:
        if interaction.guild_id is None:
            return
        async with self.services.database.begin() as store:
            await store.members.choose(
                interaction.guild_id, interaction.user.id, profile, self.services.clock()
            )

    async def _spaces(self, interaction: Interaction) -> Mapping[str, ManagedSpace]:
        async with self.services.database.begin() as store:
            return await store.spaces.all(interaction.guild_id or 0)


async def follow(
    member: discord.Member | discord.User, keys: Sequence[str], spaces: Mapping[str, ManagedSpace]
) -> Outcome:
    """Give the roles of these keys and take back the others of the blueprint, in one request, or none."""
    if not isinstance(member, discord.Member):
        return Outcome()
    known = {key: member.guild.get_role(id) for key, id in workflow.managed(spaces).items()}
    # A role that was given powers by hand is the team's from then on: it is neither handed out nor taken back.
    there = {key: role for key, role in known.items() if role is not None and not _is_of_the_team(role)}
    # One role above the bot would make Discord refuse them all.
    ours = {key: role.id for key, role in there.items() if role.is_assignable()}
    present = [role.id for role in member.roles if not role.is_default()]
    after = workflow.roles_after(present, ours, keys)
    refused, failed = [key for key in keys if key in there and key not in ours], False
    try:
        if after is not None:
            await member.edit(roles=[discord.Object(id) for id in after])
    except (discord.Forbidden, discord.NotFound):
        # A role went away, or stands higher than we knew.
        after, refused, failed = None, [key for key in keys if key in there], True
    except discord.HTTPException:
        after, failed = None, True
    held = set(present if after is None else after)
    return Outcome(
        tuple(key for key in keys if key in there and there[key].id in held),
        tuple(key for key in keys if key not in there),
        tuple(key for key in refused if there[key].id not in held),
        failed,
    )


def _is_of_the_team(role: discord.Role) -> bool:
    return is_of_the_team({name for name, given in role.permissions if given}, managed=role.managed)
