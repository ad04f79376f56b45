from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database, _alembic, engine_options
from storage.errors import DatabaseUnavailable
from storage.models import Base


async def run(database: Database, work: Callable[[Connection], Any]) -> Any:
    async with database._engine.begin() as connection:
        return await connection.run_sync(work)


async def tables(database: Database) -> set[str]:
    names = await run(database, lambda connection: inspect(connection).get_table_names())
    return set(names) - {"alembic_version"}


async def test_migrations_go_up_down_and_up_again_and_agree_with_the_models(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert (await database.is_current(), await tables(database)) == (False, set())
    await database.upgrade()
    assert (await database.is_current(), await tables(database)) == (True, set(Base.metadata.tables))
    await database.check_schema()
    await run(database, lambda connection: command.downgrade(_alembic(connection), "base"))
    assert (await database.is_current(), await tables(database)) == (False, set())
    await database.upgrade()
    await database.check_schema()
    assert await database.is_current()
    await database.close()


async def test_upgrading_again_keeps_what_is_there(database: Database) -> None:
    async with database.begin() as store:
        await store.misses.count("chercher", ["licorne"], date(2026, 11, 25))
    await database.upgrade()
    async with database.begin() as store:
        assert [missed.word for missed in await store.misses.most_frequent()] == ["licorne"]


async def test_a_database_that_is_nowhere_is_unavailable_in_one_sentence(nowhere: Database) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"^The database did not answer: OperationalError\.$"):
        async with nowhere.begin() as store:
            await store.entries.cursor()
    with pytest.raises(DatabaseUnavailable):
        await nowhere.is_current()


@pytest.mark.postgres
async def test_a_server_that_does_not_listen_is_unavailable(unused_tcp_port: int) -> None:
    database = Database(f"postgresql+psycopg://nobody@127.0.0.1:{unused_tcp_port}/nothing")
    with pytest.raises(DatabaseUnavailable):
        async with database.begin() as store:
            await store.entries.cursor()
    await database.close()


async def test_sqlite_writes_ahead_and_checks_its_keys(sqlite_database: Database) -> None:
    def read(connection: Connection) -> list[object]:
        names = ("journal_mode", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    settings = await run(sqlite_database, read)
    assert settings == ["wal", 1, 5000]


async def test_a_broken_constraint_is_a_fault_of_ours_and_is_told_as_one(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.begin() as store:
            await store.entries._session.execute(text("INSERT INTO counters (name) VALUES ('catalogue')"))


def test_a_postgresql_that_says_nothing_is_not_waited_for() -> None:
    assert engine_options("postgresql+psycopg://somewhere/tisserande") == {
        "connect_args": {"connect_timeout": 5, "tcp_user_timeout": 20_000},
        "pool_pre_ping": True,
    }
    assert engine_options("sqlite+aiosqlite:///file.db") == {}
