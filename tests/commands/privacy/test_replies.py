import json
from dataclasses import replace
from typing import Any

import pytest

from commands.privacy.lookup import Rows, erasing, titles
from commands.privacy.replies import (
    asked,
    asleep,
    done,
    emptied_card,
    exported,
    not_yours,
    page,
    roles_kept,
    tombstone,
    written,
)
from commands.privacy.workflow import Post
from commands.reading import Reader
from commands.reply import Press, Reply
from storage.catalogue import Catalogue
from storage.privacy import ErasedCounts
from tests.commands.seen import misfits, text_of

DAY = "2026-11-25T09:00:00+00:00"
PERSON = 123456789012345678
LONG = "Un texte très long, @everyone. " * 60
COUNTS = {"members": 1, "drafts": 2, "reports": 3, "notices": 200, "referents": 5, "agreements": 6}
# One row of each sort, as full as can be.
ROW: dict[str, Any] = {
    "id": 2**40, "case_id": 2**40, "guild_id": 1, "member_id": str(PERSON), "author_id": str(PERSON), "kind": "space",
    "audience": "etudiants", "trades": ["aes", "tisf", "ass"], "territories": ["D33", "R75", "D974"],
    "themes": ["handicap"], "joined_at": DAY, "written_at": DAY, "asked_at": DAY, "reported_at": DAY,
    "opened_at": DAY, "due_at": DAY, "sent_at": DAY, "since": DAY, "fields": {"problem": LONG, "need": LONG},
    "text": LONG, "shelf": "organisations", "slug": "dgcs", "thread_id": str(PERSON), "by_form": True,
    "created_at": DAY, "command": "ressource", "question": {"text": LONG, "theme": "handicap", "territory": "D33"},
    "locale": "fr", "trade": "aes", "territory": "R75", "state": "waiting",
    "medium": "mail", "address": f"{'a' * 60}@exemple.fr", "title": LONG, "first_seen_at": DAY,
    "choices": {"themes": ["handicap"], "territories": ["D33"]}, "discord_id": str(PERSON),
}  # fmt: skip


def full(rows: Rows, each: int = 12) -> dict[str, list[dict[str, Any]]]:
    return {table: [ROW] * each for table in titles(rows.reader.words)}


@pytest.fixture(params=["french", "english"])
def rows(request: pytest.FixtureRequest, catalogue: Catalogue) -> Rows:
    """Rows as somebody of each language reads them."""
    reader: Reader = request.getfixturevalue(request.param)
    return Rows(reader, catalogue, {1: "Un serveur dont le nom est long"})


def replies(rows: Rows) -> list[Reply]:
    """Every reply of the family, the fullest and the emptiest."""
    reader, data = rows.reader, full(rows)
    roles = [f"Rôle **{number}** @everyone" for number in range(40)]
    refused = [Post(PERSON, PERSON, "fr").url] * 30
    erased = done(ErasedCounts(COUNTS, {"cases": 1, "questions": 2}), roles, 4, refused, reader, here=True)
    return [
        page(data, rows, here=True), page({}, rows, here=False), exported(data, rows, PERSON, 1),
        exported({}, rows, PERSON, None), asked(data, roles, reader, PERSON, here=True),
        asked({}, [], reader, PERSON, here=False), roles_kept(erased, roles, reader),
        done(ErasedCounts(), [], 0, [], reader, here=False), not_yours(reader), asleep(reader),
        tombstone(reader.words), emptied_card(4, "accepted", reader.words),
    ]  # fmt: skip


def test_every_reply_fits_and_disturbs_nobody(rows: Rows) -> None:
    assert [problem for each in replies(rows) for problem in misfits(each)] == []


def test_the_page_shows_the_last_five_rows_and_how_many_more_there_are(
    english: Reader, catalogue: Catalogue
) -> None:
    drafts = [ROW | {"fields": {"problem": f"Texte {number}"}} for number in range(7)]
    shown = page({"drafts": drafts}, Rows(english, catalogue, {}), here=True)
    assert shown.blocks[1].text.splitlines() == [
        "**Your drafts** · 7",
        *(f"- November 25, 2026 · « Texte {number} »" for number in (6, 5, 4, 3, 2)),
        "and 2 more, in the file",
        "-# Kept: 7 days, or until you send it",
    ]


def test_the_file_is_indented_utf8_and_says_what_each_table_is(french: Reader) -> None:
    content = written({"drafts": [{"fields": {"problem": "Où ?"}}]}, french, PERSON, None)
    assert "Où ?" in content.decode("utf-8")
    assert content.startswith(b'{\n  "member_id": "123456789012345678",')
    assert json.loads(content) == {
        "member_id": str(PERSON),
        "guild_id": None,
        "written_at": "2026-11-25T10:00:00+01:00",
        "tables": {
            "drafts": {
                "title": "Vos brouillons",
                "kept": "7 jours, ou jusqu’à ce que vous l’envoyiez",
                "rows": [{"fields": {"problem": "Où ?"}}],
            }
        },
    }


def test_an_empty_file_is_given_too(english: Reader, catalogue: Catalogue) -> None:
    reply = exported({}, Rows(english, catalogue, {}), PERSON, 1)
    assert [file.name for file in reply.files] == ["tisserande-mes-donnees.json"]
    assert json.loads(reply.files[0].content)["tables"] == {}


def test_erasing_says_what_goes_and_what_stays_before_anything_goes(rows: Rows) -> None:
    reader = rows.reader
    reply = asked(full(rows), ["Handicap"], reader, PERSON, here=True)
    assert [sentence for sentence in erasing(reader.words).values() if sentence not in text_of(reply)] == []
    (button,) = reply.buttons
    assert isinstance(button, Press)
    assert (button.id, reply.urgent) == (f"erase~{PERSON}", True)


def test_roles_alone_can_be_taken_off(english: Reader) -> None:
    reply = asked({}, ["Handicap"], english, PERSON, here=True)
    assert (reply.blocks[1].text, len(reply.buttons)) == ("- Roles taken off: Handicap", 1)


def test_nothing_is_claimed_that_was_not_done(english: Reader) -> None:
    reply = done(ErasedCounts(), [], 0, [], english, here=False)
    assert [block.text for block in reply.blocks] == ["We keep nothing more about you, anywhere."]


def test_the_time_that_a_profile_waits_is_that_of_the_settings(rows: Rows) -> None:
    said = text_of(page({"members": [ROW]}, replace(rows, days=7), here=True)).replace("\u00a0", " ")
    assert ("7 jours après votre départ" in said) or ("7 days after you leave" in said)
