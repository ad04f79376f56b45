"""`tisserande digest preview | run | replay | send-to`: the digest from a terminal. Nothing leaves without --really."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

import discord

import locales
from bot.app import build_client, couriers_of, naming_of, open_services
from bot.postman import PACE, tell_issue, tell_round
from bot.settings import Settings
from commands.services import Services
from digests.couriers.courier import Courier, NotNow, Refused
from digests.delivery import Post, page_for
from digests.periods import DEFAULT, Rhythm, Schedule, due, period_of, upcoming
from digests.pipeline import Issue, channel_audiences, make_channel_issue, make_due_issues, make_issue
from digests.rendering import Naming, Page, as_html, as_text
from digests.selection import Limits, Selector
from storage.database import Store
from storage.editions import Parcel
from storage.subscriptions import Audience, Preferences, Subscriber

FACETS = ("themes", "trades", "audiences", "territories")
TO_BE_DONE = 1
NOBODY = Subscriber(
    0, 0, 0, "none", "active", DEFAULT, "weekly", None, Preferences(), None, "", "fr", datetime.min, None, ""  # noqa: DTZ901 - never compared
)  # fmt: skip


class _OnlyLooking(Exception):
    """Takes back everything that was written, to see what would have been."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The coming issue of one reader, as it would be now; ``page`` is None when there is nothing to say."""

    parcel: Parcel
    page: Page | None


def preview(given: argparse.Namespace, settings: Settings) -> int:
    """Print the coming issue of one subscriber, or of anybody with these choices."""
    return asyncio.run(show_preview(given, settings))


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Make and deliver what is due; without --really, say what would be made."""
    return asyncio.run(_run_really(settings) if given.really else _run_dry(settings))


def replay(given: argparse.Namespace, settings: Settings) -> int:
    """List what a person must look at in one issue; with --really, send again those they name."""
    return asyncio.run(replay_one(given, settings))


def send_to(given: argparse.Namespace, settings: Settings) -> int:
    """Send the coming issue to one subscriber, as a trial: the ledger knows nothing of it."""
    return asyncio.run(_send_to(given, settings))


async def show_preview(given: argparse.Namespace, settings: Settings) -> int:
    """See `preview`."""
    async with open_services(settings) as services:
        chosen = Preferences(*(getattr(given, facet) for facet in FACETS))
        readers: Sequence[Subscriber] = [replace(NOBODY, preferences=chosen)]
        if given.member is not None:
            readers = await _subscriptions(services, given.member)
        for reader in readers:
            found = await coming(services, reader, naming_of(services, settings))
            _show(found, reader)
            if given.html and found.page:
                given.html.write_text(
                    as_html(found.page, locales.reader(reader.locale), {}), encoding="utf-8"
                )
    return 0 if readers else TO_BE_DONE


async def _run_dry(settings: Settings) -> int:
    async with open_services(settings) as services:
        made = await would_make(services)
        async with services.database.begin() as store:
            waiting = await store.deliveries.waiting(services.clock())
    _tell(made, waiting)
    print("Nothing was made and nothing was sent: add --really.")
    return 0


async def _run_really(settings: Settings) -> int:
    async with _connected(settings) as (services, couriers):
        made = await make_due_issues(services.database, services.catalogue.territories, services.clock())
        for issue in made:
            tell_issue(issue)
        post = Post(
            services.database, couriers, services.catalogue.territories, naming_of(services, settings)
        )
        for medium, pace in PACE.items():
            tell_round(medium, await post.round(services.clock(), pace, (medium,)))
        async with services.database.begin() as store:
            waiting = await store.deliveries.waiting(services.clock())
    _tell(made, waiting)
    return 0


async def replay_one(given: argparse.Namespace, settings: Settings) -> int:
    """See `replay`."""
    async with open_services(settings) as services, services.database.begin() as store:
        for each in await store.deliveries.to_look_at(given.edition):
            whom = f"member {each.member_id}" if each.member_id else f"channel {each.channel_id}"
            print(f"{each.id}: {each.state}, {each.medium}, {whom}, attempts: {each.attempts}")
        if not given.really:
            print("Nothing is sent again: name some with --only, and add --really.")
            return 0
        again = await store.deliveries.again(given.edition, given.only, services.clock())
    print(f"Sent again within a minute by the running bot: {', '.join(map(str, again)) or 'none'}.")
    return 0 if len(again) == len(set(given.only)) else TO_BE_DONE


async def _send_to(given: argparse.Namespace, settings: Settings) -> int:
    if not given.really:
        async with open_services(settings) as services:
            readers = await _subscriptions(services, given.member)
            for reader in readers:
                _show(await coming(services, reader, naming_of(services, settings)), reader)
        print("Nothing was sent: add --really.")
        return 0 if readers else TO_BE_DONE
    async with _connected(settings) as (services, couriers):
        readers = await _subscriptions(services, given.member)
        return max(
            [await _try(services, couriers, reader, settings) for reader in readers], default=TO_BE_DONE
        )


async def _try(
    services: Services, couriers: Mapping[str, Courier], reader: Subscriber, settings: Settings
) -> int:
    found = await coming(services, reader, naming_of(services, settings))
    if reader.state != "active" or reader.medium not in couriers or found.page is None:
        print(f"Nothing to send: {reader.state}, {reader.medium}.", file=sys.stderr)
        return TO_BE_DONE
    try:
        await couriers[reader.medium].deliver(found.parcel, found.page, reader)
    except (Refused, NotNow) as refusal:
        print(f"Not sent: {type(refusal).__name__} {refusal}", file=sys.stderr)
        return TO_BE_DONE
    print("Sent.")
    return 0


async def coming(services: Services, reader: Subscriber, name: Naming) -> Coming:
    """What this reader would receive if their window ended now."""
    now, rhythm = services.clock(), _rhythm(reader.rhythm)
    schedule, territories = Schedule.read(reader.schedule), services.catalogue.territories
    async with services.database.begin() as store:
        last = await store.editions.last_end(Audience(reader.guild_id, reader.schedule, reader.rhythm).key)
        window = due(now, schedule, rhythm, None)
        start = last or (window.ends_at if window else now)
        selector = Selector(await store.items.between(start, now), territories, Limits())
        chosen, others = selector.choose(reader.preferences, reader.seen_until)
        items = await store.items.some(chosen)
    end = upcoming(now, schedule, rhythm)
    # A number of its own for each trial: it must not be taken for the issue itself.
    parcel = Parcel(
        -int(now.timestamp()), 0, period_of(end, rhythm), start, end, late=False, subscription_id=reader.id,
        channel_id=None, signature_id=None, items=tuple(chosen), others=others, attempts=1, medium=reader.medium,
    )  # fmt: skip
    page = page_for(parcel, items, reader, territories, name) if items else None
    return Coming(parcel, page)


async def would_make(services: Services) -> Sequence[Issue]:
    """The issues that are due: they are made, looked at, and taken back."""
    made: list[Issue] = []
    with suppress(_OnlyLooking):
        async with services.database.begin() as store:
            made = await _make_all(store, services)
            _take_back()
    return made


def _take_back() -> NoReturn:
    raise _OnlyLooking


async def _make_all(store: Store, services: Services) -> list[Issue]:
    now, territories = services.clock(), services.catalogue.territories
    await store.subscriptions.resume(now.date())
    made = [
        await make_channel_issue(store, territories, channel, now, Limits())
        for channel in await channel_audiences(store)
    ]
    made += [
        await make_issue(store, territories, audience, now, Limits())
        for audience in await store.subscriptions.audiences()
    ]
    return [issue for issue in made if issue]


async def _subscriptions(services: Services, member_id: int) -> Sequence[Subscriber]:
    async with services.database.begin() as store:
        found = await store.subscriptions.all_of(member_id)
    if not found:
        print("This member has no subscription.", file=sys.stderr)
    return found


def _show(found: Coming, reader: Subscriber) -> None:
    words = locales.reader(reader.locale)
    print(as_text(found.page, words, {}) if found.page else "Nothing to say: nothing would be sent.")


def _tell(made: Sequence[Issue], waiting: Mapping[str, int]) -> None:
    for issue in made:
        late = ", late" if issue.window.late else ""
        print(
            f"{issue.audience.key}: {issue.window.period}{late}, {issue.items} items,"
            f" {issue.lists} lists, {issue.deliveries} deliveries"
        )
    print("No issue is due." if not made else f"{len(made)} issue(s).")
    print(
        "Waiting: "
        + (", ".join(f"{number} {medium}" for medium, number in waiting.items()) or "nothing")
        + "."
    )


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[tuple[Services, Mapping[str, Courier]]]:
    """Services and couriers; the client is logged in, and hears nothing."""
    async with open_services(settings) as services, build_client(services, settings.guild_id) as client:
        # Commands and components belong to the bot that runs.
        client.setup_hook = _nothing  # type: ignore[method-assign]
        await discord.Client.login(client, settings.require_token())
        yield services, couriers_of(client, services, settings)


async def _nothing() -> None:
    """Set nothing up."""


def _rhythm(written: str) -> Rhythm:
    return "monthly" if written == "monthly" else "weekly"
