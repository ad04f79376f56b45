from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.blueprint.limits import excesses, warnings
from bot.blueprint.plan import make_plan
from bot.blueprint.shapes import Blueprint, Change, Choice, Declared, Kind, Observed, Prompt, Seen
from tests.bot.blueprint.world import SMALL, built, category, channel, role

SERVER = Observed(1, {})


def told(blueprint: Blueprint, observed: Observed = SERVER, changes: tuple[Change, ...] = ()) -> list[Any]:
    return [dict(sentence.facts) for sentence in excesses(blueprint, observed, changes)]


def forum(**facts: Any) -> Blueprint:
    declared = channel("channel:help", "aide", "category:welcome", {})
    return Blueprint((Declared(declared.key, declared.kind, {**declared.facts, **facts}),))


def server(kind: Kind, count: int, **facts: Any) -> Observed:
    return Observed(1, {n: Seen(n, kind, {"name": f"o{n}", **facts}) for n in range(1, count + 1)})


def creation(kind: Kind, number: int, parent: str | None = None) -> Change:
    return Change("create", f"{kind}:{number}", kind, f"n{number}", becomes={"parent": parent})


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", "", ("role:x",)) for number in range(count))


# ------------------------------------------------------------------------------------------------- one object


@pytest.mark.parametrize(
    ("fits", "exceeds", "facts"),
    [
        ({"name": "a" * 100}, {"name": "a" * 101}, {"name": "a" * 101, "n": 101, "most": 100}),
        ({"topic": "a" * 4096}, {"topic": "a" * 4097}, {"name": "aide", "n": 4097, "most": 4096}),
        (
            {"tags": [f"t{n}" for n in range(20)]},
            {"tags": [f"t{n}" for n in range(21)]},
            {"name": "aide", "n": 21, "most": 20},
        ),
        (
            {"tags": ["a" * 20]},
            {"tags": ["a" * 21]},
            {"tag": "a" * 21, "name": "aide", "n": 21, "most": 20},
        ),
        ({"name": "a"}, {"name": ""}, {"key": "channel:help"}),
    ],
)
def test_a_channel_fits_up_to_the_limit(
    fits: Mapping[str, Any], exceeds: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    assert (told(forum(**fits)), told(forum(**exceeds))) == ([], [facts])


def test_the_topic_of_a_text_channel_is_shorter() -> None:
    text = channel("channel:rules", "règles", "category:welcome", {}, "text", "a" * 1025)

    assert told(Blueprint((text,))) == [{"name": "règles", "n": 1025, "most": 1024}]


# ------------------------------------------------------------------------------------------------- the welcome


@pytest.mark.parametrize(
    ("prompts", "facts"),
    [
        ((Prompt("Q", several=True, choices=choices(50)),) * 15, []),
        ((Prompt("Q", several=True, choices=choices(1)),) * 16, [{"n": 16, "most": 15}]),
        ((Prompt("Q", several=True, choices=choices(51)),), [{"name": "Q", "n": 51, "most": 50}]),
        ((Prompt("Q", several=True, choices=()),), [{"name": "Q", "n": 0, "most": 50}]),
        (
            (Prompt("q" * 101, several=True, choices=choices(1)),),
            [{"name": "q" * 101, "n": 101, "most": 100}],
        ),
        (
            (Prompt("Q", several=True, choices=(Choice("c" * 51, "", ("role:x",)),)),),
            [{"name": "c" * 51, "n": 51, "most": 50}],
        ),
    ],
)
def test_questions_of_welcome_fit_up_to_the_limit(
    prompts: tuple[Prompt, ...], facts: list[dict[str, Any]]
) -> None:
    assert told(Blueprint((), prompts)) == facts


# ------------------------------------------------------------------------------------------------- the server


@pytest.mark.parametrize(("kind", "most"), [("role", 250), ("text", 500), ("category", 500)])
def test_what_the_server_has_already_counts(kind: Kind, most: int) -> None:
    one = (creation(kind, 1),)

    assert told(Blueprint(()), server(kind, most - 1), one) == []
    assert told(Blueprint(()), server(kind, most), one) == [{"n": most + 1, "most": most}]


def test_categories_and_channels_count_together_and_roles_apart() -> None:
    changes = (creation("category", 1), creation("forum", 2), creation("role", 3))

    assert told(Blueprint(()), server("text", 498), changes) == []
    assert told(Blueprint(()), server("text", 499), changes) == [{"n": 501, "most": 500}]


def test_voices_and_the_roles_of_other_applications_count_as_well() -> None:
    crowded = replace(SERVER, other_roles=250, other_channels=500)

    assert told(Blueprint(()), crowded) == []
    assert told(Blueprint(()), crowded, (creation("role", 1),)) == [{"n": 251, "most": 250}]
    assert told(Blueprint(()), crowded, (creation("text", 1),)) == [{"n": 501, "most": 500}]


def test_a_full_category_is_told_by_its_name() -> None:
    blueprint = Blueprint((category("category:themes", "Thématiques", {}),))
    changes = tuple(creation("forum", number, "category:themes") for number in range(2))

    assert told(blueprint, server("text", 48, parent="category:themes"), changes) == []
    assert told(blueprint, server("text", 49, parent="category:themes"), changes) == [
        {"name": "Thématiques", "n": 51, "most": 50}
    ]


def test_a_channel_that_moves_leaves_room_behind_it() -> None:
    blueprint = Blueprint((category("category:archives", "Archives", {}),))
    moves = (
        Change("archive", "channel:x", "text", "x", 1, becomes={"parent": "category:archives"}),
        creation("forum", 2, "category:themes"),
    )

    assert told(blueprint, server("text", 50, parent="category:themes"), moves) == []


def test_a_full_archive_is_told_before_anything_is_archived() -> None:
    world = built()
    for number in range(50):
        world.made_by_hand(
            "text", f"vieux-{number}", parent=f"#{world.id_of('category:archives')}", access={}
        )
    fewer = Blueprint(tuple(each for each in SMALL.objects if each.key != "channel:help"), SMALL.prompts)

    plan = world.plan(fewer)
    assert [sentence.facts for sentence in plan.obstacles] == [{"name": "Archives", "n": 51, "most": 50}]


def test_two_hundred_and_fifty_roles_and_five_hundred_channels_just_fit() -> None:
    roles = tuple(role(f"role:theme:r{number}", f"R{number}") for number in range(250))
    categories = tuple(category(f"category:c{number}", f"C{number}", {}) for number in range(10))
    channels = tuple(
        channel(f"channel:x{number}", f"x{number}", f"category:c{number // 49}", {}) for number in range(490)
    )

    plan = make_plan(Blueprint((*roles, *categories, *channels)), SERVER, {})
    assert (len(plan.changes), plan.obstacles) == (750, ())


@pytest.mark.parametrize(("open_threads", "facts"), [(899, []), (900, [{"n": 900, "most": 1000}])])
def test_many_open_threads_are_only_remarked(open_threads: int, facts: list[dict[str, int]]) -> None:
    observed = replace(SERVER, active_threads=open_threads)

    assert [sentence.facts for sentence in warnings(observed)] == facts
    assert excesses(SMALL, observed, ()) == ()
