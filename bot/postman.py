"""The digest's own minute: make what is due, deliver a little of it, tell moderators what needs a person."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.journal import trace
from commands.services import Services
from digests.couriers.courier import Courier, NotNow, Refused
from digests.couriers.mail import MailCourier
from digests.delivery import Post, Round
from digests.pacing import Pacer
from digests.pipeline import Issue, make_due_issues
from digests.rendering import Naming
from locales import typeset
from storage.catalogue import Catalogue
from storage.notices import Note
from storage.subscriptions import Subscriber, SubscriptionState

# What one minute delivers, channels first. Direct messages never leave in a burst: Discord takes bursts for spam.
# A running bot has a pacer for them instead of this share.
DIRECT = "direct"
PACE = {"channel": 20, "mail": 60, DIRECT: 20}
MOST_QUESTIONS = 20
# Whoever lost the question may ask for it again the next day; nobody makes us write to somebody else ten times.
ASKED_AGAIN = timedelta(days=1)
JOURNAL = "channel:journal"
UNCERTAIN = "uncertain"


class Postman:
    """Makes and delivers issues for one process; two of them never do the same work.

    ``couriers`` by medium; a medium without a courier waits for a process that has one. ``name`` names facets.
    With ``pacer``, direct messages leave at its pace for as long as any waits, beside the minutes that follow.
    """

    def __init__(
        self, services: Services, couriers: Mapping[str, Courier], name: Naming, pacer: Pacer | None = None
    ) -> None:
        self._services = services
        self._mail = couriers.get("mail")
        self._post = Post(services.database, couriers, services.catalogue.territories, name)
        self._pacer = pacer
        self._busy, self._handing_out = asyncio.Lock(), asyncio.Lock()
        self._stopping = False
        self._asked: dict[int, tuple[str, datetime]] = {}

    async def minute(self, now: datetime) -> None:
        """One minute's work, unless the last one still is at it. What goes wrong in one step leaves the others.

        Direct messages come between: while some are still leaving, the minutes do the rest.
        """
        if self._busy.locked() or self._stopping:
            return
        async with self._busy:
            await self._steps(now, self._make, self._deliver)
        if not self._handing_out.locked():
            async with self._handing_out:
                await self._steps(now, self._deliver_directly)
        async with self._busy:
            await self._steps(now, self._ask, self._tell)

    async def _steps(self, now: datetime, *steps: Callable[[datetime], Awaitable[None]]) -> None:
        for step in steps:
            if self._stopping:
                return
            try:
                await step(now)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next minute tries again
                structlog.get_logger("tisserande").error("digest", outcome="failed", **trace(error))

    async def stop(self) -> None:
        """Let the parcels in hand be sent and recorded: a process that is asked to stop leaves nothing uncertain."""
        self._stopping = True
        self._post.stop()
        async with self._handing_out, self._busy:
            return

    async def _make(self, now: datetime) -> None:
        database, territories = self._services.database, self._services.catalogue.territories
        for issue in await make_due_issues(database, territories, now):
            tell_issue(issue)

    async def _deliver(self, now: datetime) -> None:
        for medium, pace in PACE.items():
            if medium != DIRECT:
                tell_round(medium, await self._post.round(now, pace, (medium,)))

    async def _deliver_directly(self, now: datetime) -> None:
        if self._pacer is None:
            tell_round(DIRECT, await self._post.round(now, PACE[DIRECT], (DIRECT,)))
            return
        began = self._pacer.clock()
        done = Round(later=1)
        while done:
            passed = timedelta(seconds=self._pacer.clock() - began)
            done = await self._post.paced_round(now + passed, self._pacer, (DIRECT,))
            tell_round(DIRECT, done)

    async def _ask(self, now: datetime) -> None:
        """Ask new addresses whether they want the digest; changing other choices meanwhile asks nobody again."""
        if not isinstance(self._mail, MailCourier):
            return
        async with self._services.database.begin() as store:
            asked = await store.subscriptions.unwritten(MOST_QUESTIONS)
        self._asked = {id: said for id, said in self._asked.items() if now - said[1] < ASKED_AGAIN}
        for subscriber in asked:
            address, at = self._asked.get(subscriber.id, ("", now))
            if subscriber.address == address and now - at < ASKED_AGAIN:
                continue
            self._asked[subscriber.id] = (subscriber.address or "", now)
            try:
                await self._mail.ask(subscriber)
            except Refused:
                await self._answer(subscriber, "ended", "address")
            except NotNow:
                del self._asked[subscriber.id]
                await self._answer(subscriber, "unconfirmed", "")
            except Exception as error:  # noqa: BLE001 - it may have left: it is not repeated, and the others are asked
                structlog.get_logger("tisserande").error("question", outcome="failed", **trace(error))

    async def _answer(self, subscriber: Subscriber, state: SubscriptionState, reason: str) -> None:
        """What became of a question; whoever left or gave another address meanwhile is left alone."""
        async with self._services.database.begin() as store:
            await store.subscriptions.move(
                subscriber.id, state, reason, was="unconfirmed", address=subscriber.address
            )

    async def _tell(self, now: datetime) -> None:
        """Tell moderators what needs a person: once for an issue, and once more each time it grows tenfold."""
        async with self._services.database.begin() as store:
            for each in await store.deliveries.troubled():
                journal = await store.spaces.get(each.guild_id, JOURNAL)
                if journal is None or journal.discord_id is None:
                    continue
                size = len(str(each.uncertain + each.failed + each.refused))
                facts = {
                    "edition": each.edition_id, "period": each.period, "uncertain": each.uncertain,
                    "failed": each.failed, "refused": each.refused,
                }  # fmt: skip
                await store.notices.add(
                    Note(
                        f"{UNCERTAIN}:{each.edition_id}:{size}", each.guild_id, UNCERTAIN, now,
                        journal.discord_id, facts=facts,
                    )
                )  # fmt: skip


def tell_issue(issue: Issue) -> None:
    """One line of the journal for an issue."""
    structlog.get_logger("tisserande").info(
        "issue",
        outcome="ok",
        guild_id=issue.audience.guild_id,
        period=issue.window.period,
        late=issue.window.late,
        items=issue.items,
        lists=issue.lists,
        deliveries=issue.deliveries,
    )


def tell_round(medium: str, done: Round) -> None:
    """One line of the journal for a round that did something, and one for each thing nobody foresaw."""
    log = structlog.get_logger("tisserande")
    for error in done.errors:
        log.error("delivery", outcome="failed", medium=medium, **trace(error))
    if done:
        log.info(
            "deliveries", outcome="ok", medium=medium, sent=done.sent, refused=done.refused, later=done.later,
            failed=done.failed, dropped=done.dropped, uncertain=done.uncertain,
        )  # fmt: skip


def naming(catalogue: Catalogue, sources: Mapping[str, str]) -> Naming:
    """The names of facets as people read them; ``sources`` are those of the sources."""

    def name(facet: str, slug: str) -> str:
        if facet == "territories":
            return catalogue.territories[slug].name if slug in catalogue.territories else slug
        if facet == "sources":
            return sources.get(slug, slug)
        record = catalogue.get(facet, slug)
        return typeset(str(getattr(record, "label", "") or getattr(record, "name", "") or slug))

    return name
