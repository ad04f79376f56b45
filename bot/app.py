"""The composition root: the only place that builds things and joins them."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import discord

from bot.client import Tisserande
from bot.collecting import Sources, collecting
from bot.newsroom import DigestRoom
from bot.post import ChannelCourier, DirectCourier
from bot.postman import Postman, naming
from bot.schedule import ticking
from bot.settings import Settings
from commands.services import Services
from digests.classification import Classifier
from digests.couriers.courier import Courier
from digests.couriers.mail import MailCourier, MailSettings
from digests.pacing import real_pacer
from digests.rendering import Naming
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import shipped
from web.server import build_web, serving

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
                months_before_stale=settings.stale_after_months,
                days_kept_after_leaving=settings.keep_left_days,
                open_territory_at=settings.open_territory_at,
                dormant_days=settings.dormant_days,
                offers_mail=mail_of(settings) is not None,
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


def mail_of(settings: Settings) -> MailSettings | None:
    """Where mail leaves from; None when it is not offered: a server, a sender and pages to confirm on are needed."""
    if settings.smtp_url is None or settings.mail_from is None or settings.public_url is None:
        return None
    return MailSettings(settings.smtp_url.get_secret_value(), settings.mail_from, settings.public_url)


def couriers_of(client: discord.Client, services: Services, settings: Settings) -> dict[str, Courier]:
    """The couriers of the digest, by medium."""
    couriers: dict[str, Courier] = {"channel": ChannelCourier(client), "direct": DirectCourier(client)}
    mail = mail_of(settings)
    if mail is not None:
        couriers["mail"] = MailCourier(mail, services.clock)
    return couriers


def naming_of(services: Services, settings: Settings) -> Naming:
    """The names of facets, those of the sources of this installation among them."""
    labels = {each.name: each.label for each in Sources.of(settings).declared}
    return naming(services.catalogue, labels)


async def run(settings: Settings) -> None:
    """Run the bot on Discord, and its pages when they have a port, until it is stopped."""
    token = settings.require_token()
    async with AsyncExitStack() as opened:
        services = await opened.enter_async_context(open_services(settings))
        client = await opened.enter_async_context(build_client(services, settings.guild_id))
        name = naming_of(services, settings)
        if settings.web_port:
            app = build_web(services.database, name, services.clock)
            await opened.enter_async_context(serving(app, settings.web_port))
        sources = Sources.of(settings)
        client.newsroom = DigestRoom(services, sources.declared, sources.opened)
        reading = collecting(services.database, sources, Classifier(services.catalogue))
        collector = await opened.enter_async_context(reading)
        pacer = real_pacer(settings.deliveries_per_second)
        postman = Postman(services, couriers_of(client, services, settings), name, pacer)
        opened.enter_context(ticking(client, settings.refresh_seconds, postman, collector))
        opened.push_async_callback(postman.stop)
        _stop_when_asked()
        await client.start(token)


def _stop_when_asked() -> None:
    """End as after Ctrl-C when the system asks for it: what is in hand is finished first."""
    running = asyncio.current_task()
    if running is not None:
        # Some systems have no such signal.
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
