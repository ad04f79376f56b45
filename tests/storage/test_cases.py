import asyncio
from datetime import datetime, timedelta

import pytest

from storage.cases import OpenedCase, card_key
from storage.database import Database
from storage.notices import Note

GUILD, AUTHOR, CLAIRE = 2**62, 2**63 - 1, 2**63 - 2
FACTS = {"words": {"name": "polyvalence"}}


async def test_a_case_comes_back_whole_and_its_author_can_follow_it(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)
        await store.cases.open(GUILD + 1, "space", AUTHOR, FACTS, now)
    case = OpenedCase(number, GUILD, "space", AUTHOR, FACTS, "waiting", "", now, None, None)
    async with database.begin() as store:
        assert await store.cases.get(number) == case
        assert await store.cases.of(GUILD, AUTHOR) == [case]
        assert await store.cases.waiting(GUILD) == [case]
        assert await store.cases.waiting(GUILD, "exchange") == []


async def test_fifty_moderators_at_once_take_one_decision(sqlite_database: Database, now: datetime) -> None:
    async with sqlite_database.begin() as store:
        number = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)

    async def decide(moderator: int) -> bool:
        async with sqlite_database.begin() as store:
            return await store.cases.decide(number, "accepted", moderator, "Oui.", now)

    firsts = await asyncio.gather(*(decide(moderator) for moderator in range(50)))
    async with sqlite_database.begin() as store:
        case = await store.cases.get(number)
    assert case is not None
    assert ([one for one, first in enumerate(firsts) if first], case.state) == ([case.decided_by], "accepted")


async def test_what_was_decided_stays_so(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)
        first = await store.cases.decide(number, "refused", CLAIRE, "Il y en a un.", now)
        second = await store.cases.decide(number, "accepted", CLAIRE + 1, "", now)
        unknown = await store.cases.decide(number + 1, "accepted", CLAIRE, "", now)
        case = await store.cases.get(number)
    assert case == OpenedCase(
        number, GUILD, "space", AUTHOR, FACTS, "refused", "Il y en a un.", now, CLAIRE, now
    )
    assert (first, second, unknown) == (True, False, False)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([(1, True)], "agreeing"),
        ([(1, True), (2, True)], "waiting"),
        ([(1, True), (2, False)], "withdrawn"),
        ([(2, False), (1, True)], "withdrawn"),
    ],
)
async def test_moderators_wait_for_everybody_quoted(
    database: Database, now: datetime, answers: list[tuple[int, bool]], state: str
) -> None:
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "exchange", AUTHOR, {}, now, agreeing=[2, 1, 2])
        for member, agrees in answers:
            last = await store.cases.agree(number, member, agrees=agrees, now=now)
        case = await store.cases.get(number)
        waiting = [each.id for each in await store.cases.waiting(GUILD)]
    assert case is not None
    assert (last, case.state, waiting) == (state, state, [number] if state == "waiting" else [])


async def test_nobody_else_agrees_for_somebody(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        number = await store.cases.open(GUILD, "exchange", AUTHOR, {}, now, agreeing=[1])
        stranger = await store.cases.agree(number, 9, agrees=True, now=now)
        assert (stranger, await store.cases.agreements(number)) == (None, {1: "waiting"})


async def test_a_case_is_unshown_until_its_card_is_written(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        shown = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)
        agreeing = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now, agreeing=[CLAIRE])
        waiting = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)
        decided = await store.cases.open(GUILD, "space", AUTHOR, FACTS, now)
        await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now)
        await store.cases.open(GUILD + 1, "space", AUTHOR, FACTS, now)
        await store.cases.decide(decided, "accepted", CLAIRE, "", now)
        await store.notices.add(Note(card_key(shown), GUILD, "cardspace", now, channel_id=1))
        await store.spaces.applied(GUILD, "channel:queue", 7, {}, now)
        await store.spaces.intend(GUILD + 1, "channel:queue", now)
    async with database.begin() as store:
        found = await store.cases.unshown("channel:queue", "space")
        assert [(case.id, channel) for case, channel in found] == [(waiting, 7)]
        await store.cases.agree(agreeing, CLAIRE, agrees=True, now=now)
    async with database.begin() as store:
        found = await store.cases.unshown("channel:queue", "space")
        assert [(case.id, channel) for case, channel in found] == [(agreeing, 7), (waiting, 7)]


async def test_a_person_reads_what_quotes_them_what_they_have_not_answered_first(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        answered = await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now, agreeing=[CLAIRE, 7])
        open_ = await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now, agreeing=[CLAIRE])
        elsewhere = await store.cases.open(GUILD + 1, "exchange", AUTHOR, FACTS, now, agreeing=[CLAIRE])
        over = await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now, agreeing=[CLAIRE])
        await store.cases.agree(answered, CLAIRE, agrees=True, now=now)
        await store.cases.agree(over, CLAIRE, agrees=False, now=now)
    async with database.begin() as store:
        here = [(case.id, answer) for case, answer in await store.cases.asked(GUILD, CLAIRE)]
        everywhere = [case.id for case, _ in await store.cases.asked(None, CLAIRE)]
        nobody = await store.cases.asked(GUILD, AUTHOR)
    assert here == [(open_, "waiting"), (answered, "yes")]
    assert (everywhere, nobody) == ([open_, elsewhere, answered], [])


async def test_what_waits_too_long_for_an_agreement_is_found(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        old = await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now, agreeing=[CLAIRE])
        await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, now)
        later = now + timedelta(days=30)
        await store.cases.open(GUILD, "exchange", AUTHOR, FACTS, later, agreeing=[CLAIRE])
    async with database.begin() as store:
        assert await store.cases.unanswered("exchange", now) == []
        found = await store.cases.unanswered("exchange", later)
    assert [case.id for case in found] == [old]


async def test_cases_are_known_whatever_became_of_them(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        first = await store.cases.open(GUILD, "archive", None, FACTS, now)
        second = await store.cases.open(GUILD, "archive", None, FACTS, now)
        own = await store.cases.open(GUILD + 1, "space", AUTHOR, FACTS, now)
        await store.cases.decide(first, "refused", CLAIRE, "Non.", now)
    async with database.begin() as store:
        assert [case.id for case in await store.cases.known(GUILD, "archive")] == [second, first]
        assert [case.id for case in await store.cases.of(None, AUTHOR)] == [own]
