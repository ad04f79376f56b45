import random

import pytest

from digests.explaining import verdicts
from digests.selection import Limits, Selector
from storage.items import KnownItem
from storage.subscriptions import Preferences
from storage.territories import Territories
from tests.digests.items import item

TERRITORIES = Territories.load()
INSIDE = ("pinned", "kept", "chosen")


def test_each_item_is_in_or_left_out_for_one_reason() -> None:
    week = [
        item(1, pinned=True, state="kept"),
        item(2, state="kept"),
        item(3),
        item(4),
        item(5, state="dropped"),
        item(6, state="proposed"),
        item(7, kind="news", sources=("source-1",)),
        item(8, kind="event"),
    ]
    said = verdicts(week, Limits(items=4, section=3, source=1))
    assert dict(sorted(said.items())) == {
        1: "pinned", 2: "kept", 3: "section", 4: "chosen", 5: "dropped", 6: "proposed", 7: "source", 8: "chosen",
    }  # fmt: skip
    assert verdicts(week, Limits(items=2))[3] == "full"


@pytest.mark.parametrize("seed", range(30))
def test_what_is_said_to_be_in_is_what_everybody_would_receive(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seeded choice of examples
    week = [_any(chance, number) for number in range(1, chance.randrange(2, 40))]
    limits = Limits(chance.randrange(1, 12), chance.randrange(1, 4), chance.randrange(1, 4))
    chosen, _ = Selector(week, TERRITORIES, limits).choose(Preferences())
    assert sorted(id for id, said in verdicts(week, limits).items() if said in INSIDE) == sorted(chosen)


def _any(chance: random.Random, number: int) -> KnownItem:
    return item(
        number,
        kind=chance.choice(("resource", "research", "news", "law", "event")),
        state=chance.choice(("candidate", "candidate", "kept", "dropped", "proposed")),
        pinned=chance.random() < 0.1,
        position=chance.randrange(3),
        sources=tuple({f"s{chance.randrange(4)}" for _ in range(2)}),
    )


def test_what_an_editor_kept_comes_before_what_nobody_looked_at() -> None:
    chosen, _ = Selector([item(1), item(2, state="kept"), item(3)], TERRITORIES, Limits(items=1)).choose(
        Preferences()
    )
    assert chosen == (2,)
