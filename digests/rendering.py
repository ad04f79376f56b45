"""An issue as its reader sees it: a page as a value, then as plain text and as a mail that reads well on a phone.

The same page becomes a Discord message in ``bot/issues.py``: what is previewed is what is sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, Template, select_autoescape

from digests.selection import SECTIONS
from locales import Words, cut, typeset
from storage.items import KnownItem

LONGEST_SUMMARY = 240
# Names a facet's slug as people read it: ``name("themes", "handicap")``.
Naming = Callable[[str, str], str]
Reasons = Callable[[KnownItem], Sequence[tuple[str, str]]]

sentences = {
    "resources": "Resources",
    "research": "Research",
    "figures": "Surveys and figures",
    "news": "News and law",
    "funding": "Funding and calls",
    "agenda": "Agenda",
    "free": "free to read",
    "paid": "paid access",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it is, where to read it (a web address, or nothing), why it comes."""

    id: int
    title: str
    url: str
    summary: str
    facts: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one kind."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole issue.

    Attributes:
        late: a sentence when it comes late, else empty.
        more: a sentence that counts what is not shown, else empty; ``others`` is its number.
        about: how it was chosen, in one sentence.
        less: what its reader may ask to hear less of, as ``theme:handicap`` or ``source:insee``, each with its name.
    """

    title: str
    sections: tuple[Section, ...]
    late: str = ""
    more: str = ""
    about: str = ""
    others: int = 0
    less: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Framing:
    """What an issue says around its items. ``shared``: it is for everybody who reads a channel."""

    period_end: datetime
    late: bool
    others: int
    chosen_by_editor: bool
    shared: bool = False


def compose(
    items: Sequence[KnownItem], framing: Framing, reasons: Reasons, name: Naming, words: Words
) -> Page:
    """The page of these items, section by section, in their order."""
    sections = []
    for section, kinds in SECTIONS.items():
        lines = tuple(
            _line(item, _reason(reasons(item), framing, name, words), name, words)
            for item in items
            if item.kind in kinds
        )
        if lines:
            sections.append(Section(words(sentences[section]), lines))
    day = words.date(framing.period_end.date())
    return Page(
        title=words("Digest of {day}", day=day) if framing.shared else words("Your digest of {day}", day=day),
        sections=tuple(sections),
        late=words("Sent late: our machine was stopped. Everything of the time missed is here.")
        if framing.late
        else "",
        more=and_others(framing.others, words),
        about=words("Chosen by an editor among this week's items.")
        if framing.chosen_by_editor
        else words("Chosen automatically among this week's items; no editor looked at this issue.")
        if framing.shared
        else words("Chosen automatically from what you asked for; no editor looked at this issue."),
        others=framing.others,
        less=_less(items, name),
    )


def and_others(others: int, words: Words) -> str:
    """The sentence that counts what is not shown; empty when nothing is missing."""
    return words.plural("And {n} other item.", "And {n} other items.", others) if others else ""


def _less(items: Sequence[KnownItem], name: Naming) -> tuple[tuple[str, str], ...]:
    themes = {slug: None for item in items for slug in item.themes}
    sources = {source: None for item in items for source in item.sources}
    return tuple(
        (f"{facet}:{slug}", name(f"{facet}s", slug))
        for facet, found in (("theme", themes), ("source", sources))
        for slug in found
    )


def as_text(page: Page, words: Words, links: dict[str, str]) -> str:
    """The issue as plain text; ``links`` are the addresses at its foot, by what they do."""
    return _template("issue.txt.j2").render(page=page, words=words, links=links).strip() + "\n"


def as_html(page: Page, words: Words, links: dict[str, str]) -> str:
    """The issue as a mail's HTML."""
    return _template("issue.html.j2").render(page=page, words=words, links=links)


def _reason(reasons: Sequence[tuple[str, str]], framing: Framing, name: Naming, words: Words) -> str:
    """Why it comes; in a channel, what it is about."""
    because = words.list(typeset(name(facet, slug)) for facet, slug in reasons)
    if not because:
        return (
            words("it concerns everybody")
            if framing.shared
            else words("received because it concerns everybody")
        )
    if framing.shared:
        return words("about: {reasons}", reasons=because)
    return words("received because of: {reasons}", reasons=because)


def _line(item: KnownItem, reason: str, name: Naming, words: Words) -> Line:
    facts = [", ".join(item.authors[:3]), words.date(item.published_on) if item.published_on else ""]
    if item.deadline:
        facts.append(words("until {day}", day=words.date(item.deadline)))
    if item.access:
        facts.append(words(sentences[item.access]))
    facts.append(words.list(name("sources", source) for source in item.sources))
    return Line(
        item.id,
        typeset(item.title),
        item.url if item.url.startswith(("https://", "http://")) else "",
        typeset(cut(item.practice.get("apport") or item.summary, LONGEST_SUMMARY)),
        " · ".join(fact for fact in facts if fact),
        reason,
    )


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("digests"), autoescape=select_autoescape(("html.j2",)),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template(name)
