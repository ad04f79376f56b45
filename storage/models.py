"""The database schema on one page.

Discord ids are 64-bit integers; instants are UTC; dates with the precision of a day stay dates.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String, Text, UniqueConstraint
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
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer, "sqlite"),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
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
