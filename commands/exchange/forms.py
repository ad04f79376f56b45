"""« Ma question, sans la situation »: four short texts and a reminder. The form's id says what it is about."""

from typing import Any, Final

import discord
from discord import ui

from commands.exchange.lookup import LONGEST, TEXTS, Asking, packed
from commands.exchange.replies import label
from commands.ids import make
from commands.markdown import cut
from locales import Words

ASKED: Final = "asked"
LONGEST_LABEL, LONGEST_DESCRIPTION = 45, 100
# What nobody could answer without.
REQUIRED: Final = ("sought", "problem")
IN_SEVERAL_LINES: Final = ("problem", "tried")


class QuestionForm(ui.Modal):
    """A question, empty or as its author left it; ``draft`` is the number of the draft that it replaces."""

    def __init__(self, asking: Asking, about: str, words: Words, draft: int = 0) -> None:
        super().__init__(
            title=cut(words("My question, without the situation"), LONGEST_LABEL),
            custom_id=make(ASKED, *packed(asking.subject), str(draft)),
        )
        reminder = words(
            "**Nothing that identifies anybody**: no name, no date, no town, no establishment."
            " Your question is read by all who can read the space."
        )
        self.add_item(ui.TextDisplay("\n".join(filter(None, (reminder, about)))))
        for name in TEXTS:
            self.add_item(_field(name, getattr(asking, name), words))
        # A finished form is not kept in memory; the client answers its submission by its id, restarts included.
        self.stop()


def _field(name: str, written: str, words: Words) -> ui.Label[Any]:
    several = name in IN_SEVERAL_LINES
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if several else discord.TextStyle.short,
        max_length=LONGEST[name],
        required=name in REQUIRED,
        default=written[: LONGEST[name]] or None,
    )
    sentences = {
        "sought": words("In one line: it will be the title of your post."),
        "audience": words("An age, a sort of service, a status; never anybody in particular."),
        "problem": words("What is hard, told so that it could be anywhere."),
        "tried": words("What was done already, and what came of it."),
    }
    return ui.Label(
        text=cut(label(name, words), LONGEST_LABEL),
        description=cut(sentences[name], LONGEST_DESCRIPTION),
        component=field,
    )
