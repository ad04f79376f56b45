"""The buttons under what moderators must decide: each press looks at the permission again."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import discord

from commands.cases import (
    LONGEST_REASON,
    CaseKind,
    already,
    card,
    decide,
    not_here,
    refusal_reason,
    unread_card,
)
from commands.draft import given_back
from commands.faces import NOBODY, Pressed, Submitted, Worded, may_moderate, refuse, send, words_of
from commands.form import Field, Form
from commands.ids import make
from commands.reading import Reader
from commands.reply import Reply
from commands.services import Services
from commands.submission import submission
from commands.ui import Interaction, draw, draw_form
from storage.cases import CaseState, OpenedCase, card_key
from storage.errors import DatabaseUnavailable
from storage.notices import Note

QUEUE = "channel:queue"
REASON = "reason"


class Decisions:
    """The decisions of some kinds of cases. ``suffix`` ends their verbs, so that two families never share one."""

    def __init__(self, services: Services, suffix: str, kinds: Iterable[CaseKind]) -> None:
        self.services = services
        self.suffix = suffix
        self.kinds = {kind.name: kind for kind in kinds}
        # The words of cards about to be sent: what people wrote is kept in their case alone, not in the notice as well.
        self._at_hand: dict[int, OpenedCase] = {}

    def verbs(self) -> Mapping[str, Pressed]:
        """The buttons of a card."""
        return {
            f"read{self.suffix}": self._read,
            f"accept{self.suffix}": self._accept,
            f"refuse{self.suffix}": self._ask_why,
        }

    def forms(self) -> Mapping[str, Submitted]:
        """Why it is refused."""
        return {f"refused{self.suffix}": self._refused}

    def notices(self) -> Mapping[str, Worded]:
        """The card itself."""
        return {f"card{self.suffix}": self._card}

    async def show_new(self, now: datetime) -> None:
        """Write the cards of cases that nobody was shown yet; a server without a queue keeps them for later.

        One question to the database for all servers: it is asked every minute.
        """
        self._at_hand = {}
        async with self.services.database.begin() as store:
            for case, queue_id in await store.cases.unshown(QUEUE, *self.kinds):
                self._at_hand[case.id] = case
                await store.notices.add(
                    Note(
                        card_key(case.id), case.guild_id, f"card{self.suffix}", now,
                        channel_id=queue_id, facts={"case": case.id},
                    )
                )  # fmt: skip

    def _card(self, note: Note, reader: Reader) -> Reply:
        case = self._at_hand.get(int(note.facts["case"]))
        if case is None:
            return unread_card(int(note.facts["case"]), reader.words, self.suffix)
        return card(self.kinds[case.kind], case, reader.words, self.suffix)

    async def _case(self, interaction: Interaction, number: str) -> OpenedCase | None:
        """The case of a button, for a moderator of its own server; None once they were told why not."""
        if not may_moderate(interaction):
            await refuse(interaction)
            return None
        case = None
        if number.isdecimal():
            async with self.services.database.begin() as store:
                case = await store.cases.get(int(number))
        known = case is not None and case.guild_id == interaction.guild_id and case.kind in self.kinds
        if case is None or not known or case.state == "agreeing":
            await send(interaction, not_here(words_of(interaction)))
            return None
        return case

    async def _read(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        case = await self._case(interaction, rest[0])
        if case is not None:
            await self._redraw(interaction, case)

    async def _accept(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        case = await self._case(interaction, rest[0])
        if case is not None:
            await self._decide(interaction, case, "accepted", "")

    async def _ask_why(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        case = await self._case(interaction, rest[0])
        words = words_of(interaction)
        if case is None:
            return
        if case.state != "waiting":
            await send(interaction, already(case, words))
            return
        asked = Field(
            REASON, words("What will the author read?"), words("One kind sentence that says why is enough."),
            most=LONGEST_REASON, least=3, long=True,
        )  # fmt: skip
        form = Form(make(f"refused{self.suffix}", str(case.id)), words("Refuse, with a reason"), (asked,))
        await interaction.response.send_modal(draw_form(form))

    async def _refused(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        reason = refusal_reason(given.texts.get(REASON, ""))
        try:
            case = await self._case(interaction, given.about[0])
            if case is not None:
                await self._decide(interaction, case, "refused", reason)
        except DatabaseUnavailable:
            await send(interaction, given_back([reason], words_of(interaction)))
            raise

    async def _decide(
        self, interaction: Interaction, case: OpenedCase, state: CaseState, reason: str
    ) -> None:
        decision = await decide(
            self.services.database, self.kinds[case.kind], case, state, reason,
            by=interaction.user.id, now=self.services.clock(),
        )  # fmt: skip
        if decision.first:
            await self._redraw(interaction, decision.case)
        else:
            await send(interaction, already(decision.case, words_of(interaction)))

    async def _redraw(self, interaction: Interaction, case: OpenedCase) -> None:
        """The card as it is now, in the place of the one that was pressed."""
        view = draw(card(self.kinds[case.kind], case, words_of(interaction), self.suffix))
        if interaction.type is discord.InteractionType.modal_submit and interaction.message is None:
            await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)
            return
        await interaction.response.edit_message(view=view, allowed_mentions=NOBODY)
