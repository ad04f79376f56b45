"""Every card and every reply: within Discord's limits, with its source and its check, and never a dead end."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest
import yaml
from discord import ui

import locales
from commands.answer import Question
from commands.answering import answer, card
from commands.batch import COMMANDS
from commands.faces import LONGEST_QUESTION
from commands.funding.replies import guide
from commands.reading import Reader
from commands.reply import Reply
from commands.ui import draw, shared
from storage.catalogue import Catalogue
from storage.schema import Bridge, FundingScheme, Sourced
from tests.conftest import NOW

CARDS = ("organisations", "funding", "resources", "practices", "bridges", "trades", "glossary")
FILE_NUMBER = re.compile(r"\b00[0-4]:")
QUESTIONS: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent.parent / "reviewed" / "questions.yaml").read_text(encoding="utf-8")
)
READERS = {language: Reader(locales.reader(language), NOW) for language in ("fr", "en")}
HOSTILE = (
    "@everyone",
    "@here zorglub",
    "**zorglub**",
    "<@123456789012345678>",
    "<@&123456789012345678> <#123456789012345678>",
    "`zorglub` ```zorglub```",
    "__z__ ~~z~~ ||z|| [z](https://example.org)",
    "# zorglub",
    "z" * 4000,
    "zorglub " * 500,
    "*" * 4000,
)
# Bold of ours may stand around what a person typed; small print begins its line.
ESCAPED = re.compile(r"\\.")
OUR_BOLD = re.compile(r"\*\*([^*]*)\*\*")
MARKUP = re.compile(r"[*_`~|\[\]]|^#", re.MULTILINE)
MENTION = re.compile(r"@(?:everyone|here)|(?<!\\)<[@#:]")


def walked(item: Any) -> Iterator[Any]:
    """The components of a view, nested ones and accessories included."""
    for child in getattr(item, "children", ()):
        yield child
        yield from walked(child)
    accessory = getattr(item, "accessory", None)
    if accessory is not None:
        yield accessory


def beyond_limits(reply: Reply) -> list[str]:
    """What Discord would refuse in this reply."""
    view = draw(reply)
    items = list(walked(view))
    wrong = [f"{len(items)} components"] if len(items) > 40 else []
    if not 1 <= view.content_length() <= 4000:
        wrong.append(f"{view.content_length()} characters")
    ids = []
    for item in items:
        inner = item.item if isinstance(item, ui.DynamicItem) else item
        if isinstance(inner, ui.Button):
            wrong += _button(inner)
        if isinstance(inner, ui.Select):
            wrong += _select(inner)
        if isinstance(inner, ui.TextDisplay) and not inner.content.strip():
            wrong.append("an empty text")
        if isinstance(inner, ui.ActionRow) and not 1 <= len(inner.children) <= 5:
            wrong.append("a row that is empty or too long")
        ids += [inner.custom_id] if getattr(inner, "custom_id", None) else []
    return wrong + [
        f"an id given twice or too long: {id}" for id in ids if ids.count(id) > 1 or len(id) > 100
    ]


def _button(button: ui.Button[Any]) -> list[str]:
    label, url = button.label or "", button.url or ""
    wrong = [] if 1 <= len(label) <= 80 else [f"the label « {label} »"]
    return wrong if len(url) <= 512 else [*wrong, f"the address {url}"]


def _select(select: ui.Select[Any]) -> list[str]:
    options: list[discord.SelectOption] = select.options
    wrong = [] if 1 <= len(options) <= 25 else [f"{len(options)} options"]
    if len({option.value for option in options}) != len(options):
        wrong.append("the same value twice")
    if len(select.placeholder or "") > 150:
        wrong.append("the placeholder")
    return wrong + [
        f"the option « {option.label} »"
        for option in options
        if not 1 <= len(option.label) <= 100 or not 1 <= len(option.value) <= 100
    ]


def text_of(reply: Reply) -> str:
    """All that a person reads in a reply."""
    shown: list[str] = []
    for item in walked(draw(reply)):
        inner = item.item if isinstance(item, ui.DynamicItem) else item
        shown += [inner.content] if isinstance(inner, ui.TextDisplay) else []
        shown += [inner.label or ""] if isinstance(inner, ui.Button) else []
        shown += [option.label for option in inner.options] if isinstance(inner, ui.Select) else []
    return "\n".join(shown)


def asked(question: dict[str, str]) -> Question:
    names = ("territory", "theme", "audience", "kind", "situation", "objective", "year")
    return Question(question.get("query", ""), **{name: question[name] for name in names if name in question})


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("shelf", CARDS)
def test_every_card_is_within_the_limits_of_discord(catalogue: Catalogue, shelf: str, language: str) -> None:
    cards = {slug: card(catalogue, shelf, slug, READERS[language]) for slug in catalogue.slugs(shelf)}
    wrong = {slug: found for slug, shown in cards.items() if (found := beyond_limits(shown))}
    wrong |= {
        f"{slug}, shared": found for slug, shown in cards.items() if (found := beyond_limits(shared(shown)))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("shelf", CARDS)
def test_every_card_shows_its_source_and_its_check_and_no_file_number(
    catalogue: Catalogue, shelf: str, language: str
) -> None:
    reader = READERS[language]
    wrong = []
    for slug in catalogue.slugs(shelf):
        record = catalogue.get(shelf, slug)
        assert isinstance(record, Sourced)
        shown = text_of(card(catalogue, shelf, slug, reader))
        if (
            reader.source(record) not in shown
            or reader.verified(record) not in shown
            or FILE_NUMBER.search(shown)
        ):
            wrong.append(slug)
    assert wrong == []


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_reply_to_a_reviewed_question_is_within_the_limits_of_discord(
    catalogue: Catalogue, command: str, language: str
) -> None:
    wrong = {}
    for question in (question for question in QUESTIONS if question["command"] == command):
        for number in (1, 2, 3):
            reply = answer(catalogue, command, asked(question), READERS[language], number).reply
            found = [*beyond_limits(reply), *beyond_limits(shared(reply))]
            found += ["a file number"] if FILE_NUMBER.search(text_of(reply)) else []
            if found:
                wrong[question["query"], number] = found
    assert wrong == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_reply_is_a_dead_end(catalogue: Catalogue, french: Reader, command: str) -> None:
    for text in ("zorglub blimblam", "edukater spessializer", "qwerty", "???", "🙂"):
        reply = answer(catalogue, command, Question(text), french).reply
        shown = text_of(reply)
        assert bool(reply.buttons or reply.menus or "/orienter" in shown or "/aide" in shown), (text, shown)


def test_an_answer_without_any_entry_leads_to_the_help_channel_when_there_is_one(
    catalogue: Catalogue,
) -> None:
    here = Reader(locales.reader("fr"), NOW, channel=lambda name: "<#42>" if name == "aide" else None)
    reply = answer(catalogue, "annuaire", Question("zorglub blimblam"), here).reply
    assert "<#42>" in text_of(reply)


@pytest.mark.parametrize("language", READERS)
def test_a_proposal_is_never_worded_as_existing(catalogue: Catalogue, language: str) -> None:
    reader = READERS[language]
    shelves: dict[str, Mapping[str, FundingScheme | Bridge]] = {
        "funding": catalogue.funding,
        "bridges": catalogue.bridges,
    }
    proposals = [
        (shelf, record.slug, record.as_of)
        for shelf, records in shelves.items()
        for record in records.values()
        if record.status == "propose"
    ]
    said = reader.words("Proposal only: this is not a right")
    existing = reader.words("Existing")
    shown = {slug: text_of(card(catalogue, shelf, slug, reader)) for shelf, slug, _year in proposals}
    assert proposals
    assert [slug for slug, text in shown.items() if said not in text] == []
    wrong = [slug for slug, _text, year in _status_lines(proposals, shown, reader) if year == existing]
    assert wrong == []


def _status_lines(
    proposals: list[tuple[str, str, int]], shown: dict[str, str], reader: Reader
) -> Iterator[tuple[str, str, str]]:
    """The words of the status of each proposal, without the year."""
    label = f"**{reader.words('Status:')}** "
    for _shelf, slug, _year in proposals:
        lines = [line for line in shown[slug].splitlines() if line.startswith(label)]
        for line in lines:
            yield slug, line, line.removeprefix(label).split(" (")[0]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:20])
def test_nothing_typed_survives_as_a_mention_or_as_markup(
    catalogue: Catalogue, french: Reader, command: str, typed: str
) -> None:
    reply = answer(catalogue, command, Question(typed, territory=typed), french).reply
    echoed = "\n".join(block.text for block in reply.blocks)
    assert beyond_limits(reply) == []
    assert MENTION.search(text_of(reply)) is None
    assert MARKUP.findall(OUR_BOLD.sub(r"\1", ESCAPED.sub("", echoed))) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_longest_question_that_can_be_typed_fits_with_every_filter(
    catalogue: Catalogue, french: Reader, command: str
) -> None:
    asked_for = Question(
        "é" * LONGEST_QUESTION, "Provence-Alpes-Côte d'Azur", "protection-enfance", "etudiants", year="2023"
    )
    assert beyond_limits(answer(catalogue, command, asked_for, french).reply) == []


@pytest.mark.parametrize("language", READERS)
def test_every_page_of_the_funding_guide_is_within_the_limits_of_discord(
    catalogue: Catalogue, language: str
) -> None:
    situations = [each.slug for each in catalogue.circumstances.values() if each.kind == "situation"]
    wrong = {
        slug: found
        for slug in ("", *situations)
        if (found := beyond_limits(guide(catalogue, READERS[language], slug)))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", READERS)
def test_every_funding_route_is_within_the_limits_of_discord(catalogue: Catalogue, language: str) -> None:
    wrong = {}
    for route in catalogue.routes.values():
        question = Question(situation=route.situation, objective=route.objective)
        found = beyond_limits(answer(catalogue, "financement", question, READERS[language]).reply)
        if found:
            wrong[route.slug] = found
    assert wrong == {}


def test_an_entry_that_left_the_catalogue_is_said_to_be_gone(catalogue: Catalogue, french: Reader) -> None:
    assert card(catalogue, "organisations", "never-there", french).title == "Fiche retirée"


def test_the_last_check_of_an_entry_is_a_day_of_the_past(catalogue: Catalogue) -> None:
    records = (catalogue.get(shelf, slug) for shelf in CARDS for slug in catalogue.slugs(shelf))
    days = {record.verified_on for record in records if isinstance(record, Sourced) and record.verified_on}
    assert {day for day in days if day > date(2026, 11, 25)} == set()
