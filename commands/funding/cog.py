"""The face of /financement."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Funding(FamilyCog):
    """Who pays, in the usual order."""

    @app_commands.command(
        name=named("financement", "funding"),
        description=described(
            "Who pays for a diploma, a VAE, a placement, research or a project: your route, step by step"
        ),
    )
    @app_commands.rename(
        situation=named("situation", "situation"),
        objectif=named("objectif", "objective"),
        territoire=named("territoire", "territory"),
        recherche=named("recherche", "search"),
    )
    @app_commands.describe(
        situation=described("Who you are: student, employee, public agent, job seeker, employer"),
        objectif=described("What you want to do"),
        territoire=described("A département, a region, a number, a postal code, a town"),
        recherche=described("The name of a scheme, or your question in your own words"),
    )
    @EVERYWHERE
    async def financement(
        self,
        interaction: Interaction,
        situation: Text | None = None,
        objectif: Text | None = None,
        territoire: Text | None = None,
        recherche: Text | None = None,
    ) -> None:
        """Find who pays."""
        asked = choosing.question(
            self.services.catalogue,
            words_of(interaction),
            text=recherche,
            territory=territoire,
            situation=situation,
            objective=objectif,
        )
        await self.reply(interaction, "financement", asked)

    @financement.autocomplete("situation")
    async def _situations(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.circumstances(self.services.catalogue, "situation", typed))

    @financement.autocomplete("objectif")
    async def _objectives(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.circumstances(self.services.catalogue, "objective", typed))

    @financement.autocomplete("territoire")
    async def _territories(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    @financement.autocomplete("recherche")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.names(self.services.catalogue, ("funding",), typed))
