"""What a person must decide: opened once, decided once, whatever the number of moderators who press at that moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import String, and_, cast, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Agreement, Case, Notice, Space

CaseState = Literal["agreeing", "waiting", "accepted", "refused", "withdrawn"]
OPEN: tuple[CaseState, ...] = ("agreeing", "waiting")


def card_key(id: int) -> str:
    """The key of the notice that shows a case to moderators: it is shown once."""
    return f"case-{id}-card"


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One case as moderators and its author read it.

    Attributes:
        state: « agreeing » while people quoted in it have not all said yes; « waiting » for moderators; then decided.
        facts: ids, slugs and the short words its author gave; what it is about.
    """

    id: int
    guild_id: int
    kind: str
    author_id: int | None
    facts: Mapping[str, Any]
    state: CaseState
    reason: str
    opened_at: datetime
    decided_by: int | None
    decided_at: datetime | None


class Cases:
    """Cases inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(
        self, guild_id: int, kind: str, author_id: int | None, facts: Mapping[str, Any], now: datetime,
        agreeing: Iterable[int] = (),
    ) -> int:  # fmt: skip
        """Open a case and give its number. It waits first for the agreement of these people, if any."""
        people = sorted(set(agreeing))
        case = Case(
            guild_id=guild_id, kind=kind, author_id=author_id, facts=dict(facts),
            state="agreeing" if people else "waiting", reason="", opened_at=now,
        )  # fmt: skip
        self._session.add(case)
        await self._session.flush()
        self._session.add_all(Agreement(case_id=case.id, member_id=one, state="waiting") for one in people)
        return case.id

    async def get(self, id: int) -> OpenedCase | None:
        """One case."""
        case = await self._session.get(Case, id)
        return _read(case) if case else None

    async def decide(
        self, id: int, state: CaseState, decided_by: int | None, reason: str, now: datetime
    ) -> bool:
        """Decide a case that waits. False when it was decided already or never waited: nothing is overwritten."""
        changed = await self._session.execute(
            update(Case)
            .where(Case.id == id, Case.state.in_(OPEN))
            .values(state=state, decided_by=decided_by, reason=reason, decided_at=now)
            .returning(Case.id)
        )
        return changed.scalar_one_or_none() is not None

    async def waiting(self, guild_id: int, *kinds: str, limit: int = 10) -> Sequence[OpenedCase]:
        """Cases that moderators must decide, oldest first."""
        query = select(Case).where(Case.guild_id == guild_id, Case.state == "waiting")
        if kinds:
            query = query.where(Case.kind.in_(kinds))
        return [_read(case) for case in await self._session.scalars(query.order_by(Case.id).limit(limit))]

    async def unshown(self, queue: str, *kinds: str, limit: int = 100) -> Sequence[tuple[OpenedCase, int]]:
        """Cases that moderators must decide and that no notice shows them yet, on every server, oldest first.

        Each comes with the channel that has the key ``queue`` there; where there is none, its cases wait for one.
        """
        key = literal("case-").concat(cast(Case.id, String)).concat("-card")
        query = (
            select(Case, Space.discord_id)
            .join(Space, and_(Space.guild_id == Case.guild_id, Space.key == queue))
            .where(
                Case.state == "waiting",
                Case.kind.in_(kinds),
                Space.discord_id.is_not(None),
                ~select(Notice.id).where(Notice.key == key).exists(),
            )
            .order_by(Case.id)
            .limit(limit)
        )
        return [(_read(case), channel or 0) for case, channel in await self._session.execute(query)]

    async def of(self, guild_id: int | None, author_id: int, limit: int = 10) -> Sequence[OpenedCase]:
        """The latest cases of one person, newest first; on every server without ``guild_id``."""
        query = select(Case).where(Case.author_id == author_id).order_by(Case.id.desc()).limit(limit)
        if guild_id is not None:
            query = query.where(Case.guild_id == guild_id)
        return [_read(case) for case in await self._session.scalars(query)]

    async def known(self, guild_id: int, *kinds: str, limit: int = 500) -> Sequence[OpenedCase]:
        """Cases of these kinds whatever became of them, newest first."""
        query = select(Case).where(Case.guild_id == guild_id, Case.kind.in_(kinds))
        return [
            _read(case) for case in await self._session.scalars(query.order_by(Case.id.desc()).limit(limit))
        ]

    async def asked(
        self, guild_id: int | None, member_id: int, limit: int = 10
    ) -> Sequence[tuple[OpenedCase, str]]:
        """Undecided cases in which this person is quoted, each with their answer; those not answered first.

        On every server without ``guild_id``.
        """
        query = (
            select(Case, Agreement.state)
            .join(Agreement, Agreement.case_id == Case.id)
            .where(Agreement.member_id == member_id, Case.state.in_(OPEN))
            .order_by(Agreement.state != "waiting", Case.id)
            .limit(limit)
        )
        if guild_id is not None:
            query = query.where(Case.guild_id == guild_id)
        return [(_read(case), answer) for case, answer in await self._session.execute(query)]

    async def unanswered(self, kind: str, opened_before: datetime, limit: int = 20) -> Sequence[OpenedCase]:
        """Cases opened before this instant for which somebody quoted has not answered, oldest first."""
        query = (
            select(Case)
            .where(Case.kind == kind, Case.state == "agreeing", Case.opened_at < opened_before)
            .order_by(Case.id)
            .limit(limit)
        )
        return [_read(case) for case in await self._session.scalars(query)]

    async def agree(self, id: int, member_id: int, *, agrees: bool, now: datetime) -> CaseState | None:
        """Somebody quoted says yes or no; the case's state after it, None when they were not asked.

        One « no » withdraws the case; the last « yes » hands it to moderators.
        """
        answer = await self._session.get(Agreement, (id, member_id))
        case = await self._session.get(Case, id, with_for_update=True)
        if answer is None or case is None:
            return None
        if case.state == "agreeing":
            answer.state, answer.answered_at = ("yes" if agrees else "no"), now
            await self._session.flush()
            if not agrees:
                await self.decide(id, "withdrawn", None, "", now)
            elif "waiting" not in set((await self.agreements(id)).values()):
                case.state = "waiting"
            await self._session.flush()
            await self._session.refresh(case)
        return _read(case).state

    async def agreements(self, id: int) -> dict[int, str]:
        """What each person quoted has answered: « waiting », « yes », « no »."""
        query = select(Agreement.member_id, Agreement.state).where(Agreement.case_id == id)
        return {row.member_id: row.state for row in await self._session.execute(query)}


def _read(case: Case) -> OpenedCase:
    return OpenedCase(
        case.id, case.guild_id, case.kind, case.author_id, dict(case.facts),
        case.state,  # type: ignore[arg-type]  # only CaseState is ever written
        case.reason, case.opened_at, case.decided_by, case.decided_at,
    )  # fmt: skip
