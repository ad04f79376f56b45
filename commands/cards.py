"""One entry on a card: title, one sentence, facts in words, source and date, where to go next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commands.ids import make
from commands.markdown import content, cut
from commands.reading import Reader
from commands.reply import Block, Link, Menu, Option, Press, Reply
from locales import typeset
from storage.catalogue import Catalogue
from storage.schema import Record, Sourced

MOST_LINKED = 20
LONGEST_LABEL = 100
# Statuses that need no warning beside a name.
PRESENT = ("existant", "active")


@dataclass(frozen=True, slots=True)
class Card:
    """What a family says of one entry.

    Attributes:
        title, lead: name and one sentence.
        facts: pairs of label (already in the reader's words) and value; empty values are left out.
        page: the entry's own site.
        linked: (shelf, record) of entries worth opening next.
        themes: theme slugs, which lead to channels.
    """

    title: str
    lead: str
    facts: Sequence[tuple[str, str | None]]
    page: str | None = None
    linked: Sequence[tuple[str, Record]] = ()
    themes: Iterable[str] = ()
    buttons: Sequence[Press] = field(default=())


def reply(catalogue: Catalogue, shelf: str, record: Sourced, card: Card, reader: Reader) -> Reply:
    """The card as a reply, with sharing and error reporting."""
    words = reader.words
    facts = "\n".join(f"**{label}** {value}" for label, value in card.facts if value)
    blocks = [Block(content(card.lead))]
    if facts:
        blocks.append(Block(facts))
    spaces = reader.spaces(catalogue, card.themes)
    if spaces:
        blocks.append(Block(words("See also the channels: {channels}", channels=words.list(spaces))))
    buttons: list[Press | Link] = [*card.buttons]
    if card.page:
        buttons.append(Link(words("Official site"), card.page))
    buttons.append(Press(words("Share in this channel"), make("give", shelf, record.slug)))
    buttons.append(Press(words("Report an error"), make("report", shelf, record.slug)))
    return Reply(
        title=content(card.title, 200),
        blocks=tuple(blocks),
        menus=tuple(_see_also(card.linked, reader)),
        buttons=tuple(buttons),
        footer=reader.provenance(record),
    )


def line(
    number: str,
    title: str,
    role: str,
    facts: Iterable[str | None],
    page: str | None,
    reader: Reader,
    *,
    apart: bool = False,
) -> Block:
    """One entry in a list: name, one sentence, the facts that must never be missing, ``apart`` or on one line."""
    small = ("\n-# " if apart else " · ").join(fact for fact in facts if fact)
    text = f"**{number}{content(title, 160)}**\n{content(role, 180)}\n-# {small}"
    return Block(text, Link(reader.words("Official site"), page) if page else None)


def name_of(record: Record) -> str:
    """The name of any record."""
    for attribute in ("name", "title", "label", "acronym"):
        value = getattr(record, attribute, None)
        if value:
            return str(value)
    return record.slug


def _see_also(linked: Sequence[tuple[str, Record]], reader: Reader) -> Iterable[Menu]:
    options = {
        f"{shelf}~{record.slug}": Option(
            cut(typeset(name_of(record)), LONGEST_LABEL), f"{shelf}~{record.slug}", _reserve(record, reader)
        )
        for shelf, record in linked
    }
    if options:
        yield Menu(make("open", "more"), reader.words("See also"), tuple(options.values())[:MOST_LINKED])


def _reserve(record: Record, reader: Reader) -> str:
    """The status of what is not simply there: a proposal must not be taken for a right, even in a menu."""
    status = getattr(record, "status", None)
    return reader.status(status) if status and status not in PRESENT else ""
