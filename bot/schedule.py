"""The clock of the process: what happens by itself, and when. APScheduler only ticks; deciding is done elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from commands.services import Services

# A late tick still runs, once, and never beside itself.
_DEFAULTS = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}


@contextmanager
def following(services: Services, seconds: int) -> Iterator[None]:
    """Follow the catalogue's changes made by other processes, every so many seconds, while the block runs."""
    scheduler = AsyncIOScheduler(job_defaults=_DEFAULTS)
    scheduler.add_job(follow, IntervalTrigger(seconds=seconds), args=[services], id="catalogue")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def follow(services: Services) -> int:
    """Bring the local replica up to date; the number of entries that had changed."""
    return await services.catalogue.refresh(services.database, services.clock())
