"""Posts that ask something: whose, where, how far the search for an answer went. Never what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Question


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: slugs and an id, each empty when unknown."""

    trade: str = ""
    theme: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question.

    Attributes:
        thread_id: the post that asks it.
        author_id: who asked; None once they erased their data.
        by_form: asked with /question: the bot wrote the post in their name.
        trade, theme, territory: slugs and id, empty when unknown.
        answered_at: when somebody else first wrote in the post.
        kept_message_id: the answer that the author or a referent kept.
        step: how many steps of the ladder were taken.
        next_at: when the next step may be told; None when nobody is to be told any more.
    """

    id: int
    guild_id: int
    thread_id: int
    author_id: int | None
    by_form: bool
    trade: str
    theme: str
    territory: str
    locale: str
    asked_at: datetime
    answered_at: datetime | None
    resolved_at: datetime | None
    kept_message_id: int | None
    step: int
    next_at: datetime | None


class Questions:
    """Questions inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        guild_id: int,
        thread_id: int,
        author_id: int,
        now: datetime,
        subject: Subject,
        *,
        by_form: bool,
        next_at: datetime | None,
        locale: str = "fr",
    ) -> int | None:
        """Keep a question and give its number; None when this post is known already."""
        if await self.at(thread_id) is not None:
            return None
        question = Question(
            guild_id=guild_id, thread_id=thread_id, author_id=author_id, by_form=by_form, trade=subject.trade,
            theme=subject.theme, territory=subject.territory, locale=locale, asked_at=now, step=0, next_at=next_at,
        )  # fmt: skip
        self._session.add(question)
        await self._session.flush()
        return question.id

    async def get(self, id: int) -> Asked | None:
        """One question by its number."""
        question = await self._session.get(Question, id)
        return _read(question) if question else None

    async def at(self, thread_id: int) -> Asked | None:
        """The question asked in this post, if it is one."""
        question = (
            await self._session.scalars(select(Question).where(Question.thread_id == thread_id))
        ).first()
        return _read(question) if question else None

    async def answered(self, thread_id: int, at: datetime) -> bool:
        """Somebody else wrote in the post; True the first time. Nobody is to be told any more."""
        changed = await self._session.execute(
            update(Question)
            .where(Question.thread_id == thread_id, Question.answered_at.is_(None))
            .values(answered_at=at, next_at=None)
            .returning(Question.id)
        )
        return changed.scalar_one_or_none() is not None

    async def resolved(self, thread_id: int, at: datetime, kept_message_id: int | None = None) -> bool:
        """The question is solved, perhaps by this message; False when it was solved already and nothing changes."""
        values = {"resolved_at": at, "next_at": None}
        if kept_message_id is not None:
            values["kept_message_id"] = kept_message_id  # type: ignore[assignment]  # an id among instants
        changed = await self._session.execute(
            update(Question)
            .where(Question.thread_id == thread_id, Question.resolved_at.is_(None))
            .values(**values)
            .returning(Question.id)
        )
        return changed.scalar_one_or_none() is not None

    async def kept(self, thread_id: int, message_id: int, at: datetime) -> bool:
        """An answer is kept, which solves the question; False when it is this one already, and nothing changes."""
        instant = literal(at, Question.resolved_at.type)
        changed = await self._session.execute(
            update(Question)
            .where(Question.thread_id == thread_id, Question.kept_message_id.is_distinct_from(message_id))
            .values(
                kept_message_id=message_id,
                answered_at=func.coalesce(Question.answered_at, instant),
                resolved_at=func.coalesce(Question.resolved_at, instant),
                next_at=None,
            )
            .returning(Question.id)
        )
        return changed.scalar_one_or_none() is not None

    async def reopened(self, thread_id: int, next_at: datetime | None) -> bool:
        """The question is open again, and no answer is kept any more; False when it was open."""
        changed = await self._session.execute(
            update(Question)
            .where(Question.thread_id == thread_id, Question.resolved_at.is_not(None))
            .values(resolved_at=None, kept_message_id=None, next_at=next_at)
            .returning(Question.id)
        )
        return changed.scalar_one_or_none() is not None

    async def expecting(self) -> dict[int, int | None]:
        """The posts that nobody answered yet, on every server, each with its author."""
        query = select(Question.thread_id, Question.author_id).where(
            Question.answered_at.is_(None), Question.resolved_at.is_(None)
        )
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def due(self, now: datetime, limit: int = 50) -> Sequence[Asked]:
        """Questions of which somebody may be told now, oldest first."""
        query = (
            select(Question)
            .where(Question.next_at <= now, Question.answered_at.is_(None), Question.resolved_at.is_(None))
            .order_by(Question.next_at, Question.id)
            .limit(limit)
        )
        return [_read(question) for question in await self._session.scalars(query)]

    async def stepped(self, id: int, was: int, step: int, next_at: datetime | None) -> bool:
        """A step is taken; False when another process took it first, or when the question was answered meanwhile."""
        changed = await self._session.execute(
            update(Question)
            .where(
                Question.id == id,
                Question.step == was,
                Question.answered_at.is_(None),
                Question.resolved_at.is_(None),
            )
            .values(step=step, next_at=next_at)
            .returning(Question.id)
        )
        return changed.scalar_one_or_none() is not None

    async def of(self, guild_id: int, author_id: int, limit: int = 10) -> Sequence[Asked]:
        """The latest questions of one person, newest first."""
        query = (
            select(Question)
            .where(Question.guild_id == guild_id, Question.author_id == author_id)
            .order_by(Question.id.desc())
            .limit(limit)
        )
        return [_read(question) for question in await self._session.scalars(query)]

    async def unanswered(self, guild_id: int, limit: int = 10) -> Sequence[Asked]:
        """Questions that nobody answered yet, oldest first."""
        query = (
            select(Question)
            .where(
                Question.guild_id == guild_id, Question.answered_at.is_(None), Question.resolved_at.is_(None)
            )
            .order_by(Question.id)
            .limit(limit)
        )
        return [_read(question) for question in await self._session.scalars(query)]

    async def between(self, guild_id: int, start: datetime, end: datetime) -> Sequence[Asked]:
        """Questions asked from ``start`` (included) to ``end`` (excluded)."""
        query = select(Question).where(
            Question.guild_id == guild_id, Question.asked_at >= start, Question.asked_at < end
        )
        return [_read(question) for question in await self._session.scalars(query.order_by(Question.id))]


def _read(question: Question) -> Asked:
    return Asked(
        question.id, question.guild_id, question.thread_id, question.author_id, question.by_form, question.trade,
        question.theme, question.territory, question.locale, question.asked_at, question.answered_at,
        question.resolved_at, question.kept_message_id, question.step, question.next_at,
    )  # fmt: skip
