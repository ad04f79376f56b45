"""Everything about one person, to show and to erase, in every table that ``storage/traces.py`` declares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, Text, and_, cast, delete, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.cases import OPEN
from storage.digest_models import Delivery, Signature, Subscription
from storage.models import Agreement, Base, Case, Notice
from storage.subscriptions import Preferences
from storage.traces import WHERE, Traces, mentions, without, without_words

# Programs that read JSON lose the last figures of larger numbers.
_LARGEST_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class ErasedCounts:
    """What an erasure did: rows deleted, and rows kept without the person, by table; only tables that changed."""

    deleted: dict[str, int] = field(default_factory=dict)
    forgotten: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.deleted or self.forgotten)


class Privacy:
    """One person's data inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, member_id: int, guild_id: int | None = None) -> dict[str, list[dict[str, Any]]]:
        """Every row about this person, by table, as plain JSON values; ``guild_id`` keeps to one server.

        Their own rows come whole, save for the numbers of other people. Rows of others that only name them come
        without texts: those are not theirs.
        """
        found = {}
        for table in Base.metadata.sorted_tables:
            rows = await self._about(table, member_id, guild_id)
            if rows:
                found[str(table.name)] = [_shown(WHERE[table.name], row, member_id) for row in rows]
        await self._add_choices(found.get("subscriptions", ()))
        return found

    async def _add_choices(self, subscriptions: Iterable[dict[str, Any]]) -> None:
        """What somebody wants to read, beside the number under which it is kept; the secret of the links stays ours."""
        for row in subscriptions:
            chosen = await self._session.get(Signature, int(row["signature_id"] or 0))
            row["choices"] = Preferences.read(chosen.choices)._asdict() if chosen else {}
            del row["token"]

    async def repeated(self, thread_ids: Iterable[int]) -> list[tuple[int, int]]:
        """Where else these posts were announced under their title: the number of each post, and of its announcement.

        An announcement in a forum is a post itself, with the number of its first message.
        """
        keys = {f"announce:{thread_id}": thread_id for thread_id in thread_ids}
        query = select(Notice.key, Notice.message_id).where(
            Notice.key.in_(keys), Notice.message_id.is_not(None)
        )
        return [
            (keys[row.key], row.message_id) for row in await self._session.execute(query.order_by(Notice.id))
        ]

    async def cards(self, case_ids: Iterable[int]) -> list[tuple[int, int, int]]:
        """Where these cases were shown in a channel: the number of each case, the channel, the message."""
        known = set(case_ids)
        query = select(Notice.facts, Notice.channel_id, Notice.message_id).where(
            Notice.channel_id.is_not(None),
            Notice.message_id.is_not(None),
            cast(Notice.facts, Text).contains('"case"'),
        )
        rows = await self._session.execute(query.order_by(Notice.id)) if known else ()
        return [
            (row.facts["case"], row.channel_id, row.message_id)
            for row in rows
            if row.facts.get("case") in known
        ]

    async def erase(self, member_id: int, now: datetime, guild_id: int | None = None) -> ErasedCounts:
        """Erase this person, on one server or everywhere, as :data:`storage.traces.WHERE` says.

        A case still open that they opened, or that quotes them, is withdrawn.
        """
        await self._withdraw(member_id, now, guild_id)
        signatures = await self._loosen(member_id, guild_id)
        counts = ErasedCounts()
        for table in reversed(Base.metadata.sorted_tables):
            for row in await self._about(table, member_id, guild_id, held=True):
                this = and_(*(column == row[column.name] for column in table.primary_key))
                if _goes(WHERE[table.name], row, member_id):
                    await self._session.execute(delete(table).where(this))
                    counts.deleted[table.name] = counts.deleted.get(table.name, 0) + 1
                else:
                    values = _forgotten(table.name, row, member_id, now)
                    await self._session.execute(update(table).where(this).values(values))
                    counts.forgotten[table.name] = counts.forgotten.get(table.name, 0) + 1
        await self._forget_unused(signatures)
        self._session.expire_all()
        return counts

    async def _loosen(self, member_id: int, guild_id: int | None) -> Sequence[int]:
        """Deliveries keep what was sent and forget to whom; gives the sets of choices that may be nobody's soon."""
        own = [Subscription.member_id == member_id, _here(Base.metadata.tables["subscriptions"], guild_id)]
        signatures = (await self._session.scalars(select(Subscription.signature_id).where(*own))).all()
        theirs = Delivery.subscription_id.in_(select(Subscription.id).where(*own))
        await self._session.execute(
            update(Delivery).where(theirs, Delivery.state == "waiting").values(state="dropped")
        )
        await self._session.execute(
            update(Delivery).where(theirs).values(subscription_id=None, signature_id=None, message_id=None)
        )
        return signatures

    async def _forget_unused(self, signatures: Sequence[int]) -> None:
        """One person's choices may say who they are: they stay only as long as somebody makes them."""
        used = select(Subscription.signature_id)
        await self._session.execute(
            delete(Signature).where(Signature.id.in_(signatures), Signature.id.not_in(used))
        )

    async def _withdraw(self, member_id: int, now: datetime, guild_id: int | None) -> None:
        """Nobody may decide any more about what quotes this person: their agreement goes with them."""
        quoting = select(Agreement.case_id).where(Agreement.member_id == member_id)
        await self._session.execute(
            update(Case)
            .where(Case.id.in_(quoting), Case.state.in_(OPEN), _here(Base.metadata.tables["cases"], guild_id))
            .values(state="withdrawn", decided_at=now)
        )

    async def _about(
        self, table: Table, member_id: int, guild_id: int | None, *, held: bool = False
    ) -> Sequence[RowMapping]:
        """The rows of one table that have this person's number somewhere. ``held``: nobody changes them meanwhile."""
        names = WHERE[table.name].person
        if not names:
            return []
        perhaps = or_(*(_may_hold(table.c[name], member_id) for name in names))
        query = select(table).where(perhaps, _here(table, guild_id)).order_by(*table.primary_key)
        rows = (await self._session.execute(query.with_for_update() if held else query)).mappings()
        return [row for row in rows if any(mentions(row[name], member_id) for name in names)]


def _may_hold(column: ColumnElement[Any], member_id: int) -> ColumnElement[bool]:
    """What the database can say: a number in JSON or in a text may still be part of a longer one."""
    if column.type.python_type is int:
        return column == member_id
    return cast(column, Text).contains(str(member_id))


def _here(table: Table, guild_id: int | None) -> ColumnElement[bool]:
    """Of this server alone. Reports belong to no server: the catalogue is one for all."""
    if guild_id is None:
        return true()
    if "guild_id" in table.c:
        return table.c.guild_id == guild_id
    if "case_id" in table.c:
        return table.c.case_id.in_(select(Case.id).where(Case.guild_id == guild_id))
    return true()


def _is_own(traces: Traces, row: RowMapping, member_id: int) -> bool:
    return bool(traces.owner) and row[traces.owner] == member_id


def _goes(traces: Traces, row: RowMapping, member_id: int) -> bool:
    """Whether the row is deleted whole."""
    own = traces.erasing == "delete" and _is_own(traces, row, member_id)
    return own or any(mentions(row[name], member_id) for name in traces.about)


def _forgotten(table: str, row: RowMapping, member_id: int, now: datetime) -> dict[str, Any]:
    """What the row becomes without the person."""
    traces = WHERE[table]
    values = {name: without(row[name], member_id) for name in traces.person}
    if not _is_own(traces, row, member_id):
        return values
    if table == "questions":
        return values | {"next_at": None}
    if table == "cases":
        values |= {"facts": without_words(values["facts"]), "reason": ""}
        return values | ({"state": "withdrawn", "decided_at": now} if row["state"] in OPEN else {})
    return values


def _shown(traces: Traces, row: RowMapping, member_id: int) -> dict[str, Any]:
    own = _is_own(traces, row, member_id)
    hidden = {name for name in traces.numbers if row[name] != member_id}
    if not own:
        hidden |= {*traces.scrub, *traces.about}
    return {str(name): _plain(value) for name, value in row.items() if name not in hidden}


def _plain(value: Any) -> Any:
    """Dates in ISO form; numbers too long for other programs as texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, int) and value > _LARGEST_EXACT else value
