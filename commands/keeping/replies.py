"""Keeping an exchange, as each one reads it: who proposes, who is quoted, who decides, and everybody at the end."""

from collections.abc import Sequence

from commands.cases import words_in
from commands.form import Field, Form
from commands.ids import make
from commands.keeping.workflow import LONGEST_TITLE, LONGEST_WORDS, MOST_QUOTED, MOST_READ
from commands.markdown import plain
from commands.reading import Reader
from commands.reply import Block, Link, Press, Reply
from locales import Words
from storage.cases import OpenedCase
from storage.notices import Note

TITLE, WHY = "title", "why"
MOST_ASKED = 5


def form(thread_id: int, words: Words) -> Form:
    """Why it is worth keeping."""
    fields = (
        Field(
            WHY, words("Why is it worth keeping?"), words("Say nothing about a person you support."),
            LONGEST_WORDS, 10, long=True,
        ),
        Field(TITLE, words("A title, if you have one"), words("Otherwise the one of the thread."), LONGEST_TITLE),
    )  # fmt: skip
    return Form(make("keepthread", str(thread_id)), words("Keep this exchange"), fields)


def not_a_thread(words: Words) -> Reply:
    """The message is not in a thread that can be kept."""
    said = words(
        "An exchange is kept whole: do this on a message of a thread or of a forum post."
        " A private thread stays private and is never kept."
    )
    return Reply(words("Not here"), (Block(said),))


def known(words: Words) -> Reply:
    """The thread was proposed before."""
    said = words("This exchange was kept already, or somebody has proposed it: there is nothing more to do.")
    return Reply(words("It is known"), (Block(said),))


def too_long(words: Words) -> Reply:
    """Too many messages or people."""
    said = words(
        "This thread has more than {messages} messages or {people} people: they could not all be asked."
        " Keep a shorter thread, or write what it taught you.",
        messages=MOST_READ, people=MOST_QUOTED,
    )  # fmt: skip
    return Reply(words("A long exchange"), (Block(said),))


def unreadable(words: Words) -> Reply:
    """The bot cannot see who wrote in the thread."""
    said = words(
        "I cannot see who wrote in this thread: a moderator must let me read the history of this channel."
    )
    return Reply(words("I could not do it"), (Block(said),))


def opened(number: int, people: int, words: Words) -> Reply:
    """The proposal is safe, and what comes next."""
    if people:
        asked = words.plural(
            "{n} person wrote in this exchange: I ask them in private, and one refusal is enough to give it up.",
            "{n} people wrote in this exchange: I ask them in private, and one refusal is enough to give it up.",
            people,
        )
    else:
        asked = words("You alone wrote in this exchange: the moderators will decide.")
    said = words("Thank you. Your proposal has number {number}.", number=number)
    follow = words("/salon propositions always says where it stands, whatever your message settings.")
    return Reply(words("Proposal received"), (Block(f"{said} {asked}"), Block(follow)))


def asking(note: Note, reader: Reader) -> Reply:
    """What somebody quoted is asked in private."""
    words, facts = reader.words, note.facts
    said = words(
        "Somebody proposes to keep the exchange {thread}, in which you wrote: its title and its link would be"
        " published in the space of the watch. Your messages are not copied.",
        thread=f"<#{facts['thread']}>",
    )
    free = words(
        "You decide freely. If you refuse, the proposal is withdrawn and nobody is told by whom."
        " You can change your mind until it is published: /salon accords on the server."
    )
    return Reply(
        words("May this exchange be kept?"),
        (Block(said), Block(free)),
        buttons=_answers(int(facts["case"]), words),
    )


def _answers(case_id: int, words: Words) -> tuple[Press, ...]:
    number = str(case_id)
    return (
        Press(words("I agree"), make("agreekeeping", number), strong=True),
        Press(words("I refuse"), make("objectkeeping", number)),
        Press(words("See what would be published"), make("seekeeping", number)),
    )


def agreements(asked: Sequence[tuple[OpenedCase, str]], words: Words) -> Reply:
    """The exchanges that quote a person and are not decided, with what they answered so far."""
    if not asked:
        none = words("Nobody asks you anything: no exchange that quotes you waits for a decision.")
        return Reply(words("Your agreements"), (Block(none),))
    shown = asked[:MOST_ASKED]
    blocks = tuple(Block(_asked(case, answer, words)) for case, answer in shown)
    buttons = tuple(button for case, answer in shown for button in _numbered(case.id, answer, words))
    return Reply(words("May this exchange be kept?"), (*blocks, Block(_freely(words))), buttons=buttons)


def _asked(case: OpenedCase, answer: str, words: Words) -> str:
    sentences = {
        "waiting": "You have not answered yet.",
        "yes": "You agreed; you may change your mind.",
        "no": "You refused.",
    }
    lines = [words("**Number {number}**", number=case.id), *(block.text for block in _published(case, words))]
    return "\n".join((*lines, f"-# {words(sentences[answer])}"))


def _numbered(case_id: int, answer: str, words: Words) -> tuple[Press, ...]:
    """Agreeing is no longer offered to somebody who agreed."""
    agree = Press(
        words("I agree (number {number})", number=case_id), make("agreekeeping", str(case_id)), strong=True
    )
    refuse = Press(words("I refuse (number {number})", number=case_id), make("objectkeeping", str(case_id)))
    return (agree, refuse) if answer == "waiting" else (refuse,)


def _freely(words: Words) -> str:
    return words(
        "You decide freely, and you can change your mind until it is published. Nobody is told who refused."
    )


def _published(case: OpenedCase, words: Words) -> tuple[Block, ...]:
    return (
        Block(words("**Title:** {title}", title=plain(words_in(case, TITLE)))),
        Block(words("**Exchange:** {thread}", thread=f"<#{case.facts.get('thread', 0)}>")),
        Block(words("**Why keep it:** {text}", text=plain(words_in(case, WHY)))),
    )


def preview(case: OpenedCase, words: Words) -> Reply:
    """What would be published, for somebody who is asked."""
    shown = words("The title and the link would be published; the reason is read by the moderators alone.")
    return Reply(
        words("What would be published"), (*_published(case, words), Block(shown)),
        buttons=_answers(case.id, words)[:2],
    )  # fmt: skip


def noted(state: str, case_id: int, words: Words, *, agrees: bool) -> Reply:
    """The answer is kept."""
    if state == "withdrawn" and agrees:
        return over(words)
    if agrees:
        said = words("Thank you: you agree. The moderators decide once everybody has.")
        change = Press(words("Change my mind: I refuse"), make("objectkeeping", str(case_id)))
        return Reply(words("Noted"), (Block(said),), buttons=(change,))
    said = words("You refuse: the proposal is withdrawn. Nobody is told by whom, and you need not explain.")
    return Reply(words("Noted"), (Block(said),))


def over(words: Words) -> Reply:
    """There is nothing to agree to any more."""
    said = words(
        "This is decided already, or was withdrawn. If the exchange was published and you no longer want it,"
        " ask a moderator: the post will be taken down."
    )
    return Reply(words("Too late, or withdrawn"), (Block(said),))


def not_yours(words: Words) -> Reply:
    """Somebody else is asked."""
    said = words("This question is for other people: you are not quoted in this exchange.")
    return Reply(words("Not for you"), (Block(said),))


def exchange_asked(case: OpenedCase, words: Words) -> Reply:
    """The exchange as moderators read it; everybody quoted has agreed."""
    title = words("Exchange to keep, number {number}", number=case.id)
    agreed = Block(words("Everybody who wrote in it agrees. Who proposes is not shown."))
    link = Link(words("Open the exchange"), _address(case.guild_id, case.facts.get("thread", 0)))
    return Reply(title, (*_published(case, words), agreed), buttons=(link,))


def exchange_todo(_case: OpenedCase, words: Words) -> tuple[Block, ...]:
    """Nothing is left, as long as there is a space for the watch."""
    said = words(
        "Its title and its link are published in the space of the watch;"
        " if the server has none, publish the link where it will be found."
    )
    return (Block(said),)


def kept(note: Note, reader: Reader, title: str = "") -> Reply:
    """What everybody reads in the space of the watch; the name of the thread when the title is not at hand."""
    words, thread = reader.words, note.facts["thread"]
    said = words("Colleagues wrote it here, and all of them agreed to its being kept.")
    link = Link(words("Open the exchange"), _address(note.guild_id, thread))
    named = plain(title) or f"<#{thread}>"
    return Reply(words("Exchange kept: {title}", title=named), (Block(said),), buttons=(link,))


def _address(guild_id: int, thread_id: object) -> str:
    return f"https://discord.com/channels/{guild_id}/{thread_id}"
