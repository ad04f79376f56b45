"""/mes-donnees as its reader sees it: the page, the file, what erasing does, what it did."""

from collections.abc import Sequence
from dataclasses import replace

import orjson

from commands.ids import make
from commands.markdown import plain
from commands.privacy.lookup import DAYS_KEPT_AFTER_LEAVING, Rows, erasing, kept, states, titles
from commands.privacy.workflow import FILE_NAME, Data
from commands.reading import Reader
from commands.reply import Block, File, Press, Reply
from locales import Words
from storage.privacy import ErasedCounts

MOST_LINES = 5
MOST_LINKS = 10


def page(data: Data, rows: Rows, *, here: bool) -> Reply:
    """Everything kept about the reader, group by group. ``here``: on this server alone."""
    words = rows.reader.words
    if not data:
        nothing = (words("Nothing is kept about you."), _scope(words, here=here), _never(words))
        return Reply(words("Your data"), tuple(map(Block, nothing)))
    groups = (_group(table, data, rows) for table in titles(words) if table in data)
    buttons = (
        Press(words("Take it away in a file"), make("mydata", "export")),
        Press(words("Erase…"), make("mydata", "erase")),
    )
    blocks = (Block(_scope(words, here=here)), *groups, Block(_never(words)))
    return Reply(words("Your data"), blocks, buttons=buttons)


def exported(data: Data, rows: Rows, member_id: int, guild_id: int | None) -> Reply:
    """The same page with everything in a file."""
    shown = page(data, rows, here=guild_id is not None)
    erase = Press(rows.reader.words("Erase…"), make("mydata", "erase"))
    return replace(
        shown,
        buttons=(erase,) if data else (),
        files=(File(FILE_NAME, written(data, rows.reader, member_id, guild_id, rows.days)),),
    )


def written(
    data: Data, reader: Reader, member_id: int, guild_id: int | None, days: int = DAYS_KEPT_AFTER_LEAVING
) -> bytes:
    """Everything as indented JSON in UTF-8, each table with its title and how long it is kept."""
    called, lasting = titles(reader.words), kept(reader.words, days)
    tables = {
        table: {"title": called[table], "kept": lasting[table], "rows": rows} for table, rows in data.items()
    }
    whole = {
        "member_id": str(member_id),
        "guild_id": str(guild_id) if guild_id else None,
        "written_at": reader.now.isoformat(timespec="seconds"),
        "tables": tables,
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def asked(data: Data, roles: Sequence[str], reader: Reader, member_id: int, *, here: bool) -> Reply:
    """What erasing would do, and the button that does it."""
    words = reader.words
    called, what = titles(words), erasing(words)
    reached = [table for table in called if table in data]
    colon = words(":")
    lines = [f"- **{called[table]}** ({len(data[table])}){colon} {what[table]}" for table in reached]
    if roles:
        lines.append("- " + words("Roles taken off: {roles}", roles=words.list(map(plain, roles))))
    if not lines:
        return Reply(words("Erase your data?"), (Block(words("There is nothing to erase.")),))
    stays = words(
        "**What stays.** What you wrote on Discord yourself, the answers you shared and the private messages you"
        " received: Discord keeps them, and you can delete them there. Decisions, without your name."
        " Words that found nothing, which never had it."
    )
    button = Press(words("Erase all of it"), make("erase", str(member_id)), strong=True)
    blocks = (Block(_scope(words, here=here)), Block("\n".join(lines)), Block(stays))
    footer = words("There is no way back. For a copy first: /mes-donnees exporter.")
    return Reply(words("Erase your data?"), blocks, buttons=(button,), footer=footer, urgent=True)


def done(
    counts: ErasedCounts,
    roles: Sequence[str],
    emptied: int,
    refused: Sequence[str],
    reader: Reader,
    *,
    here: bool,
) -> Reply:
    """What was erased, what was kept without the name, what Discord did, and the addresses where it would not."""
    words = reader.words
    said = [
        words("We keep nothing more about you on this server.")
        if here
        else words("We keep nothing more about you, anywhere.")
    ]
    if counts.deleted:
        said.append(words("Erased: {groups}.", groups=_counted(counts.deleted, words)))
    if counts.forgotten:
        said.append(words("Kept without you: {groups}.", groups=_counted(counts.forgotten, words)))
    if roles:
        said.append(words("Roles taken off: {roles}", roles=words.list(map(plain, roles))))
    if emptied:
        said.append(
            words.plural(
                "{n} post written for you was emptied and closed.",
                "{n} posts written for you were emptied and closed.",
                emptied,
            )
        )
    blocks = [Block("\n".join(said)), *_to_ask(refused, words)]
    footer = words("You can go on using everything. A profile begins again only if you choose one.")
    return Reply(words("Your data is erased"), tuple(blocks), footer=footer)


def roles_kept(reply: Reply, roles: Sequence[str], reader: Reader) -> Reply:
    """The same, saying that Discord would not take these roles off."""
    if not roles:
        return reply
    said = reader.words(
        "Discord would not take these roles off; ask a moderator to do it: {roles}.",
        roles=reader.words.list(map(plain, roles)),
    )
    return replace(reply, blocks=(*reply.blocks, Block(said)))


def not_yours(reader: Reader) -> Reply:
    """Somebody else's button."""
    words = reader.words
    said = words("This button belongs to somebody else. For your own data: /mes-donnees voir.")
    return Reply(words("Your data"), (Block(said),))


def asleep(reader: Reader) -> Reply:
    """The database or Discord did not answer: nothing is erased from our tables."""
    words = reader.words
    said = words(
        "Our database or Discord is not answering: what we keep about you is still there."
        " Try again in a few minutes, with /mes-donnees effacer."
    )
    return Reply(words("Nothing is erased yet"), (Block(said),), urgent=True)


def tombstone(words: Words) -> Reply:
    """What a post says once its author erased their data."""
    return Reply(withdrawn(words), (Block(words("The answers of others stay.")),))


def emptied_card(number: int, state: str, words: Words) -> Reply:
    """What moderators read instead of a proposal once its author erased their data."""
    said = words(
        "Its author erased their data: their words are gone. This proposal was {state}.",
        state=states(words)[state],
    )
    return Reply(words("Proposal {number}", number=number), (Block(said),))


def withdrawn(words: Words) -> str:
    """The same as the title of the post."""
    return words("Question withdrawn at the request of its author")


def _group(table: str, data: Data, rows: Rows) -> Block:
    words = rows.reader.words
    found = data[table]
    lines = [f"**{titles(words)[table]}** · {len(found)}"]
    lines += [rows.line(table, row) for row in found[-MOST_LINES:][::-1]]
    if len(found) > MOST_LINES:
        more = len(found) - MOST_LINES
        lines.append(words.plural("and {n} more, in the file", "and {n} more, in the file", more))
    lines.append("-# " + words("Kept: {time}", time=kept(words, rows.days)[table]))
    return Block("\n".join(lines))


def _counted(counts: dict[str, int], words: Words) -> str:
    called = titles(words)
    return words.list(f"{title} ({counts[table]})" for table, title in called.items() if table in counts)


def _to_ask(refused: Sequence[str], words: Words) -> list[Block]:
    if not refused:
        return []
    said = words(
        "Discord would not let us empty these messages, which still hold your words."
        " Copy their addresses now, and ask a moderator to withdraw them:"
    )
    return [Block("\n".join([said, *refused[:MOST_LINKS]]))]


def _scope(words: Words, *, here: bool) -> str:
    if here:
        return words("On this server. In a private message, the same command covers all servers.")
    return words("On every server where you met Tisserande.")


def _never(words: Words) -> str:
    return words(
        "Never kept: what you look up without an alert, the answers you read, the messages of the channels."
    )
