import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from commands.cases import (
    SUFFIXES,
    CaseKind,
    already,
    card,
    decide,
    decided,
    followed,
    not_here,
    queue,
    refusal_reason,
    state_of,
    unread_card,
)
from commands.channels.replies import space_asked, space_todo
from commands.families import FAMILIES
from commands.ids import parts
from commands.keeping.replies import exchange_asked, exchange_todo
from commands.reading import Reader
from commands.reply import Press, Reply
from commands.services import Services
from commands.tending.replies import archive_asked, archive_todo, territory_asked, territory_todo
from storage.cases import CaseState, OpenedCase
from storage.catalogue import Catalogue
from storage.database import Database, Store
from storage.notices import Note
from tests.commands.seen import misfits, pressed, text_of

GUILD, AUTHOR = 10**18, 10**18 + 1
LONG = "Un texte long, avec @everyone, **du gras** et ``` des blocs. " * 20
FACTS = {
    "words": {
        "name": "Addictions " * 5, "purpose": LONG[:500], "audience": LONG[:200], "title": LONG[:90], "why": LONG[:600],
    },
    "thread": 10**18, "channel": 10**18, "count": 41, "label": "Gironde", "slug": "D33", "facet": "territory",
    "others": [f"R{number:02}" for number in range(25)], "since": "2026-01-01T10:00:00+00:00",
}  # fmt: skip
KINDS = {
    "space": CaseKind("space", space_asked, space_todo),
    "exchange": CaseKind("exchange", exchange_asked, exchange_todo),
    "open-territory": CaseKind("open-territory", territory_asked, territory_todo),
    "archive": CaseKind("archive", archive_asked, archive_todo),
}
STATES: tuple[CaseState, ...] = ("agreeing", "waiting", "accepted", "refused", "withdrawn")


def case(kind: str, state: CaseState, now: datetime) -> OpenedCase:
    over = state not in ("agreeing", "waiting")
    return OpenedCase(
        7, GUILD, kind, AUTHOR, FACTS, state, LONG[:600] if state == "refused" else "", now,
        3 if over and state != "withdrawn" else None, now if over else None,
    )  # fmt: skip


def test_every_kind_of_case_is_decided_by_a_family(
    catalogue: Catalogue, sqlite_database: Database, now: datetime
) -> None:
    services = Services(catalogue, sqlite_database, lambda: now)
    verbs = {verb for family in FAMILIES for verb in family(services).verbs()}
    assert {
        f"{what}{suffix}" for suffix in SUFFIXES.values() for what in ("read", "accept", "refuse")
    } - verbs == set()
    assert set(SUFFIXES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_every_card_fits_and_pings_nobody(
    french: Reader, english: Reader, now: datetime, kind: str, state: CaseState
) -> None:
    for reader in (french, english):
        shown = card(KINDS[kind], case(kind, state, now), reader.words, "space")
        # Who decided is written as a mention, which is sent so that it pings nobody.
        assert [problem for problem in misfits(shown) if "<@3>" not in problem] == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_waits_has_buttons_and_only_what_is_accepted_says_what_to_do(
    french: Reader, now: datetime, kind: str
) -> None:
    buttons = {
        state: [parts(button.id)[0] for button in card(KINDS[kind], case(kind, state, now), french.words, "x").buttons
                if isinstance(button, Press)]
        for state in ("waiting", "accepted", "refused", "withdrawn")
    }  # fmt: skip
    assert buttons == {"waiting": ["acceptx", "refusex"], "accepted": [], "refused": [], "withdrawn": []}
    todo = [block.text for block in KINDS[kind].todo(case(kind, "accepted", now), french.words)]
    for state in ("accepted", "refused"):
        said = text_of(card(KINDS[kind], case(kind, state, now), french.words, "x"))
        assert (todo[0] in said) == (state == "accepted")


def test_a_case_whose_texts_were_erased_is_still_read(french: Reader, now: datetime) -> None:
    for kind in ("space", "exchange"):
        erased = replace(case(kind, "accepted", now), facts={}, author_id=None)
        assert misfits(card(KINDS[kind], erased, french.words, "x")) != ["an empty text"]


def pages(reader: Reader, now: datetime) -> list[Reply]:
    words = reader.words
    cases = [(case("space", state, now), "Un nom") for state in STATES]
    return [
        followed(cases, words),
        followed([], words),
        queue([(case("space", "waiting", now), "Un nom")] * 1, words),
        queue([], words),
        already(case("space", "withdrawn", now), words),
        not_here(words),
        unread_card(7, words, "space"),
        *(
            decided(Note("k", GUILD, "decided", now, member_id=AUTHOR, facts={
                "case": 7, "state": state, "reason": LONG[:600], "kind": "space"}), reader)
            for state in STATES
        ),
    ]  # fmt: skip


def test_every_page_about_cases_fits(french: Reader, english: Reader, now: datetime) -> None:
    assert [misfits(page) for reader in (french, english) for page in pages(reader, now)] == [[]] * 24


def test_every_state_has_its_sentence(french: Reader) -> None:
    assert len({state_of(state, french.words) for state in STATES}) == len(STATES)


def test_a_card_whose_words_are_not_at_hand_can_be_read(french: Reader) -> None:
    assert [button.id for button in pressed(unread_card(7, french.words, "space"), "readspace")] == [
        "readspace~7"
    ]


def test_a_reason_is_one_line_of_a_bounded_length() -> None:
    assert refusal_reason(" Non,\n\n merci. ") == "Non, merci."
    assert len(refusal_reason("x" * 2000)) == 600


async def test_fifty_moderators_at_once_tell_the_author_once_and_do_what_follows_once(
    database: Database, now: datetime
) -> None:
    async def follows(store: Store, accepted: OpenedCase, at: datetime) -> None:
        await store.notices.add(Note(f"kept-{accepted.id}", GUILD, "keptexchange", at, channel_id=5))

    kind = replace(KINDS["exchange"], accepted=follows)
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "exchange", AUTHOR, {"title": "T"}, now)
        opened = await store.cases.get(number)
    assert opened is not None
    states: tuple[CaseState, CaseState] = ("accepted", "refused")
    decisions = await asyncio.gather(
        *(decide(database, kind, opened, states[by % 2], "", by=by, now=now) for by in range(50))
    )
    first = [decision for decision in decisions if decision.first]
    assert len(first) == 1
    assert {(each.case.state, each.case.decided_by) for each in decisions} == {
        (first[0].case.state, first[0].case.decided_by)
    }
    async with database.begin() as store:
        written = await store.notices.claim(now, 10)
    kinds = sorted(note.kind for note in written)
    assert kinds == (["decided", "keptexchange"] if first[0].case.state == "accepted" else ["decided"])


async def test_a_case_without_an_author_is_decided_and_nobody_is_told(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "archive", None, {}, now)
        opened = await store.cases.get(number)
    assert opened is not None
    assert (await decide(database, KINDS["archive"], opened, "accepted", "", by=3, now=now)).first
    async with database.begin() as store:
        assert await store.notices.claim(now, 10) == []
