"""The face of /orienter, and of « Orienter ce message » in the menu of a message."""

import discord
from discord import app_commands

from commands.answer import Question
from commands.faces import EVERYWHERE, FamilyCog, described, named, send, words_of
from commands.reply import Block, Reply
from commands.services import Services
from commands.ui import Interaction

# A need deserves more room than a name.
LONGEST_NEED = 1000


class Orientation(FamilyCog):
    """From a need to people, channels and resources."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        menu = app_commands.ContextMenu(
            name=named("Orienter ce message", "Where to go with this"), callback=self._message
        )
        self.menus = (EVERYWHERE(menu),)

    @app_commands.command(
        name=named("orienter", "orient"),
        description=described("Tell a need in your own words: themes, channels, people and resources"),
    )
    @app_commands.rename(besoin=named("besoin", "need"))
    @app_commands.describe(besoin=described("Your need, with nothing that identifies anybody"))
    @EVERYWHERE
    async def orienter(
        self, interaction: Interaction, besoin: app_commands.Range[str, 1, LONGEST_NEED]
    ) -> None:
        """Find where to go."""
        await self.reply(interaction, "orienter", Question(text=besoin))

    async def _message(self, interaction: Interaction, message: discord.Message) -> None:
        """The same for a message that a member hands over."""
        if message.content.strip():
            await self.reply(interaction, "orienter", Question(text=message.content[:LONGEST_NEED]))
            return
        words = words_of(interaction)
        said = words("There is no text in this message. Tell the need in your own words with /orienter.")
        await send(interaction, Reply(words("Where to go"), (Block(said),)))
