"""Asking, as its author reads it: what to look at first, where the question went, what became of it."""

from collections.abc import Sequence
from typing import Final

from commands.draft import quoted
from commands.exchange.lookup import TEXTS, Asking
from commands.ids import make
from commands.markdown import content, cut, echo, paragraphs, plain
from commands.orientation.replies import danger_block
from commands.reading import Reader
from commands.reply import Block, Link, Press, Reply
from commands.secrecy import KINDS, Finding
from locales import Words
from storage.catalogue import Catalogue
from storage.drafts import SavedDraft
from storage.notices import Note
from storage.questions import Asked, Subject
from storage.schema import Danger

MOST_SHOWN: Final = 10
LONGEST_EXCERPT: Final = 60
# The verbs of the buttons under a question that waits.
REPHRASE, MASK, PUBLISH, PROCEED = "rephrase", "mask", "publish", "proceed"


def label(name: str, words: Words) -> str:
    """The heading of one of the four texts."""
    sentences = {
        "sought": "What I am looking for",
        "audience": "Who it is about",
        "problem": "The difficulty",
        "tried": "What I tried",
    }
    return words(sentences[name])


def subject_line(catalogue: Catalogue, about: Subject, words: Words) -> str:
    """Theme, trade and territory in one line; empty when none is known."""
    facts = []
    if about.theme in catalogue.themes:
        facts.append(words("theme: {name}", name=content(catalogue.themes[about.theme].label)))
    if about.trade in catalogue.trades:
        facts.append(words("trade: {name}", name=content(catalogue.trades[about.trade].name)))
    if about.territory in catalogue.territories:
        facts.append(words("territory: {name}", name=content(catalogue.territories[about.territory].name)))
    return " · ".join(facts)


def before_writing(catalogue: Catalogue, about: Subject, unknown: Sequence[str], words: Words) -> str:
    """What the form says of the question before it is written: its subject, who will read of it."""
    lines = [subject_line(catalogue, about, words)]
    if about.theme and about.territory:
        lines.append(words("Its title is also announced in the other space, the theme's or the territory's."))
    if unknown:
        named = words.list(f"« {echo(typed)} »" for typed in unknown)
        lines.append(words("Not recognised, so left out: {words}.", words=named))
    return "\n".join(filter(None, lines))


def post(catalogue: Catalogue, asking: Asking, author_id: int, words: Words) -> Reply:
    """The post that asks, as everybody reads it; the author is named without being called."""
    heading, *others = TEXTS
    blocks = [Block(paragraphs(asking.sought))]
    blocks += [
        Block(f"**{label(name, words)}**\n{paragraphs(getattr(asking, name))}")
        for name in others
        if getattr(asking, name)
    ]
    by = words("asked by {author} with /question", author=f"<@{author_id}>")
    footer = " · ".join(filter(None, (by, subject_line(catalogue, asking.subject, words))))
    return Reply(label(heading, words), tuple(blocks), buttons=under_a_post(words), footer=footer)


def under_a_post(words: Words, *, asks: bool = True) -> tuple[Press, ...]:
    """The buttons under a post, for whoever reads it."""
    hints = Press(words("People and resources"), make("hints"))
    return (hints, Press(words("Solved"), make("solved"))) if asks else (hints,)


def too_short(asking: Asking, draft: int, words: Words) -> Reply:
    """Nobody could answer this yet; nothing typed is lost."""
    said = words("In a few words more, what are you looking for? With so little, nobody could answer you.")
    return Reply(
        words("Your question is not posted yet"),
        (Block(said), *quoted(asking.texts)),
        buttons=(_rephrase(draft, words, strong=True),),
    )


def danger_first(dangers: Sequence[Danger], draft: int, words: Words) -> Reply:
    """The numbers to call come first; the question waits."""
    nobody = words("Nobody was alerted by this form: please call.")
    waits = words(
        "Your question is not posted; it waits as a draft that only you can read, seven days at most."
    )
    go_on = Press(words("Go on with my question"), make(PROCEED, str(draft)))
    blocks = (*(Block(danger_block(danger)) for danger in dangers), Block(nobody), Block(waits))
    return Reply(
        words("Call first"), blocks, buttons=(go_on, _rephrase(draft, words, strong=False)), urgent=True
    )


def may_identify(found: Sequence[tuple[str, Finding]], draft: int, words: Words) -> Reply:
    """What may identify somebody, where it is written, and three ways on."""
    lines = [
        words(
            "{kind}, in « {part} »: « {excerpt} »",
            kind=words(KINDS[finding.kind]),
            part=label(name, words),
            excerpt=plain(cut(finding.text, LONGEST_EXCERPT)),
        )
        for name, finding in found[:MOST_SHOWN]
    ]
    if len(found) > MOST_SHOWN:
        more = len(found) - MOST_SHOWN
        lines.append(words.plural("and {n} more place", "and {n} more places", more))
    look = words("Your question is not posted yet. Here is what may let somebody be recognised:")
    choice = words(
        "You decide. We recognise forms, not situations: we may be wrong, and we may have missed something."
        " Only you see this; what you choose is counted, without the text."
    )
    buttons = (
        _rephrase(draft, words, strong=True),
        Press(words("Mask and post"), make(MASK, str(draft))),
        Press(words("Post as it is"), make(PUBLISH, str(draft))),
    )
    listed = Block("\n".join(f"- {line}" for line in lines))
    return Reply(words("Before posting, look again"), (Block(look), listed, Block(choice)), buttons=buttons)


def posted(url: str, announced_in: int | None, words: Words, *, followed: bool = True) -> Reply:
    """The question is there, and what happens next."""
    blocks = [Block(words("Your question is posted."), Link(words("Read it"), url))]
    if announced_in is not None:
        elsewhere = words("It is announced in {channel} as well, with a link.", channel=f"<#{announced_in}>")
        blocks.append(Block(elsewhere))
    if followed:
        follow = words(
            "If nobody answers, Tisserande looks further: referents after two working days, then the région,"
            " then the facilitators. /question suivi tells you where it stands."
        )
    else:
        follow = words(
            "Our database did not answer: this question will not be followed by Tisserande."
            " In a few days, see for yourself whether somebody answered."
        )
    return Reply(words("Question posted"), (*blocks, Block(follow)))


def not_posted(asking: Asking, reason: str, draft: int, words: Words) -> Reply:
    """Nothing was posted: why, the texts, and a button to try again."""
    buttons = (
        Press(words("Try again"), make(PROCEED, str(draft)), strong=True),
        _rephrase(draft, words, strong=False),
    )
    return Reply(
        words("Your question is not posted yet"),
        (Block(reason), *quoted(asking.texts)),
        buttons=buttons,
        footer=words("It is kept as a draft that only you can read, seven days at most."),
    )


def no_draft(words: Words) -> Reply:
    """The question was posted already, or its draft is gone."""
    said = words(
        "This question was posted already, or its draft was erased. /question suivi shows those you asked;"
        " /question poser opens an empty form."
    )
    return Reply(words("Nothing more to do here"), (Block(said),))


def announced(note: Note, reader: Reader) -> Reply:
    """The short post in the other space."""
    words = reader.words
    thread, space = int(note.facts["announces"]), int(note.facts["space"])
    said = words(
        "A question for here too is asked in {space}: {post}", space=f"<#{space}>", post=f"<#{thread}>"
    )
    way = words(
        "Answers go there, all in one place. If you cannot open it, /salon rejoindre opens the space."
    )
    url = f"https://discord.com/channels/{note.guild_id}/{thread}"
    return Reply(words("Question asked elsewhere"), (Block(f"{said}\n{way}", Link(words("Read it"), url)),))


def mine(
    asked: Sequence[Asked],
    drafts: Sequence[SavedDraft],
    told: Sequence[Reply],
    reader: Reader,
) -> Reply:
    """The questions of one person, what waits as a draft, and what they were told in private."""
    words = reader.words
    blocks = [Block(_state(each, words)) for each in asked]
    if not asked:
        blocks.append(Block(words("You have not asked anything yet. /question poser opens a short form.")))
    if told:
        said = "\n".join(
            f"- {reply.title}: {' '.join(block.text for block in reply.blocks)}" for reply in told
        )
        blocks.append(Block(f"**{words('What Tisserande told you in private')}**\n{said}"))
    buttons = tuple(
        Press(
            words("Draft: {text}", text=cut(str(draft.fields.get("sought", "")), 40) or "…"),
            make(REPHRASE, str(draft.id)),
        )
        for draft in drafts
    )
    return Reply(words("Your questions"), tuple(blocks), buttons=buttons)


def enough_today(words: Words) -> str:
    """One person does not fill a forum alone."""
    return words(
        "You have asked ten questions since yesterday: others need room too. Your text is kept; post it tomorrow."
    )


def _state(asked: Asked, words: Words) -> str:
    """One question: where, when, and what became of it."""
    day = words.date(asked.asked_at.date())
    return f"<#{asked.thread_id}> · {words('asked on {day}', day=day)}\n-# {_became(asked, words)}"


def _became(asked: Asked, words: Words) -> str:
    if asked.resolved_at is not None:
        day = words.date(asked.resolved_at.date())
        if asked.kept_message_id is None:
            return words("solved on {day}", day=day)
        url = f"https://discord.com/channels/{asked.guild_id}/{asked.thread_id}/{asked.kept_message_id}"
        return words("solved on {day} by [this answer]({url})", day=day, url=url)
    if asked.answered_at is not None:
        return words(
            "answered on {day}; press « Solved » under it if that is enough",
            day=words.date(asked.answered_at.date()),
        )
    sentences = {
        0: "nobody answered yet; after two working days, referents are told",
        1: "nobody answered yet; the referents were told",
        2: "nobody answered yet; the région was told",
        3: "nobody answered yet; the facilitators were told",
    }
    return words(sentences[min(asked.step, max(sentences))])


def _rephrase(draft: int, words: Words, *, strong: bool) -> Press:
    return Press(words("Rephrase"), make(REPHRASE, str(draft)), strong=strong)
