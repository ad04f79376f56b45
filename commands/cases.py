"""What a person must decide: how moderators read it, how its author follows it, and the decision itself, taken once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commands.ids import make
from commands.markdown import plain
from commands.reading import Reader
from commands.reply import Block, Link, Press, Reply
from locales import Words
from storage.cases import CaseState, OpenedCase
from storage.database import Database, Store
from storage.notices import Note

MOST_FOLLOWED = 5
LONGEST_REASON = 600
# The kinds of cases, and the end of the verbs of the family that decides them.
SUFFIXES = {"space": "space", "exchange": "exchange", "open-territory": "tending", "archive": "tending"}


def words_in(case: OpenedCase, name: str) -> str:
    """What its author wrote in a case, under this name; nothing once it was erased at their request."""
    return str((case.facts.get("words") or {}).get(name, ""))


async def _nothing_more(_store: Store, _case: OpenedCase, _now: datetime) -> None:
    return None


@dataclass(frozen=True, slots=True)
class CaseKind:
    """One kind of case, as its family words it.

    Attributes:
        asks: what is to be decided: a title and paragraphs.
        todo: what is left for a person to do once it is accepted.
        accepted: what else is written down in the transaction that accepts it.
    """

    name: str
    asks: Callable[[OpenedCase, Words], Reply]
    todo: Callable[[OpenedCase, Words], tuple[Block, ...]]
    accepted: Callable[[Store, OpenedCase, datetime], Awaitable[None]] = _nothing_more


@dataclass(frozen=True, slots=True)
class Decision:
    """What a press came to: the case as it is now, and whether this press decided it."""

    case: OpenedCase
    first: bool


async def decide(
    database: Database,
    kind: CaseKind,
    case: OpenedCase,
    state: CaseState,
    reason: str,
    *,
    by: int,
    now: datetime,
) -> Decision:
    """Decide a case that waits, tell its author, and do what follows: all of it once, or nothing.

    Whoever comes second changes nothing and reads what was decided.
    """
    decided = replace(case, state=state, decided_by=by, reason=reason, decided_at=now)
    async with database.begin() as store:
        first = await store.cases.decide(case.id, state, by, reason, now)
        if first:
            await tell_author(store, decided, kind, now)
            if state == "accepted":
                await kind.accepted(store, decided, now)
    if first:
        return Decision(decided, first=True)
    async with database.begin() as store:
        return Decision(await store.cases.get(case.id) or case, first=False)


async def tell_author(store: Store, case: OpenedCase, kind: CaseKind, now: datetime) -> None:
    """Tell the author in private what was decided. It stays readable by command, whatever their message settings."""
    if case.author_id is None:
        return
    facts = {"case": case.id, "state": case.state, "reason": case.reason, "kind": kind.name}
    await store.notices.add(
        Note(
            f"case-{case.id}-{case.state}", case.guild_id, "decided", now, member_id=case.author_id,
            facts=facts, locale=str(case.facts.get("locale", "fr")),
        )
    )  # fmt: skip


def card(kind: CaseKind, case: OpenedCase, words: Words, suffix: str) -> Reply:
    """The case with its two buttons, or with what was decided and what is left to do."""
    asks = kind.asks(case, words)
    if case.state == "waiting":
        return replace(asks, buttons=(*_buttons(case, words, suffix), *asks.buttons))
    blocks = [*asks.blocks, Block(outcome(case, words))]
    if case.state == "accepted":
        blocks += kind.todo(case, words)
    links = tuple(button for button in asks.buttons if isinstance(button, Link))
    return replace(asks, blocks=tuple(blocks), buttons=links)


def unread_card(case_id: int, words: Words, suffix: str) -> Reply:
    """A card whose words are not at hand: one press shows them."""
    read = Press(words("Read and decide"), make(f"read{suffix}", str(case_id)), strong=True)
    return Reply(
        words("To decide: number {number}", number=case_id),
        (Block(words("Somebody proposes something to this server.")),),
        buttons=(read,),
    )


def _buttons(case: OpenedCase, words: Words, suffix: str) -> tuple[Press, ...]:
    return (
        Press(words("Accept"), make(f"accept{suffix}", str(case.id)), strong=True),
        Press(words("Refuse, with a reason"), make(f"refuse{suffix}", str(case.id))),
    )


def outcome(case: OpenedCase, words: Words) -> str:
    """Who decided what, and when; moderators alone read who."""
    day = words.date(case.decided_at.date()) if case.decided_at else ""
    who = f"<@{case.decided_by}>"
    if case.state == "accepted":
        said = words("Accepted by {who} on {day}.", who=who, day=day)
    elif case.state == "refused":
        said = words("Refused by {who} on {day}.", who=who, day=day)
    else:
        said = words("Withdrawn: there is nothing left to decide.")
    reason = words("Reason: {reason}", reason=plain(case.reason)) if case.reason else ""
    return "\n".join(filter(None, (f"**{said}**", reason)))


def already(case: OpenedCase, words: Words) -> Reply:
    """Another moderator was first."""
    if case.decided_by is None:
        said = words("There is nothing left to decide here: the proposal was withdrawn.")
    else:
        said = words("Already dealt with by {who}. Nothing was changed.", who=f"<@{case.decided_by}>")
    return Reply(words("Already decided"), (Block(said), Block(outcome(case, words))))


def not_here(words: Words) -> Reply:
    """A number that names no case of this server, or one that moderators may not decide yet."""
    said = words(
        "There is nothing to decide under this number here. Perhaps it was erased at its author's request."
    )
    return Reply(words("Nothing to decide"), (Block(said),))


def decided(note: Note, reader: Reader) -> Reply:
    """What the author is told in private."""
    words = reader.words
    case = note.facts
    lines = [state_of(str(case["state"]), words)]
    if case.get("reason"):
        lines.append(words("The moderators' answer: {reason}", reason=plain(str(case["reason"]))))
    if case["kind"] == "space" and case["state"] == "accepted":
        lines.append(words("The space does not exist yet: the team must still add it to the server's plan."))
    again = words("You can read this again at any time on the server with /salon propositions.")
    return Reply(
        words("Your proposal number {number}", number=case["case"]), (Block("\n".join(lines)), Block(again))
    )


def state_of(state: str, words: Words) -> str:
    """Where a proposal stands, for its author."""
    sentences = {
        "agreeing": "The people quoted are being asked whether they agree.",
        "waiting": "It waits for the moderators.",
        "accepted": "It was accepted, thank you.",
        "refused": "It was not accepted this time.",
        "withdrawn": "It was withdrawn: not everybody quoted agreed, or nobody could be asked. It is nobody's fault.",
    }
    return words(sentences[state])


def followed(cases: Sequence[tuple[OpenedCase, str]], words: Words) -> Reply:
    """A person's own proposals, newest first, each with its name."""
    propose = Press(words("Propose a space"), make("propose"), strong=True)
    if not cases:
        none = words("You have not proposed anything yet. A space is missing? Say which, and for whom.")
        return Reply(words("Your proposals"), (Block(none),), buttons=(propose,))
    blocks = tuple(Block(_followed(case, name, words)) for case, name in cases[:MOST_FOLLOWED])
    return Reply(words("Your proposals"), blocks, buttons=(propose,))


def _followed(case: OpenedCase, name: str, words: Words) -> str:
    day = words.date(case.opened_at.date())
    lines = [
        words("**Number {number}** · {name} · {day}", number=case.id, name=name, day=day),
        state_of(case.state, words),
    ]
    if case.state == "accepted" and case.kind == "space":
        lines.append(words("The space does not exist yet: the team must still add it to the server's plan."))
    if case.reason:
        lines.append(words("The moderators' answer: {reason}", reason=plain(case.reason)))
    return "\n".join(lines)


def queue(found: Sequence[tuple[OpenedCase, str]], words: Words) -> Reply:
    """What waits for moderators, oldest first, each with the button that opens it."""
    if not found:
        return Reply(words("To decide"), (Block(words("Nothing is waiting.")),))
    shown = found[:MOST_FOLLOWED]
    lines = (
        words(
            "**Number {number}** · {name} · {day}",
            number=case.id,
            name=name,
            day=words.date(case.opened_at.date()),
        )
        for case, name in shown
    )
    buttons = tuple(
        Press(words("Read number {number}", number=case.id), make(f"read{SUFFIXES[case.kind]}", str(case.id)))
        for case, _ in shown
    )
    return Reply(words("To decide"), tuple(map(Block, lines)), buttons=buttons)


def refusal_reason(text: str) -> str:
    """The reason as it is kept."""
    return " ".join(text.split())[:LONGEST_REASON]
