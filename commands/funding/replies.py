"""Funding as a member reads it: a route, step by step; a scheme on its card; a guided path for who does not know."""

from collections.abc import Iterator, Sequence

from commands import cards
from commands.answer import Question
from commands.cards import Card
from commands.funding.lookup import FundingAnswer, routes_for, steps_of
from commands.ids import make, pack_id
from commands.labels import FUNDING_KIND
from commands.markdown import content, cut
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Press, Reply
from commands.results import Listing, alerting, page, understood
from locales import typeset
from storage.catalogue import Catalogue
from storage.deadlines import Opening, calendar, days_to_closing, is_over
from storage.schema import Circumstance, FundingScheme, Record, Route
from storage.search.index import Hit

MOST_CONTACTS = 3


def line(catalogue: Catalogue, hit: Hit, reader: Reader) -> Block:
    """A scheme in a list."""
    return _line(catalogue, catalogue.funding[hit.slug], reader)


def answer(
    catalogue: Catalogue, question: Question, found: FundingAnswer, reader: Reader, number: int = 1
) -> Reply:
    """The route of this person when there is one, else the schemes found, else the guided path."""
    if found.route and _leads(catalogue, found.route, found):
        return _route(catalogue, question, found, found.route, reader)
    if not found.answer.hits and not question.text:
        situation, unknown = found.situation, found.objective.label if found.objective else ""
        return guide(catalogue, reader, situation.slug if situation else "", unknown)
    return page(catalogue, LISTING, question, found.answer, reader, number)


def guide(catalogue: Catalogue, reader: Reader, situation: str = "", unknown: str = "") -> Reply:
    """Two menus: who you are, then what you want. The second offers only what leads somewhere.

    ``unknown`` is what was wanted when no route leads there from this situation.
    """
    words = reader.words
    if not situation:
        known = [each for each in catalogue.circumstances.values() if each.kind == "situation"]
        menu = Menu(make("choose"), words("Your situation"), _options(known))
        lead = words("Two questions and you have your route: who pays, in which order, who to call.")
        return Reply(
            words("Funding"), (Block(lead),), (menu,), footer=words("Nothing you choose here is kept.")
        )
    chosen = catalogue.circumstances[situation]
    wanted = {route.objective for route in routes_for(catalogue, situation)}
    known = [
        each for each in catalogue.circumstances.values() if each.kind == "objective" and each.slug in wanted
    ]
    menus = (Menu(make("choose", situation), words("What you want to do"), _options(known)),) if known else ()
    back = Press(words("Change my situation"), make("guide"))
    lead = words(
        "Your situation: {situation}. What would you like to do?", situation=f"**{content(chosen.label)}**"
    )
    sorry = words("We know no route to « {objective} » from here. Those we know:", objective=content(unknown))
    blocks = (Block(sorry), Block(lead)) if unknown else (Block(lead),)
    return Reply(words("Funding"), blocks, menus, (back,), words("Nothing you choose here is kept."))


def card(catalogue: Catalogue, record: FundingScheme, reader: Reader) -> Reply:
    """A scheme on its own card."""
    words = reader.words
    contacts = catalogue.some("organisations", record.contacts)
    facts = (
        (words("Who for:"), content(record.who)),
        (words("Covers:"), content(record.covers)),
        (words("Who pays:"), content(record.payer)),
        (words("Amount:"), content(record.amount) if record.amount else None),
        (words("Limits:"), content(record.limits) if record.limits else None),
        (words("Kind:"), words(FUNDING_KIND[record.kind])),
        (words("Territory:"), content(catalogue.territories[record.territory].name)),
        (words("Status:"), status(record, reader)),
        (words("Next deadline:"), deadline(record, reader)),
        (
            words("Who to call:"),
            words.list(content(cards.name_of(each)) for each in contacts[:MOST_CONTACTS]),
        ),
    )
    linked = [("organisations", each) for each in contacts]
    remind = Press(words("Remind me of the closing"), make("remind", record.slug))
    buttons = (remind,) if days_to_closing(record, reader.now) else ()
    built = Card(record.name, record.summary, facts, record.url, linked, record.themes, buttons)
    return cards.reply(catalogue, "funding", record, built, reader)


def status(record: FundingScheme, reader: Reader) -> str:
    """The status in words, always with the year it describes; a scheme whose date has passed is never shown as open."""
    if record.status != "termine" and is_over(record, reader.now):
        return reader.words("Closed ({year})", year=record.as_of)
    return reader.words(
        "{status} (as described in {year})", status=reader.status(record.status), year=record.as_of
    )


def deadline(record: FundingScheme, reader: Reader) -> str:
    """The next deadline in words; without a date, we say that none was given."""
    words = reader.words
    known = calendar(record, reader.now)
    if record.status == "termine" or known.opening is Opening.CLOSED:
        return words("closed")
    if known.opening is Opening.NOT_YET and record.opens_on:
        return words("opens on {day}", day=words.date(record.opens_on))
    if record.closes_on is None:
        return words("date not given")
    day = words.date(record.closes_on)
    if known.opening is Opening.CLOSING and known.days_left is not None:
        if known.days_left == 0:
            return words("closes today, {day}, at 23:59", day=day)
        return words.plural(
            "closes in {n} day, on {day}", "closes in {n} days, on {day}", known.days_left, day=day
        )
    return words("until {day}", day=day)


def _line(
    catalogue: Catalogue, record: FundingScheme, reader: Reader, number: str = "", why: str = ""
) -> Block:
    words = reader.words
    contacts = catalogue.some("organisations", record.contacts)[:MOST_CONTACTS]
    call = words("who to call: {names}", names=words.list(content(cards.name_of(each)) for each in contacts))
    state = (status(record, reader), words("deadline: {deadline}", deadline=deadline(record, reader)))
    facts = (
        words("who pays: {payer}", payer=content(record.payer, 120)),
        call if contacts else None,
        " · ".join((*state, reader.checked(record))),
    )
    return cards.line(number, record.name, why or record.summary, facts, record.url, reader, apart=True)


def _leads(catalogue: Catalogue, route: Route, found: FundingAnswer) -> bool:
    """The words of the question name no scheme of their own: the route speaks first."""
    first = [hit.slug for hit in found.answer.hits[:1]]
    return bool(first) and first == [scheme.slug for _, scheme in steps_of(catalogue, route)[:1]]


def _route(
    catalogue: Catalogue, question: Question, found: FundingAnswer, route: Route, reader: Reader
) -> Reply:
    words = reader.words
    understood_as = [each.label for each in (found.situation, found.objective) if each]
    steps = [pair for pair in steps_of(catalogue, route) if not is_over(pair[1], reader.now)]
    blocks = [Block(text) for text in understood(catalogue, question, found.answer, reader) if question.text]
    blocks.append(Block(content(route.intro)))
    blocks += [
        _line(catalogue, scheme, reader, f"{place}. ", why) for place, (why, scheme) in enumerate(steps, 1)
    ]
    spaces = reader.spaces(catalogue, route.themes)
    if spaces:
        blocks.append(Block(words("See also the channels: {channels}", channels=words.list(spaces))))
    return Reply(
        content(words("Your route: {labels}", labels=", ".join(understood_as)), 200),
        tuple(blocks),
        tuple(_route_menus(catalogue, route, [scheme for _, scheme in steps], reader)),
        (
            Press(words("Share in this channel"), pack_id("share", question, "financement", "1")),
            alerting("financement", question, reader),
            Press(words("Change my situation"), make("guide")),
        ),
        words("We promise no eligibility: the organisation that pays decides."),
    )


def _route_menus(
    catalogue: Catalogue, route: Route, schemes: Sequence[FundingScheme], reader: Reader
) -> Iterator[Menu]:
    if schemes:
        yield Menu(make("open"), reader.words("Open an entry"), _entries("funding", schemes))
    call = catalogue.some("organisations", route.call)
    if call:
        yield Menu(make("open", "call"), reader.words("Who to call first"), _entries("organisations", call))


def _entries(shelf: str, records: Sequence[Record]) -> tuple[Option, ...]:
    return tuple(Option(cut(typeset(cards.name_of(each)), 100), f"{shelf}~{each.slug}") for each in records)


def _options(known: Sequence[Circumstance]) -> tuple[Option, ...]:
    return tuple(Option(cut(typeset(each.label), 100), each.slug) for each in known)[:25]


LISTING = Listing("financement", "Funding", line)
