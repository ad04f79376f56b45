"""The face of /metier."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Trades(FamilyCog):
    """A trade or a diploma."""

    @app_commands.command(
        name=named("metier", "trade"),
        description=described("A trade or a diploma: level, official title, bridges, funding, people to ask"),
    )
    @app_commands.rename(nom=named("nom", "name"))
    @app_commands.describe(nom=described("Its name, its acronym, or what people call it"))
    @EVERYWHERE
    async def metier(self, interaction: Interaction, nom: Text) -> None:
        """Look a trade up."""
        await self.reply(
            interaction, "metier", choosing.question(self.services.catalogue, words_of(interaction), text=nom)
        )

    @metier.autocomplete("nom")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.trades(self.services.catalogue, typed))
