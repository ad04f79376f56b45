"""What happens when a button is pressed or a line chosen: the verb in its id says which of these functions answers."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from commands import choosing
from commands.answer import Question
from commands.answering import answer, card
from commands.faces import NOBODY, reader, send, words_of
from commands.funding.replies import guide
from commands.ids import parts, unpack
from commands.reply import Block, Reply
from commands.reports.forms import ReportForm, SettlingForm, typed
from commands.reports.replies import queue, thanks
from commands.services import Services
from commands.ui import Interaction, draw, shared
from storage.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from storage.reports import ReportState


async def pressed(services: Services, interaction: Interaction, id: str, values: list[str]) -> None:
    """Answer a press or a choice, today or a year after the message was sent."""
    verb, rest = parts(id)
    act = _VERBS.get(verb)
    if act is None:
        await send(interaction, _too_old(interaction))
        return
    await act(services, interaction, rest, values)


async def submitted(services: Services, interaction: Interaction) -> bool:
    """Answer a form of ours; False when the form is not ours."""
    verb, _ = parts(str(dict(interaction.data or {}).get("custom_id", "")))
    act = _FORMS.get(verb)
    if act is None:
        return False
    await act(services, interaction)
    return True


def may_moderate(interaction: Interaction) -> bool:
    """Looked at on every press: a permission may have gone since the button was shown."""
    return interaction.guild is not None and interaction.permissions.manage_messages


async def refuse(interaction: Interaction) -> None:
    """Say kindly that this is for moderators."""
    words = words_of(interaction)
    said = words("Only moderators can do this. If you should be one, ask those who run this server.")
    await send(interaction, Reply(words("Reports to read"), (Block(said),)))


async def _page(services: Services, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
    command, number, *packed = rest
    asked = unpack(packed, choosing.known_slugs(services.catalogue))
    answered = answer(services.catalogue, command, asked, reader(interaction, services), int(number))
    await interaction.response.edit_message(view=draw(answered.reply), allowed_mentions=NOBODY)


async def _share(services: Services, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
    command, number, *packed = rest
    asked = unpack(packed, choosing.known_slugs(services.catalogue))
    answered = answer(services.catalogue, command, asked, reader(interaction, services), int(number))
    await send(interaction, shared(answered.reply), private=False)


async def _open(services: Services, interaction: Interaction, _rest: list[str], values: list[str]) -> None:
    shelf, slug = values[0].split("~", 1)
    await send(interaction, card(services.catalogue, shelf, slug, reader(interaction, services)))


async def _give(services: Services, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
    shelf, slug = rest
    shown = card(services.catalogue, shelf, slug, reader(interaction, services))
    # That an entry was withdrawn concerns only the person who wanted to share it.
    await send(interaction, shared(shown), private=services.catalogue.get(shelf, slug) is None)


async def _guide(services: Services, interaction: Interaction, _rest: list[str], _values: list[str]) -> None:
    shown = guide(services.catalogue, reader(interaction, services))
    await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)


async def _choose(services: Services, interaction: Interaction, rest: list[str], values: list[str]) -> None:
    who = reader(interaction, services)
    if rest:
        asked = Question(situation=rest[0], objective=values[0])
        shown = answer(services.catalogue, "financement", asked, who).reply
    else:
        shown = guide(services.catalogue, who, values[0])
    await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)


async def _report(_services: Services, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
    shelf, slug = rest
    await interaction.response.send_modal(ReportForm(shelf, slug, words_of(interaction)))


async def _settle(_services: Services, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
    if not may_moderate(interaction):
        await refuse(interaction)
        return
    number, state = rest
    await interaction.response.send_modal(SettlingForm(number, state, words_of(interaction)))


async def _reported(services: Services, interaction: Interaction) -> None:
    (shelf, slug), text = typed(interaction)
    try:
        async with services.database.begin() as store:
            number = await store.reports.add(shelf, slug, text, interaction.user.id, services.clock())
    except DatabaseUnavailable:
        await send(interaction, _draft(interaction, text))
        raise
    await send(interaction, thanks(number, reader(interaction, services)))


async def _settled(services: Services, interaction: Interaction) -> None:
    if not may_moderate(interaction):
        await refuse(interaction)
        return
    (number, state), text = typed(interaction)
    try:
        async with services.database.begin() as store:
            decided: ReportState = "corrected" if state == "corrected" else "kept"
            first = await store.reports.close(int(number), decided, text, services.clock())
            waiting = await store.reports.waiting()
    except DatabaseUnavailable:
        await send(interaction, _draft(interaction, text))
        raise
    if not first:
        await send(interaction, _already(interaction))
        return
    await send(interaction, queue(services.catalogue, waiting, reader(interaction, services)))


def _draft(interaction: Interaction, text: str) -> Reply:
    """The text comes back whole: nothing a person wrote is lost because our database slept."""
    words = words_of(interaction)
    sorry = words("We could not keep your text just now. Here it is: copy it, and try again in a moment.")
    quoted = "```\n" + text.replace("```", "'''") + "\n```"
    return Reply(words("Your text"), (Block(sorry), Block(quoted)))


def _already(interaction: Interaction) -> Reply:
    words = words_of(interaction)
    said = words(
        "This report was already dealt with by another moderator. Nothing was changed;"
        " /signalement file shows the next one."
    )
    return Reply(words("Reports to read"), (Block(said),))


def _too_old(interaction: Interaction) -> Reply:
    words = words_of(interaction)
    return Reply(
        words("Old message"),
        (Block(words("This button comes from an older version. Ask again with /aide.")),),
    )


_VERBS: dict[str, Callable[[Services, Interaction, list[str], list[str]], Awaitable[None]]] = {
    "page": _page,
    "share": _share,
    "open": _open,
    "give": _give,
    "guide": _guide,
    "choose": _choose,
    "report": _report,
    "settle": _settle,
}
_FORMS: dict[str, Callable[[Services, Interaction], Awaitable[None]]] = {
    "reported": _reported,
    "settled": _settled,
}
