"""Reported errors as their author and the moderators read them."""

from collections.abc import Sequence

from commands.cards import name_of
from commands.ids import make
from commands.markdown import content, plain
from commands.reading import Reader
from commands.reply import Block, Press, Reply
from storage.catalogue import Catalogue
from storage.reports import ReportedError

STATES = {
    "open": "waiting to be read by a moderator",
    "corrected": "corrected, thank you",
    "kept": "kept as it was",
}
MOST_AT_ONCE = 5


def thanks(number: int, reader: Reader) -> Reply:
    """The report is safe, and here is how to follow it."""
    words = reader.words
    said = words("Thank you. Your report has number {number}; a moderator will read it.", number=number)
    follow = words(
        "Follow it with /signalement suivi: the answer will be there, whatever your message settings."
    )
    return Reply(words("Report received"), (Block(said), Block(follow)))


def followed(catalogue: Catalogue, reports: Sequence[ReportedError], reader: Reader) -> Reply:
    """The member's own reports, newest first."""
    words = reader.words
    if not reports:
        none = words(
            "You have not reported anything. Under each entry, « Report an error » opens a short form."
        )
        return Reply(words("Your reports"), (Block(none),))
    blocks = tuple(Block(_one(catalogue, report, reader)) for report in reports[:MOST_AT_ONCE])
    return Reply(words("Your reports"), blocks)


def queue(catalogue: Catalogue, reports: Sequence[ReportedError], reader: Reader) -> Reply:
    """What moderators still have to read, oldest first; who reported is not shown."""
    words = reader.words
    if not reports:
        return Reply(words("Reports to read"), (Block(words("Nothing is waiting.")),))
    report = reports[0]
    buttons = (
        Press(words("It was corrected"), make("settle", str(report.id), "corrected"), strong=True),
        Press(words("Keep as it is"), make("settle", str(report.id), "kept")),
    )
    waiting = words.plural("{n} report waiting", "{n} reports waiting", len(reports))
    return Reply(
        words("Reports to read"), (Block(_one(catalogue, report, reader)),), buttons=buttons, footer=waiting
    )


def already(reader: Reader) -> Reply:
    """Another moderator was first."""
    words = reader.words
    said = words(
        "This report was already dealt with by another moderator. Nothing was changed;"
        " /signalement file shows the next one."
    )
    return Reply(words("Reports to read"), (Block(said),))


def _one(catalogue: Catalogue, report: ReportedError, reader: Reader) -> str:
    words = reader.words
    record = catalogue.get(report.shelf, report.slug)
    name = content(name_of(record)) if record else report.slug
    lines = [
        f"**{words('Report {number}', number=report.id)}** · {name} · {words.date(report.reported_at.date())}",
        plain(report.text[:600]),
        f"-# {words(STATES[report.state])}",
    ]
    if report.answer:
        lines.append(words("Answer: {answer}", answer=plain(report.answer[:600])))
    return "\n".join(lines)
