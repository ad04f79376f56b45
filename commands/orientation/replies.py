"""An orientation as a member reads it: danger first, then themes and why, channels, people, things to read."""

from collections.abc import Sequence

from commands.answer import Question
from commands.directory.replies import line
from commands.ids import make
from commands.markdown import content, cut, echo
from commands.orientation.lookup import Orientation, Recognised
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Reply
from commands.results import Listing, nothing
from locales import typeset
from storage.schema import Danger
from storage.search.index import Hit


def answer(question: Question, found: Orientation, reader: Reader) -> Reply:
    """Where to go with this need, and the reason for each lead."""
    words = reader.words
    if not found.themes and not found.dangers:
        return nothing(LISTING, question, found.answer, reader)
    blocks = [Block(danger_block(danger)) for danger in found.dangers]
    if found.dangers:
        blocks.append(
            Block(words("Nobody was alerted by this message, and nothing of it was kept: please call."))
        )
    blocks += [Block(_theme(recognised, reader)) for recognised in found.themes]
    menus = []
    if found.contacts:
        menus.append(_menu("people", words("People to contact"), found.contacts))
    if found.resources:
        menus.append(_menu("reading", words("Things to read or use"), found.resources))
    title = words("Call first") if found.dangers else words("Where to go")
    footer = words("We recognise words, not situations: trust your judgement. Nothing you wrote is kept.")
    return Reply(title, tuple(blocks), tuple(menus), footer=footer, urgent=bool(found.dangers))


def danger_block(danger: Danger) -> str:
    """A danger, what to say, and the numbers to call."""
    numbers = "\n".join(
        f"**{each.number}** : {content(each.name)} – {content(each.when)}" for each in danger.numbers
    )
    return f"**{content(danger.title)}**\n{content(danger.say)}\n{numbers}"


def _theme(recognised: Recognised, reader: Reader) -> str:
    words = reader.words
    theme = recognised.theme
    because = words.list(f"« {echo(word)} »" for word in recognised.because)
    space = reader.channel(theme.channel)
    where = (
        words("Channel: {channel}", channel=space) if space else words("Channel: #{name}", name=theme.channel)
    )
    reason = words("because you wrote {words}", words=because)
    return f"**{content(theme.label)}** ({reason})\n{content(theme.description)}\n-# {where}"


def _menu(name: str, placeholder: str, hits: Sequence[Hit]) -> Menu:
    options = tuple(Option(cut(typeset(hit.title), 100), f"{hit.shelf}~{hit.slug}") for hit in hits)
    return Menu(make("open", name), placeholder, options)


LISTING = Listing("orienter", "Where to go", line, counted=False)
