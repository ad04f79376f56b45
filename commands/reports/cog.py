"""The face of /signalement."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from discord import app_commands

from commands.draft import given_back
from commands.faces import (
    FamilyCog,
    Pressed,
    Submitted,
    described,
    may_moderate,
    named,
    reader,
    refuse,
    send,
    words_of,
)
from commands.reports.forms import FIELD, ReportForm, SettlingForm
from commands.reports.replies import already, followed, queue, thanks
from commands.submission import submission
from commands.ui import Interaction
from storage.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from storage.reports import ReportState


class Reports(FamilyCog):
    """Errors reported on an entry, and what became of them."""

    signalement = app_commands.Group(
        name=named("signalement", "report"),
        description=described("Errors reported on entries"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )

    @signalement.command(
        name=named("suivi", "mine"), description=described("What became of the errors you reported")
    )
    async def mine(self, interaction: Interaction) -> None:
        """The member's own reports."""
        async with self.services.database.begin() as store:
            reports = await store.reports.of(interaction.user.id)
        await send(
            interaction, followed(self.services.catalogue, reports, reader(interaction, self.services))
        )

    @signalement.command(
        name=named("file", "queue"), description=described("For moderators: reports waiting for an answer")
    )
    async def waiting(self, interaction: Interaction) -> None:
        """What moderators still have to read."""
        if not may_moderate(interaction):
            await refuse(interaction)
            return
        async with self.services.database.begin() as store:
            reports = await store.reports.waiting()
        await send(interaction, queue(self.services.catalogue, reports, reader(interaction, self.services)))

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons under entries and in the moderators' queue."""
        return {"report": self._report, "settle": self._settle}

    def forms(self) -> Mapping[str, Submitted]:
        """The two forms."""
        return {"reported": self._reported, "settled": self._settled}

    async def _report(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        shelf, slug = rest
        await interaction.response.send_modal(ReportForm(shelf, slug, words_of(interaction)))

    async def _settle(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        if not may_moderate(interaction):
            await refuse(interaction)
            return
        number, state = rest
        await interaction.response.send_modal(SettlingForm(number, state, words_of(interaction)))

    async def _reported(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        (shelf, slug), text = given.about, given.texts.get(FIELD, "")
        try:
            async with self.services.database.begin() as store:
                number = await store.reports.add(
                    shelf, slug, text, interaction.user.id, self.services.clock()
                )
        except DatabaseUnavailable:
            await send(interaction, given_back([text], words_of(interaction)))
            raise
        await send(interaction, thanks(number, reader(interaction, self.services)))

    async def _settled(self, interaction: Interaction) -> None:
        if not may_moderate(interaction):
            await refuse(interaction)
            return
        given = submission(interaction.data)
        (number, state), text = given.about, given.texts.get(FIELD, "")
        decided: ReportState = "corrected" if state == "corrected" else "kept"
        try:
            async with self.services.database.begin() as store:
                first = await store.reports.close(int(number), decided, text, self.services.clock())
                waiting = await store.reports.waiting()
        except DatabaseUnavailable:
            await send(interaction, given_back([text], words_of(interaction)))
            raise
        who = reader(interaction, self.services)
        await send(interaction, queue(self.services.catalogue, waiting, who) if first else already(who))
