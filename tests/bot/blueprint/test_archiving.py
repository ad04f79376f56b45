from bot.blueprint.archiving import silenced
from tests.bot.blueprint.world import BOT_MAY, SMALL, built, done, without


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


def test_when_the_archives_were_taken_away_by_hand_a_channel_is_archived_where_nothing_holds_it() -> None:
    world = built()
    world.taken_away("category:archives")

    (change,) = world.plan(without(SMALL, "channel:help")).changes
    assert (change.verb, change.becomes["parent"]) == ("archive", None)
