from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blueprint.declaration import load
from bot.blueprint.shapes import Blueprint, Verb
from storage.catalogue import Catalogue
from tests.bot.blueprint.world import (
    SMALL,
    START,
    VERSIONS,
    World,
    built,
    done,
)

# ------------------------------------------------------------------------------------------------- cut anywhere


def test_what_was_being_made_when_we_were_cut_is_adopted_without_a_request() -> None:
    world = World()
    world.apply(world.plan(SMALL), 5, lose_last=True)

    plan = world.plan(SMALL)
    assert [key for key, _ in plan.adopted] == [SMALL.objects[4].key]
    assert done(plan)[0] == ("create", SMALL.objects[5].key)


def test_what_was_there_before_we_meant_to_make_ours_is_not_adopted() -> None:
    world = World()
    world.made_by_hand("role", "Tout voir", START - timedelta(minutes=3), permissions=[], mentionable=False)
    world.apply(world.plan(SMALL), 1, lose_last=True)
    del world.seen[max(world.seen)]

    plan = world.plan(SMALL)
    assert (plan.adopted, [remark.facts for remark in plan.remarks]) == ((), [{"name": "Tout voir"}])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(VERSIONS), st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=4))
def test_an_application_cut_anywhere_comes_to_the_same_end(
    version: Blueprint, cuts: list[tuple[int, bool]]
) -> None:
    straight, world = built(), built()
    straight.apply(straight.plan(version))

    for most, lose_last in cuts:
        world.apply(world.plan(version), most, lose_last=lose_last)
    world.apply(world.plan(version))

    assert world.shown() == straight.shown()
    assert world.plan(version).changes == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 15), st.booleans()), max_size=5))
def test_a_building_cut_anywhere_comes_to_the_same_end_with_one_of_each(cuts: list[tuple[int, bool]]) -> None:
    world = World()
    for most, lose_last in cuts:
        world.apply(world.plan(SMALL), most, lose_last=lose_last)
    world.apply(world.plan(SMALL))

    assert world.shown() == built().shown()
    assert world.plan(SMALL).changes == ()


# ------------------------------------------------------------------------------------------------- never

moves = st.lists(
    st.one_of(
        st.tuples(st.just("apply"), st.sampled_from(VERSIONS), st.integers(0, 20)),
        st.tuples(st.just("rename"), st.sampled_from(SMALL.objects), st.sampled_from(["a", "b", "aide"])),
        st.tuples(st.just("take away"), st.sampled_from(SMALL.objects), st.none()),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(moves)
def test_whatever_happens_nothing_is_deleted_nor_opened_and_what_people_did_stays(moves: list[Any]) -> None:
    world = World()
    by_hand: dict[int, str] = {}
    restricted = {
        each.name
        for version in VERSIONS
        for each in version.objects
        if "-view_channel" in each.facts.get("access", {}).get("everyone", [])
    } - {"aide", "entraide"}
    for move, what, how in moves:
        if move == "apply":
            plan = world.plan(what)
            for most in range(min(how, len(plan.changes))):
                before = set(world.seen)
                world.apply(replace(plan, changes=plan.changes[most : most + 1], adopted=()))
                assert before <= set(world.seen)
                assert world.open_to_everyone() & restricted == set()
        elif what.key in world.managed and world.managed[what.key].discord_id in world.seen:
            discord_id = world.id_of(what.key)
            if move == "rename" and how != world.seen[discord_id].facts["name"]:
                world.by_hand(what.key, name=how)
                by_hand[discord_id] = how
            elif move == "take away":
                world.taken_away(what.key)
                by_hand.pop(discord_id, None)
    still = {id: world.seen[id].facts["name"] for id in by_hand}
    assert still == by_hand


def test_a_plan_has_no_word_for_taking_away() -> None:
    assert get_args(Verb) == ("create", "rename", "edit", "archive", "onboard")


def test_a_private_channel_is_private_after_every_request_of_the_shipped_server(catalogue: Catalogue) -> None:
    blueprint = load(catalogue)
    public = {
        each.name
        for each in blueprint.objects
        if each.kind != "role" and "-view_channel" not in each.facts["access"].get("everyone", [])
    }
    world = World()
    plan = world.plan(blueprint)
    for number in range(len(plan.changes)):
        world.apply(replace(plan, changes=plan.changes[number : number + 1]))
        assert world.open_to_everyone() <= public
