"""Inserting what may be there already, in the words that SQLite and PostgreSQL share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import false, select, true, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import func

_INSERT: dict[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert(session: AsyncSession, table: Any) -> sqlite.Insert | postgresql.Insert:
    """An insertion into a table, or a model's, that can say what to do ``on_conflict``."""
    return _INSERT[session.get_bind().dialect.name](table)


async def alone(session: AsyncSession, table: type[Any]) -> None:
    """Until the end of the transaction, others who ask the same for this table wait for their turn.

    For those who look and then write: what they saw is still true when they write.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock(func.hashtext(table.__tablename__))
        # A plan made while the table was nearly empty walks through all of it, and would be kept for a long time.
        plan = func.set_config("plan_cache_mode", "force_custom_plan", true())
        await session.execute(select(lock, plan))
        return
    # SQLite has one writer at a time: a change of no row takes its place.
    column = next(iter(table.__table__.primary_key))
    await session.execute(update(table.__table__).where(false()).values({column.name: column}))


async def insert_all(
    session: AsyncSession, table: type[Any], rows: Sequence[Mapping[str, Any]]
) -> Sequence[int]:
    """Insert these rows; their ids, in the same order. On SQLite the session must be ``alone`` with the table.

    SQLite can only tell the ids of many rows one at a time, which takes four times as long; but nobody else writes,
    and its ids rise in the order of the rows.
    """
    if not rows:
        return []
    if session.get_bind().dialect.name == "postgresql":
        returning = plain_insert(table).returning(table.id, sort_by_parameter_order=True)
        return list(await session.scalars(returning, rows))
    last = await session.scalar(select(func.coalesce(func.max(table.id), 0)))
    # The table rather than the model: the session has nothing to remember of these rows.
    await session.execute(plain_insert(table.__table__), rows)
    return list(await session.scalars(select(table.id).where(table.id > last).order_by(table.id)))


async def insert_new(session: AsyncSession, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that are not there yet.

    To PostgreSQL many rows are sent one by one, unless something is asked back: then they go a thousand at a time.
    """
    if not rows:
        return
    statement = insert(session, table.__table__).on_conflict_do_nothing()
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(statement.returning(next(iter(table.__table__.primary_key))), rows)
    else:
        await session.execute(statement, rows)
