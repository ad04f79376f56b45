"""Where people leave a trace: table by table, each column that could hold a person's number, and what erasure does.

Every table and every such column is named here, those that hold no person too: a test fails when one is added to the
models and not here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import JSON, Column, Integer, MetaData, String

# What stands in a text where a person's number was.
GONE = "…"
# No number of Discord hides in a slug, a state or a locale.
LONGEST_SLUG = 40
# A slug, a key of the blueprint, the id of a territory, a locale: nothing that a person writes as a title.
_SLUG = re.compile(
    r"[a-z0-9:_-]{0,80}|[A-Z][0-9AB]{1,3}|[a-z]{2}-[A-Z]{2}|(?:role|channel):territory:[A-Z0-9]{2,4}"
)


@dataclass(frozen=True, slots=True)
class Traces:
    """What one table holds of people.

    Attributes:
        owner: the column that says whose row it is; empty when the rows are nobody's.
        erasing: what becomes of the person's own rows: deleted whole, or left without their name and their words.
        about: texts that speak of the person when they hold their number: the row is deleted too.
        forget: columns that may name another person; emptied.
        scrub: JSON and texts that may hold a person's number; it is taken out, the rest stays.
        others: columns that could hold such a number, and never hold that of a person.
    """

    owner: str = ""
    erasing: Literal["delete", "forget"] = "delete"
    about: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    scrub: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def person(self) -> tuple[str, ...]:
        """Every column that may hold a person's number."""
        return (*filter(None, [self.owner]), *self.about, *self.forget, *self.scrub)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those that hold nothing else."""
        return (*filter(None, [self.owner]), *self.forget)


WHERE: dict[str, Traces] = {
    # The catalogue speaks of organisations, and of works by their authors: public, and kept by files.
    "shelves": Traces(others=("header",)),
    "entries": Traces(others=("id", "slug", "position", "fields", "revision")),
    "corrections": Traces(others=("slug", "value", "was", "reason")),
    "counters": Traces(others=("value",)),
    # Words are at most forty letters long with at most three figures: no number can be one of them.
    "misses": Traces(others=("count",)),
    # Who was let in by name is among the facts of a channel that was made by hand and taken over, or archived.
    "spaces": Traces(scrub=("applied",), others=("guild_id", "key", "discord_id", "told")),
    "reports": Traces(owner="reporter_id", scrub=("text", "answer"), others=("id", "slug")),
    "members": Traces(owner="member_id", others=("guild_id", "trades", "territories", "themes")),
    "notices": Traces(
        owner="member_id",
        about=("key",),
        scrub=("facts",),
        others=("id", "guild_id", "channel_id", "attempts", "message_id"),
    ),
    "cases": Traces(
        owner="author_id",
        erasing="forget",
        forget=("decided_by",),
        scrub=("facts", "reason"),
        others=("id", "guild_id"),
    ),
    "agreements": Traces(owner="member_id", others=("case_id",)),
    "drafts": Traces(owner="author_id", scrub=("fields",), others=("id", "guild_id")),
    "questions": Traces(
        owner="author_id",
        erasing="forget",
        others=("id", "guild_id", "thread_id", "kept_message_id", "step"),
    ),
    "referents": Traces(owner="member_id", others=("guild_id",)),
    # What sources tell is public; the author of an article is no member of ours.
    "sources": Traces(others=("name", "cursor", "detail", "failures", "entries")),
    "items": Traces(
        owner="proposed_by",
        erasing="forget",
        others=(
            "id", "title", "url", "summary", "authors", "themes", "trades", "audiences", "territories", "why",
            "practice", "position",
        ),
    ),
    "item_keys": Traces(others=("key", "item_id")),
    "item_sources": Traces(others=("item_id", "source", "url", "licence")),
    # Choices without a name; those that nobody makes any more go with whom they could single out.
    "signatures": Traces(others=("id", "digest", "choices")),
    "subscriptions": Traces(
        owner="member_id", others=("id", "guild_id", "schedule", "signature_id", "address", "token")
    ),
    # What somebody searches for may name anybody, even another person by their number.
    "alerts": Traces(
        owner="member_id",
        scrub=("question",),
        others=("id", "guild_id", "slug", "what", "known"),
    ),
    "editions": Traces(others=("id", "audience")),
    "issue_lists": Traces(others=("id", "edition_id", "items", "others")),
    # They lead to a person through their subscription alone: they are loosened from it before it is erased.
    "deliveries": Traces(
        others=(
            "id", "edition_id", "subscription_id", "channel_id", "list_id", "signature_id", "attempts", "message_id",
        )
    ),
}  # fmt: skip


def undeclared(metadata: MetaData) -> list[str]:
    """What the schema and :data:`WHERE` disagree about, as sentences; nothing when every trace is known."""
    return [
        *(f"The table « {name} » is not in WHERE." for name in metadata.tables if name not in WHERE),
        *(
            f"WHERE names the table « {name} », which is gone."
            for name in WHERE
            if name not in metadata.tables
        ),
        *_columns(metadata),
    ]


def can_hold_an_id(column: Column[Any]) -> bool:
    """Whether a person's number would fit: whole numbers, JSON, texts longer than a slug."""
    if isinstance(column.type, JSON):
        return True
    if isinstance(column.type, String):
        return column.type.length is None or bool(column.type.length > LONGEST_SLUG)
    return isinstance(column.type, Integer)


def mentions(value: Any, member_id: int) -> bool:
    """Whether this person's number is anywhere in a value: as a number, in a text, in a list, as a key."""
    return bool(without(value, member_id) != value)


def without(value: Any, member_id: int) -> Any:
    """The value with this person's number taken out wherever it was; lists and objects lose the item that it was."""
    if isinstance(value, dict):
        return {
            key: without(one, member_id)
            for key, one in value.items()
            if not _holds(key, member_id) and not _is(one, member_id)
        }
    if isinstance(value, list | tuple):
        return [without(one, member_id) for one in value if not _is(one, member_id)]
    if isinstance(value, str):
        return _number(member_id).sub(GONE, value)
    return None if _is(value, member_id) else value


def without_words(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a case without what its author wrote: numbers, slugs and yes or no are left, never a sentence.

    ``words`` is where a case keeps the words of a person: it goes whole.
    """
    kept = {key: _bare(value) for key, value in facts.items() if key != "words"}
    return {key: value for key, value in kept.items() if value is not None}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return without_words(value)
    if isinstance(value, list):
        return [bare for one in value if (bare := _bare(one)) is not None]
    return None if isinstance(value, str) and not _SLUG.fullmatch(value) else value


def _number(member_id: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){member_id}(?!\d)")


def _holds(key: object, member_id: int) -> bool:
    return _number(member_id).search(str(key)) is not None


def _is(value: object, member_id: int) -> bool:
    return value in (member_id, str(member_id)) and not isinstance(value, bool)


def _columns(metadata: MetaData) -> Iterator[str]:
    for name, table in metadata.tables.items():
        traces = WHERE.get(name, Traces())
        declared = (*traces.person, *traces.others)
        for column in table.columns:
            if name in WHERE and can_hold_an_id(column) and column.name not in declared:
                yield f"The column « {name}.{column.name} » could hold a person, and is not in WHERE."
        gone = (one for one in declared if one not in table.columns)
        yield from (f"WHERE names the column « {name}.{one} », which is gone." for one in gone)
