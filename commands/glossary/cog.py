"""The face of /sigle."""

from discord import app_commands

from commands import choosing
from commands.faces import EVERYWHERE, LONGEST_QUESTION, FamilyCog, described, named, offer, words_of
from commands.ui import Interaction

Text = app_commands.Range[str, 1, LONGEST_QUESTION]


class Glossary(FamilyCog):
    """Every meaning of an acronym."""

    @app_commands.command(
        name=named("sigle", "acronym"), description=described("What an acronym means, in all its meanings")
    )
    @app_commands.rename(sigle=named("sigle", "acronym"))
    @app_commands.describe(sigle=described("The acronym, or the words it may stand for"))
    @EVERYWHERE
    async def sigle(self, interaction: Interaction, sigle: Text) -> None:
        """Look an acronym up."""
        await self.reply(
            interaction,
            "sigle",
            choosing.question(self.services.catalogue, words_of(interaction), text=sigle),
        )

    @sigle.autocomplete("sigle")
    async def _acronyms(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.names(self.services.catalogue, ("glossary",), typed))
