"""What is proposed for the life of the server, as moderators read it, and what a sleeping space is told."""

from datetime import datetime

from commands.markdown import content
from commands.plan_lines import archive_lines, fenced, territory_lines
from commands.reading import Reader
from commands.reply import Block, Reply
from locales import Words
from storage.cases import OpenedCase
from storage.notices import Note


def territory_asked(case: OpenedCase, words: Words) -> Reply:
    """A département that grew."""
    facts = case.facts
    said = words(
        "{count} members chose {place}, which has no channel of its own: they share the one of their région.",
        count=facts["count"], place=content(str(facts["label"])),
    )  # fmt: skip
    title = words(
        "A channel for {place}? Number {number}", place=content(str(facts["label"])), number=case.id
    )
    return Reply(title, (Block(said), Block(_nothing_by_itself(words))))


def territory_todo(case: OpenedCase, words: Words) -> tuple[Block, ...]:
    """The lines to add to the plan."""
    said = words(
        "Add these lines to server.toml, under the category of territories, then read and apply the plan with"
        " /salon plan. Tell the members of this place, in the channel of their région."
    )
    return (Block(said), Block(fenced(territory_lines(str(case.facts["slug"])))))


def archive_asked(case: OpenedCase, words: Words) -> Reply:
    """A space that sleeps."""
    facts = case.facts
    said = words(
        "Nobody wrote in {channel} since {day}. It was told so at least thirty days ago, and nobody woke it.",
        channel=f"<#{facts['channel']}>", day=words.date(datetime.fromisoformat(str(facts["since"])).date()),
    )  # fmt: skip
    title = words("Archive « {space} »? Number {number}", space=content(str(facts["label"])), number=case.id)
    return Reply(title, (Block(said), Block(_nothing_by_itself(words))))


def archive_todo(case: OpenedCase, words: Words) -> tuple[Block, ...]:
    """The line to change in the plan."""
    facts = case.facts
    stays = words("The channel goes to the archives: it stays readable, nothing is deleted.")
    others = [str(other) for other in facts["others"]]
    if not others:
        said = words(
            "In server.toml, take out the entry of this channel, then read and apply the plan with /salon plan."
        )
        return (Block(f"{said} {stays}"),)
    said = words(
        "In server.toml, in the entry of the channels of this sort (`each = {facet}`), write this list, then read and"
        " apply the plan with /salon plan.",
        facet='"' + str(facts["facet"]) + '"',
    )
    return (Block(f"{said} {stays}"), Block(fenced(archive_lines(str(facts["slug"]), others))))


def _nothing_by_itself(words: Words) -> str:
    return words(
        "Nothing is done by itself: accepting only gives the lines for the plan."
        " A refusal is not asked again for half a year."
    )


def sleeping(note: Note, reader: Reader) -> Reply:
    """What the space itself is told, quietly."""
    words = reader.words
    since = datetime.fromisoformat(str(note.facts["since"])).date()
    said = words(
        "Nobody has written here since {day}. Without news within 30 days, we will propose to the moderators to archive"
        " this space: it would stay readable, and nothing would be deleted. One message is enough to keep it.",
        day=words.date(since),
    )
    return Reply(words("This space sleeps"), (Block(said),))
