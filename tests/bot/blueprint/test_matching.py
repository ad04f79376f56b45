from datetime import timedelta

import pytest

from storage.spaces import ManagedSpace
from tests.bot.blueprint.world import OPEN, SMALL, START, World, built, done


def test_what_people_made_is_never_touched_even_under_a_name_of_ours() -> None:
    world = World()
    stranger = world.made_by_hand("forum", "Aide", topic="À nous.", parent=None, access={})
    before = world.seen[stranger]

    plan = world.plan(SMALL)
    world.apply(plan)
    assert ([remark.facts for remark in plan.remarks], world.seen[stranger]) == ([{"name": "aide"}], before)


def test_what_people_made_under_a_name_of_ours_is_taken_over_when_asked() -> None:
    world = World()
    stranger = world.made_by_hand("forum", "aide", topic="À nous.", parent=None, access={})

    plan = world.plan(SMALL, adopt=True)
    assert plan.adopted == (("channel:help", stranger),)
    assert ("edit", "channel:help") in done(plan)
    world.apply(plan)
    assert world.shown() == built().shown()
    assert world.plan(SMALL).changes == ()


def test_a_category_taken_over_keeps_the_channels_taken_over_in_it() -> None:
    world = World()
    parent = world.made_by_hand("category", "Accueil", access=OPEN)
    facts = {**SMALL.objects[8].facts, "parent": f"#{parent}"}
    world.made_by_hand("forum", **facts)

    plan = world.plan(SMALL, adopt=True)
    assert [key for key, _ in plan.adopted] == ["category:welcome", "channel:help"]
    assert [each for each in done(plan) if each[1] in ("category:welcome", "channel:help")] == []


@pytest.mark.parametrize(("minutes", "ours"), [(-3, False), (-1, True), (0, True), (5, True)])
def test_what_appeared_since_we_meant_to_make_it_is_ours_though_clocks_differ(
    minutes: int, *, ours: bool
) -> None:
    world = World()
    world.managed["role:everything"] = ManagedSpace("role:everything", None, {}, START)
    world.made_by_hand("role", "Tout voir", START + timedelta(minutes=minutes), permissions=[])

    assert bool(world.plan(SMALL).adopted) is ours


def test_the_name_of_a_role_is_not_taken_for_that_of_a_channel() -> None:
    world = World()
    world.made_by_hand("role", "aide", permissions=[])
    world.made_by_hand("text", "aide", access={})

    plan = world.plan(SMALL, adopt=True)
    assert (plan.adopted, plan.remarks) == ((), ())
