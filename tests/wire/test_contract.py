from typing import Any

import pytest

from tests.contract import discord_contract, requires_contract
from tests.wire.double import Recorded

pytestmark = requires_contract

CALLBACK = "/interactions/1/token/callback"
BUTTON = {"type": 2, "style": 1, "custom_id": "x"}


def callback(kind: int, **data: Any) -> Recorded:
    return Recorded("POST", CALLBACK, {"type": kind, "data": data})


def row(**button: Any) -> dict[str, Any]:
    return {"type": 1, "components": [BUTTON | button]}


REFUSED = {
    "a choice of 101 characters": (
        callback(8, choices=[{"name": "a" * 101, "value": "x"}]),
        "$.data.choices[0].name",
    ),
    "a button of 81 characters, deep in a container": (
        callback(4, components=[{"type": 17, "components": [row(label="a" * 81)]}]),
        "$.data.components[0].components[0].components[0].label",
    ),
    "a form whose title has 46 characters": (
        callback(9, custom_id="x", title="a" * 46, components=[{"type": 10, "content": "a"}]),
        "$.data.title",
    ),
    "a text of 4001 characters": (
        callback(4, components=[{"type": 10, "content": "a" * 4001}]),
        "$.data.components[0].content",
    ),
    "a command described in 101 characters": (
        Recorded("PUT", "/applications/1/commands", [{"name": "x", "description": "a" * 101}]),
        "$[0].description",
    ),
}


@pytest.mark.parametrize(("request_", "where"), REFUSED.values(), ids=REFUSED)
def test_what_discord_would_refuse_is_named_by_its_place(request_: Recorded, where: str) -> None:
    (line,) = discord_contract().violations([request_])
    assert line.split(": ")[1] == f"at {where}"


def test_an_address_that_discord_does_not_document_is_reported() -> None:
    assert discord_contract().violations([Recorded("GET", "/nowhere", None)]) == [
        "GET /nowhere: not a documented operation"
    ]


def test_the_integers_that_discord_takes_for_ids_are_allowed() -> None:
    assert discord_contract().violations([callback(4, attachments=[{"id": 0, "filename": "a.txt"}])]) == []
