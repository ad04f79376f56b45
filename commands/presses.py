"""What every answer's buttons and menus do: turn a page, share, open an entry. Families add verbs of their own."""

from collections.abc import Mapping

from commands import choosing
from commands.answering import answer, card
from commands.faces import NOBODY, Pressed, reader, send, words_of
from commands.ids import parts, unpack
from commands.reply import Block, Reply
from commands.services import Services
from commands.ui import Interaction, draw, shared


class Presses:
    """The verbs of the answers themselves."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def verbs(self) -> Mapping[str, Pressed]:
        """Each verb, and what answers it."""
        return {"page": self._page, "share": self._share, "open": self._open, "give": self._give}

    async def _page(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        reply = self._answered(interaction, rest)
        await interaction.response.edit_message(view=draw(reply), allowed_mentions=NOBODY)

    async def _share(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await send(interaction, shared(self._answered(interaction, rest)), private=False)

    def _answered(self, interaction: Interaction, rest: list[str]) -> Reply:
        command, number, *packed = rest
        asked = unpack(packed, choosing.known_slugs(self.services.catalogue))
        who = reader(interaction, self.services)
        return answer(self.services.catalogue, command, asked, who, int(number)).reply

    async def _open(self, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
        shelf, slug = values[0].split("~", 1)
        await send(
            interaction, card(self.services.catalogue, shelf, slug, reader(interaction, self.services))
        )

    async def _give(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        shelf, slug = rest
        shown = card(self.services.catalogue, shelf, slug, reader(interaction, self.services))
        # That an entry was withdrawn concerns only the person who wanted to share it.
        gone = self.services.catalogue.get(shelf, slug) is None
        await send(interaction, shared(shown), private=gone)


async def press(verbs: Mapping[str, Pressed], interaction: Interaction, id: str, values: list[str]) -> None:
    """Answer a press or a choice, today or a year after the message was sent."""
    verb, rest = parts(id)
    act = verbs.get(verb)
    if act is None:
        await send(interaction, _too_old(interaction))
        return
    await act(interaction, rest, values)


def _too_old(interaction: Interaction) -> Reply:
    words = words_of(interaction)
    return Reply(
        words("Old message"),
        (Block(words("This button comes from an older version. Ask again with /aide.")),),
    )
