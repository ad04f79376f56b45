"""The face of /financement."""

from collections.abc import Mapping

from discord import app_commands

from commands import choosing
from commands.answer import Question
from commands.answering import answer
from commands.faces import (
    EVERYWHERE,
    LONGEST_QUESTION,
    NOBODY,
    FamilyCog,
    Pressed,
    described,
    named,
    offer,
    reader,
    words_of,
)
from commands.funding.replies import guide
from commands.ui import Interaction, draw

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

    def verbs(self) -> Mapping[str, Pressed]:
        """The guided path."""
        return {"guide": self._guide, "choose": self._choose}

    async def _guide(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        shown = guide(self.services.catalogue, reader(interaction, self.services))
        await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)

    async def _choose(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        catalogue, who = self.services.catalogue, reader(interaction, self.services)
        if rest:
            asked = Question(situation=rest[0], objective=values[0])
            shown = answer(catalogue, "financement", asked, who).reply
        else:
            shown = guide(catalogue, who, values[0])
        await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)
