"""The face of /veille: reading it, proposing to it, preparing it."""

from collections.abc import Mapping

import discord
from discord import app_commands

from commands.draft import given_back
from commands.faces import (
    NOBODY,
    FamilyCog,
    Pressed,
    Submitted,
    Worded,
    described,
    may_moderate,
    named,
    reader,
    send,
    words_of,
)
from commands.hosting import Candidate, CannotLookError
from commands.ids import code
from commands.reply import Reply
from commands.submission import submission
from commands.subscriptions.workflow import reading
from commands.ui import Interaction, draw, host
from commands.watch import replies, workflow
from commands.watch.forms import PracticeForm, ProposalForm, RefusalForm, SummaryForm
from storage.errors import DatabaseUnavailable
from storage.items import KnownItem

Address = app_commands.Range[str, 8, 1000]
ROLE_KEY = "role:facilitation"


class Watch(FamilyCog):
    """What was published lately: read it, propose to it, prepare it."""

    veille = app_commands.Group(
        name=named("veille", "watch"),
        description=described("What was published lately: read it, propose to it, prepare it"),
        guild_only=True,
    )

    @veille.command(name=named("lire", "read"), description=described("The last issue, for you"))
    async def read(self, interaction: Interaction) -> None:
        """With a subscription or with the profile alone."""
        now = self.services.clock()
        who = (interaction.guild_id or 0, interaction.user.id, interaction.locale.value)
        async with self.services.database.begin() as store:
            subscriber = await reading(store, *who, now)
        await send(interaction, await host(interaction).newsroom.latest(subscriber, now))

    @veille.command(
        name=named("proposer", "suggest"), description=described("Propose a resource for the next issue")
    )
    @app_commands.rename(adresse=named("adresse", "address"))
    @app_commands.describe(adresse=described("The address of the page that presents it"))
    async def propose(self, interaction: Interaction, adresse: Address) -> None:
        """The page is opened, and shown as it introduces itself."""
        await interaction.response.defer(ephemeral=True)
        who, url = reader(interaction, self.services), adresse.strip()
        try:
            page = await host(interaction).newsroom.look_at(url)
        except CannotLookError as failure:
            shown = replies.cannot_look(url, who, refused=failure.refused)
        else:
            async with self.services.database.begin() as store:
                draft = await store.drafts.save(
                    interaction.guild_id or 0,
                    interaction.user.id,
                    workflow.DRAFT,
                    workflow.draft_of(page),
                    who.now,
                )
            shown = replies.looked(page, draft, self.services.catalogue, who)
        await interaction.edit_original_response(view=draw(shown), allowed_mentions=NOBODY)

    @veille.command(
        name=named("propositions", "proposals"), description=described("What became of what you proposed")
    )
    async def mine(self, interaction: Interaction) -> None:
        """One's own, with the editors' reasons."""
        async with self.services.database.begin() as store:
            items = await store.desk.of(interaction.user.id)
            told = await store.notices.told_to(interaction.guild_id or 0, interaction.user.id, 50)
        own = [note for note in told if note.kind == workflow.TOLD]
        await send(interaction, replies.mine(items, own, reader(interaction, self.services)))

    @veille.command(
        name=named("file", "queue"), description=described("For editors: prepare the coming issue")
    )
    async def queue(self, interaction: Interaction) -> None:
        """The coming issue, for editors alone."""
        if await self._may_edit(interaction):
            await send(interaction, await self._queue(interaction, 1))

    @veille.command(
        name=named("sources", "sources"), description=described("For editors: how each source fares")
    )
    async def sources(self, interaction: Interaction) -> None:
        """Health and remedies."""
        if await self._may_edit(interaction):
            async with self.services.database.begin() as store:
                health = await store.sources.all()
            declared = host(interaction).newsroom.sources()
            await send(interaction, replies.sources(declared, health, reader(interaction, self.services)))

    def verbs(self) -> Mapping[str, Pressed]:
        """The list, the card, the proposal."""
        return {
            "newspage": self._page,
            "newspreview": self._preview,
            "opennews": self._open,
            "newsdo": self._act,
            "choosenews": self._correct,
            "newswrite": self._write,
            "newspractice": self._describe,
            "newsaccept": self._accept,
            "newsrefuse": self._refuse,
            "newspropose": self._check,
        }

    def forms(self) -> Mapping[str, Submitted]:
        """The four forms."""
        return {
            "newswritten": self._written,
            "newspracticed": self._described,
            "newsrefused": self._refused,
            "newsproposed": self._proposed,
        }

    def notices(self) -> Mapping[str, Worded]:
        """What the author of a proposal is told."""
        return {workflow.TOLD: replies.told_author}

    async def _page(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        if await self._may_edit(interaction):
            await _redraw(interaction, await self._queue(interaction, int(rest[0])))

    async def _preview(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        if not await self._may_edit(interaction):
            return
        # Nobody has the number 0, and whoever chose nothing reads everything.
        who = (interaction.guild_id or 0, 0, interaction.locale.value)
        async with self.services.database.begin() as store:
            everybody = await reading(store, *who, self.services.clock())
        await send(interaction, await host(interaction).newsroom.preview(everybody, self.services.clock()))

    async def _open(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        if await self._may_edit(interaction):
            await _redraw(interaction, await self._card(interaction, int(values[0])))

    async def _act(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        if not await self._may_edit(interaction):
            return
        action, id = rest[0], int(rest[1])
        issue = await host(interaction).newsroom.coming(self.services.clock())
        async with self.services.database.begin() as store:
            await workflow.act(store, action, id, issue.starts_at)
        await _redraw(interaction, await self._card(interaction, id))

    async def _correct(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        if not await self._may_edit(interaction):
            return
        themes = [slug for slug in values if slug in self.services.catalogue.themes]
        async with self.services.database.begin() as store:
            item = await store.items.get(int(rest[0]))
            if item:
                await workflow.correct(store, item, themes)
        await _redraw(interaction, await self._card(interaction, int(rest[0])))

    async def _write(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        item = await self._item(interaction, rest)
        if item:
            await interaction.response.send_modal(SummaryForm(item, words_of(interaction)))

    async def _describe(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        item = await self._item(interaction, rest)
        if item:
            await interaction.response.send_modal(PracticeForm(item, words_of(interaction)))

    async def _refuse(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        item = await self._item(interaction, rest)
        if item:
            await interaction.response.send_modal(RefusalForm(item.id, words_of(interaction)))

    async def _accept(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        item = await self._item(interaction, rest)
        if item:
            await self._decide(interaction, item.id, "")

    async def _written(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        item, text = await self._item(interaction, given.about), given.texts.get("summary", "")
        if item is None:
            return
        try:
            async with self.services.database.begin() as store:
                first = code(item.summary) == given.about[1]
                first = first and await store.desk.rewrite(item.id, text, item.summary)
        except DatabaseUnavailable:
            await send(interaction, given_back([text], words_of(interaction)))
            raise
        if not first:
            await send(interaction, replies.meanwhile(text, reader(interaction, self.services)))
            return
        await _redraw(interaction, await self._card(interaction, item.id))

    async def _described(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        item = await self._item(interaction, given.about)
        if item is None:
            return
        try:
            async with self.services.database.begin() as store:
                await workflow.describe(store, item, given.texts)
        except DatabaseUnavailable:
            await send(interaction, given_back(given.texts.values(), words_of(interaction)))
            raise
        await _redraw(interaction, await self._card(interaction, item.id))

    async def _refused(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        item, reason = await self._item(interaction, given.about), given.texts.get("reason", "")
        if item is None:
            return
        try:
            await self._decide(interaction, item.id, reason, accepted=False)
        except DatabaseUnavailable:
            await send(interaction, given_back([reason], words_of(interaction)))
            raise

    async def _decide(self, interaction: Interaction, id: int, reason: str, *, accepted: bool = True) -> None:
        async with self.services.database.begin() as store:
            first = await workflow.decide(
                store,
                id,
                "kept" if accepted else "dropped",
                reason,
                interaction.guild_id or 0,
                self.services.clock(),
            )
        who = reader(interaction, self.services)
        await _redraw(interaction, await self._queue(interaction, 1) if first else replies.gone(who))

    async def _check(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        """The form, filled in with what the page says of itself."""
        async with self.services.database.begin() as store:
            draft = await store.drafts.get(int(rest[0]), interaction.user.id)
        if draft is None:
            await send(interaction, replies.too_old(reader(interaction, self.services)))
            return
        themes = [(theme.slug, theme.label) for theme in self.services.catalogue.themes.values()]
        await interaction.response.send_modal(
            ProposalForm(draft.id, draft.fields, themes, words_of(interaction))
        )

    async def _proposed(self, interaction: Interaction) -> None:
        given, who = submission(interaction.data), reader(interaction, self.services)
        title, summary = given.texts.get("title", ""), given.texts.get("summary", "")
        themes = [slug for slug in given.choices.get("themes", ()) if slug in self.services.catalogue.themes]
        try:
            async with self.services.database.begin() as store:
                draft = await store.drafts.take(int(given.about[0]), interaction.user.id)
                if draft is not None:
                    found = workflow.found_in(draft.fields, title, summary, themes)
                    _, new = await store.desk.propose(found, interaction.user.id, who.now)
        except DatabaseUnavailable:
            await send(interaction, given_back([title, summary], who.words))
            raise
        if draft is None:
            await send(interaction, replies.too_old(who))
            return
        await _redraw(interaction, replies.proposed(title, who) if new else replies.known(title, who))

    async def _queue(self, interaction: Interaction, number: int) -> Reply:
        issue = await host(interaction).newsroom.coming(self.services.clock())
        return replies.queue(issue, number, reader(interaction, self.services))

    async def _card(self, interaction: Interaction, id: int) -> Reply:
        issue = await host(interaction).newsroom.coming(self.services.clock())
        found: Candidate | None = next((each for each in issue.candidates if each.item.id == id), None)
        who = reader(interaction, self.services)
        return replies.card(found, self.services.catalogue, who) if found else replies.gone(who)

    async def _item(self, interaction: Interaction, rest: list[str]) -> KnownItem | None:
        """The item of a button, for editors alone; whoever cannot have it is told why."""
        if not await self._may_edit(interaction):
            return None
        async with self.services.database.begin() as store:
            item = await store.items.get(int(rest[0]))
        if item is None:
            await send(interaction, replies.gone(reader(interaction, self.services)))
        return item

    async def _may_edit(self, interaction: Interaction) -> bool:
        """Facilitators by their role, moderators by their permission; looked at on every press. Says no kindly."""
        if may_moderate(interaction) or await self._is_facilitator(interaction):
            return True
        await send(interaction, replies.only_editors(reader(interaction, self.services)))
        return False

    async def _is_facilitator(self, interaction: Interaction) -> bool:
        member, guild_id = interaction.user, interaction.guild_id
        if guild_id is None or not isinstance(member, discord.Member):
            return False
        async with self.services.database.begin() as store:
            space = await store.spaces.get(guild_id, ROLE_KEY)
        return space is not None and any(role.id == space.discord_id for role in member.roles)


async def _redraw(interaction: Interaction, reply: Reply) -> None:
    await interaction.response.edit_message(view=draw(reply), allowed_mentions=NOBODY)
