"""What is said under a post, and to whoever presses one of its buttons."""

from commands.exchange.replies import under_a_post
from commands.ids import make
from commands.markdown import content, cut
from commands.orientation.lookup import Orientation
from commands.orientation.replies import danger_block
from commands.reading import Reader
from commands.reply import Block, Link, Menu, Option, Press, Reply
from locales import Words, typeset
from storage.notices import Note


def first_reply(note: Note, reader: Reader) -> Reply:
    """The bot's one message under a post written by hand."""
    words = reader.words
    said = words(
        "Press, and you alone see the answer. Tisserande reads the title and the tags, nothing else."
    )
    asks = bool(note.facts.get("asks"))
    return Reply(words("Tisserande can help here"), (Block(said),), buttons=under_a_post(words, asks=asks))


def hinted(found: Orientation, space: str, reader: Reader) -> Reply:
    """People, things to read and spaces for a post; ``space`` is the mention of its territory's, or nothing."""
    words = reader.words
    blocks = [Block(danger_block(danger)) for danger in found.dangers]
    for recognised in found.themes:
        theme = recognised.theme
        channel = reader.channel(theme.channel) or f"#{theme.channel}"
        blocks.append(Block(f"**{content(theme.label)}** · {channel}"))
    if space:
        blocks.append(Block(words("For this territory: {channel}", channel=space)))
    menus = [
        Menu(
            make("open", name),
            label,
            tuple(Option(cut(typeset(hit.title), 100), f"{hit.shelf}~{hit.slug}") for hit in hits),
        )
        for name, label, hits in (
            ("people", words("People to contact"), found.contacts),
            ("reading", words("Things to read or use"), found.resources),
        )
        if hits
    ]
    if not menus:
        blocks.append(
            Block(
                words(
                    "We found nobody and nothing for this title. /orienter takes a whole need, in your words."
                )
            )
        )
    footer = words("Suggested from the title, the tags and the space of this post.")
    return Reply(
        words("People and resources"), tuple(blocks), tuple(menus), footer=footer, urgent=bool(found.dangers)
    )


def not_a_question(words: Words) -> Reply:
    """This post is not followed as a question."""
    said = words("Tisserande does not follow this post as a question. /question poser asks one.")
    return Reply(words("Not a question"), (Block(said),))


def not_yours(words: Words) -> Reply:
    """Only some may say that a question is solved."""
    said = words(
        "Only the person who asked, a referent or a moderator can do this."
        " If this answers the question, tell them in the post: it will please them."
    )
    return Reply(words("For those who asked"), (Block(said),))


def solved(words: Words, *, may_reopen: bool, first: bool) -> Reply:
    """The question is solved; who asked may open it again."""
    thanks = words("Thank you: this question is solved, and nobody else will be told of it.")
    already = words("This question was solved already.")
    keep = words("To show which answer helped: the menu of that message, Apps, « Keep this answer ».")
    buttons = (Press(words("Open again"), make("reopen")),) if may_reopen else ()
    return Reply(words("Solved"), (Block(thanks if first else already), Block(keep)), buttons=buttons)


def reopened(words: Words, *, first: bool) -> Reply:
    """The question waits for answers again."""
    said = (
        words("Your question is open again. Say in the post what is still missing.")
        if first
        else words("This question is open: there is nothing to change.")
    )
    return Reply(words("Open again"), (Block(said),))


def kept(guild_id: int, thread_id: int, message_id: int, words: Words) -> Reply:
    """The line that everybody reads when an answer is kept."""
    url = f"https://discord.com/channels/{guild_id}/{thread_id}/{message_id}"
    said = words("This question has its answer.")
    return Reply(words("Answer kept"), (Block(said, Link(words("Read the answer"), url)),))


def kept_already(words: Words) -> Reply:
    """It is this answer already."""
    return Reply(words("Answer kept"), (Block(words("This answer is kept already.")),))


def not_an_answer(words: Words) -> Reply:
    """The message is the question itself, or was written by a bot."""
    said = words(
        "This message is no answer. Choose the one that helped, written by somebody under the question."
    )
    return Reply(words("Not an answer"), (Block(said),))
