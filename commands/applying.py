"""Reading and applying the plan of the server, from Discord: the faces of `/salon plan` and `/salon appliquer`."""

from collections.abc import Mapping

from commands import planning
from commands.faces import NOBODY, Pressed, Submitted, Worded, may_manage, refuse, send, words_of
from commands.reading import Reader
from commands.reply import Reply
from commands.services import Services
from commands.submission import submission
from commands.ui import Interaction, draw, draw_form, host
from storage.notices import Note

JOURNAL = "channel:journal"


class Applying:
    """The plan, its button, its confirmation, its progress. Each press looks at the permission again."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def verbs(self) -> Mapping[str, Pressed]:
        """The button under a plan."""
        return {"applyplan": self._pressed}

    def forms(self) -> Mapping[str, Submitted]:
        """The fingerprint of a large plan, typed."""
        return {"planconfirmed": self._confirmed}

    def notices(self) -> Mapping[str, Worded]:
        """The line of the journal."""
        return {"applied": _applied}

    async def typed(
        self, interaction: Interaction, fingerprint: str, *, overwrite: bool, adopt: bool
    ) -> None:
        """Apply the plan whose fingerprint was typed."""
        if not may_manage(interaction):
            await refuse(interaction)
            return
        options = planning.flags(overwrite=overwrite, adopt=adopt, large=False)
        await self._apply(interaction, fingerprint, options)

    async def plan(self, interaction: Interaction, *, overwrite: bool, adopt: bool) -> None:
        """Show the plan; nothing is done."""
        if not may_manage(interaction) or interaction.guild_id is None:
            await refuse(interaction)
            return
        words = words_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        plan = await host(interaction).gardener.plan(
            interaction.guild_id, words.language, overwrite=overwrite, adopt=adopt
        )
        await _rewrite(interaction, planning.planned(plan, words, overwrite=overwrite, adopt=adopt))

    async def _pressed(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        if not may_manage(interaction):
            await refuse(interaction)
            return
        fingerprint, options = rest
        if "l" in options:
            form = planning.typing_form(fingerprint, options, words_of(interaction))
            await interaction.response.send_modal(draw_form(form))
            return
        await self._apply(interaction, fingerprint, options)

    async def _confirmed(self, interaction: Interaction) -> None:
        if not may_manage(interaction):
            await refuse(interaction)
            return
        given = submission(interaction.data)
        fingerprint, options = given.about
        if given.texts.get(planning.FINGERPRINT, "") != fingerprint:
            await send(interaction, planning.mistyped(fingerprint, words_of(interaction)))
            return
        await self._apply(interaction, fingerprint, options)

    async def _apply(self, interaction: Interaction, fingerprint: str, options: str) -> None:
        guild_id, words = interaction.guild_id or 0, words_of(interaction)
        pace = planning.Pace(self.services.clock())
        await interaction.response.defer(ephemeral=True)
        # The button disappears at once: the same plan is not applied twice by an impatient finger.
        await _rewrite(interaction, planning.begun(words))

        async def progress(done: int, total: int) -> None:
            if pace.is_due(done, self.services.clock()):
                await _rewrite(interaction, planning.in_progress(done, total, words))

        result = await host(interaction).gardener.apply(
            guild_id, words.language, fingerprint, progress, overwrite="o" in options, adopt="a" in options
        )
        now = self.services.clock()
        async with self.services.database.begin() as store:
            journal = await store.spaces.get(guild_id, JOURNAL)
            if journal is not None and journal.discord_id is not None:
                await store.notices.add(
                    Note(
                        f"applied-{interaction.id}", guild_id, "applied", now, channel_id=journal.discord_id,
                        facts=planning.result_facts(result), locale=words.language,
                    )
                )  # fmt: skip
        if pace.is_open(now):
            await _rewrite(interaction, planning.applied(result.done, result.left, result.lines, words))


def _applied(note: Note, reader: Reader) -> Reply:
    facts = note.facts
    return planning.applied(int(facts["done"]), int(facts["left"]), facts["lines"], reader.words)


async def _rewrite(interaction: Interaction, reply: Reply) -> None:
    """Write the answer that was promised, or write it again."""
    await interaction.edit_original_response(view=draw(reply), allowed_mentions=NOBODY)
