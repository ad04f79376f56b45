"""The greeting of those who arrive, and the message that stays in the welcome channel."""

from commands.ids import make
from commands.reading import Reader
from commands.reply import Block, Press, Reply
from locales import Words
from storage.notices import Note


def welcome(note: Note, reader: Reader) -> Reply:
    """Those who arrived, greeted together; ``facts["ring"]`` are their ids."""
    words = reader.words
    people = words.list(f"<@{int(id)}>" for id in note.facts["ring"])
    hello = words(
        "Welcome {people}! Here, people of social work help one another."
        " One minute is enough to find the channels of your trade, of your territory and of what matters to you.",
        people=people,
    )
    return Reply(words("Welcome"), (Block(hello),), buttons=(_door(words),), footer=_free(words))


def door(_note: Note, reader: Reader) -> Reply:
    """The message that stays in the welcome channel."""
    words = reader.words
    said = words(
        "New here, or something changed for you? Say in three small steps who you are, where, and what matters"
        " to you: your channels open, and answers come closer to your everyday work."
    )
    return Reply(words("Find your place"), (Block(said),), buttons=(_door(words),), footer=_free(words))


def _door(words: Words) -> Press:
    return Press(words("Find my place"), make("place"), strong=True)


def _free(words: Words) -> str:
    return words(
        "Everything is optional, can be changed and forgotten. Your choices are made out of sight of the others."
    )
