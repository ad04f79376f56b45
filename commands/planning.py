"""The plan of the server as a facilitator reads it: what would be done, how far it went, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commands.form import Field, Form
from commands.hosting import AppliedServer, PlannedServer
from commands.ids import make
from commands.markdown import cut
from commands.reply import Block, Press, Reply
from locales import Words

FINGERPRINT = "fingerprint"
MOST_SHOWN = 30
LONGEST_LINES = 3200
EVERY_CHANGES, EVERY = 10, timedelta(seconds=5)
# An answer can be edited for fifteen minutes; after that the result is read elsewhere.
EDITABLE = timedelta(minutes=14)


@dataclass(slots=True)
class Pace:
    """When to tell progress: every few changes or every few seconds, and never once the answer is closed."""

    begun: datetime
    told_at: datetime = field(init=False)
    told: int = 0

    def __post_init__(self) -> None:
        self.told_at = self.begun

    def is_due(self, done: int, now: datetime) -> bool:
        """True when this is worth telling, which is then taken as told."""
        due = done - self.told >= EVERY_CHANGES or (done > self.told and now - self.told_at >= EVERY)
        if not due or not self.is_open(now):
            return False
        self.told, self.told_at = done, now
        return True

    def is_open(self, now: datetime) -> bool:
        """True while the answer can still be edited."""
        return now - self.begun < EDITABLE


def flags(*, overwrite: bool, adopt: bool, large: bool) -> str:
    """What a button remembers of the options of a plan."""
    return "".join(letter for letter, on in (("o", overwrite), ("a", adopt), ("l", large)) if on) or "-"


def planned(plan: PlannedServer, words: Words, *, overwrite: bool, adopt: bool) -> Reply:
    """The report, with the button that applies exactly this plan when it can be.

    The lines of the report say by themselves why a plan is blocked, large or empty.
    """
    title = words("The plan of the server")
    blocks = (Block(_shortened(plan.lines, words)),) if plan.lines else ()
    if not plan.changes and not blocks:
        blocks = (Block(words("The server is as the plan wants it: there is nothing to do.")),)
    if plan.blocked or not plan.changes:
        return Reply(title, blocks)
    options = flags(overwrite=overwrite, adopt=adopt, large=plan.large)
    apply = Press(words("Apply this plan"), make("applyplan", plan.fingerprint, options), strong=True)
    changes = words.plural("{n} change", "{n} changes", plan.changes)
    foot = words("Nothing is done yet: {changes}. Code: {code}", changes=changes, code=plan.fingerprint)
    return Reply(title, blocks, buttons=(apply,), footer=foot)


def typing_form(fingerprint: str, options: str, words: Words) -> Form:
    """The fingerprint, which people call a code, typed by hand."""
    asked = Field(
        FINGERPRINT,
        words("Code of the plan"),
        words("Type: {code}", code=fingerprint),
        64,
        1,
    )
    return Form(make("planconfirmed", fingerprint, options), words("A large change"), (asked,))


def mistyped(fingerprint: str, words: Words) -> Reply:
    """What was typed is not the fingerprint of the plan."""
    said = words(
        "What you typed is not the code of the plan ({code}). Nothing was changed; press the button again.",
        code=fingerprint,
    )
    return Reply(words("Nothing was changed"), (Block(said),))


def begun(words: Words) -> Reply:
    """It has begun."""
    said = words(
        "This takes a while. You may close this: the result will also be in the journal of the moderators."
    )
    return Reply(words("The plan is being applied"), (Block(said),))


def in_progress(done: int, total: int, words: Words) -> Reply:
    """How far it is."""
    said = words(
        "{done} of {total} changes made. You may close this: the result will also be in the journal of the moderators.",
        done=done,
        total=total,
    )
    return Reply(words("The plan is being applied"), (Block(said),))


def applied(done: int, left: int, lines: Iterable[str], words: Words) -> Reply:
    """What became of it, as the answer and as the line of the journal."""
    shown = tuple(lines)
    if not shown:
        counted = words.plural("{n} change made", "{n} changes made", done)
        shown = (f"{counted}, {words.plural('{n} not made', '{n} not made', left)}" if left else counted,)
    blocks = [Block(_shortened(shown, words))]
    if left:
        again = words("Read the plan again with /salon plan: what is left is in it, nothing is done twice.")
        blocks.append(Block(again))
    title = words("The plan was applied in part") if left else words("The plan was applied")
    if left and not done:
        title = words("Nothing was changed")
    return Reply(title, tuple(blocks))


def result_facts(result: AppliedServer) -> dict[str, object]:
    """What the journal of the moderators keeps of it."""
    return {"done": result.done, "left": result.left, "lines": list(result.lines[:MOST_SHOWN])}


def _shortened(lines: Iterable[str], words: Words) -> str:
    """As many lines as a message holds, whole; how many are left out is said."""
    kept: list[str] = []
    room, all_lines = LONGEST_LINES, list(lines)
    for line in all_lines[:MOST_SHOWN]:
        if len(line) > room and kept:
            break
        kept.append(cut(line, max(room, 1)))
        room -= len(line) + 1
    more = len(all_lines) - len(kept)
    if more:
        kept.append(
            words.plural(
                "… and {n} more line: tisserande plan shows everything.",
                "… and {n} more lines: tisserande plan shows everything.",
                more,
            )
        )
    return "\n".join(kept)
