"""The one form of a subscription: a mail address. What was chosen stays in the message under it."""

from typing import Any

import discord
from discord import ui

from commands.ids import make
from commands.markdown import cut
from locales import Words

LONGEST_TITLE = 45
FIELD = "address"


class AddressForm(ui.Modal):
    """Where the digest is to be sent by mail."""

    def __init__(self, guild_id: int, words: Words, typed: str = "") -> None:
        super().__init__(
            title=cut(words("The digest by mail"), LONGEST_TITLE), custom_id=make("digestmail", str(guild_id))
        )
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=FIELD,
            style=discord.TextStyle.short,
            max_length=254,
            min_length=6,
            default=typed or None,
        )
        said = words("A mail will ask you to confirm. We show the address to nobody, not even to you.")
        self.add_item(
            ui.Label(text=cut(words("Your mail address"), 45), description=cut(said, 100), component=field)
        )
        # A finished form is not kept in memory; the client answers its submission by its id, restarts included.
        self.stop()
