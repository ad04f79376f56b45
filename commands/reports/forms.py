"""The two short forms of reports. Discord keeps nothing for us: a form's id says what it is about."""

from typing import Any

import discord
from discord import ui

from commands.ids import make
from commands.markdown import cut
from locales import Words

LONGEST_TITLE = 45
LONGEST_REPORT = 1000
FIELD = "what"


class ReportForm(ui.Modal):
    """What is wrong with an entry, in the member's words."""

    def __init__(self, shelf: str, slug: str, words: Words) -> None:
        super().__init__(
            title=cut(words("Report an error"), LONGEST_TITLE), custom_id=make("reported", shelf, slug)
        )
        _ask(
            self,
            words("What is wrong, and what would be right?"),
            words("Say nothing about a person you support."),
        )


class SettlingForm(ui.Modal):
    """The moderator's answer to whoever reported."""

    def __init__(self, number: str, state: str, words: Words) -> None:
        super().__init__(
            title=cut(words("Answer the report"), LONGEST_TITLE), custom_id=make("settled", number, state)
        )
        _ask(self, words("What will the person who reported read?"), words("One sentence is enough."))


def _ask(form: ui.Modal, label: str, description: str) -> None:
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=FIELD, style=discord.TextStyle.paragraph, max_length=LONGEST_REPORT, min_length=3
    )
    form.add_item(ui.Label(text=cut(label, 45), description=cut(description, 100), component=field))
    # A finished form is not kept in memory; the client answers its submission by its id, restarts included.
    form.stop()
