"""The face of /salon."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import discord
from discord import app_commands

from commands import doors
from commands.applying import Applying
from commands.channels import lookup, replies
from commands.channels.workflow import is_of_the_team
from commands.faces import (
    EVERYWHERE,
    LONGEST_QUESTION,
    FamilyCog,
    Pressed,
    Submitted,
    Worded,
    described,
    named,
    offer,
    send,
    words_of,
)
from commands.proposing import Proposing
from commands.services import Services
from commands.ui import Interaction
from storage.errors import DatabaseUnavailable

MODERATORS = "role:moderation"
Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Channels(FamilyCog):
    """The spaces of the server."""

    salon = EVERYWHERE(
        app_commands.Group(
            name=named("salon", "channel"),
            description=described(
                "The spaces of this server: find, join, leave, propose; who can read this one"
            ),
        )
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.applying = Applying(services)
        self.proposing = Proposing(services)

    # -- Finding, joining, leaving

    @salon.command(
        name=named("trouver", "find"),
        description=described("Spaces about a theme, a trade, a place; join them"),
    )
    @app_commands.rename(recherche=named("recherche", "search"))
    @app_commands.describe(recherche=described("A word, a trade, a place; nothing to see every space"))
    async def find(self, interaction: Interaction, recherche: Text | None = None) -> None:
        """The spaces that these words mean, and whether one is in them."""
        await self._show(interaction, (recherche or "").strip())

    @salon.command(
        name=named("rejoindre", "join"), description=described("Join a space; « tout » opens them all")
    )
    @app_commands.rename(nom=named("nom", "name"))
    @app_commands.describe(nom=described("The name of the space, or « tout » to see everything"))
    async def join(self, interaction: Interaction, nom: Text) -> None:
        """Take the role of a space."""
        await self._by_name(interaction, nom, joining=True)

    @salon.command(name=named("quitter", "leave"), description=described("Leave a space; you can come back"))
    @app_commands.rename(nom=named("nom", "name"))
    @app_commands.describe(nom=described("The name of the space"))
    async def leave(self, interaction: Interaction, nom: Text) -> None:
        """Give the role of a space back."""
        await self._by_name(interaction, nom, joining=False)

    @join.autocomplete("nom")
    async def _not_mine(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._names(interaction, typed, mine=False)

    @leave.autocomplete("nom")
    async def _mine(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._names(interaction, typed, mine=True)

    async def _names(
        self, interaction: Interaction, typed: str, *, mine: bool
    ) -> list[app_commands.Choice[str]]:
        known, everything = await self._spaces(interaction)
        held, words = _held(interaction), words_of(interaction)
        found = lookup.find(self.services.catalogue, known, typed).spaces if typed.strip() else tuple(known)
        offered = [space for space in found if space.role_id and (space.role_id in held) == mine]
        if everything is not None and (everything.role_id in held) == mine:
            offered.append(everything)
        return offer(
            typed,
            (
                (replies.label_of(space, words), space.key if space.slug else lookup.EVERYTHING)
                for space in offered
            ),
        )

    async def _show(self, interaction: Interaction, asked: str) -> None:
        words = words_of(interaction)
        if interaction.guild is None:
            await send(interaction, replies.on_a_server(words))
            return
        known, _ = await self._spaces(interaction)
        result = lookup.find(self.services.catalogue, known, asked)
        await send(interaction, replies.found(result, asked, _held(interaction), words))

    async def _by_name(self, interaction: Interaction, typed: str, *, joining: bool) -> None:
        known, everything = await self._spaces(interaction)
        space = everything if lookup.means_everything(typed) else lookup.named(known, typed)
        if space is None:
            # What was typed names no space exactly: what comes near it is shown, and nothing is guessed.
            await self._show(interaction, typed.strip())
            return
        await self._change(interaction, space, joining=joining)

    async def _spaces(self, interaction: Interaction) -> tuple[list[lookup.Space], lookup.Space | None]:
        if interaction.guild_id is None:
            return [], None
        async with self.services.database.begin() as store:
            managed = await store.spaces.all(interaction.guild_id)
        return lookup.spaces(self.services.catalogue, managed), lookup.everything(managed)

    async def _pressed(self, interaction: Interaction, facet: str, slug: str, *, joining: bool) -> None:
        """A press says which space, never which role: the role is looked up among those of the spaces."""
        known, everything = await self._spaces(interaction)
        space = next((one for one in known if (one.facet, one.slug) == (facet, slug)), None)
        if facet == lookup.EVERYTHING:
            space = everything
        if space is None:
            name = lookup.name_of(self.services.catalogue, facet, slug)
            await send(interaction, replies.gone(name, words_of(interaction)))
            return
        await self._change(interaction, space, joining=joining)

    async def _change(self, interaction: Interaction, space: lookup.Space, *, joining: bool) -> None:
        """Give or take one role, in one request."""
        member, guild, words = interaction.user, interaction.guild, words_of(interaction)
        if guild is None or not isinstance(member, discord.Member):
            await send(interaction, replies.on_a_server(words))
            return
        if space.role_id is None:
            await send(interaction, replies.without_role(space, words))
            return
        role = guild.get_role(space.role_id)
        if role is None:
            await send(interaction, replies.gone(replies.label_of(space, words), words))
            return
        if is_of_the_team({name for name, given in role.permissions if given}, managed=role.managed):
            await send(interaction, replies.for_the_team(words))
            return
        done = replies.joined if joining else replies.left
        if (space.role_id in _held(interaction)) == joining:
            await send(interaction, done(space, words, before=True))
            return
        try:
            await (member.add_roles(role) if joining else member.remove_roles(role))
        except discord.Forbidden:
            await send(interaction, replies.not_allowed(words))
        except discord.NotFound:
            await send(interaction, replies.gone(replies.label_of(space, words), words))
        else:
            if not joining:
                await self._forget(guild.id, member.id, space)
            await send(interaction, done(space, words))

    async def _forget(self, guild_id: int, member_id: int, space: lookup.Space) -> None:
        """A space that somebody left is no longer of their profile, which would give its role back."""
        # The role is gone already; a sleeping database only leaves the profile as it was.
        with suppress(DatabaseUnavailable):
            async with self.services.database.begin() as store:
                profile = await store.members.profile(guild_id, member_id)
                left = profile.without(space.facet, space.slug)
                if left != profile:
                    await store.members.choose(guild_id, member_id, left, self.services.clock())

    async def _join(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._pressed(interaction, *_facet_and_slug(rest), joining=True)

    async def _leave(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._pressed(interaction, *_facet_and_slug(rest), joining=False)

    async def _choose(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        await self._pressed(interaction, *_facet_and_slug(values[0].split(":", 1)), joining=True)

    async def _all(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        await self._show(interaction, "")

    # -- Who can read

    @salon.command(
        name=named("qui-peut-lire", "who-can-read"),
        description=described("Who can read this channel, what is kept of it, and for how long"),
    )
    async def who_can_read(self, interaction: Interaction) -> None:
        """The groups that can read the present channel."""
        guild, words = interaction.guild, words_of(interaction)
        if guild is None:
            await send(interaction, doors.in_private(words))
            return
        here, thread = interaction.channel, ""
        if isinstance(here, discord.Thread):
            thread = "private" if here.is_private() else "public"
        around_id = here.parent_id if isinstance(here, discord.Thread) else interaction.channel_id
        around = guild.get_channel(around_id or 0)
        if around is None:
            await send(interaction, replies.on_a_server(words))
            return
        async with self.services.database.begin() as store:
            team = await store.spaces.get(guild.id, MODERATORS)
        moderators = f"<@&{team.discord_id}>" if team and guild.get_role(team.discord_id or 0) else ""
        found = doors.readers(_doors(guild, around), invited=_has_guests(guild, around))
        await send(interaction, doors.who_reads(found, thread, moderators, words))

    # -- Proposing, following, agreeing, deciding

    @salon.command(
        name=named("proposer", "propose"), description=described("Propose a space that is missing here")
    )
    async def propose(self, interaction: Interaction) -> None:
        """Open the form."""
        await self.proposing.ask(interaction, [], [])

    @salon.command(
        name=named("propositions", "proposals"), description=described("What became of what you proposed")
    )
    async def proposals(self, interaction: Interaction) -> None:
        """The person's own proposals, whatever their message settings."""
        await self.proposing.mine(interaction)

    @salon.command(
        name=named("accords", "agreements"),
        description=described("Exchanges that quote you: agree or not, change your mind"),
    )
    async def agreements(self, interaction: Interaction) -> None:
        """What the person is asked to agree to: private messages may be closed."""
        await self.proposing.agreements(interaction)

    @salon.command(
        name=named("file", "queue"), description=described("For moderators: what waits for a decision")
    )
    async def waiting(self, interaction: Interaction) -> None:
        """Everything that waits, even when its card was lost."""
        await self.proposing.waiting(interaction)

    # -- The plan

    @salon.command(
        name=named("plan", "plan"), description=described("For facilitators: what applying the plan would do")
    )
    @app_commands.rename(ecraser=named("ecraser", "overwrite"), adopter=named("adopter", "adopt"))
    @app_commands.describe(
        ecraser=described("Undo what was changed by hand"),
        adopter=described("Take over what was made by hand under the name of ours"),
    )
    async def plan(
        self,
        interaction: Interaction,
        ecraser: bool | None = None,  # noqa: FBT001 - an option of a command
        adopter: bool | None = None,  # noqa: FBT001
    ) -> None:
        """Read the plan; nothing is done."""
        await self.applying.plan(interaction, overwrite=bool(ecraser), adopt=bool(adopter))

    @salon.command(
        name=named("appliquer", "apply"),
        description=described("For facilitators: apply the plan that was read"),
    )
    @app_commands.rename(
        code=named("code", "code"),
        ecraser=named("ecraser", "overwrite"),
        adopter=named("adopter", "adopt"),
    )
    @app_commands.describe(
        code=described("The code under the plan; without it, the plan is shown first"),
        ecraser=described("Undo what was changed by hand"),
        adopter=described("Take over what was made by hand under the name of ours"),
    )
    async def apply(
        self,
        interaction: Interaction,
        code: Text | None = None,
        ecraser: bool | None = None,  # noqa: FBT001 - an option of a command
        adopter: bool | None = None,  # noqa: FBT001
    ) -> None:
        """Apply exactly the plan of a fingerprint; show the plan first without one."""
        overwrite, adopt = bool(ecraser), bool(adopter)
        if code is None:
            await self.applying.plan(interaction, overwrite=overwrite, adopt=adopt)
        else:
            await self.applying.typed(interaction, code.strip(), overwrite=overwrite, adopt=adopt)

    # -- What this family answers and says

    def verbs(self) -> Mapping[str, Pressed]:
        """Joining, leaving, proposing, applying; and the decisions on proposals."""
        return {
            "joinspace": self._join,
            "leavespace": self._leave,
            "choosespace": self._choose,
            "spaces": self._all,
            **self.applying.verbs(),
            **self.proposing.verbs(),
        }

    def forms(self) -> Mapping[str, Submitted]:
        """A proposal, a refusal, the confirmation of a large plan."""
        return {
            **self.applying.forms(),
            **self.proposing.forms(),
        }

    def notices(self) -> Mapping[str, Worded]:
        """What was decided, for its author; what was applied, for the journal; what is to be decided."""
        return {**self.applying.notices(), **self.proposing.notices()}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Show moderators the proposals that they have not seen."""
        await self.proposing.decisions.show_new(now)


def _held(interaction: Interaction) -> set[int]:
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else ()
    return {role.id for role in roles}


def _facet_and_slug(rest: list[str]) -> tuple[str, str]:
    facet, slug = (*rest, "", "")[:2]
    return facet, slug


def _doors(guild: discord.Guild, channel: discord.abc.GuildChannel) -> list[doors.Door]:
    found = []
    for role in reversed(guild.roles):
        said = channel.overwrites_for(role).view_channel
        found.append(
            doors.Door(
                role.name, role.is_default(), role.permissions.view_channel, said is True, said is False,
                role.permissions.administrator, role.managed, role.permissions.manage_threads,
            )
        )  # fmt: skip
    return found


def _has_guests(guild: discord.Guild, channel: discord.abc.GuildChannel) -> bool:
    """Was somebody else than the bot let in one by one?"""
    return any(
        said.view_channel is True and not isinstance(whom, discord.Role) and whom.id != guild.me.id
        for whom, said in channel.overwrites.items()
    )
