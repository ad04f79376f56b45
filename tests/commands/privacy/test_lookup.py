from typing import Any

import pytest

from commands.privacy.lookup import Rows
from commands.reading import Reader
from storage.catalogue import Catalogue

DAY = "2026-11-25T09:00:00+00:00"
CASE = {"id": 4, "guild_id": 1, "kind": "space", "opened_at": DAY}
NOTICE = {"id": 1, "guild_id": 1, "kind": "told", "due_at": DAY, "sent_at": None}
SAID: list[tuple[str, dict[str, Any], str]] = [
    (
        "members",
        {"guild_id": 1, "audience": "", "trades": [], "territories": [], "themes": [], "joined_at": DAY},
        "- you chose nothing · here since November 25, 2026",
    ),
    (
        "members",
        {
            "guild_id": 2,
            "audience": "etudiants",
            "trades": ["gone_trade"],
            "territories": ["D33", "X9"],
            "themes": [],
            "joined_at": DAY,
        },
        "- Le serveur d’à côté · Étudiants et apprentis, gone\\_trade, Gironde, and X9 · here since November 25, 2026",
    ),
    (
        "drafts",
        {"guild_id": 1, "written_at": DAY, "fields": {"problem": "@everyone **gras**"}},
        "- November 25, 2026 · « @\u200beveryone \\*\\*gras\\*\\* »",
    ),
    (
        "questions",
        {"guild_id": 1, "asked_at": DAY, "thread_id": "77", "by_form": True},
        "- November 25, 2026 · <#77> · written for you by Tisserande",
    ),
    (
        "questions",
        {"guild_id": 1, "asked_at": DAY, "thread_id": "77", "by_form": False},
        "- November 25, 2026 · <#77> · written by you",
    ),
    (
        "reports",
        {"shelf": "organisations", "slug": "gone", "text": "Faux.", "reported_at": DAY},
        "- November 25, 2026 · gone · « Faux. »",
    ),
    (
        "cases",
        CASE | {"author_id": "2", "state": "agreeing"},
        "- Proposal 4 · November 25, 2026 · waits for the people it quotes",
    ),
    (
        "cases",
        CASE | {"author_id": "2", "state": "waiting"},
        "- Proposal 4 · November 25, 2026 · waits for a moderator",
    ),
    (
        "cases",
        CASE | {"author_id": "2", "state": "withdrawn"},
        "- Proposal 4 · November 25, 2026 · withdrawn",
    ),
    ("cases", CASE | {"decided_by": "2", "state": "accepted"}, "- Decision 4 · November 25, 2026 · accepted"),
    ("cases", CASE | {"decided_by": "2", "state": "refused"}, "- Decision 4 · November 25, 2026 · refused"),
    (
        "notices",
        NOTICE | {"member_id": "2", "state": "sent", "sent_at": "2026-11-26T09:00:00"},
        "- November 26, 2026 · said",
    ),
    ("notices", NOTICE | {"member_id": "2", "state": "waiting"}, "- November 25, 2026 · will be said"),
    (
        "notices",
        NOTICE | {"member_id": "2", "state": "refused"},
        "- November 25, 2026 · could not be delivered",
    ),
    (
        "notices",
        NOTICE | {"state": "sent"},
        "- November 25, 2026 · said · in a channel, where your number is kept to call you",
    ),
    (
        "referents",
        {"guild_id": 1, "trade": "", "territory": "", "since": DAY},
        "- everywhere · every trade · since November 25, 2026",
    ),
    ("agreements", {"case_id": 4, "state": "yes"}, "- Proposal 4 · you agreed"),
    ("agreements", {"case_id": 4, "state": "no"}, "- Proposal 4 · you refused"),
    ("agreements", {"case_id": 4, "state": "waiting"}, "- Proposal 4 · you have not answered"),
    (
        "subscriptions",
        {"guild_id": 1, "state": "active", "medium": "mail", "address": "nina@exemple.fr", "since": DAY}
        | {"choices": {"themes": ["handicap"], "territories": ["D33"]}},
        "- by mail · n…@\u200bexemple.fr · Handicap et société inclusive and Gironde · since November 25, 2026",
    ),
    (
        "subscriptions",
        {"guild_id": 1, "state": "ended", "medium": "direct", "address": None, "since": DAY, "choices": {}},
        "- unsubscribed · about everything · since November 25, 2026",
    ),
    ("items", {"title": "Un **guide**", "first_seen_at": DAY}, "- November 25, 2026 · Un \\*\\*guide\\*\\*"),
]


@pytest.mark.parametrize(("table", "row", "line"), SAID)
def test_a_row_is_read_in_words(
    english: Reader, catalogue: Catalogue, table: str, row: dict[str, Any], line: str
) -> None:
    assert Rows(english, catalogue, {2: "Le serveur d’à côté"}).line(table, row) == line
