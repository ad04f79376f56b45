from dataclasses import replace

from bot.blueprint.shapes import Blueprint, Choice, Prompt
from tests.bot.blueprint.world import (
    SMALL,
    World,
    built,
    done,
)


def test_without_community_mode_announcements_are_ordinary_and_the_bot_welcomes() -> None:
    world = World(community=False)

    plan = world.plan(SMALL)
    assert [change.kind for change in plan.changes if change.key == "channel:watch"] == ["text"]
    assert "onboard" not in {change.verb for change in plan.changes}
    assert [remark.id[:41] for remark in plan.remarks] == ["This server is not in Community mode, so "]
    world.apply(plan)
    assert world.plan(SMALL).changes == ()


def test_once_in_community_mode_an_ordinary_channel_is_only_remarked() -> None:
    world = built(community=False)
    world.community = True

    plan = world.plan(SMALL)
    assert (done(plan), [remark.facts for remark in plan.remarks]) == (
        [("onboard", "onboarding")],
        [{"name": "veille"}],
    )


def test_the_questions_of_welcome_follow_the_declaration() -> None:
    world = built()
    others = Blueprint(SMALL.objects, (replace(SMALL.prompts[0], title="Qu'aimez-vous ?"),))

    assert done(world.plan(others)) == [("onboard", "onboarding")]


def test_questions_of_welcome_written_by_hand_are_left_alone() -> None:
    hand = (Prompt("Café ?", several=False, choices=()),)
    before, after = World(onboarding=hand), built()
    after.onboarding = hand

    first, second = before.plan(SMALL), after.plan(SMALL)
    assert ("onboard", "onboarding") not in done(first)
    assert [remark.id[:44] for remark in first.remarks] == ["The questions that Discord asks on arrival w"]
    assert (done(second), [drift.key for drift in second.drifts]) == ([], ["onboarding"])
    assert done(after.plan(SMALL, overwrite=True)) == [("onboard", "onboarding")]
    assert ("onboard", "onboarding") in done(before.plan(SMALL, adopt=True))


def test_the_questions_never_offer_what_was_taken_away_by_hand() -> None:
    world = built()
    world.taken_away("role:theme:handicap")
    world.onboarding = ()
    world.managed.pop("onboarding")

    assert world.plan(SMALL).changes == ()


def test_the_order_of_what_an_answer_opens_does_not_matter() -> None:
    def asking(*opens: str) -> tuple[Prompt, ...]:
        return (Prompt("Q", several=True, choices=(Choice("Tout", "", opens),)),)

    world = built(Blueprint(SMALL.objects, asking("role:everything", "channel:help")))

    assert world.plan(Blueprint(SMALL.objects, asking("channel:help", "role:everything"))).changes == ()


def test_a_declaration_without_questions_leaves_those_of_discord() -> None:
    world = built()

    plan = world.plan(Blueprint(SMALL.objects))
    assert (plan.changes, plan.drifts, plan.remarks) == ((), (), ())
