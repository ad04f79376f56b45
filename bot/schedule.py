"""The clock of the process: what happens by itself, and when. APScheduler only ticks; deciding is done elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.postman import Postman
from commands.services import Services

if TYPE_CHECKING:
    from bot.client import Tisserande
    from bot.collecting import Collector

# A late tick still runs, once, and never beside itself.
_DEFAULTS = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}

# One that hands out direct messages, one that does the rest, and one that sees that this one is not done yet.
MINUTES_AT_ONCE = 3


@contextmanager
def ticking(
    client: "Tisserande", seconds: int, postman: Postman, collector: "Collector | None" = None
) -> Iterator[None]:
    """While the block runs, follow other processes' changes to the catalogue, and give each family its minute.

    The collector is given the minute too: it reads the sources whose turn has come. The digest has a minute of its own:
    a long one delays nothing else, itself included: while direct messages leave, the next minute does the rest.
    """
    scheduler = AsyncIOScheduler(job_defaults=_DEFAULTS)
    scheduler.add_job(follow, IntervalTrigger(seconds=seconds), args=[client.services], id="catalogue")
    scheduler.add_job(minute, IntervalTrigger(minutes=1), args=[client, collector], id="minute")
    scheduler.add_job(
        deliver,
        IntervalTrigger(minutes=1),
        args=[client, postman],
        id="digest",
        max_instances=MINUTES_AT_ONCE,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def follow(services: Services) -> int:
    """Bring the local replica up to date; the number of entries that had changed."""
    return await services.catalogue.refresh(services.database, services.clock())


async def minute(client: "Tisserande", collector: "Collector | None" = None) -> None:
    """What the client does by itself, once it is connected. Sources are read beside it: nobody waits for them."""
    if client.is_ready():
        now = client.services.clock()
        if collector is not None:
            collector.tick(now, [guild.id for guild in client.guilds])
        await client.each_minute(now)


async def deliver(client: "Tisserande", postman: Postman) -> None:
    """The digest's minute, once the client is connected."""
    if client.is_ready():
        await postman.minute(client.services.clock())
