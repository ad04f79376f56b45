"""The face of /aide."""

from discord import app_commands

from commands.faces import EVERYWHERE, FamilyCog, described, named, reader, send
from commands.help.replies import help_page
from commands.ui import Interaction


class Help(FamilyCog):
    """What the bot does, what it stores, who can read what."""

    @app_commands.command(
        name=named("aide", "help"),
        description=described("What Tisserande does, what it keeps, who can read what"),
    )
    @EVERYWHERE
    async def aide(self, interaction: Interaction) -> None:
        """Help."""
        await send(interaction, help_page(reader(interaction, self.services)))
