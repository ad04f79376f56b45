"""Errors that members report, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Report

ReportState = Literal["open", "corrected", "kept"]


@dataclass(frozen=True, slots=True)
class ReportedError:
    """One report as its author and the moderators read it."""

    id: int
    shelf: str
    slug: str
    text: str
    reporter_id: int
    reported_at: datetime
    state: ReportState
    answer: str | None
    closed_at: datetime | None


class Reports:
    """Reports inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, shelf: str, slug: str, text: str, reporter_id: int, at: datetime) -> int:
        """Keep a report and give its number."""
        report = Report(
            shelf=shelf, slug=slug, text=text, reporter_id=reporter_id, reported_at=at, state="open"
        )
        self._session.add(report)
        await self._session.flush()
        return report.id

    async def of(self, reporter_id: int, limit: int = 10) -> Sequence[ReportedError]:
        """The latest reports of one person, newest first."""
        query = (
            select(Report).where(Report.reporter_id == reporter_id).order_by(Report.id.desc()).limit(limit)
        )
        return [_read(report) for report in await self._session.scalars(query)]

    async def waiting(self, limit: int = 10) -> Sequence[ReportedError]:
        """Reports nobody has answered yet, oldest first."""
        query = select(Report).where(Report.state == "open").order_by(Report.id).limit(limit)
        return [_read(report) for report in await self._session.scalars(query)]

    async def close(self, id: int, state: ReportState, answer: str, at: datetime) -> bool:
        """Decide a report once. False when it was decided already or never existed: nothing is overwritten."""
        values = {"state": state, "answer": answer, "closed_at": at}
        changed = await self._session.execute(
            update(Report).where(Report.id == id, Report.state == "open").values(values).returning(Report.id)
        )
        return changed.scalar_one_or_none() is not None


def _read(report: Report) -> ReportedError:
    return ReportedError(
        report.id, report.shelf, report.slug, report.text, report.reporter_id, report.reported_at,
        report.state, report.answer, report.closed_at,  # type: ignore[arg-type]  # only ReportState is ever written
    )  # fmt: skip
