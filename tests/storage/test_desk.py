import asyncio
from datetime import timedelta

from storage.database import Database
from storage.desk import Judgement
from tests.digests.items import found
from tests.digests.test_pipeline import BEFORE

NINA = 42
NOW = BEFORE + timedelta(days=1)


async def keep(database: Database, *slugs: str, baseline: bool = False) -> None:
    async with database.begin() as store:
        await store.items.keep([found(slug) for slug in slugs], BEFORE, baseline=baseline)


async def test_a_proposal_waits_on_the_desk_with_its_author(database: Database) -> None:
    async with database.begin() as store:
        id, new = await store.desk.propose(found("guide", source="members"), NINA, NOW)
        (waiting,) = await store.desk.waiting()
        author = await store.desk.proposed_by(id)
        mine, others = await store.desk.of(NINA), await store.desk.of(NINA + 1)
    assert (new, waiting.id, waiting.state, waiting.sources, author) == (
        True,
        id,
        "proposed",
        ("members",),
        NINA,
    )
    assert ([each.id for each in mine], others) == ([id], [])


async def test_what_is_known_is_not_proposed_again_but_what_was_never_announced_may_be(
    database: Database,
) -> None:
    await keep(database, "new")
    await keep(database, "old", baseline=True)
    async with database.begin() as store:
        _, new = await store.desk.propose(found("new"), NINA, NOW)
        old, taken = await store.desk.propose(found("old"), NINA, NOW)
        _, twice = await store.desk.propose(found("old"), NINA + 1, NOW)
        item = await store.items.get(old)
        author = await store.desk.proposed_by(old)
    assert item is not None
    assert (new, taken, twice, item.first_seen_at, author) == (False, True, False, NOW, NINA)


async def test_of_two_editors_one_decides(database: Database) -> None:
    async with database.begin() as store:
        id, _ = await store.desk.propose(found("guide"), NINA, BEFORE)

    async def decide(judgement: Judgement) -> bool:
        async with database.begin() as store:
            return await store.desk.decide(id, judgement, NOW)

    decided = await asyncio.gather(decide("kept"), decide("dropped"), decide("kept"))
    async with database.begin() as store:
        item = await store.items.get(id)
    assert item is not None
    assert (sorted(decided), item.first_seen_at) == ([False, False, True], NOW)


async def test_what_is_left_out_is_not_pinned_any_more_and_a_proposal_is_decided_not_judged(
    database: Database,
) -> None:
    await keep(database, "a")
    async with database.begin() as store:
        await store.desk.pin(1, pinned=True)
        pinned = await store.items.get(1)
        await store.desk.judge(1, "dropped")
        dropped = await store.items.get(1)
        proposal, _ = await store.desk.propose(found("guide"), NINA, NOW)
        judged = await store.desk.judge(proposal, "kept"), await store.desk.pin(proposal, pinned=True)
    assert pinned is not None
    assert dropped is not None
    assert (pinned.pinned, pinned.state, dropped.pinned, dropped.state) == (True, "kept", False, "dropped")
    assert judged == (False, False)


async def test_pinned_items_move_one_place_and_stop_at_the_ends(database: Database) -> None:
    await keep(database, "a", "b", "c")
    async with database.begin() as store:
        for id in (1, 2, 3):
            await store.desk.pin(id, pinned=True)
        moved = [
            await store.desk.move(3, BEFORE, up=True),
            await store.desk.move(3, BEFORE, up=True),
            await store.desk.move(3, BEFORE, up=True),
            await store.desk.move(2, BEFORE, up=False),
            await store.desk.move(404, BEFORE, up=True),
        ]
        some = sorted(await store.items.some([1, 2, 3]), key=lambda item: item.position)
    assert (moved, [item.id for item in some]) == ([True, True, False, False, False], [3, 1, 2])


async def test_a_summary_is_rewritten_over_the_one_that_was_read(database: Database) -> None:
    await keep(database, "a")
    async with database.begin() as store:
        first = await store.desk.rewrite(1, "Mieux.", "À lire.")
        second = await store.desk.rewrite(1, "Autrement.", "À lire.")
        item = await store.items.get(1)
    assert item is not None
    assert (first, second, item.summary) == (True, False, "Mieux.")
