"""The forms of /veille: a summary, the three practice fields, a proposal, a refusal."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from commands.ids import code, make
from commands.markdown import cut
from commands.watch.workflow import PRACTICE
from locales import Words
from storage.items import KnownItem

LONGEST_TITLE = 45
LONGEST_NAME = 300
LONGEST_SUMMARY = 600
LONGEST_REASON = 500
MOST_THEMES = 3


class _Form(ui.Modal):
    """A form that is not kept in memory: the client answers its submission by its id, restarts included."""

    def __init__(self, title: str, id: str) -> None:
        super().__init__(title=cut(title, LONGEST_TITLE), custom_id=id)

    def ask(
        self,
        name: str,
        label: str,
        typed: str = "",
        *,
        most: int,
        long: bool = True,
        needed: bool = True,
        hint: str = "",
    ) -> None:
        """One field of text."""
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            max_length=most,
            required=needed,
            default=typed[:most] or None,
        )
        self.add_item(ui.Label(text=cut(label, 45), description=cut(hint, 100) or None, component=field))


class SummaryForm(_Form):
    """The summary of an item, in an editor's words."""

    def __init__(self, item: KnownItem, words: Words) -> None:
        super().__init__(words("Rewrite the summary"), make("newswritten", str(item.id), code(item.summary)))
        hint = words("Two or three sentences: what it says, and for whom.")
        self.ask("summary", words("Summary"), item.summary, most=LONGEST_SUMMARY, hint=hint)
        self.stop()


class PracticeForm(_Form):
    """What a research work changes for practice, in three fields."""

    def __init__(self, item: KnownItem, words: Words) -> None:
        super().__init__(words("What it changes for practice"), make("newspracticed", str(item.id)))
        labels = (
            words("The question"),
            words("The field: where, with whom"),
            words("What it changes for practice"),
        )
        for name, label in zip(PRACTICE, labels, strict=True):
            self.ask(name, label, item.practice.get(name, ""), most=LONGEST_REASON, needed=False)
        self.stop()


class RefusalForm(_Form):
    """Why a proposal is not taken."""

    def __init__(self, id: int, words: Words) -> None:
        super().__init__(words("Refuse the proposal"), make("newsrefused", str(id)))
        self.ask(
            "reason",
            words("What will its author read?"),
            most=LONGEST_REASON,
            hint=words("One sentence is enough."),
        )
        self.stop()


class ProposalForm(_Form):
    """A page as it introduces itself, for a member to correct before proposing it."""

    def __init__(
        self, draft_id: int, draft: Mapping[str, Any], themes: Sequence[tuple[str, str]], words: Words
    ) -> None:
        super().__init__(words("Propose a resource"), make("newsproposed", str(draft_id)))
        self.ask("title", words("Title"), str(draft["title"]), most=LONGEST_NAME, long=False)
        self.ask("summary", words("Summary"), str(draft["summary"]), most=LONGEST_SUMMARY, needed=False)
        options = [
            discord.SelectOption(label=cut(label, 100), value=slug, default=slug in draft["themes"])
            for slug, label in themes
        ]
        menu: ui.Select[Any] = ui.Select(
            custom_id="themes", options=options, min_values=0, max_values=MOST_THEMES, required=False
        )
        self.add_item(ui.Label(text=cut(words("Themes, three at most"), 45), component=menu))
        self.stop()
