"""A :class:`~commands.reply.Reply` → Discord's components, within Discord's limits. The only place that draws.

Views hold dynamic items and links alone: nothing of them is kept in memory, and they answer after a restart.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

from commands.form import Field, Form
from commands.hosting import Gardener, Newsroom
from commands.markdown import cut
from commands.reply import Block, Link, Menu, Press, Reply

# Discord's limits for a message made of components.
MOST_COMPONENTS, MOST_TEXT, MOST_PER_ROW, LONGEST_BUTTON = 40, 4000, 5, 80
LONGEST_FORM_TITLE, LONGEST_LABEL, LONGEST_DESCRIPTION = 45, 45, 100
CALM, URGENT = discord.Colour(0x2F6B5E), discord.Colour(0xA4262C)

Interaction = discord.Interaction[discord.Client]
Pressing = Callable[[Interaction, str, list[str]], Awaitable[None]]


class Host(Protocol):
    """What the running client offers to components and to families: a door for presses, the gardener, the newsroom."""

    gardener: Gardener
    newsroom: Newsroom

    async def pressed(self, interaction: Interaction, id: str, values: list[str]) -> None:
        """Answer a press or a choice."""


class PressedButton(ui.DynamicItem[ui.Button[Any]], template=r"(?!open|choose)[a-z]+(~.*)?"):
    """Any button of ours; what it does is in its id."""

    def __init__(self, button: ui.Button[Any]) -> None:
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - the signature is discord.py's own
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003
        /,
    ) -> Self:
        """The button that was pressed."""
        return cls(cast("ui.Button[Any]", item))

    async def callback(self, interaction: Interaction) -> None:
        """Hand the press over."""
        await host(interaction).pressed(interaction, self.custom_id, [])


class ChosenMenu(ui.DynamicItem[ui.Select[Any]], template=r"(?:open|choose)[a-z]*(~.*)?"):
    """Any menu of ours."""

    def __init__(self, menu: ui.Select[Any]) -> None:
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - the signature is discord.py's own
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003
        /,
    ) -> Self:
        """The menu in which something was chosen."""
        return cls(cast("ui.Select[Any]", item))

    async def callback(self, interaction: Interaction) -> None:
        """Hand the choice over."""
        await host(interaction).pressed(interaction, self.custom_id, list(self.item.values))


def host(interaction: Interaction) -> Host:
    """The running client, as families know it."""
    return cast("Host", interaction.client)


def draw(reply: Reply) -> ui.LayoutView:
    """The reply as a view."""
    reply = within(reply)
    items = [*_body(reply), *_below(reply)]
    container: ui.Container[Any] = ui.Container(accent_colour=URGENT if reply.urgent else CALM)
    for item in items:
        container.add_item(item)
    view = ui.LayoutView(timeout=None).add_item(container)
    # A finished view is not kept in memory; its buttons are answered by their ids.
    view.stop()
    return view


def attached(reply: Reply) -> list[discord.File]:
    """The files of the reply, to send along with its view."""
    return [discord.File(BytesIO(file.content), file.name) for file in reply.files]


def _body(reply: Reply) -> list[ui.Item[Any]]:
    """Title and paragraphs, with air between them as long as the message may hold it."""
    blocks = [_block(block) for block in reply.blocks]
    spaced = _components(reply) + len(blocks) <= MOST_COMPONENTS
    body: list[ui.Item[Any]] = [ui.TextDisplay(f"### {reply.title}")]
    for place, block in enumerate(blocks):
        if place and spaced:
            body.append(ui.Separator(visible=False))
        body.append(block)
    # A file that no component shows would be sent and never seen.
    body.extend(ui.File(f"attachment://{file.name}") for file in reply.files)
    return body


def _below(reply: Reply) -> list[ui.Item[Any]]:
    """Menus, buttons, small print."""
    below: list[ui.Item[Any]] = [ui.ActionRow(ChosenMenu(_menu(menu))) for menu in reply.menus]
    for start in range(0, len(reply.buttons), MOST_PER_ROW):
        row = reply.buttons[start : start + MOST_PER_ROW]
        below.append(ui.ActionRow(*(_button(button) for button in row)))
    if reply.footer:
        below.append(ui.TextDisplay(f"-# {reply.footer}"))
    return below


def _components(reply: Reply) -> int:
    """How many components the reply takes without any air: the container, the title and the footer make three."""
    blocks = sum(3 if block.link else 1 for block in reply.blocks)
    rows = -(-len(reply.buttons) // MOST_PER_ROW)
    return 3 + blocks + 2 * len(reply.menus) + rows + len(reply.buttons) + len(reply.files)


def within(reply: Reply) -> Reply:
    """The reply within the length of a message: the longest blocks are cut on words until everything fits."""
    room = MOST_TEXT - len(reply.title) - len(reply.footer) - 10
    most = _fair_length([len(block.text) for block in reply.blocks], room)
    return replace(reply, blocks=tuple(replace(block, text=cut(block.text, most)) for block in reply.blocks))


def _fair_length(lengths: list[int], room: int) -> int:
    """The length to which the longest of these must be cut for all to fit; what the short ones leave is shared."""
    for place, length in enumerate(sorted(lengths)):
        share = room // (len(lengths) - place)
        if length > share:
            return share
        room -= length
    return MOST_TEXT


def shared(reply: Reply) -> Reply:
    """The reply for everybody in the channel: entries can be opened, but pages belong to the one who asked."""
    kept = tuple(
        button for button in reply.buttons if isinstance(button, Link) or button.id.startswith("report")
    )
    return replace(reply, buttons=kept)


def _block(block: Block) -> ui.Item[Any]:
    if block.link is None:
        return ui.TextDisplay(block.text)
    return ui.Section(ui.TextDisplay(block.text), accessory=_link(block.link))


def _button(button: Press | Link) -> ui.Item[Any]:
    if isinstance(button, Link):
        return _link(button)
    style = discord.ButtonStyle.primary if button.strong else discord.ButtonStyle.secondary
    return PressedButton(ui.Button(label=cut(button.label, LONGEST_BUTTON), custom_id=button.id, style=style))


def _link(link: Link) -> ui.Button[Any]:
    return ui.Button(label=cut(link.label, LONGEST_BUTTON), url=link.url)


def _menu(menu: Menu) -> ui.Select[Any]:
    options = list(_options(menu))
    return ui.Select(
        custom_id=menu.id,
        placeholder=cut(menu.placeholder, 150),
        options=options,
        min_values=menu.least,
        max_values=min(menu.most, len(options)),
    )


def _options(menu: Menu) -> Iterator[discord.SelectOption]:
    for option in menu.options[:25]:
        described = cut(option.description, 100) or None
        yield discord.SelectOption(
            label=cut(option.label, 100), value=option.value, description=described, default=option.chosen
        )


def draw_form(form: Form) -> ui.Modal:
    """The form as Discord shows it. It is not kept in memory: its submission is answered by its id."""
    modal = ui.Modal(title=cut(form.title, LONGEST_FORM_TITLE), custom_id=form.id)
    for field in form.fields:
        modal.add_item(_field(field))
    modal.stop()
    return modal


def _field(field: Field) -> ui.Label[Any]:
    typed: ui.TextInput[Any] = ui.TextInput(
        custom_id=field.id,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        required=field.least > 0,
        min_length=field.least or None,
        max_length=field.most,
        default=field.value or None,
    )
    description = cut(field.description, LONGEST_DESCRIPTION) or None
    return ui.Label(text=cut(field.label, LONGEST_LABEL), description=description, component=typed)
