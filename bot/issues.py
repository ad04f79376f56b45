"""An issue as a Discord message: one page, one message, no link and no word cut.

Summaries share the room that is left; when even titles do not fit, the last items are counted in « et N autres ».
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commands.ids import make
from commands.markdown import plain
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Press, Reply
from commands.ui import MOST_COMPONENTS, MOST_TEXT
from digests.rendering import Line, Page, and_others
from locales import Words, cut
from storage.notices import Note

# What `draw` adds around the title and the footer, and some air.
MARKS = 40
# One container, the title, the footer, the late word, the count of the others, a menu with its row, a row of buttons.
MOST_BLOCKS = MOST_COMPONENTS - 12
LONGEST_TITLE = 240
# A summary of three words only makes noise.
SHORTEST_SUMMARY = 60
MOST_LESS = 25
# What closes the brackets of a masked link, or breaks it.
_IN_ADDRESS = {
    "(": "%28",
    ")": "%29",
    "<": "%3C",
    ">": "%3E",
    " ": "%20",
    "\\": "%5C",
    "\n": "",
    "\r": "",
    "\t": "",
}
_ADDRESS = str.maketrans(_IN_ADDRESS)


@dataclass(slots=True)
class _Shown:
    """One item on its way into the message: what must be there, and the summary that may be."""

    section: int
    head: str
    facts: str
    summary: str

    @property
    def bare(self) -> int:
        """Its length without any summary, line breaks and the empty line before it counted."""
        return len(self.head) + len(self.facts) + 3

    @property
    def text(self) -> str:
        """Its paragraph."""
        return "\n".join(part for part in (self.head, self.summary, self.facts) if part)


def as_reply(page: Page, words: Words, subscription_id: int | None = None, title: str = "") -> Reply:
    """The issue within the limits of one message; with a subscription, its reader can act on it from there.

    ``title`` stands instead of the page's own.
    """
    title = title or plain(page.title)
    count = sum(len(section.lines) for section in page.sections)
    # The sentence that counts the others is given its room before anybody knows whether it is needed.
    most_more = plain(_more(count + page.others, words))
    room = MOST_TEXT - MARKS - sum(map(len, (title, plain(page.late), plain(page.about), most_more)))
    titles = [plain(section.title) for section in page.sections]
    shown = _fitting(page, titles, room)
    _summarise(shown, room - _length(shown, titles))
    others = page.others + count - len(shown)
    blocks = [page.late, *_paragraphs(shown, titles), _more(others, words)]
    return Reply(
        title,
        tuple(Block(text) for text in blocks if text),
        _menus(page, words, subscription_id),
        _buttons(words, subscription_id),
        plain(page.about),
    )


def troubled(note: Note, reader: Reader) -> Reply:
    """What moderators read when deliveries need a person."""
    words, facts = reader.words, note.facts
    said = [
        words.plural(
            "{n} delivery is uncertain: it may have arrived, so it is not sent again by itself.",
            "{n} deliveries are uncertain: they may have arrived, so they are not sent again by themselves.",
            facts["uncertain"],
        )
        if facts["uncertain"]
        else "",
        words.plural(
            "{n} delivery failed: it was tried several times.",
            "{n} deliveries failed: they were tried several times.",
            facts["failed"],
        )
        if facts["failed"]
        else "",
        words("A channel is closed to us: look at our permissions there.") if facts["refused"] else "",
    ]
    next_step = words(
        "Whoever runs the bot can see them, and send again those that are chosen: {command}",
        command=f"`tisserande digest replay {facts['edition']}`",
    )
    title = words("The digest {period} did not reach everybody", period=facts["period"])
    return Reply(title, tuple(Block(text) for text in (*said, next_step) if text))


def _more(others: int, words: Words) -> str:
    counted = and_others(others, words)
    return words("{counted} Read everything with /veille.", counted=counted) if counted else ""


def _fitting(page: Page, titles: Sequence[str], room: int) -> list[_Shown]:
    """The items that fit without their summaries, in order; an address that fills a page alone gives way."""
    shown: list[_Shown] = []
    blocks: set[int] = set()
    for place, section in enumerate(page.sections):
        for line in section.lines:
            one = _Shown(place, _head(line), _facts(line), line.summary)
            needed = one.bare + (0 if place in blocks else len(titles[place]) + 5)
            if needed > room or (place not in blocks and len(blocks) >= MOST_BLOCKS):
                continue
            blocks.add(place)
            room -= needed
            shown.append(one)
    return shown


def _length(shown: Sequence[_Shown], titles: Sequence[str]) -> int:
    return sum(one.bare for one in shown) + sum(
        len(titles[place]) + 5 for place in {one.section for one in shown}
    )


def _summarise(shown: Sequence[_Shown], room: int) -> None:
    """Share the room that is left: short summaries are whole, long ones are cut on words, alike."""
    waiting = sorted((one for one in shown if one.summary), key=lambda one: len(_begun(plain(one.summary))))
    for place, one in enumerate(waiting):
        share = room // (len(waiting) - place) - 1
        one.summary = _summary(one.summary, share)
        room -= len(one.summary) + 1 if one.summary else 0


def _summary(text: str, most: int) -> str:
    """The summary, harmless, within this length; nothing when only a scrap would fit."""
    length = min(most, len(text))
    while length >= min(SHORTEST_SUMMARY, len(text)) and length > 0:
        written = _begun(plain(_on_words(text, length)))
        if len(written) <= most:
            return written
        length -= max(1, len(written) - most)
    return ""


def _begun(text: str) -> str:
    """A line that begins like a heading or a list is only a line."""
    return f"\\{text}" if text.startswith(("#", "-")) else text


def _on_words(text: str, most: int) -> str:
    """Cut between words alone; one word longer than the room is left out whole."""
    if len(text) <= most:
        return text
    return cut(text, most) if " " in text[most // 2 : most] else ""


def _paragraphs(shown: Sequence[_Shown], titles: Sequence[str]) -> list[str]:
    return [
        f"**{title}**\n" + "\n\n".join(one.text for one in shown if one.section == place)
        for place, title in enumerate(titles)
        if any(one.section == place for one in shown)
    ]


def _head(line: Line) -> str:
    title = plain(_on_words(line.title, LONGEST_TITLE) or line.title)
    return f"[{title}]({line.url.translate(_ADDRESS)})" if line.url else _begun(title)


def _facts(line: Line) -> str:
    return f"-# {plain(' · '.join(part for part in (line.facts, line.reason) if part))}"


def _menus(page: Page, words: Words, subscription_id: int | None) -> tuple[Menu, ...]:
    options = tuple(Option(label, value) for value, label in page.less[:MOST_LESS] if len(value) <= 100)
    if not subscription_id or not options:
        return ()
    return (Menu(make("chooseless", str(subscription_id)), words("Less of…"), options),)


def _buttons(words: Words, subscription_id: int | None) -> tuple[Press, ...]:
    if not subscription_id:
        return ()
    return (
        Press(words("My preferences"), "digestprefs"),
        Press(words("Unsubscribe"), make("digestleave", str(subscription_id))),
    )
