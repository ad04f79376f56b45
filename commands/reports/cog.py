"""The face of /signalement."""

from discord import app_commands

from commands.faces import FamilyCog, described, named, reader, send
from commands.presses import may_moderate, refuse
from commands.reports.replies import followed, queue
from commands.ui import Interaction


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
