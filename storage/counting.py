"""Numbers that several processes write at once: one statement each, so that nobody's step is lost."""

import secrets
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.inserting import insert


async def count_up(
    session: AsyncSession, counted: InstrumentedAttribute[int], row: dict[str, Any], **also: Any
) -> int:
    """Add one to a column of the row with these keys, made when it is missing; its new value.

    ``also`` are other columns to set. The row is locked until the transaction ends.
    """
    first = insert(session, cast("type[Any]", counted.class_)).values({**row, **also, counted.key: 1})
    again = first.on_conflict_do_update(index_elements=list(row), set_={**also, counted.key: counted + 1})
    return int((await session.execute(again.returning(counted))).scalar_one())


async def drawn_once(session: AsyncSession, drawn: InstrumentedAttribute[int], row: dict[str, Any]) -> int:
    """The number in a column of the row with these keys, drawn at random the first time it is asked for."""
    first = insert(session, cast("type[Any]", drawn.class_)).values({**row, drawn.key: secrets.randbits(62)})
    known = select(drawn).filter_by(**row)
    number = await session.scalar(known)
    if number is None:
        await session.execute(first.on_conflict_do_nothing())
        number = await session.scalar(known)
    return int(number or 0)
