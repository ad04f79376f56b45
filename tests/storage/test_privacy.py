import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Connection, Date, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.database import Database
from storage.members import Profile
from storage.models import Base, UtcDateTime
from storage.notices import Note
from storage.privacy import ErasedCounts
from storage.questions import Subject
from storage.referents import Volunteer
from storage.traces import WHERE

PERSON = 123456789012345678
# Somebody else, whose number begins like the person's.
OTHER = PERSON * 10 + 9
HERE, ELSEWHERE = 111, 222
LONG_AGO = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
_numbers = count(1000)

Seeded = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
async def engine(database: Database, empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    """The same database, without the repositories between."""
    assert database is not None
    opened = create_async_engine(empty_database_url)
    yield opened
    await opened.dispose()


def shapes(column: Column[Any], who: int) -> Iterator[Any]:
    """Every way in which this column can hold somebody."""
    if isinstance(column.type, JSON):
        yield from (
            {"ring": [who, 5]}, {"who": who}, {"who": str(who)}, {"said": f"par <@{who}>"},
            {"deep": [{"list": [str(who)]}]}, {str(who): "yes"}, [who],
            {"access": {f"#member:{who}": ["view_channel"]}},
        )  # fmt: skip
    elif column.type.python_type is int:
        yield who
    else:
        yield f"word-{next(_numbers)}:{who}"


def filled(table: Table, guild: int, **given: Any) -> dict[str, Any]:
    """A row about nobody, but for what is given."""
    row = {column.name: _anything(column, guild) for column in table.columns}
    return row | given


def _anything(column: Column[Any], guild: int) -> Any:
    if column.name == "guild_id":
        return guild
    if column.foreign_keys or (
        column.nullable and column.name in ("decided_by", "author_id", "member_id", "proposed_by")
    ):
        return None
    if isinstance(column.type, JSON):
        return {"slug": "handicap"}
    if isinstance(column.type, UtcDateTime | Date):
        return LONG_AGO if isinstance(column.type, UtcDateTime) else LONG_AGO.date()
    return {int: next(_numbers), bool: False, str: f"w{next(_numbers)}"}[column.type.python_type]


async def seed(engine: AsyncEngine, who: int, guild: int) -> Seeded:
    """A row for each column of each table that can hold a person, and for each way to hold them there."""
    async with engine.begin() as connection:
        return await connection.run_sync(_seed, who, guild)


def _seed(connection: Connection, who: int, guild: int) -> Seeded:
    seeded: Seeded = []
    parent = {}
    for name in ("cases", "signatures"):
        parent[name] = filled(Base.metadata.tables[name], guild)
        if name == "signatures":
            parent[name]["choices"] = "[[],[],[],[],[]]"
        connection.execute(insert(Base.metadata.tables[name]).values(parent[name]))
    for table in Base.metadata.sorted_tables:
        parents = {
            column.name: parent[key.column.table.name]["id"]
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name in parent
        }
        for name in WHERE[table.name].person:
            for value in shapes(table.c[name], who):
                row = filled(table, guild, **parents, **{name: value})
                connection.execute(insert(table).values(row))
                seeded.append((table.name, name, row))
    return seeded


async def everything(engine: AsyncEngine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    async with engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in (await connection.execute(select(table).order_by(*table.primary_key))).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def found(rows: dict[str, list[dict[str, Any]]], who: int) -> list[str]:
    """Every column in which this number can still be read, as text."""
    number = re.compile(rf"(?<!\d){who}(?!\d)")
    return [
        f"{table}.{name}"
        for table, each in rows.items()
        for row in each
        for name, value in row.items()
        if number.search(str(value))
    ]


async def test_a_person_put_everywhere_is_nowhere_after_erasure(
    database: Database, engine: AsyncEngine, now: datetime
) -> None:
    seeded = await seed(engine, PERSON, HERE)
    assert {table for table, _, _ in seeded} == {name for name, traces in WHERE.items() if traces.person}
    before = found(await everything(engine), PERSON)
    assert sorted(before) == sorted(f"{table}.{name}" for table, name, _ in seeded)
    async with database.begin() as store:
        await store.privacy.erase(PERSON, now)
    assert found(await everything(engine), PERSON) == []


async def test_the_export_finds_a_person_wherever_they_were_put(
    database: Database, engine: AsyncEngine
) -> None:
    seeded = await seed(engine, PERSON, HERE)
    async with database.begin() as store:
        exported = await store.privacy.of(PERSON)
    assert {table: len(rows) for table, rows in exported.items()} == {
        table: sum(1 for name, _, _ in seeded if name == table) for table, _, _ in seeded
    }


async def test_the_rows_of_somebody_else_stay_exactly_as_they_were(
    database: Database, engine: AsyncEngine, now: datetime
) -> None:
    await seed(engine, OTHER, HERE)
    before = await everything(engine)
    await seed(engine, PERSON, HERE)
    async with database.begin() as store:
        await store.privacy.erase(PERSON, now)
    after = await everything(engine)
    kept = {table: [row for row in after[table] if row in rows] for table, rows in before.items()}
    assert kept == before


async def test_erasing_on_one_server_leaves_the_others_as_they_were(
    database: Database, engine: AsyncEngine, now: datetime
) -> None:
    await seed(engine, PERSON, ELSEWHERE)
    before = {
        table: rows for table, rows in (await everything(engine)).items() if table not in ("reports", "items")
    }
    await seed(engine, PERSON, HERE)
    async with database.begin() as store:
        await store.privacy.erase(PERSON, now, HERE)
        left = await store.privacy.of(PERSON, HERE)
    after = await everything(engine)
    assert left == {}
    assert {table: [row for row in after[table] if row in rows] for table, rows in before.items()} == before
    assert set(found(after, PERSON)) == set(found(before, PERSON))


async def test_erasing_twice_or_somebody_unknown_does_nothing(
    database: Database, engine: AsyncEngine, now: datetime
) -> None:
    await seed(engine, PERSON, HERE)
    async with database.begin() as store:
        first = await store.privacy.erase(PERSON, now)
        second = await store.privacy.erase(PERSON, now)
    assert (bool(first), second) == (True, ErasedCounts())


async def lived(database: Database, now: datetime) -> int:
    """What a person leaves in a few weeks; gives the number of the exchange in which they are quoted."""
    async with database.begin() as store:
        await store.members.choose(HERE, PERSON, Profile("etudiants", ("es",), ("D33",), ("handicap",)), now)
        await store.drafts.save(HERE, PERSON, "question", {"problem": "Un texte."}, now)
        await store.referents.become(HERE, Volunteer(PERSON, "es", "R75"), now)
        await store.reports.add("organisations", "dgcs", "Le numéro a changé.", PERSON, now)
        await store.questions.add(HERE, 77, PERSON, now, Subject("es"), by_form=True, next_at=now)
        await store.notices.add(Note("told", HERE, "told", now, member_id=PERSON))
        await store.notices.add(
            Note("rung", HERE, "rung", now, channel_id=9, facts={"ring": [PERSON, OTHER], "thread": 77})
        )
        facts = {"slug": "nuit", "words": {"why": "Parce que la nuit."}}
        await store.cases.open(HERE, "space", PERSON, facts, now)
        return await store.cases.open(HERE, "exchange", OTHER, {"thread": 77}, now, agreeing=[PERSON, OTHER])


async def test_what_a_person_lived_is_erased_as_the_page_says(database: Database, now: datetime) -> None:
    quoting = await lived(database, now)
    later = now + timedelta(days=3)
    async with database.begin() as store:
        erased = await store.privacy.erase(PERSON, later, HERE)
    assert erased == ErasedCounts(
        {"agreements": 1, "referents": 1, "drafts": 1, "notices": 1, "members": 1, "reports": 1},
        {"cases": 1, "notices": 1, "questions": 1},
    )
    async with database.begin() as store:
        (question,) = await store.questions.between(HERE, now, later)
        own, other = await store.cases.get(quoting - 1), await store.cases.get(quoting)
        (rung,) = await store.notices.claim(later, 10)
        answers = await store.cases.agreements(quoting)
    assert (question.author_id, question.next_at, question.thread_id) == (None, None, 77)
    assert own is not None
    assert (own.author_id, own.facts, own.state, own.decided_at) == (
        None,
        {"slug": "nuit"},
        "withdrawn",
        later,
    )
    assert other is not None
    assert (other.author_id, other.state, answers) == (OTHER, "withdrawn", {OTHER: "waiting"})
    assert rung.facts == {"ring": [OTHER], "thread": 77}


async def test_a_decision_is_kept_without_the_words_and_without_who_took_it(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        id = await store.cases.open(HERE, "space", PERSON, {"slug": "nuit"}, now)
        await store.cases.decide(id, "refused", OTHER, "Un salon existe déjà.", now)
        await store.privacy.erase(PERSON, now + timedelta(days=1))
        await store.privacy.erase(OTHER, now + timedelta(days=1))
        case = await store.cases.get(id)
    assert case is not None
    assert (case.author_id, case.decided_by, case.reason) == (None, None, "")
    assert (case.state, case.decided_at) == ("refused", now)


async def test_who_decided_is_forgotten_while_the_author_still_reads_the_answer(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        id = await store.cases.open(HERE, "space", PERSON, {"slug": "nuit"}, now)
        await store.cases.decide(id, "refused", OTHER, "Un salon existe déjà.", now)
        await store.privacy.erase(OTHER, now)
        case = await store.cases.get(id)
    assert case is not None
    assert (case.author_id, case.decided_by, case.reason) == (PERSON, None, "Un salon existe déjà.")


async def test_the_export_is_plain_and_shows_nothing_of_other_people(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.members.choose(HERE, PERSON, Profile("etudiants", ("es",), ("D33",), ()), now)
        id = await store.cases.open(HERE, "space", OTHER, {"words": "Ceci est à l’autre."}, now)
        await store.cases.decide(id, "refused", PERSON, "Non.", now)
        exported = await store.privacy.of(PERSON, HERE)
    instant = now.astimezone(UTC).isoformat()
    assert exported == {
        "members": [
            {
                "guild_id": HERE, "member_id": str(PERSON), "audience": "etudiants", "trades": ["es"],
                "territories": ["D33"], "themes": [], "joined_at": instant, "greeted_at": instant, "left_at": None,
            }
        ],
        "cases": [
            {
                "id": id, "guild_id": HERE, "kind": "space", "state": "refused", "opened_at": instant,
                "decided_by": str(PERSON), "decided_at": instant,
            }
        ],
    }  # fmt: skip


async def test_what_is_erased_leaves_the_file_too(
    sqlite_database: Database, tmp_path: Path, now: datetime
) -> None:
    """Numbers are kept in eight bytes, or as text in JSON."""
    await lived(sqlite_database, now)
    for number in range(200):
        async with sqlite_database.begin() as store:
            await store.drafts.save(HERE, PERSON, "question", {"problem": f"Un texte {number}. " * 40}, now)
    eight_bytes = re.escape(PERSON.to_bytes(8))
    traces = re.compile(
        rb"(?<!\d)%d(?!\d)|Un texte|Le num\xc3\xa9ro a chang|" % PERSON + eight_bytes, re.DOTALL
    )
    async with sqlite_database.begin() as store:
        await store.privacy.erase(PERSON, now)
    await sqlite_database.close()
    assert traces.findall((tmp_path / "tisserande.db").read_bytes()) == []
    assert not (tmp_path / "tisserande.db-wal").exists()
