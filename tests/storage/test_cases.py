import asyncio
from datetime import datetime

import pytest

from storage.cases import OpenedCase
from storage.database import Database

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
