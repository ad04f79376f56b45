"""The Discord client: commands, components, forms; one line in the journal for each thing done."""

import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.blueprint import drift
from bot.blueprint.gardener import Gardener as OwnGardener
from bot.blueprint.once import creations_once
from bot.collecting import SOURCE_NOTICE, source_told
from bot.couriers import deliver
from bot.errors import handle
from bot.issues import troubled
from bot.journal import trace
from bot.newsroom import DigestRoom
from bot.postman import UNCERTAIN
from bot.translator import CommandTranslator
from commands.faces import FamilyCog, Pressed, Submitted, Worded
from commands.families import FAMILIES
from commands.ids import parts
from commands.presses import Presses, press
from commands.services import Services
from commands.ui import ChosenMenu, Interaction, PressedButton

if TYPE_CHECKING:
    from commands.hosting import Gardener, Newsroom

# Members: to greet those who arrive and forget those who leave. Messages: to see that a question was answered, by
# whom and when; their content does not come with it, and is never read.
INTENTS = discord.Intents(guilds=True, members=True, guild_messages=True)

Minute = Callable[[discord.Client, datetime], Awaitable[object]]

# The bot never speaks aloud: the library need not say at each start that it could not.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Commands(app_commands.CommandTree[Any]):
    """The slash commands; what goes wrong in one of them is answered kindly."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Everybody may ask; the time of the question is kept for the journal."""
        interaction.extras["asked"] = time.perf_counter()
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the member, and write the line."""
        await handle(interaction, error)


class Tisserande(commands.Bot):
    """The bot on Discord. Built by ``bot.app.build_client``."""

    def __init__(self, services: Services, guild_id: int | None = None, **options: Any) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            # Who arrives is told one by one; a list of a million members would only fill the memory.
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            tree_cls=Commands,
            http_trace=creations_once(),
            **options,
        )
        self.services = services
        gardener = OwnGardener(self, services)
        self.gardener: Gardener = gardener
        self._watch = drift.Watch(gardener, services)
        self.newsroom: Newsroom = DigestRoom(services)
        self._guild = discord.Object(guild_id) if guild_id else None
        self.families: list[FamilyCog] = []
        self.verbs: dict[str, Pressed] = dict(Presses(services).verbs())
        self.forms: dict[str, Submitted] = {}
        self.notices: dict[str, Worded] = {
            drift.KIND: drift.worded,
            SOURCE_NOTICE: source_told,
            UNCERTAIN: troubled,
        }

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """One line for what goes wrong while an event is heard; nobody waits for an answer to it."""
        error = sys.exception()
        if error is not None:
            structlog.get_logger("tisserande").error("event", outcome="failed", **trace(error))

    async def setup_hook(self) -> None:
        """Load the families, learn the components, publish the commands."""
        for family in FAMILIES:
            cog = family(self.services)
            await self.add_cog(cog)
            self._learn(cog)
            for menu in cog.menus:
                self.tree.add_command(menu)
        self.add_dynamic_items(PressedButton, ChosenMenu)
        await self.tree.set_translator(CommandTranslator())
        if self._guild:
            # Commands of one server are there at once; global ones take their time to reach every client.
            self.tree.copy_global_to(guild=self._guild)
        await self.tree.sync(guild=self._guild)

    def _learn(self, cog: FamilyCog) -> None:
        """What this family answers; two families never share a verb (tested)."""
        self.families.append(cog)
        self.verbs |= cog.verbs()
        self.forms |= cog.forms()
        self.notices |= cog.notices()

    async def pressed(self, interaction: Interaction, id: str, values: list[str]) -> None:
        """Answer a press or a choice; the library would only log what goes wrong here."""
        try:
            await press(self.verbs, interaction, id, values)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is waiting for an answer
            await handle(interaction, error)

    async def each_minute(self, now: datetime) -> int:
        """What each family and the watch do by themselves, then what is to be said unasked; how many notices were sent.

        One that fails does not stop the others.
        """
        minutes: list[Minute] = [family.each_minute for family in self.families]
        for each in (*minutes, self._watch.each_minute):
            try:
                await each(self, now)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others have their minute too
                structlog.get_logger("tisserande").error("minute", outcome="failed", **trace(error))
        return await deliver(self, self.services, self.notices, now)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer submitted forms, which are not kept in memory."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        verb, _ = parts(str(dict(interaction.data or {}).get("custom_id", "")))
        if verb not in self.forms:
            return
        try:
            await self.forms[verb](interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is waiting for an answer
            await handle(interaction, error)

    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:
        """One line for each command, without a word of what was typed."""
        facts = dict(interaction.extras.get("facts", {}))
        asked = interaction.extras.get("asked", time.perf_counter())
        facts["duration_ms"] = round((time.perf_counter() - asked) * 1000, 1)
        named = command.qualified_name.replace(" ", ".") if isinstance(command, app_commands.Command) else ""
        # The entries of a menu have sentences for names: their family says which command they stand for.
        name = facts.pop("command", named or "orienter")
        structlog.get_logger("tisserande").info("command", command=name, **facts)
