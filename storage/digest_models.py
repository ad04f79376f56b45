"""The tables of the digest: sources, items, subscriptions, issues, alerts; the others are in ``storage/models.py``."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Base


class SourceState(Base):
    """How far a source was read, and how it fares. ``cursor`` moves only when a reading succeeded."""

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    cursor: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(Text)
    failures: Mapped[int]
    entries: Mapped[int]
    newest_on: Mapped[date | None]
    checked_at: Mapped[datetime]
    succeeded_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class Item(Base):
    """Something new that a source told of: one work, one news, one event, whatever the number of its sources."""

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    authors: Mapped[list[str]]
    published_on: Mapped[date | None]
    deadline: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(10))
    access: Mapped[str] = mapped_column(String(10))
    themes: Mapped[list[str]]
    trades: Mapped[list[str]]
    audiences: Mapped[list[str]]
    territories: Mapped[list[str]]
    why: Mapped[dict[str, Any]]
    practice: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    pinned: Mapped[bool]
    position: Mapped[int]
    proposed_by: Mapped[int | None] = mapped_column(index=True)
    first_seen_at: Mapped[datetime] = mapped_column(index=True)


class ItemKey(Base):
    """One of the names by which an item is recognised: its DOI, an identifier, an address, its title and year."""

    __tablename__ = "item_keys"

    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)


class ItemSource(Base):
    """A source that told of an item, and the licence under which it did."""

    __tablename__ = "item_sources"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(String(80))


class Signature(Base):
    """One set of choices, shared by everybody who made the same ones: lists are made for it, not for people.

    ``choices`` is JSON in one fixed order, read by the half million when an issue is made.
    """

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    choices: Mapped[str] = mapped_column(Text)


class Subscription(Base):
    """Who receives the digest, how and when. ``schedule`` is ``Europe/Paris 1 8``: zone, ISO weekday, hour."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        UniqueConstraint("guild_id", "member_id"),
        # Every minute asks who is active and when, who is to be asked, and whose pause is over.
        Index("ix_subscriptions_moment", "state", "guild_id", "schedule", "rhythm"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(index=True)
    medium: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20))
    schedule: Mapped[str] = mapped_column(String(60))
    rhythm: Mapped[str] = mapped_column(String(10))
    paused_until: Mapped[date | None]
    signature_id: Mapped[int] = mapped_column(ForeignKey("signatures.id"), index=True)
    address: Mapped[str | None] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    locale: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime]
    seen_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(40))


class Edition(Base):
    """One issue for one audience and one week: the row whose uniqueness makes it happen once."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("audience", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(String(80))
    period: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    late: Mapped[bool]


class IssueList(Base):
    """The items of an issue in their order, written once for all those who receive the same."""

    __tablename__ = "issue_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    items: Mapped[str] = mapped_column(Text)
    others: Mapped[int]


class Delivery(Base):
    """One issue to bring to one subscriber or one channel, and what became of it.

    ``medium`` is the queue that it waits in: each has its own pace, and none waits behind another.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("edition_id", "subscription_id"),
        UniqueConstraint("edition_id", "channel_id", name="uq_deliveries_edition_channel"),
        Index("ix_deliveries_queue", "state", "medium", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscriptions.id"), index=True)
    channel_id: Mapped[int | None]
    list_id: Mapped[int] = mapped_column(ForeignKey("issue_lists.id"))
    signature_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20))
    medium: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]


class Alert(Base):
    """Something one person wants to be told of: what is new for a search, or the closing of a scheme.

    ``what`` is the same for the same wish, which is kept once. ``done`` is the week (``2026-W48``) or the day
    (``2026-11-30``) already looked at; ``known``, what was known then.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("guild_id", "member_id", "what"),
        Index("ix_alerts_due", "kind", "done", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(10))
    command: Mapped[str] = mapped_column(String(20))
    question: Mapped[dict[str, Any]]
    slug: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(64))
    known: Mapped[list[str]]
    locale: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    done: Mapped[str] = mapped_column(String(10))
