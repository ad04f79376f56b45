from datetime import timedelta

import pytest

from commands.hosting import Candidate, ComingIssue, LookedAt
from commands.watch import workflow
from storage.database import Database
from tests.digests.items import found, item
from tests.digests.test_pipeline import BEFORE, GUILD, MONDAY, subscriber

NINA = 42


def issue(*verdicts: str) -> ComingIssue:
    made = (Candidate(item(n), verdict) for n, verdict in enumerate(verdicts, start=1))
    return ComingIssue(BEFORE, MONDAY, tuple(made))


def test_proposals_come_first_then_what_is_in_then_what_is_not() -> None:
    shown = workflow.in_order(issue("section", "chosen", "dropped", "proposed", "pinned", "full", "kept"))
    assert [each.item.id for each in shown] == [4, 2, 5, 7, 1, 3, 6]
    assert [each.item.id for each in shown if workflow.is_in(each)] == [2, 5, 7]


@pytest.mark.parametrize(("asked", "page"), [(-3, 1), (1, 1), (2, 2), (99, 3)])
def test_a_page_is_always_one_that_exists(asked: int, page: int) -> None:
    shown, number, pages = workflow.page_of(issue(*["chosen"] * 17).candidates, asked)
    assert (number, pages, len(shown)) == (page, 3, 1 if page == 3 else 8)
    assert workflow.page_of((), asked) == ((), 1, 1)


def test_an_issue_is_looked_at_once_an_editor_kept_dropped_or_pinned_something() -> None:
    def made(**changes: object) -> ComingIssue:
        return ComingIssue(
            BEFORE, MONDAY, (Candidate(item(1, **changes), "chosen"), Candidate(item(2), "chosen"))
        )

    changes: list[dict[str, object]] = [
        {}, {"state": "proposed"}, {"state": "kept"}, {"state": "dropped"}, {"pinned": True},
    ]  # fmt: skip
    assert [workflow.looked_at(made(**each)) for each in changes] == [False, False, True, True, True]


async def test_every_press_of_an_editor_does_what_it_says(database: Database) -> None:
    async with database.begin() as store:
        await store.items.keep([found("a"), found("b")], BEFORE, baseline=False)
        done = [
            await workflow.act(store, action, id, BEFORE)
            for action, id in (("pin", 1), ("pin", 2), ("up", 2), ("down", 2), ("free", 1), ("keep", 1), ("unpin", 1),
                               ("drop", 1), ("explode", 1), ("keep", 404))
        ]  # fmt: skip
        first, second = await store.items.some([1, 2])
    assert done == [True] * 8 + [False, False]
    assert (first.state, first.pinned, first.access, second.pinned) == ("dropped", False, "free", True)


async def test_corrected_themes_lose_the_words_that_led_to_the_others(database: Database) -> None:
    async with database.begin() as store:
        words = {"handicap": ["AAH"], "logement": ["bail"], "D33": ["Gironde"]}
        await store.items.keep(
            [found("a", themes=("handicap", "logement"), why=words)], BEFORE, baseline=False
        )
        known = await store.items.get(1)
        assert known is not None
        await workflow.correct(store, known, ["handicap", "ethique"])
        corrected = await store.items.get(1)
    assert corrected is not None
    assert (corrected.themes, corrected.why) == (
        ("handicap", "ethique"),
        {"handicap": ["AAH"], "D33": ["Gironde"]},
    )


async def test_practice_fields_are_filled_and_emptied(database: Database) -> None:
    async with database.begin() as store:
        await store.items.keep([found("a")], BEFORE, baseline=False)
        for typed in (
            {"question": "Qui ?", "apport": "Demander."},
            {"question": "", "terrain": "Trois foyers", "apport": "Oser."},
        ):
            known = await store.items.get(1)
            assert known is not None
            await workflow.describe(store, known, typed)
        described = await store.items.get(1)
    assert described is not None
    assert described.practice == {"terrain": "Trois foyers", "apport": "Oser."}


async def test_a_decision_is_taken_once_and_told_once_in_the_author_s_language(database: Database) -> None:
    page = LookedAt("https://exemple.fr/guide", "Guide", "Dix fiches.", ("handicap",), ("url:guide",))
    proposal = workflow.found_in(workflow.draft_of(page), "Le guide", "", ["ethique"])
    async with database.begin() as store:
        await store.subscriptions.subscribe(subscriber(NINA, locale="en-GB"), BEFORE)
        id, _ = await store.desk.propose(proposal, NINA, BEFORE)
        decided = [
            await workflow.decide(store, id, "dropped", "Trop ancien.", GUILD, MONDAY),
            await workflow.decide(store, id, "kept", "", GUILD, MONDAY),
        ]
        (note,) = await store.notices.claim(MONDAY, 10)
        dropped = await store.items.get(id)
    assert (decided, note.member_id, note.locale) == ([True, False], NINA, "en-GB")
    assert note.facts == {"item": id, "title": "Le guide", "accepted": False, "reason": "Trop ancien."}
    assert dropped is not None
    assert (dropped.state, dropped.themes, dropped.url) == (
        "dropped",
        ("ethique",),
        "https://exemple.fr/guide",
    )


async def test_an_author_who_asked_to_be_forgotten_is_told_nothing(database: Database) -> None:
    async with database.begin() as store:
        id, _ = await store.desk.propose(found("guide"), NINA, BEFORE)
        await store.privacy.erase(NINA, BEFORE)
        decided = await workflow.decide(store, id, "kept", "", GUILD, MONDAY)
        told = await store.notices.claim(MONDAY + timedelta(days=1), 10)
    assert (decided, told) == (True, [])
