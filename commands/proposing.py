"""Proposing a space, following what one proposed, and what waits for moderators: the faces of `/salon proposer`…"""

from collections.abc import Mapping, Sequence

from commands import cases
from commands.channels import lookup, replies
from commands.channels.workflow import may_propose
from commands.deciding import Decisions
from commands.draft import given_back
from commands.faces import Pressed, Submitted, Worded, may_moderate, refuse, send, words_of
from commands.keeping.replies import TITLE, agreements
from commands.markdown import content
from commands.services import Services
from commands.submission import submission
from commands.ui import Interaction, draw_form
from storage.cases import OpenedCase
from storage.errors import DatabaseUnavailable

SPACE = cases.CaseKind(replies.SPACE, replies.space_asked, replies.space_todo)
MOST_OWN = 50


class Proposing:
    """The proposals of members, from the form to the decision."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.decisions = Decisions(services, replies.SPACE, (SPACE,))

    def verbs(self) -> Mapping[str, Pressed]:
        """The button that opens the form; the decisions of moderators."""
        return {"propose": self.ask, **self.decisions.verbs()}

    def forms(self) -> Mapping[str, Submitted]:
        """A proposal, a refusal."""
        return {"proposed": self._proposed, **self.decisions.forms()}

    def notices(self) -> Mapping[str, Worded]:
        """What was decided, for its author; what is to be decided."""
        return {"decided": cases.decided, **self.decisions.notices()}

    async def ask(self, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
        """Open the form."""
        words = words_of(interaction)
        if interaction.guild is None:
            await send(interaction, replies.on_a_server(words))
            return
        await interaction.response.send_modal(draw_form(replies.proposal_form(words)))

    async def mine(self, interaction: Interaction) -> None:
        """What the person proposed; in private, on every server."""
        async with self.services.database.begin() as store:
            own = await store.cases.of(interaction.guild_id, interaction.user.id)
        await send(interaction, cases.followed(_named(own), words_of(interaction)))

    async def agreements(self, interaction: Interaction) -> None:
        """What the person is asked to agree to."""
        async with self.services.database.begin() as store:
            asked = await store.cases.asked(interaction.guild_id, interaction.user.id)
        await send(interaction, agreements(asked, words_of(interaction)))

    async def waiting(self, interaction: Interaction) -> None:
        """What waits for moderators, of every kind."""
        if not may_moderate(interaction) or interaction.guild_id is None:
            await refuse(interaction)
            return
        async with self.services.database.begin() as store:
            found = await store.cases.waiting(interaction.guild_id, *cases.SUFFIXES)
        await send(interaction, cases.queue(_named(found), words_of(interaction)))

    async def _proposed(self, interaction: Interaction) -> None:
        given, words = submission(interaction.data).texts, words_of(interaction)
        if interaction.guild_id is None:
            await send(interaction, replies.on_a_server(words))
            return
        texts = {name: given.get(name, "") for name in (replies.NAME, replies.PURPOSE, replies.AUDIENCE)}
        try:
            number, near = await self._open(interaction, interaction.guild_id, texts)
        except DatabaseUnavailable:
            await send(interaction, given_back(texts.values(), words))
            raise
        reply = replies.enough(words) if number is None else replies.proposed(number, near, words)
        await send(interaction, reply)

    async def _open(
        self, interaction: Interaction, guild_id: int, texts: dict[str, str]
    ) -> tuple[int | None, tuple[lookup.Space, ...]]:
        """The number of the case, or None when this person has several waiting; and the spaces that come near."""
        catalogue = self.services.catalogue
        async with self.services.database.begin() as store:
            own = await store.cases.of(guild_id, interaction.user.id, limit=MOST_OWN)
            if not may_propose(sum(case.state == "waiting" and case.kind == SPACE.name for case in own)):
                return None, ()
            managed = await store.spaces.all(guild_id)
            number = await store.cases.open(
                guild_id, SPACE.name, interaction.user.id, {"words": texts, "locale": interaction.locale.value},
                self.services.clock(),
            )  # fmt: skip
        return number, lookup.find(catalogue, lookup.spaces(catalogue, managed), texts[replies.NAME]).spaces


def _named(found: Sequence[OpenedCase]) -> list[tuple[OpenedCase, str]]:
    """Each case with how it is called in a list."""
    return [(case, content(_name(case))) for case in found]


def _name(case: OpenedCase) -> str:
    written = (cases.words_in(case, name) for name in (replies.NAME, TITLE))
    return next(filter(None, (*written, str(case.facts.get("label", "")))), "…")
