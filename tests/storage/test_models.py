from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import BigInteger, Dialect, create_engine
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

import storage.digest_models  # noqa: F401 - its tables are known once it is read
from storage.models import Base, UtcDateTime

SQLITE: Dialect = SQLiteDialect()
POSTGRESQL: Dialect = PGDialect()  # type: ignore[no-untyped-call]  # its constructor publishes no types


def test_every_whole_number_is_kept_on_sixty_four_bits() -> None:
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    whole = [column for column in columns if column.type.python_type is int]
    narrow = [column.name for column in whole if not isinstance(column.type, BigInteger)]
    assert narrow == []


def test_every_instant_goes_through_the_one_type_that_keeps_utc() -> None:
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    instants = {column.name for column in columns if isinstance(column.type, UtcDateTime)}
    assert {column.name for column in columns if column.name.endswith("_at")} | {
        "since",
        "seen_until",
    } == instants


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=["sqlite", "postgresql"])
def test_an_instant_is_stored_and_read_as_utc(dialect: Dialect) -> None:
    there = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=11)))
    stored = UtcDateTime().process_bind_param(there, dialect)
    assert stored == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert UtcDateTime().process_result_value(stored.replace(tzinfo=None), dialect) == there


def test_no_instant_is_an_instant_left_empty() -> None:
    kept = UtcDateTime()
    assert (
        kept.process_bind_param(None, SQLITE),
        kept.process_result_value(None, SQLITE),
    ) == (
        None,
        None,
    )


def test_a_naive_instant_is_refused_with_a_sentence(now: datetime) -> None:
    with pytest.raises(ValueError, match="has no time zone: say which instant it is"):
        UtcDateTime().process_bind_param(now.replace(tzinfo=None), SQLITE)


def test_the_models_make_their_tables_on_an_empty_database() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert set(Base.metadata.tables) == {
        "agreements",
        "alerts",
        "cases",
        "corrections",
        "counters",
        "deliveries",
        "drafts",
        "editions",
        "entries",
        "issue_lists",
        "item_keys",
        "item_sources",
        "items",
        "members",
        "misses",
        "notices",
        "questions",
        "referents",
        "reports",
        "shelves",
        "signatures",
        "sources",
        "spaces",
        "subscriptions",
    }
