import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Column, DateTime, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeEngine

from storage.models import Base
from storage.traces import WHERE, mentions, undeclared, without, without_words

PERSON = 123456789012345678
NEIGHBOUR = PERSON * 10 + 9


def copied() -> MetaData:
    """The schema as it is, to be changed by a test."""
    copy = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(copy)
    return copy


def test_every_table_and_every_column_where_a_person_could_be_is_declared() -> None:
    assert undeclared(Base.metadata) == []


def test_a_table_added_and_forgotten_is_named() -> None:
    schema = copied()
    Table("diaries", schema, Column("member_id", BigInteger))
    assert undeclared(schema) == ["The table « diaries » is not in WHERE."]


@pytest.mark.parametrize("kind", [BigInteger(), Integer(), String(), String(64), Text(), JSON()], ids=repr)
def test_a_column_added_and_forgotten_is_named(kind: TypeEngine[object]) -> None:
    schema = copied()
    schema.tables["members"].append_column(Column("godparent", kind))
    assert undeclared(schema) == [
        "The column « members.godparent » could hold a person, and is not in WHERE."
    ]


def test_a_date_a_yes_or_no_and_a_slug_need_no_declaration() -> None:
    schema = copied()
    for column in (Column("on", DateTime), Column("kept", Boolean), Column("slug", String(40))):
        schema.tables["members"].append_column(column)
    assert undeclared(schema) == []


def test_a_table_and_a_column_that_are_gone_are_named() -> None:
    schema = copied()
    schema.remove(schema.tables["referents"])
    schema.remove(schema.tables["agreements"])
    Table("agreements", schema, Column("case_id", BigInteger))
    assert undeclared(schema) == [
        "WHERE names the table « referents », which is gone.",
        "WHERE names the column « agreements.member_id », which is gone.",
    ]


def test_the_owner_of_a_row_is_never_also_declared_as_nobody() -> None:
    assert [name for name, traces in WHERE.items() if set(traces.person) & set(traces.others)] == []


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (PERSON, None),
        (str(PERSON), "…"),
        (f"<@{PERSON}> said", "<@…> said"),
        ([1, PERSON, str(PERSON), [PERSON]], [1, []]),
        ({"ring": [PERSON, 2], "who": PERSON, str(PERSON): "yes"}, {"ring": [2]}),
        ({"access": {f"#member:{PERSON}": ["view_channel"], "bot": []}}, {"access": {"bot": []}}),
        ({"deep": {"list": [{"who": str(PERSON)}]}}, {"deep": {"list": [{}]}}),
    ],
    ids=["number", "text", "sentence", "list", "object", "key", "deep"],
)
def test_a_persons_number_is_found_and_taken_out_wherever_it_is(value: object, left: object) -> None:
    assert (mentions(value, PERSON), without(value, PERSON)) == (True, left)


@pytest.mark.parametrize(
    "value",
    [NEIGHBOUR, str(NEIGHBOUR), f"9{PERSON}", [NEIGHBOUR], {"ring": [NEIGHBOUR]}, None, True, "", [], 1.5],
    ids=repr,
)
def test_what_only_looks_like_it_is_left_as_it_was(value: object) -> None:
    assert (mentions(value, PERSON), without(value, PERSON)) == (False, value)


def test_facts_lose_sentences_and_keep_numbers_and_slugs() -> None:
    facts = {
        "words": {"why": "handicap"},
        "title": "Un salon pour nous",
        "name": "Solitude",
        "locale": "en-GB",
        "key": "channel:territory:R75",
        "slug": "handicap",
        "territory": "R75",
        "thread_id": 12,
        "quotes": [{"message": 3, "text": "Ce que j’ai dit."}, "Une phrase."],
        "asked": True,
    }
    assert without_words(facts) == {
        "locale": "en-GB",
        "key": "channel:territory:R75",
        "slug": "handicap",
        "territory": "R75",
        "thread_id": 12,
        "quotes": [{"message": 3}],
        "asked": True,
    }
