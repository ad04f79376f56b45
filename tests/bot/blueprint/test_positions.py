import tomllib
from importlib import resources
from typing import Any

from bot.blueprint.positions import line_of, positions

TEXT = '''\
# [not.a.table]
title = "a = b # [c]"

[access.open]
bot = ["]", '[', "\\""] # ]
everyone = [
    "x", # y = [
    "z = 1",
]

[[rooms]]
topic = """
[[rooms]]
key = "no"
"""
key = "one"

[[rooms.tags]]
name = "a"

[[rooms.tags]]
name = "b"

[[rooms]]
"quoted key" = """one line"""
choices = [{ title = "x" }]
'''


def test_each_key_is_found_on_its_line_whatever_the_texts_hold() -> None:
    assert positions(TEXT) == {
        ("title",): 2,
        ("access", "open"): 4,
        ("access", "open", "bot"): 5,
        ("access", "open", "everyone"): 6,
        ("rooms", 0): 11,
        ("rooms", 0, "topic"): 12,
        ("rooms", 0, "key"): 16,
        ("rooms", 0, "tags", 0): 18,
        ("rooms", 0, "tags", 0, "name"): 19,
        ("rooms", 0, "tags", 1): 21,
        ("rooms", 0, "tags", 1, "name"): 22,
        ("rooms", 1): 24,
        ("rooms", 1, "quoted key"): 25,
        ("rooms", 1, "choices"): 26,
    }


def test_what_has_no_line_of_its_own_is_on_the_line_of_what_holds_it() -> None:
    lines = positions(TEXT)

    assert line_of(("rooms", 1, "choices", 0, "title"), lines) == 26
    assert line_of(("rooms", 1, "missing"), lines) == 24
    assert line_of(("nothing",), lines) == 1


def test_every_place_of_the_shipped_declaration_leads_to_what_is_written_there() -> None:
    text = (resources.files("bot.blueprint") / "server.toml").read_text(encoding="utf-8")
    written, rows = tomllib.loads(text), text.splitlines()

    wrong = []
    for path, line in positions(text).items():
        here: Any = written
        for part in path:
            here = here[part]
        name = next(part for part in reversed(path) if isinstance(part, str))
        if name not in rows[line - 1]:
            wrong.append((path, line))
    assert wrong == []
