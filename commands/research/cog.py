"""The face of /recherche."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Research(FamilyCog):
    """Research works, and who makes them."""

    @app_commands.command(
        name=named("recherche", "research"),
        description=described("Research works and surveys on a subject, and who makes research on it"),
    )
    @app_commands.rename(sujet=named("sujet", "subject"), theme=named("theme", "theme"))
    @app_commands.describe(
        sujet=described("A subject, an author, a title: type as you speak"),
        theme=described("One of the themes of the resource centre"),
    )
    @EVERYWHERE
    async def recherche(self, interaction: Interaction, sujet: Text, theme: Text | None = None) -> None:
        """Look research up."""
        asked = choosing.question(self.services.catalogue, words_of(interaction), text=sujet, theme=theme)
        await self.reply(interaction, "recherche", asked)

    @recherche.autocomplete("sujet")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.names(self.services.catalogue, ("resources",), typed))

    @recherche.autocomplete("theme")
    async def _themes(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.themes(self.services.catalogue, typed))
