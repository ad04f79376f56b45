"""The composition root: the only place that builds things and joins them."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from bot.client import Tisserande
from bot.collecting import Sources, collecting
from bot.schedule import ticking
from bot.settings import Settings
from commands.services import Services
from digests.classification import Classifier
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import shipped

# New objects between two collections; Python's own 700 would collect several times during one answer.
COLLECT_EVERY = 20_000

Clock = Callable[[], datetime]


def clock_of(settings: Settings) -> Clock:
    """The one clock of the process: the present instant, told in the time zone of the settings."""
    return lambda: datetime.now(settings.timezone)


@asynccontextmanager
async def open_services(
    settings: Settings, clock: Clock | None = None, progress: Callable[[int], None] | None = None
) -> AsyncIterator[Services]:
    """A database at its latest schema, its catalogue (the shipped one when the shelves are empty), and the clock."""
    clock = clock or clock_of(settings)
    database = Database(settings.database_url)
    try:
        await database.upgrade()
        async with database.begin() as store:
            empty = not await store.entries.count()
        if empty:
            await import_catalogue(database, shipped())
        catalogue = await Catalogue.load(database, clock(), settings.index_path, progress)
        _settle_memory()
        try:
            yield Services(
                catalogue,
                database,
                clock,
                settings.stale_after_months,
                settings.keep_left_days,
                settings.open_territory_at,
                settings.dormant_days,
            )
        finally:
            catalogue.close()
    finally:
        await database.close()


def _settle_memory() -> None:
    """The catalogue stays for good: the collector need not walk through it while somebody waits for an answer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 20, 20)


def build_client(services: Services, guild_id: int | None = None, **options: Any) -> Tisserande:
    """A client on these services, ready to start; with ``guild_id`` its commands live in that server alone."""
    return Tisserande(services, guild_id, **options)


async def run(settings: Settings) -> None:
    """Run the bot on Discord until it is stopped."""
    token = settings.require_token()
    sources = Sources.of(settings)
    async with (
        open_services(settings) as services,
        build_client(services, settings.guild_id) as client,
        collecting(services.database, sources, Classifier(services.catalogue)) as collector,
    ):
        with ticking(client, settings.refresh_seconds, collector):
            await client.start(token)
