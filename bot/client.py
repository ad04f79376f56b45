"""The Discord client: commands, components, forms; one line in the journal for each thing done."""

import time
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.errors import handle
from bot.translator import CommandTranslator
from commands.families import FAMILIES
from commands.presses import pressed, submitted
from commands.services import Services
from commands.ui import ChosenMenu, Interaction, PressedButton

# Who asks, and their roles, come with each question: no list of members is needed, and no message content is read.
INTENTS = discord.Intents(guilds=True)

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
            tree_cls=Commands,
            **options,
        )
        self.services = services
        self._guild = discord.Object(guild_id) if guild_id else None

    async def setup_hook(self) -> None:
        """Load the families, learn the components, publish the commands."""
        for family in FAMILIES:
            cog = family(self.services)
            await self.add_cog(cog)
            for menu in cog.menus:
                self.tree.add_command(menu)
        self.add_dynamic_items(PressedButton, ChosenMenu)
        await self.tree.set_translator(CommandTranslator())
        if self._guild:
            # Commands of one server are there at once; global ones take their time to reach every client.
            self.tree.copy_global_to(guild=self._guild)
        await self.tree.sync(guild=self._guild)

    async def pressed(self, interaction: Interaction, id: str, values: list[str]) -> None:
        """Answer a press or a choice; the library would only log what goes wrong here."""
        try:
            await pressed(self.services, interaction, id, values)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is waiting for an answer
            await handle(interaction, error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer submitted forms, which are not kept in memory."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        try:
            await submitted(self.services, interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is waiting for an answer
            await handle(interaction, error)

    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:
        """One line for each command, without a word of what was typed."""
        facts = dict(interaction.extras.get("facts", {}))
        asked = interaction.extras.get("asked", time.perf_counter())
        facts["duration_ms"] = round((time.perf_counter() - asked) * 1000, 1)
        name = (
            command.qualified_name.replace(" ", ".")
            if isinstance(command, app_commands.Command)
            else "orienter"
        )
        structlog.get_logger("tisserande").info("command", command=name, **facts)
