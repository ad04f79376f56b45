from dataclasses import replace
from typing import Any

import pytest

from bot.blueprint.declaration import load
from bot.blueprint.plan import make_plan
from bot.blueprint.shapes import Blueprint, Drift, Observed, Seen
from storage.catalogue import Catalogue
from tests.bot.blueprint.world import (
    CLOSED,
    GUILD,
    MORE,
    OPEN,
    RENAMED,
    RETOPICED,
    SMALL,
    World,
    built,
    changed,
    chosen,
    done,
)

# ------------------------------------------------------------------------------------------------- nothing yet


def test_on_an_empty_server_everything_is_made_roles_first_then_categories_then_channels() -> None:
    plan = World().plan(SMALL)

    assert done(plan) == [
        *(("create", each.key) for each in SMALL.objects),
        ("onboard", "onboarding"),
    ]
    assert (plan.adopted, plan.drifts, plan.obstacles, plan.remarks, plan.large) == ((), (), (), (), True)


def test_whatever_the_order_of_the_declaration_what_others_need_is_made_first() -> None:
    backwards = Blueprint(tuple(reversed(SMALL.objects)))

    assert [change.kind for change in World().plan(backwards).changes] == [
        *["role"] * 3,
        *["category"] * 3,
        *["forum"] * 3,
        "announcement",
        "text",
    ]


def test_a_creation_carries_everything_its_access_included() -> None:
    creation = World().plan(SMALL).changes[-2]

    assert (creation.key, creation.becomes) == ("channel:theme:sante", SMALL.objects[-1].facts)


def test_the_second_application_changes_nothing() -> None:
    world = built()

    assert world.plan(SMALL) == replace(world.plan(SMALL), changes=(), adopted=(), drifts=(), large=False)
    assert world.requests == len(SMALL.objects) + 1


def test_the_shipped_server_is_built_then_left_alone(catalogue: Catalogue) -> None:
    blueprint = load(catalogue)
    world = built(blueprint)

    plan = world.plan(blueprint)
    assert (plan.changes, plan.adopted, plan.drifts, plan.obstacles) == ((), (), (), ())
    assert world.requests == len(blueprint.objects) + 1


def test_what_discord_shows_otherwise_but_means_the_same_is_no_difference() -> None:
    world = built()
    world.by_hand(
        "channel:rules", access={**world.seen[world.id_of("channel:rules")].facts["access"], "#5": []}
    )
    world.by_hand("role:everything", permissions=())

    assert world.plan(SMALL).changes == ()


# ------------------------------------------------------------------------------------------------- the declaration


@pytest.mark.parametrize(
    ("blueprint", "verb", "was", "becomes"),
    [
        (RENAMED, "rename", {"name": "aide"}, {"name": "entraide"}),
        (RETOPICED, "edit", {"topic": "Sujet."}, {"topic": "Demandez ici."}),
        (CLOSED, "edit", {"access": OPEN}, {"access": chosen("role:theme:sante")}),
        (
            changed(RENAMED, "channel:help", topic="Ici."),
            "edit",
            {"name": "aide", "topic": "Sujet."},
            {"name": "entraide", "topic": "Ici."},
        ),
        (
            changed(SMALL, "channel:help", tags=["Question", "Partage"]),
            "edit",
            {"tags": ["Question", "Résolu"]},
            {"tags": ["Question", "Partage"]},
        ),
    ],
)
def test_what_shows_as_we_left_it_follows_the_declaration(
    blueprint: Blueprint, verb: str, was: dict[str, Any], becomes: dict[str, Any]
) -> None:
    (change,) = built().plan(blueprint).changes

    assert (change.verb, change.key, change.name, change.was, change.becomes) == (
        verb,
        "channel:help",
        "aide",
        was,
        becomes,
    )


def test_a_fact_declared_for_the_first_time_is_written_where_nobody_touched_it() -> None:
    world = built()
    slower = changed(SMALL, "channel:help", slowmode=10)

    assert done(world.plan(slower)) == [("edit", "channel:help")]
    world.by_hand("channel:help", slowmode=5)
    assert done(world.plan(slower)) == []


def test_above_thirty_per_cent_the_plan_is_large() -> None:
    names = [each.key for each in SMALL.objects if each.key.startswith("channel")]
    world, few, many = built(), SMALL, SMALL
    for key in names[:3]:
        few = changed(few, key, topic="Autre.")
    for key in names[:4]:
        many = changed(many, key, topic="Autre.")

    assert (world.plan(few).large, world.plan(many).large) == (False, True)


# ------------------------------------------------------------------------------------------------- by hand


@pytest.mark.parametrize("blueprint", [SMALL, changed(SMALL, "channel:help", name="questions")])
def test_a_channel_renamed_by_hand_is_told_and_left_alone(blueprint: Blueprint) -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")

    plan = world.plan(blueprint)
    assert (plan.changes, plan.drifts) == (
        (),
        (
            Drift(
                "channel:help",
                "forum",
                "entraide",
                world.id_of("channel:help"),
                {"name": "aide"},
                {"name": "entraide"},
            ),
        ),
    )


def test_the_other_facts_of_a_channel_renamed_by_hand_still_follow_the_declaration() -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")

    plan = world.plan(changed(SMALL, "channel:help", topic="Ici."))
    assert (done(plan), [drift.now for drift in plan.drifts]) == (
        [("edit", "channel:help")],
        [{"name": "entraide"}],
    )
    world.apply(plan)
    assert world.facts_of("channel:help")["name"] == "entraide"
    assert [drift.now for drift in world.plan(SMALL).drifts] == [{"name": "entraide"}]


def test_what_was_changed_by_hand_is_undone_when_asked() -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")

    plan = world.plan(SMALL, overwrite=True)
    assert (done(plan), plan.drifts) == ([("rename", "channel:help")], ())


def test_a_change_by_hand_that_the_declaration_follows_is_only_written_down() -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")

    plan = world.plan(RENAMED)
    assert (plan.changes, plan.drifts, plan.adopted) == (
        (),
        (),
        (("channel:help", world.id_of("channel:help")),),
    )
    world.apply(plan)
    assert world.plan(RENAMED).adopted == ()


def test_what_was_taken_away_by_hand_is_told_and_not_made_again() -> None:
    world = built()
    gone, before = world.id_of("channel:help"), world.managed["channel:help"].applied
    world.taken_away("channel:help")

    plan = world.plan(SMALL)
    assert (plan.changes, plan.drifts) == (
        (),
        (Drift("channel:help", "forum", "aide", gone, before, None),),
    )
    assert done(world.plan(SMALL, overwrite=True)) == [("create", "channel:help")]


@pytest.mark.parametrize("key", ["role:theme:sante", "category:themes"])
def test_nothing_points_any_more_to_what_was_taken_away_by_hand(key: str) -> None:
    world = built()
    world.taken_away(key)

    plan = world.plan(MORE)
    assert (done(plan), [drift.key for drift in plan.drifts]) == ([("create", "channel:agenda")], [key])
    world.apply(plan)
    assert world.plan(MORE).changes == ()
    world.apply(world.plan(MORE, overwrite=True))
    assert world.plan(MORE).changes == ()
    assert [each[:2] for each in world.shown()] == [each[:2] for each in built(MORE).shown()]


# ------------------------------------------------------------------------------------------------- fingerprints


def test_the_same_changes_on_the_same_server_have_the_same_fingerprint() -> None:
    first, second = World().plan(SMALL), World().plan(SMALL)
    elsewhere = make_plan(SMALL, replace(World().observed(), guild_id=78), {})

    assert first == second
    assert len(first.fingerprint) == 8
    assert len({first.fingerprint, elsewhere.fingerprint, World().plan(RENAMED).fingerprint}) == 3


def test_undoing_by_hand_changes_has_another_fingerprint() -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")

    assert world.plan(SMALL).fingerprint != world.plan(SMALL, overwrite=True).fingerprint


# ------------------------------------------------------------------------------------------------- what forbids


def test_missing_permissions_and_a_role_too_low_are_told_before_anything() -> None:
    observed = replace(World().observed(), missing=("Manage Roles",), highest=False)

    plan = make_plan(SMALL, observed, {})
    assert [each.facts for each in plan.obstacles] == [{"permissions": ("Manage Roles",)}, {}]


def test_a_channel_declared_of_another_kind_is_told_and_left() -> None:
    world = built()
    texts = [replace(each, kind="text") if each.key == "channel:help" else each for each in SMALL.objects]

    plan = world.plan(Blueprint(tuple(texts), SMALL.prompts))
    assert (plan.changes, [remark.facts for remark in plan.remarks]) == ((), [{"name": "aide"}])


# ------------------------------------------------------------------------------------------------- limits


def test_a_server_that_would_overflow_is_refused_before_anything() -> None:
    full = {number: Seen(number, "text", {"name": f"s{number}", "parent": None}) for number in range(1, 496)}

    plan = make_plan(SMALL, Observed(GUILD, full, community=True), {})
    assert [each.facts for each in plan.obstacles] == [{"n": 503, "most": 500}]
