"""The face of /passerelle."""

from discord import app_commands

from commands import choosing
from commands.bridges.lookup import TOWARDS
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Bridges(FamilyCog):
    """From one diploma or trade to another."""

    @app_commands.command(
        name=named("passerelle", "bridge"),
        description=described(
            "From one diploma or trade to another: equivalences, reductions, VAE, competitions"
        ),
    )
    @app_commands.rename(depuis=named("depuis", "from"), vers=named("vers", "to"))
    @app_commands.describe(
        depuis=described("The diploma or the trade you have"),
        vers=described("The one you are thinking of"),
    )
    @EVERYWHERE
    async def passerelle(self, interaction: Interaction, depuis: Text, vers: Text | None = None) -> None:
        """Find bridges."""
        between = f"{depuis} {TOWARDS} {vers}" if vers else depuis
        asked = choosing.question(self.services.catalogue, words_of(interaction), text=between)
        await self.reply(interaction, "passerelle", asked)

    @passerelle.autocomplete("depuis")
    async def _departures(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.ends(self.services.catalogue, typed))

    @passerelle.autocomplete("vers")
    async def _arrivals(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.ends(self.services.catalogue, typed))
