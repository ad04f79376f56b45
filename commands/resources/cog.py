"""The face of /ressource."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Resources(FamilyCog):
    """Things to read, watch or use."""

    @app_commands.command(
        name=named("ressource", "resource"),
        description=described("Find a report, a guide, a tool, or a practice from the field"),
    )
    @app_commands.rename(
        recherche=named("recherche", "search"),
        theme=named("theme", "theme"),
        genre=named("genre", "kind"),
        annee=named("annee", "year"),
    )
    @app_commands.describe(
        recherche=described("A title, an author, a subject: type as you speak"),
        theme=described("One of the themes of the resource centre"),
        genre=described("Report, guide, tool, video, practice from the field"),
        annee=described("The year of publication"),
    )
    @EVERYWHERE
    async def ressource(
        self,
        interaction: Interaction,
        recherche: Text,
        theme: Text | None = None,
        genre: Text | None = None,
        annee: Text | None = None,
    ) -> None:
        """Look a resource up."""
        asked = choosing.question(
            self.services.catalogue,
            words_of(interaction),
            text=recherche,
            theme=theme,
            kind=genre,
            year=annee,
        )
        await self.reply(interaction, "ressource", asked)

    @ressource.autocomplete("recherche")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.names(self.services.catalogue, ("resources", "practices"), typed))

    @ressource.autocomplete("theme")
    async def _themes(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.themes(self.services.catalogue, typed))

    @ressource.autocomplete("genre")
    async def _kinds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.resource_kinds(words_of(interaction), typed))

    @ressource.autocomplete("annee")
    async def _years(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.years(self.services.catalogue, typed))
