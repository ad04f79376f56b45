"""The face of /annuaire."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Directory(FamilyCog):
    """Who does what, and where."""

    @app_commands.command(
        name=named("annuaire", "directory"),
        description=described("Find an organisation or a network: who holds the knowledge, near you"),
    )
    @app_commands.rename(
        recherche=named("recherche", "search"),
        territoire=named("territoire", "territory"),
        theme=named("theme", "theme"),
        public=named("public", "audience"),
        type=named("type", "kind"),
    )
    @app_commands.describe(
        recherche=described("A name, an acronym, a need: type as you speak"),
        territoire=described("A département, a region, a number, a postal code, a town"),
        theme=described("One of the themes of the resource centre"),
        public=described("Who it is for"),
        type=described("The kind of organisation"),
    )
    @EVERYWHERE
    async def annuaire(
        self,
        interaction: Interaction,
        recherche: Text,
        territoire: Text | None = None,
        theme: Text | None = None,
        public: Text | None = None,
        type: Text | None = None,  # noqa: A002 - the option is named so for its users
    ) -> None:
        """Look an organisation up."""
        asked = choosing.question(
            self.services.catalogue,
            words_of(interaction),
            text=recherche,
            territory=territoire,
            theme=theme,
            audience=public,
            kind=type,
        )
        await self.reply(interaction, "annuaire", asked)

    @annuaire.autocomplete("recherche")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.names(self.services.catalogue, ("organisations",), typed))

    @annuaire.autocomplete("territoire")
    async def _territories(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    @annuaire.autocomplete("theme")
    async def _themes(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.themes(self.services.catalogue, typed))

    @annuaire.autocomplete("public")
    async def _audiences(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.audiences(self.services.catalogue, typed))

    @annuaire.autocomplete("type")
    async def _kinds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.organisation_kinds(words_of(interaction), typed))
