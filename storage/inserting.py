"""Inserting what may be there already, in the words that SQLite and PostgreSQL share."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

_INSERT: dict[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert(session: AsyncSession, table: type[Any]) -> sqlite.Insert | postgresql.Insert:
    """An insertion into the table of a model that can say what to do ``on_conflict``."""
    return _INSERT[session.get_bind().dialect.name](table)
