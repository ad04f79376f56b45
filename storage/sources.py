"""How far each source was read, and how it fares. Nothing advances when a reading fails."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import SourceState
from storage.inserting import insert

# Read and something new · read and nothing new · no answer · an answer that is not what it should be · suddenly empty.
Outcome = Literal["ok", "nothing", "network", "parse", "empty"]
GOOD: tuple[Outcome, ...] = ("ok", "nothing")


@dataclass(frozen=True, slots=True)
class Health:
    """A source as it fares.

    Attributes:
        cursor: where the next reading begins; empty before the first success.
        failures: failures in a row.
        detail: what went wrong, in English; ``sentence`` and ``remedy`` are the same as ids of ``fr.po``, whose braces
            ``facts`` fill.
        entries: how many entries the last success gave.
        told_at: when moderators were told of the present series of failures.
    """

    name: str
    state: Outcome
    checked_at: datetime
    cursor: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    failures: int = 0
    entries: int = 0
    newest_on: date | None = None
    succeeded_at: datetime | None = None
    told_at: datetime | None = None
    sentence: str = ""
    remedy: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Sources:
    """States of sources inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> dict[str, Health]:
        """Every source read at least once, by name."""
        rows = await self._session.scalars(select(SourceState).order_by(SourceState.name))
        return {row.name: _read(row) for row in rows}

    async def get(self, name: str) -> Health | None:
        """One source, if it was ever read."""
        row = await self._session.get(SourceState, name)
        return _read(row) if row else None

    async def succeeded(
        self,
        name: str,
        outcome: Outcome,
        cursor: Mapping[str, Any],
        entries: int,
        newest_on: date | None,
        now: datetime,
    ) -> None:
        """A reading went well: the cursor advances, failures are over."""
        values = {
            "state": outcome, "cursor": dict(cursor), "entries": entries, "newest_on": newest_on, "detail": "",
            "failures": 0, "checked_at": now, "succeeded_at": now, "told_at": None,
        }  # fmt: skip
        await self._session.execute(
            insert(self._session, SourceState)
            .values(name=name, **values)
            .on_conflict_do_update(index_elements=["name"], set_=values)
        )

    async def unchanged(self, names: Sequence[str], now: datetime) -> None:
        """These sources, read before, said that nothing changed: that is a success, and the rest stays as it is."""
        values = {"state": "nothing", "detail": "", "failures": 0, "told_at": None}
        await self._session.execute(
            update(SourceState)
            .where(SourceState.name.in_(names))
            .values(checked_at=now, succeeded_at=now, **values)
        )

    async def failed(
        self,
        name: str,
        outcome: Outcome,
        sentence: str,
        now: datetime,
        *,
        remedy: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> int:
        """A reading failed: nothing advances; how many failures in a row that makes."""
        detail = json.dumps({"sentence": sentence, "remedy": remedy, "facts": dict(facts or {})})
        first = insert(self._session, SourceState).values(
            name=name, cursor={}, state=outcome, detail=detail, failures=1, entries=0, checked_at=now
        )
        again = first.on_conflict_do_update(
            index_elements=["name"],
            set_={
                "state": outcome,
                "detail": detail,
                "failures": SourceState.failures + 1,
                "checked_at": now,
            },
        )
        return int((await self._session.execute(again.returning(SourceState.failures))).scalar_one())

    async def told(self, name: str, now: datetime) -> None:
        """Moderators were told of this series of failures."""
        await self._session.execute(update(SourceState).where(SourceState.name == name).values(told_at=now))

    async def unwell(self) -> Sequence[Health]:
        """Sources whose last reading failed, longest failing first."""
        query = select(SourceState).where(SourceState.failures > 0).order_by(SourceState.failures.desc())
        return [_read(row) for row in await self._session.scalars(query)]


def _read(row: SourceState) -> Health:
    said = json.loads(row.detail or "{}")
    sentence, facts = said.get("sentence", ""), said.get("facts", {})
    return Health(
        row.name, row.state, row.checked_at, dict(row.cursor), sentence.format(**facts), row.failures, row.entries,  # type: ignore[arg-type]  # only Outcome is ever written
        row.newest_on, row.succeeded_at, row.told_at, sentence, said.get("remedy", ""), facts,
    )  # fmt: skip
