from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blueprint.archiving import silenced
from bot.blueprint.declaration import load
from bot.blueprint.plan import make_plan
from bot.blueprint.shapes import Blueprint, Drift, Observed, Plan, Prompt, Seen, Verb
from storage.catalogue import Catalogue
from tests.bot.blueprint.world import (
    BOT_MAY,
    GUILD,
    OPEN,
    SMALL,
    START,
    World,
    built,
    changed,
    channel,
    chosen,
    without,
)

RENAMED = changed(SMALL, "channel:help", name="entraide")
RETOPICED = changed(SMALL, "channel:help", topic="Demandez ici.")
CLOSED = changed(SMALL, "channel:help", access=chosen("role:theme:sante"))
FEWER = without(SMALL, "channel:help", "channel:theme:sante", "role:theme:sante")
MORE = Blueprint(
    (*SMALL.objects, channel("channel:agenda", "agenda", "category:welcome", OPEN, "text")), SMALL.prompts
)
VERSIONS = (SMALL, RENAMED, RETOPICED, CLOSED, FEWER, MORE)


def done(plan: Plan) -> list[tuple[str, str]]:
    return [(change.verb, change.key) for change in plan.changes]


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


# ------------------------------------------------------------------------------------------------- strangers


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


# ------------------------------------------------------------------------------------------------- archives


def test_what_is_no_longer_declared_is_archived_and_seen_by_the_same_people() -> None:
    world = built()
    key = "channel:theme:sante"
    fewer = without(SMALL, key)

    (change,) = world.plan(fewer).changes
    assert (change.verb, change.key, change.name) == ("archive", key, "santé")
    assert change.becomes == {
        "parent": "category:archives",
        "access": {
            "bot": BOT_MAY,
            "everyone": ["-send_messages", "-send_messages_in_threads", "-view_channel"],
            "role:theme:sante": ["view_channel"],
        },
    }
    world.apply(world.plan(fewer))
    assert (world.plan(fewer).changes, world.managed[key].archived) == ((), True)


def test_what_is_declared_again_comes_back_from_the_archives() -> None:
    world = built()
    before = world.shown()
    world.apply(world.plan(without(SMALL, "channel:theme:sante")))

    plan = world.plan(SMALL)
    assert done(plan) == [("edit", "channel:theme:sante")]
    world.apply(plan)
    assert (world.shown(), world.managed["channel:theme:sante"].archived) == (before, False)


def test_roles_and_categories_that_are_no_longer_declared_are_left_and_told() -> None:
    world = built()

    plan = world.plan(without(SMALL, "role:theme:sante", "category:themes"))
    assert [remark.facts for remark in plan.remarks] == [{"name": "Thématiques"}, {"name": "Santé"}]


def test_an_archive_takes_away_the_right_to_write_and_nothing_else() -> None:
    access = {
        "bot": ["send_messages"],
        "role:moderation": ["send_messages", "view_channel"],
        "#9": ["view_channel"],
    }

    assert silenced(access) == {
        "#9": ["view_channel"],
        "bot": ["send_messages"],
        "everyone": ["-send_messages", "-send_messages_in_threads"],
        "role:moderation": ["view_channel"],
    }


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


# ------------------------------------------------------------------------------------------------- the welcome


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


# ------------------------------------------------------------------------------------------------- limits


def test_a_server_that_would_overflow_is_refused_before_anything() -> None:
    full = {number: Seen(number, "text", {"name": f"s{number}", "parent": None}) for number in range(1, 496)}

    plan = make_plan(SMALL, Observed(GUILD, full, community=True), {})
    assert [each.facts for each in plan.obstacles] == [{"n": 503, "most": 500}]
