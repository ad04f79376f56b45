"""The database schema on one page.

Discord ids are 64-bit integers; instants are UTC; dates with the precision of a day stay dates.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refused when naive, stored and read back as UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC, refusing an instant without its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: say which instant it is.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: SQLite forgets the zone, which is UTC; PostgreSQL answers in the zone of its session."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Tables of Tisserande, with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer, "sqlite"),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
    }


class Shelf(Base):
    """What the file of a shelf says of itself: title, source, licence, date."""

    __tablename__ = "shelves"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    header: Mapped[dict[str, Any]]


class Entry(Base):
    """One catalogue entry as last imported; corrections lie over it."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("shelf", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shelf: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    fields: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(index=True)
    withdrawn_on: Mapped[date | None]


class Correction(Base):
    """The value a person gave to one field. ``was`` is what the reference said then: it reveals later conflicts."""

    __tablename__ = "corrections"

    shelf: Mapped[str] = mapped_column(String(40), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    was: Mapped[Any] = mapped_column(JSON)
    corrected_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class Counter(Base):
    """A named number that only grows; ``catalogue`` numbers the changes that local replicas follow."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]


class Report(Base):
    """An error a member reported on an entry, and what became of it."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    shelf: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    reporter_id: Mapped[int] = mapped_column(index=True)
    reported_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]


class Miss(Base):
    """A word nobody could answer, counted without the person who typed it."""

    __tablename__ = "misses"

    command: Mapped[str] = mapped_column(String(40), primary_key=True)
    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
    last_on: Mapped[date]


class Member(Base):
    """What a person chose to say of themselves on one server, and whether the bot greeted them. All of it optional."""

    __tablename__ = "members"

    guild_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    audience: Mapped[str] = mapped_column(String(40))
    trades: Mapped[list[str]]
    territories: Mapped[list[str]]
    themes: Mapped[list[str]]
    joined_at: Mapped[datetime]
    greeted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None] = mapped_column(index=True)


class Space(Base):
    """A role, category or channel that the blueprint made, and how we left it: what differs was done by hand.

    ``discord_id`` is empty between the intention and Discord's answer; ``told`` is the last difference told to people.
    """

    __tablename__ = "spaces"

    guild_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    discord_id: Mapped[int | None] = mapped_column(index=True)
    applied: Mapped[dict[str, Any]]
    intended_at: Mapped[datetime]
    archived: Mapped[bool]
    told: Mapped[str] = mapped_column(String(64))


class Notice(Base):
    """Something the bot says unasked: written first, then sent once. ``key`` forbids saying it twice.

    With ``member_id`` it is told in private, and stays readable by that person whatever their message settings.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    guild_id: Mapped[int]
    channel_id: Mapped[int | None]
    member_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    locale: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]


class Case(Base):
    """Something a person must decide: a space proposed, an exchange to keep. Decided once, kept as a fact."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    author_id: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(index=True)
    decided_at: Mapped[datetime | None]


class Agreement(Base):
    """Whether a person quoted in a case agrees; nothing of them is kept in the case before they do."""

    __tablename__ = "agreements"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime | None]


class Draft(Base):
    """A text that a person has not sent yet: given back when something fails, erased once it is sent or old."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    fields: Mapped[dict[str, Any]]
    written_at: Mapped[datetime]


class Question(Base):
    """A post that asks something: whose it is, where, and how far the search for an answer went; never its text."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(index=True)
    thread_id: Mapped[int] = mapped_column(unique=True)
    author_id: Mapped[int | None] = mapped_column(index=True)
    by_form: Mapped[bool]
    trade: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(40))
    territory: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    kept_message_id: Mapped[int | None]
    step: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(index=True)


class Referent(Base):
    """Somebody who volunteered to be told of questions of a trade (or any) in a territory."""

    __tablename__ = "referents"

    guild_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    trade: Mapped[str] = mapped_column(String(40), primary_key=True)
    territory: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime]
