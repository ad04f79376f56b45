"""The page of numbers, as facilitators read it."""

from collections.abc import Sequence
from datetime import timedelta

from commands.activity.lookup import DAYS, FEWEST_TOLD, Activity, Period, in_short
from commands.ids import make
from commands.markdown import content, plain
from commands.reading import Reader
from commands.reply import Block, Press, Reply
from storage.catalogue import Catalogue
from storage.questions import Asked
from storage.working_days import zone_of

MOST_WAITING = 10
MOST_UNCOVERED = 8
MOST_TRADES = 6
MOST_WORDS = 10


def page(catalogue: Catalogue, found: Activity, guild_id: int, reader: Reader) -> Reply:
    """One page of numbers; nobody's name, and no number of people small enough to recognise them."""
    words = reader.words
    parts = (
        (words("Questions"), _questions(found, reader)),
        (words("What waits for an answer now"), _waiting(catalogue, found.waiting, guild_id, reader)),
        (words("Territories without a referent"), _uncovered(found.uncovered, reader)),
        (words("Trades that asked, without a referent"), _trades(found.trades, reader)),
        (words("Words that found nothing"), _words(found, reader)),
        (words("Members by region"), _members(found, reader)),
    )
    blocks = tuple(Block(f"**{title}**\n{text}") for title, text in parts if text)
    share = Press(words("Share in this channel"), make("activity", found.period.month))
    return Reply(_title(found.period, reader), blocks, buttons=(share,), footer=_footer(reader))


def only_facilitators(reader: Reader) -> Reply:
    """Say kindly for whom this page is."""
    words = reader.words
    said = words(
        "Only facilitators and moderators read these numbers. If you should be one, ask those who run this server."
    )
    return Reply(words("For facilitators"), (Block(said),))


def unknown_month(reader: Reader) -> Reply:
    """The month that was typed is none, or has not begun."""
    words = reader.words
    example = reader.words.month(reader.now.date())
    said = words(
        "I do not know this month. Write it so: {name}, or {number}; or leave it empty for the last {days} days.",
        name=example,
        number=f"{reader.now:%Y-%m}",
        days=DAYS,
    )
    return Reply(words("Which month?"), (Block(said),))


def _title(period: Period, reader: Reader) -> str:
    words = reader.words
    if period.month:
        return words("Activity: {month}", month=words.month(period.start.date()))
    return words("Activity: the last {days} days", days=DAYS)


def _footer(reader: Reader) -> str:
    return reader.words(
        "Counted from dates and counters. No message is read, nobody is counted apart, and groups of fewer than"
        " {fewest} people are not told.",
        fewest=FEWEST_TOLD,
    )


def _questions(found: Activity, reader: Reader) -> str:
    words = reader.words
    if not found.asked:
        return words("No question was asked.")
    lines = [
        words.plural("{n} question asked", "{n} questions asked", found.asked),
        words("answered: {n} ({share} %)", n=found.answered, share=round(100 * found.answered / found.asked)),
        words("solved: {n}", n=found.solved),
    ]
    if found.wait is not None:
        lines.append(words("median time to the first answer: {wait}", wait=_wait(found.wait, reader)))
    return "\n".join(f"- {line}" for line in lines)


def _wait(wait: timedelta, reader: Reader) -> str:
    words = reader.words
    unit, number = in_short(wait)
    if unit == "days":
        return words.plural("{n} working day", "{n} working days", number)
    if not number:
        return words("less than a working hour")
    return words.plural("{n} working hour", "{n} working hours", number)


def _waiting(catalogue: Catalogue, waiting: Sequence[Asked], guild_id: int, reader: Reader) -> str:
    """The list of what waits, oldest first, each with its link."""
    words = reader.words
    if not waiting:
        return words("Nothing is waiting.")
    lines = [f"- {_link(catalogue, one, guild_id, reader)}" for one in waiting[:MOST_WAITING]]
    more = len(waiting) - MOST_WAITING
    if more > 0:
        lines.append("- " + words.plural("and {n} more", "and {n} more", more))
    return "\n".join(lines)


def _link(catalogue: Catalogue, one: Asked, guild_id: int, reader: Reader) -> str:
    day = one.asked_at.astimezone(zone_of(one.territory or "national")).date()
    said = reader.words("question of {day}", day=reader.words.date(day))
    place = catalogue.territories.places.get(one.territory)
    link = f"[{said}](https://discord.com/channels/{guild_id}/{one.thread_id})"
    return f"{link} · {content(place.name)}" if place else link


def _uncovered(territories: Sequence[tuple[str, int]], reader: Reader) -> str:
    words = reader.words
    if not territories:
        return words("None: every region has somebody.")
    named = [_with_questions(name, count, reader) for name, count in territories[:MOST_UNCOVERED]]
    more = len(territories) - MOST_UNCOVERED
    if more > 0:
        named.append(words.plural("{n} other", "{n} others", more))
    return words.list(named)


def _with_questions(name: str, count: int, reader: Reader) -> str:
    if not count:
        return content(name)
    asked = reader.words.plural("{n} question", "{n} questions", count)
    return f"{content(name)} ({asked})"


def _trades(trades: Sequence[str], reader: Reader) -> str:
    return reader.words.list(content(name) for name in trades[:MOST_TRADES])


def _words(found: Activity, reader: Reader) -> str:
    # Typed by people: shown as text and nothing else.
    return reader.words.list(
        reader.words("{word} ({n} times)", word=plain(word.word), n=word.count)
        for word in found.words[:MOST_WORDS]
    )


def _members(found: Activity, reader: Reader) -> str:
    words = reader.words
    shown = [f"{content(name)}{words(':')} {count}" for name, count in found.members if count is not None]
    few = [content(name) for name, count in found.members if count is None]
    if few:
        shown.append(words("fewer than {fewest}: {names}", fewest=FEWEST_TOLD, names=words.list(few)))
    return "\n".join(f"- {line}" for line in shown)
