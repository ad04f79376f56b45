"""Runs migrations on the connection it is given (see storage/database.py)."""

from typing import Any, Literal

from alembic import context

import storage.digest_models  # noqa: F401 - its tables are known once it is read
from storage.models import Base, UtcDateTime


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations stand alone: they name plain column types, never our own."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
