"""A text that could not be kept comes back whole: nothing a person wrote is lost because something of ours slept."""

from collections.abc import Iterable

from commands.reply import Block, Reply
from locales import Words


def given_back(texts: Iterable[str], words: Words) -> Reply:
    """The texts of a form, to copy and try again."""
    sorry = words("We could not keep your text just now. Here it is: copy it, and try again in a moment.")
    return Reply(words("Your text"), (Block(sorry), *quoted(texts)))


def quoted(texts: Iterable[str]) -> tuple[Block, ...]:
    """Each text as it was typed, ready to copy; the empty ones are left out."""
    return tuple(Block("```\n" + text.replace("```", "'''") + "\n```") for text in texts if text)
