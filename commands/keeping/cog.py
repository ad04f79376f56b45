"""The face of « Retenir cet échange », in the menu of a message."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import discord
from discord import app_commands

from commands import cases
from commands.channels.replies import enough
from commands.channels.workflow import may_propose
from commands.deciding import Decisions
from commands.draft import given_back
from commands.faces import NOBODY, FamilyCog, Pressed, Submitted, Worded, named, send, words_of
from commands.keeping import replies
from commands.keeping.workflow import KIND, MOST_QUOTED, MOST_READ, WAITED, Written, is_known, quoted
from commands.reading import Reader
from commands.reply import Reply
from commands.services import Services
from commands.submission import submission
from commands.ui import Interaction, draw, draw_form
from storage.cases import OPEN, OpenedCase
from storage.database import Store
from storage.errors import DatabaseUnavailable
from storage.notices import Note

WATCH = "channel:watch"
# As many of a person's own cases as are looked at to count those that wait.
MOST_OWN = 50


class Keeping(FamilyCog):
    """Exchanges worth keeping, with the agreement of those who wrote them."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.kind = cases.CaseKind(KIND, replies.exchange_asked, replies.exchange_todo, self._publish)
        self.decisions = Decisions(services, KIND, (self.kind,))
        # Titles about to be published: what people wrote is kept in their case alone, not in the notice as well.
        self._at_hand: dict[int, str] = {}
        menu = app_commands.ContextMenu(
            name=named("Retenir cet échange", "Keep this exchange"), callback=self._message
        )
        self.menus = (app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(menu),)

    def verbs(self) -> Mapping[str, Pressed]:
        """The answers of those who are quoted; the decisions of moderators."""
        return {
            "agreekeeping": self._agree,
            "objectkeeping": self._object,
            "seekeeping": self._see,
            **self.decisions.verbs(),
        }

    def forms(self) -> Mapping[str, Submitted]:
        """Why it is worth keeping; why it is refused."""
        return {"keepthread": self._proposed, **self.decisions.forms()}

    def notices(self) -> Mapping[str, Worded]:
        """What those quoted are asked; what is published; what is to be decided."""
        return {"askkeeping": replies.asking, "keptexchange": self._kept, **self.decisions.notices()}

    async def each_minute(self, client: discord.Client, now: datetime) -> None:
        """Show moderators what everybody agreed to; give up kindly what somebody never answered."""
        async with self.services.database.begin() as store:
            for case in await store.cases.unanswered(KIND, now - WAITED):
                await _withdraw(store, self.kind, case, now)
        await self.decisions.show_new(now)

    async def _publish(self, store: Store, case: OpenedCase, now: datetime) -> None:
        """The title and the link, in the space of the watch."""
        watch = await store.spaces.get(case.guild_id, WATCH)
        if watch is None or watch.discord_id is None:
            return
        self._at_hand[case.id] = cases.words_in(case, replies.TITLE)
        facts = {"case": case.id, "thread": case.facts["thread"]}
        key = f"case-{case.id}-kept"
        await store.notices.add(
            Note(key, case.guild_id, "keptexchange", now, channel_id=watch.discord_id, facts=facts)
        )

    def _kept(self, note: Note, reader: Reader) -> Reply:
        return replies.kept(note, reader, self._at_hand.pop(int(note.facts["case"]), ""))

    async def _message(self, interaction: Interaction, _message: discord.Message) -> None:
        """Ask why; the message itself is not looked at."""
        words = words_of(interaction)
        if (thread := _thread(interaction)) is None:
            await send(interaction, replies.not_a_thread(words))
            return
        await interaction.response.send_modal(draw_form(replies.form(thread.id, words)))

    async def _proposed(self, interaction: Interaction) -> None:
        given, words = submission(interaction.data), words_of(interaction)
        thread = _thread(interaction)
        if thread is None or str(thread.id) != given.about[0]:
            await send(interaction, replies.not_a_thread(words))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        texts = given.texts
        try:
            reply = await self._open(interaction, thread, texts)
        except DatabaseUnavailable:
            await _answer(interaction, given_back(texts.values(), words))
            raise
        except discord.Forbidden:
            reply = replies.unreadable(words)
        await _answer(interaction, reply)

    async def _open(self, interaction: Interaction, thread: discord.Thread, texts: dict[str, str]) -> Reply:
        words, now = words_of(interaction), self.services.clock()
        written = await _written(thread)
        async with self.services.database.begin() as store:
            question = await store.questions.at(thread.id)
            own = await store.cases.of(thread.guild.id, interaction.user.id, limit=MOST_OWN)
        if not may_propose(sum(case.state in OPEN and case.kind == KIND for case in own)):
            return enough(words)
        if question is not None and question.by_form and question.author_id is not None:
            # The bot wrote it in their name: the words are theirs.
            written.append(Written(question.author_id))
        people = quoted(written, interaction.user.id)
        if len(written) > MOST_READ or len(people) > MOST_QUOTED:
            return replies.too_long(words)
        facts = {
            "thread": thread.id,
            "channel": thread.parent_id,
            "messages": len(written),
            "words": {
                replies.TITLE: texts.get(replies.TITLE) or thread.name,
                replies.WHY: texts.get(replies.WHY, ""),
            },
            "locale": interaction.locale.value,
        }
        async with self.services.database.begin() as store:
            if is_known(await store.cases.known(thread.guild.id, KIND), thread.id, now):
                return replies.known(words)
            number = await store.cases.open(
                thread.guild.id, KIND, interaction.user.id, facts, now, agreeing=people
            )
            for person in people:
                asked = {"case": number, "thread": thread.id}
                await store.notices.add(
                    Note(
                        _ask_key(number, person),
                        thread.guild.id,
                        "askkeeping",
                        now,
                        member_id=person,
                        facts=asked,
                    )
                )
        return replies.opened(number, len(people), words)

    async def _agree(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._answered(interaction, rest[0], agrees=True)

    async def _object(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._answered(interaction, rest[0], agrees=False)

    async def _answered(self, interaction: Interaction, number: str, *, agrees: bool) -> None:
        """Keep an answer; one refusal withdraws the case, even when moderators were about to decide."""
        words, now, who = words_of(interaction), self.services.clock(), interaction.user.id
        async with self.services.database.begin() as store:
            case = await store.cases.get(int(number)) if number.isdecimal() else None
            if case is None or case.kind != KIND or who not in await store.cases.agreements(case.id):
                reply = replies.not_yours(words)
            elif case.state not in ("agreeing", "waiting"):
                reply = replies.over(words)
            else:
                state = await store.cases.agree(case.id, who, agrees=agrees, now=now) or case.state
                if not agrees:
                    await _withdraw(store, self.kind, case, now)
                reply = replies.noted(state, case.id, words, agrees=agrees)
        await send(interaction, reply)

    async def _see(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        words = words_of(interaction)
        async with self.services.database.begin() as store:
            case = await store.cases.get(int(rest[0])) if rest[0].isdecimal() else None
            asked = await store.cases.agreements(case.id) if case and case.kind == KIND else {}
        if case is None or interaction.user.id not in asked:
            await send(interaction, replies.not_yours(words))
            return
        await send(interaction, replies.preview(case, words))


async def _withdraw(store: Store, kind: cases.CaseKind, case: OpenedCase, now: datetime) -> None:
    """Give a case up, tell its author without saying who refused, and stop asking the others."""
    await store.cases.decide(case.id, "withdrawn", None, "", now)
    current = await store.cases.get(case.id)
    if current is None or current.state != "withdrawn":
        return
    await cases.tell_author(store, replace(case, state="withdrawn"), kind, now)
    for person in await store.cases.agreements(case.id):
        await store.notices.withdraw(_ask_key(case.id, person))


async def _written(thread: discord.Thread) -> list[Written]:
    """Who wrote in the thread: ids alone, the content is neither asked for nor read."""
    written = []
    async for message in thread.history(limit=MOST_READ + 1):
        first = message.reference.resolved if message.reference else None
        if message.type is discord.MessageType.thread_starter_message and isinstance(first, discord.Message):
            message = first  # noqa: PLW2901 - the message around which the thread was opened
        if message.is_system():
            continue
        written.append(Written(message.author.id, message.author.bot or message.webhook_id is not None))
    return written


def _thread(interaction: Interaction) -> discord.Thread | None:
    """The thread in which this happens, unless it is private."""
    here = interaction.channel
    return here if isinstance(here, discord.Thread) and not here.is_private() else None


async def _answer(interaction: Interaction, reply: Reply) -> None:
    await interaction.edit_original_response(view=draw(reply), allowed_mentions=NOBODY)


def _ask_key(case_id: int, person: int) -> str:
    return f"case-{case_id}-ask-{person}"
