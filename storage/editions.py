"""Issues and their deliveries: each made once, each delivery claimed once, what became of it kept.

Everything of an issue is written in one transaction: its row (unique for an audience and a period), its lists, which
list goes with which set of choices, and one delivery for each subscriber, by a single ``INSERT … SELECT``.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    MetaData,
    Table,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digest_models import Delivery, Edition, IssueList, Item, Signature, Subscription
from storage.inserting import alone
from storage.inserting import insert as upsert
from storage.models import Counter
from storage.subscriptions import Audience, Preferences

LEASE = timedelta(minutes=10)
# Who changed their day saw nothing since, five weeks at most; whoever saw something before that was away.
LONGEST_GAP = timedelta(days=35)
ROWS_AT_ONCE = 5000

# The items of an issue in their order, and how many more there were.
Contents = tuple[tuple[int, ...], int]

# Lives for one transaction: between the choice of the lists and the writing of the deliveries.
_CHOICES = Table(
    "issue_choices",
    MetaData(),
    Column("signature_id", BigInteger, primary_key=True, autoincrement=False),
    Column("list_id", BigInteger),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class MadeEdition:
    """One issue in the public ledger. ``sent``, ``waiting`` and ``failed`` count its deliveries."""

    id: int
    audience: str
    period: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    late: bool
    sent: int = 0
    waiting: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery, claimed: to whom, which items, chosen by which preferences; ``medium`` is its queue."""

    id: int
    edition_id: int
    period: str
    starts_at: datetime
    ends_at: datetime
    late: bool
    subscription_id: int | None
    channel_id: int | None
    signature_id: int | None
    items: tuple[int, ...]
    others: int
    attempts: int
    medium: str = ""


class Editions:
    """Issues inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last_end(self, audience: str) -> datetime | None:
        """Where the last issue of this audience ended."""
        return await self._session.scalar(
            select(func.max(Edition.ends_at)).where(Edition.audience == audience)
        )

    async def make(
        self, audience: str, period: str, starts_at: datetime, ends_at: datetime, now: datetime, *, late: bool
    ) -> int | None:
        """Write the row of an issue; None when this period was made already, by anybody.

        Until the end of the transaction no item is written: what the window holds is known.
        """
        await alone(self._session, Item)
        made = await self._session.execute(
            upsert(self._session, Edition)
            .values(
                audience=audience, period=period, starts_at=starts_at, ends_at=ends_at, made_at=now,
                state="made", late=late,
            )
            .on_conflict_do_nothing()
            .returning(Edition.id)
        )  # fmt: skip
        return made.scalar_one_or_none()

    async def signatures(self, audience: Audience) -> AsyncIterator[tuple[int, Preferences]]:
        """The sets of choices of the active subscribers of an audience, a stream."""
        chosen = select(Subscription.signature_id).where(*_active(audience)).distinct()
        query = select(Signature.id, Signature.choices).where(Signature.id.in_(chosen))
        rows = await self._session.stream(query.execution_options(yield_per=ROWS_AT_ONCE))
        async for some in rows.partitions():
            for id, written in some:
                yield id, Preferences.read(written)

    async def lists(self, edition_id: int, lists: Collection[Contents]) -> Sequence[int]:
        """Write the distinct lists of an issue; their numbers, in the same order."""
        numbers = await self._numbers(len(lists))
        rows = (
            (number, edition_id, orjson.dumps(items).decode(), others)
            for number, (items, others) in zip(numbers, lists, strict=True)
        )
        await self._write(IssueList.__table__, ("id", "edition_id", "items", "others"), rows)
        return numbers

    async def choose(self, choices: Iterable[tuple[int, int]]) -> None:
        """Say which list (second) each signature (first) receives, for `address` to use in the same transaction."""
        connection = await self._session.connection()
        await connection.run_sync(_CHOICES.drop, checkfirst=True)
        await connection.run_sync(_CHOICES.create, checkfirst=False)
        await self._write(_CHOICES, ("signature_id", "list_id"), choices)

    async def _write(
        self, table: FromClause, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Write many rows through the driver itself, some at a time: nothing of them needs to be converted."""
        connection = await self._session.connection()
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join(mark for _ in columns)
        # The names are those of our own tables.
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        waiting = iter(rows)
        while some := list(islice(waiting, ROWS_AT_ONCE)):
            await connection.exec_driver_sql(statement, some)

    async def address(
        self, edition_id: int, audience: Audience, starts_at: datetime, due_at: datetime
    ) -> int:
        """One delivery for each active subscriber whose signature has a list, but for `apart`; how many."""
        chosen = (
            select(
                literal(edition_id), Subscription.id, null(), _CHOICES.c.list_id, Subscription.signature_id,
                literal("waiting"), Subscription.medium, literal(due_at, Delivery.due_at.type), null(), literal(0),
                null(), null(),
            )
            .join(_CHOICES, _CHOICES.c.signature_id == Subscription.signature_id)
            .join(Edition, Edition.id == edition_id)
            .where(
                or_(
                    Subscription.seen_until.is_(None),
                    Subscription.seen_until == Edition.starts_at,
                    Subscription.seen_until < literal(starts_at - LONGEST_GAP, Edition.starts_at.type),
                ),
                *_active(audience),
            )
        )  # fmt: skip
        columns = [
            "edition_id", "subscription_id", "channel_id", "list_id", "signature_id", "state", "medium", "due_at",
            "claimed_at", "attempts", "sent_at", "message_id",
        ]  # fmt: skip
        await self._session.execute(insert(Delivery).from_select(columns, chosen))
        await (await self._session.connection()).run_sync(_CHOICES.drop)
        # Not every driver says how many rows it wrote.
        written = select(func.count()).where(Delivery.edition_id == edition_id)
        return await self._session.scalar(written) or 0

    async def apart(
        self, audience: Audience, starts_at: datetime
    ) -> Sequence[tuple[int, int, Preferences, datetime]]:
        """Those who changed their day: they received a part of this window already, or nothing since before it.

        For each: subscription, signature, choices, and from when on they have seen nothing.
        """
        query = (
            select(Subscription, Signature)
            .join(Signature, Signature.id == Subscription.signature_id)
            .where(
                *_active(audience),
                Subscription.seen_until != starts_at,
                Subscription.seen_until >= starts_at - LONGEST_GAP,
            )
        )
        rows = await self._session.execute(query)
        return [
            (row.id, signature.id, Preferences.read(signature.choices), row.seen_until or starts_at)
            for row, signature in rows
        ]

    async def joined(self, audience: Audience, ends_at: datetime) -> None:
        """From this issue on, those who changed their day are like the others; those who pause have seen it too."""
        await self._session.execute(
            update(Subscription)
            .where(
                Subscription.guild_id == audience.guild_id, Subscription.schedule == audience.schedule,
                Subscription.rhythm == audience.rhythm, Subscription.seen_until < ends_at,
            )
            .values(seen_until=ends_at)
        )  # fmt: skip

    async def address_one(
        self, edition_id: int, subscription_id: int, signature_id: int, list_id: int, due_at: datetime
    ) -> None:
        """One delivery for one subscriber, beside the others."""
        medium = select(Subscription.medium).where(Subscription.id == subscription_id)
        self._session.add(
            Delivery(
                edition_id=edition_id, subscription_id=subscription_id, signature_id=signature_id, list_id=list_id,
                state="waiting", medium=await self._session.scalar(medium), due_at=due_at, attempts=0,
            )
        )  # fmt: skip
        await self._session.flush()

    async def address_channel(self, edition_id: int, channel_id: int, list_id: int, due_at: datetime) -> None:
        """One delivery for a channel."""
        self._session.add(
            Delivery(
                edition_id=edition_id, channel_id=channel_id, list_id=list_id, state="waiting", medium="channel",
                due_at=due_at, attempts=0,
            )
        )  # fmt: skip
        await self._session.flush()

    async def claim(
        self, now: datetime, limit: int, media: Collection[str] = ("channel", "mail", "direct")
    ) -> Sequence[Parcel]:
        """Take deliveries that are due; two processes never take the same. What a dead one held is uncertain."""
        await self._session.execute(
            update(Delivery)
            .where(Delivery.state == "claimed", Delivery.claimed_at < now - LEASE)
            .values(state="uncertain")
        )
        # Chosen once, then taken by their numbers: neither database looks at those that stay.
        due = (
            select(Delivery.id)
            .where(Delivery.state == "waiting", Delivery.medium.in_(media), Delivery.due_at <= now)
            .order_by(Delivery.due_at, Delivery.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        taken = await self._session.scalars(
            update(Delivery)
            .where(Delivery.id.in_(select(due.c.id)))
            .values(state="claimed", claimed_at=now, attempts=Delivery.attempts + 1)
            .returning(Delivery.id)
        )
        return await self._parcels(sorted(taken))

    async def finish(self, id: int, state: str, now: datetime, message_id: int | None = None) -> None:
        """What became of a delivery: ``sent``, ``refused``, ``failed`` or ``uncertain``."""
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id == id)
            .values(state=state, claimed_at=None, sent_at=now, message_id=message_id)
        )

    async def later(self, id: int, due_at: datetime, *, untried: bool = False) -> None:
        """Nothing was sent: try again then. ``untried`` does not count as an attempt."""
        values = {"attempts": Delivery.attempts - 1} if untried else {}
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id == id)
            .values(state="waiting", claimed_at=None, due_at=due_at, **values)
        )

    async def drop_waiting(self, subscription_id: int) -> int:
        """Somebody unsubscribed: what was not sent yet never is; how many deliveries that was."""
        gone = await self._session.execute(
            update(Delivery)
            .where(Delivery.subscription_id == subscription_id, Delivery.state == "waiting")
            .values(state="dropped")
            .returning(Delivery.id)
        )
        return len(gone.all())

    async def ledger(self, audience_prefix: str, limit: int = 10) -> Sequence[MadeEdition]:
        """The latest issues, newest first, with what became of their deliveries."""
        made = (
            await self._session.scalars(
                select(Edition)
                .where(Edition.audience.startswith(audience_prefix, autoescape=True))
                .order_by(Edition.ends_at.desc(), Edition.id.desc())
                .limit(limit)
            )
        ).all()
        query = (
            select(Delivery.edition_id, Delivery.state, func.count())
            .where(Delivery.edition_id.in_([edition.id for edition in made]))
            .group_by(Delivery.edition_id, Delivery.state)
        )
        counts: dict[int, dict[str, int]] = {}
        for edition, state, number in await self._session.execute(query):
            counts.setdefault(edition, {})[state] = number
        return [_ledger_line(edition, counts.get(edition.id, {})) for edition in made]

    async def uncertain(self) -> Sequence[Parcel]:
        """Deliveries that a person must look at: sent or not, nobody knows; or refused too often."""
        ids = await self._session.scalars(
            select(Delivery.id).where(Delivery.state.in_(("uncertain", "failed"))).order_by(Delivery.id)
        )
        return await self._parcels(list(ids))

    async def received(self, subscription_id: int, limit: int = 10) -> Sequence[Parcel]:
        """The latest issues of one subscriber, newest first; not those that were stopped on their way."""
        ids = await self._session.scalars(
            select(Delivery.id)
            .where(Delivery.subscription_id == subscription_id, Delivery.state != "dropped")
            .order_by(Delivery.id.desc())
            .limit(limit)
        )
        return await self._parcels(list(ids))

    async def seen_until(self, subscription_id: int) -> datetime | None:
        """Where the last issue that this subscriber received, or is about to, ended."""
        seen = Delivery.state.not_in(("dropped", "failed"))
        return await self._session.scalar(
            select(func.max(Edition.ends_at))
            .join(Delivery, Delivery.edition_id == Edition.id)
            .where(Delivery.subscription_id == subscription_id, seen)
        )

    async def _numbers(self, many: int) -> range:
        """So many numbers for lists, given to nobody else: the row is locked until the issue is written."""
        first = upsert(self._session, Counter).values(name="issue_lists", value=many)
        again = first.on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + many})
        last = int((await self._session.execute(again.returning(Counter.value))).scalar_one())
        return range(last - many + 1, last + 1)

    async def _parcels(self, ids: Sequence[int]) -> Sequence[Parcel]:
        query = (
            select(Delivery, Edition, IssueList)
            .join(Edition, Edition.id == Delivery.edition_id)
            .join(IssueList, IssueList.id == Delivery.list_id)
            .where(Delivery.id.in_(ids))
        )
        rows = {row[0].id: row for row in await self._session.execute(query)}
        return [_parcel(*rows[id]) for id in ids if id in rows]


def _active(audience: Audience) -> tuple[Any, ...]:
    return (
        Subscription.guild_id == audience.guild_id,
        Subscription.schedule == audience.schedule,
        Subscription.rhythm == audience.rhythm,
        Subscription.state == "active",
        Subscription.medium != "none",
    )


def _parcel(delivery: Delivery, edition: Edition, issue: IssueList) -> Parcel:
    return Parcel(
        delivery.id, edition.id, edition.period, edition.starts_at, edition.ends_at, edition.late,
        delivery.subscription_id, delivery.channel_id, delivery.signature_id, tuple(orjson.loads(issue.items)),
        issue.others, delivery.attempts, delivery.medium,
    )  # fmt: skip


def _ledger_line(edition: Edition, counts: Mapping[str, int]) -> MadeEdition:
    return MadeEdition(
        edition.id, edition.audience, edition.period, edition.starts_at, edition.ends_at, edition.made_at, edition.late,
        counts.get("sent", 0), counts.get("waiting", 0) + counts.get("claimed", 0),
        sum(counts.get(state, 0) for state in ("refused", "failed", "uncertain")),
    )  # fmt: skip
