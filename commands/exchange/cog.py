"""The face of /question: a form, what its author must look at first, a post in the right space."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, cast

import discord
import structlog
from discord import app_commands

import locales
from commands import choosing
from commands.draft import given_back
from commands.exchange import replies
from commands.exchange.forms import ASKED, QuestionForm
from commands.exchange.lookup import (
    TEXTS,
    Asking,
    again,
    dangers,
    is_too_short,
    masked,
    other_spaces,
    revealing,
    spaces_for,
    subject,
    tags_for,
    title,
    unpacked,
    unread,
)
from commands.exchange.workflow import MOST_A_DAY, Posted, has_asked_enough, remember
from commands.faces import (
    NOBODY,
    FamilyCog,
    Pressed,
    Submitted,
    Worded,
    described,
    named,
    offer,
    reader,
    send,
    words_of,
)
from commands.posting import create, existing, home_id, open_to
from commands.posts.lookup import subject_of
from commands.reply import Reply
from commands.services import Services
from commands.submission import submission
from commands.ui import Interaction, draw
from locales import Words
from storage.errors import DatabaseUnavailable
from storage.members import Profile
from storage.questions import Subject

DRAFT: Final = "question"
Text = app_commands.Range[str, 1, 100]
HERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)


class Exchange(FamilyCog):
    """Asking something in a forum, without the situation."""

    question = app_commands.Group(
        name=named("question", "question"),
        description=described("Ask something, without the situation; follow what you asked"),
        allowed_contexts=HERE,
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._posting: set[int] = set()

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons under a question that waits."""
        return {
            replies.REPHRASE: self._rephrase,
            replies.PROCEED: self._proceed,
            replies.MASK: self._mask,
            replies.PUBLISH: self._publish,
        }

    def forms(self) -> Mapping[str, Submitted]:
        """The form."""
        return {ASKED: self._asked}

    def notices(self) -> Mapping[str, Worded]:
        """The short post in the other space."""
        return {"announced": replies.announced}

    @question.command(
        name=named("poser", "ask"),
        description=described("A form of four lines becomes a post in the right space"),
    )
    @app_commands.rename(
        theme=named("theme", "theme"),
        metier=named("metier", "trade"),
        territoire=named("territoire", "territory"),
    )
    @app_commands.describe(
        theme=described("One of the themes of the resource centre"),
        metier=described("The trade concerned; yours, if you told it, when you choose none"),
        territoire=described("Where; your territory, if you told it, when you choose none"),
    )
    async def ask(
        self,
        interaction: Interaction,
        theme: Text | None = None,
        metier: Text | None = None,
        territoire: Text | None = None,
    ) -> None:
        """Open the form."""
        try:
            profile, here = await self._around(interaction)
        except DatabaseUnavailable:
            # The form opens all the same; what was typed in it comes back if the database still sleeps then.
            profile, here = Profile(), Subject()
        typed = (theme or "", metier or "", territoire or "")
        about = subject(self.services.catalogue, *typed, here, profile)
        await self._open(interaction, Asking(subject=about), unknown=unread(self.services.catalogue, *typed))

    @ask.autocomplete("theme")
    async def _themes(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.themes(self.services.catalogue, typed))

    @ask.autocomplete("metier")
    async def _trades(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.trades(self.services.catalogue, typed))

    @ask.autocomplete("territoire")
    async def _territories(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    @question.command(
        name=named("suivi", "mine"), description=described("Your questions, and what became of each")
    )
    async def mine(self, interaction: Interaction) -> None:
        """The asker's own questions, drafts, and what they were told in private."""
        guild_id, who = _guild(interaction).id, interaction.user.id
        async with self.services.database.begin() as store:
            asked = await store.questions.of(guild_id, who, limit=5)
            drafts = [each for each in await store.drafts.of(guild_id, who) if each.kind == DRAFT]
            told = await store.notices.told_to(guild_id, who, limit=3)
        reading = reader(interaction, self.services)
        worded: Mapping[str, Worded] = cast("Any", interaction.client).notices
        said = [worded[note.kind](note, reading) for note in told if note.kind in worded]
        await send(interaction, replies.mine(asked, drafts[:5], said, reading))

    async def _around(self, interaction: Interaction) -> tuple[Profile, Subject]:
        """The profile of the asker, and what the present space is about."""
        guild_id, place = _guild(interaction).id, home_id(interaction)
        async with self.services.database.begin() as store:
            profile = await store.members.profile(guild_id, interaction.user.id)
            space = await store.spaces.at(guild_id, place) if place else None
        return profile, subject_of(self.services.catalogue, space.key if space else "", ())

    async def _open(
        self, interaction: Interaction, asking: Asking, draft: int = 0, unknown: Sequence[str] = ()
    ) -> None:
        words = words_of(interaction)
        about = replies.before_writing(self.services.catalogue, asking.subject, unknown, words)
        await interaction.response.send_modal(QuestionForm(asking, about, words, draft))

    async def _asked(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        *about, before = given.about
        texts = {name: given.texts.get(name, "") for name in TEXTS}
        asking = Asking(**texts, subject=unpacked(self.services.catalogue, *about))
        guild_id, who = _guild(interaction).id, interaction.user.id
        try:
            async with self.services.database.begin() as store:
                await store.drafts.take(int(before), who)
                draft = await store.drafts.save(guild_id, who, DRAFT, asking.fields(), self.services.clock())
        except DatabaseUnavailable:
            await send(interaction, given_back(asking.texts, words_of(interaction)))
            raise
        await self._consider(interaction, draft, asking)

    async def _consider(
        self, interaction: Interaction, draft: int, asking: Asking, *, warned: bool = False
    ) -> None:
        """Show what must be looked at first, or post."""
        words = words_of(interaction)
        if is_too_short(asking):
            await send(interaction, replies.too_short(asking, draft, words))
        elif not warned and (heard := dangers(self.services.catalogue, asking)):
            await send(interaction, replies.danger_first(heard, draft, words))
        elif found := revealing(asking):
            await send(interaction, replies.may_identify(found, draft, words))
        else:
            await self._post(interaction, draft, asking)

    async def _rephrase(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        asking = await self._draft(interaction, rest)
        if asking is not None:
            _chosen("reword", asking)
            await self._open(interaction, asking, int(rest[0]))

    async def _proceed(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        asking = await self._draft(interaction, rest)
        if asking is not None:
            await self._consider(interaction, int(rest[0]), asking, warned=True)

    async def _mask(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        asking = await self._draft(interaction, rest)
        if asking is not None:
            _chosen("mask", asking)
            await self._post(interaction, int(rest[0]), masked(asking))

    async def _publish(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        asking = await self._draft(interaction, rest)
        if asking is not None:
            _chosen("keep", asking)
            await self._post(interaction, int(rest[0]), asking)

    async def _draft(self, interaction: Interaction, rest: list[str]) -> Asking | None:
        """The question that waits; its author is told when it waits no more."""
        async with self.services.database.begin() as store:
            draft = await store.drafts.get(int(rest[0]), interaction.user.id)
        # What was written for one server is not posted on another.
        if draft is None or draft.guild_id != interaction.guild_id:
            await send(interaction, replies.no_draft(words_of(interaction)))
            return None
        return again(draft.fields)

    async def _post(self, interaction: Interaction, draft: int, asking: Asking) -> None:
        """Post once. The draft goes when the post is there, not before: no failure in between loses the text."""
        words = words_of(interaction)
        if draft in self._posting:
            await send(interaction, replies.no_draft(words))
            return
        self._posting.add(draft)
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
            reply = await self._posted(interaction, draft, asking)
        except Exception as error:
            await _follow(interaction, replies.not_posted(asking, _reason(error, words), draft, words))
            # The journal has its line; nothing must take the place of the text given back.
            interaction.extras["told"] = True
            raise
        finally:
            self._posting.discard(draft)
        await _follow(interaction, reply)

    async def _posted(self, interaction: Interaction, draft: int, asking: Asking) -> Reply:
        guild, who, words = _guild(interaction), interaction.user.id, words_of(interaction)
        async with self.services.database.begin() as store:
            waiting = await store.drafts.get(draft, who)
            spaces = await store.spaces.all(guild.id)
            profile = await store.members.profile(guild.id, who)
        if waiting is None:
            return replies.no_draft(words)
        if await self._asked_enough(guild.id, who):
            return replies.not_posted(asking, replies.enough_today(words), draft, words)
        here = next((key for key, each in spaces.items() if each.discord_id == home_id(interaction)), "")
        keys = spaces_for(self.services.catalogue, asking.subject, here, profile.audience)
        place = open_to(interaction, keys, spaces)
        if place is None:
            nowhere = words(
                "There is no space for questions where you may write on this server. Tell a moderator."
            )
            return replies.not_posted(asking, nowhere, draft, words)
        public = locales.reader((interaction.guild_locale or interaction.locale).value)
        body = replies.post(self.services.catalogue, asking, who, public)
        thread = await create(
            place.channel,
            title(asking),
            body,
            lambda names: tags_for(self.services.catalogue, asking.subject, names),
        )
        other = existing(guild, other_spaces(self.services.catalogue, asking.subject, place.key), spaces)
        there = Posted(guild.id, thread.id, place.channel.id, other.channel.id if other else None)
        followed = await self._remember(interaction, draft, asking, there)
        return replies.posted(
            thread.jump_url, there.announced_in if followed else None, words, followed=followed
        )

    async def _asked_enough(self, guild_id: int, who: int) -> bool:
        # What we cannot count forbids nobody to ask.
        with suppress(DatabaseUnavailable):
            async with self.services.database.begin() as store:
                latest = await store.questions.of(guild_id, who, limit=MOST_A_DAY)
            return has_asked_enough([each.asked_at for each in latest], self.services.clock())
        return False

    async def _remember(self, interaction: Interaction, draft: int, asking: Asking, posted: Posted) -> bool:
        """Follow the question from now on; False when that could not be kept."""
        who, locale = interaction.user.id, interaction.locale.value
        try:
            async with self.services.database.begin() as store:
                await store.drafts.take(draft, who)
                await remember(store, asking.subject, posted, who, self.services.clock(), locale)
        except Exception as error:  # noqa: BLE001 - whatever it is, the post is there: nobody must be told otherwise
            structlog.get_logger("tisserande").error("question", outcome="failed", error=type(error).__name__)
            return False
        return True


def _guild(interaction: Interaction) -> discord.Guild:
    """The server; the command exists nowhere else."""
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _reason(error: Exception, words: Words) -> str:
    """Why nothing was posted, and what to do."""
    if isinstance(error, DatabaseUnavailable):
        return words("Our database is not answering. Your text is here, whole: try again in a few minutes.")
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return words(
            "Tisserande may not write in this space, or it is gone. Tell a moderator; your text is here, whole."
        )
    return words("Discord did not take your question. Your text is here, whole: try again in a moment.")


def _chosen(choice: str, asking: Asking) -> None:
    """What an author chose when their text may identify somebody; not a word of the text."""
    found = len(revealing(asking))
    if found:
        structlog.get_logger("tisserande").info("secrecy", choice=choice, findings=found)


async def _follow(interaction: Interaction, reply: Reply) -> None:
    await interaction.followup.send(view=draw(reply), ephemeral=True, allowed_mentions=NOBODY)
