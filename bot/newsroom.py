"""The making of the digest as commands see it: the coming issue, the last one, a page that somebody proposes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import locales
from bot.issues import as_reply
from bot.postman import naming
from commands.hosting import Candidate, CannotLookError, ComingIssue, DeclaredSource, LookedAt
from commands.reply import Block, Reply
from commands.services import Services
from digests.classification import Classifier
from digests.delivery import page_for
from digests.explaining import verdicts
from digests.fetching import fetching
from digests.identity import keys
from digests.pages import look
from digests.periods import DEFAULT, Rhythm, Schedule, latest, upcoming
from digests.rendering import Framing, Page, compose
from digests.selection import Selector
from digests.sources.source import Declaration, Entry, Fetch, ParseFailure, SourceFailure
from storage.desk import MEMBERS
from storage.editions import Parcel
from storage.items import KnownItem
from storage.subscriptions import Audience, Subscriber

MOST_THEMES = 3
# What a proposal is until an editor says otherwise.
PROPOSED = Declaration(MEMBERS, "", "", "", "resource")

Opened = Callable[[], AbstractAsyncContextManager[Fetch]]


class DigestRoom:
    """What commands may ask of the digest.

    ``declared`` are the sources we know; ``opened`` reaches the open web.
    """

    def __init__(
        self,
        services: Services,
        declared: Sequence[Declaration] = (),
        opened: Opened = lambda: fetching("Tisserande"),
    ) -> None:
        self._services = services
        self._declared = declared
        self._opened = opened
        self._name = naming(services.catalogue, {each.name: each.label for each in declared})

    def next_issue(self, schedule: str, rhythm: str, now: datetime) -> datetime:
        """When the next issue of this moment comes."""
        return upcoming(now, Schedule.read(schedule), _rhythm(rhythm))

    async def preview(self, subscriber: Subscriber, now: datetime) -> Reply:
        """What the next issue would hold for this person if it were made now."""
        schedule, rhythm = Schedule.read(subscriber.schedule), _rhythm(subscriber.rhythm)
        since = await self._since(subscriber, schedule, rhythm, now)
        page = await self._made(
            subscriber, since, now + timedelta(seconds=1), upcoming(now, schedule, rhythm)
        )
        words = locales.reader(subscriber.locale)
        if not page.sections:
            said = words("Nothing yet for what you chose. What comes until then is added by itself.")
            return Reply(words("Your next issue"), (Block(said),))
        shown = as_reply(page, words, subscriber.id or None)
        return replace(shown, title=words("Your next issue, if it left now"))

    async def latest(self, subscriber: Subscriber, now: datetime) -> Reply:
        """The last issue for this person: the one that was sent, else the one that would have been."""
        schedule, rhythm = Schedule.read(subscriber.schedule), _rhythm(subscriber.rhythm)
        end = latest(now, schedule, rhythm)
        async with self._services.database.begin() as store:
            received = await store.editions.received(subscriber.id, 1) if subscriber.id else ()
        if received and received[0].ends_at == end:
            return await self.again(received[0], subscriber)
        start = latest(end - timedelta(hours=1), schedule, rhythm)
        page = await self._made(subscriber, start, end, end)
        words = locales.reader(subscriber.locale)
        if not page.sections:
            said = words(
                "Nothing to report for what you chose. Widen your choices with /digest preferences, or wait for the"
                " next issue."
            )
            return Reply(page.title, (Block(said),))
        return as_reply(page, words, subscriber.id or None)

    async def again(self, parcel: Parcel, subscriber: Subscriber) -> Reply:
        """An issue that this person received, as they received it."""
        async with self._services.database.begin() as store:
            items = await store.items.some(parcel.items)
        page = page_for(parcel, items, subscriber, self._services.catalogue.territories, self._name)
        return as_reply(page, locales.reader(subscriber.locale), subscriber.id or None)

    async def coming(self, now: datetime) -> ComingIssue:
        """The coming issue with its candidates, in the order in which they are looked at."""
        schedule = Schedule.read(DEFAULT)
        start = latest(now, schedule, "weekly")
        async with self._services.database.begin() as store:
            found = await store.items.between(start, now + timedelta(seconds=1))
            waiting = await store.desk.waiting()
        items = list({item.id: item for item in (*waiting, *found)}.values())
        verdict = verdicts(items)
        by_id = {item.id: item for item in items}
        candidates = tuple(Candidate(by_id[id], verdict[id]) for id in verdict)
        return ComingIssue(start, upcoming(now, schedule, "weekly"), candidates)

    async def look_at(self, url: str) -> LookedAt:
        """Open a page that somebody proposes.

        Raises:
            CannotLookError: its address is refused, or it could not be read.
        """
        try:
            async with self._opened() as fetch:
                page = await look(fetch, url)
        except SourceFailure as failure:
            raise CannotLookError(refused=_is_refusal(failure)) from failure
        entry = Entry(page.title, page.url, summary=page.summary)
        themes = Classifier(self._services.catalogue)(entry, PROPOSED).themes
        return LookedAt(page.url, page.title, page.summary, themes[:MOST_THEMES], keys(entry, MEMBERS))

    def sources(self) -> Sequence[DeclaredSource]:
        """Every source that is declared, in the order of the catalogue."""
        return [DeclaredSource(each.name, each.label, each.enabled) for each in self._declared]

    async def _since(
        self, subscriber: Subscriber, schedule: Schedule, rhythm: Rhythm, now: datetime
    ) -> datetime:
        """Where the next issue of this person begins."""
        audience = Audience(subscriber.guild_id, subscriber.schedule, subscriber.rhythm)
        async with self._services.database.begin() as store:
            last = await store.editions.last_end(audience.key)
        start = last or latest(now, schedule, rhythm)
        return max(start, subscriber.seen_until) if subscriber.seen_until else start

    async def _made(self, subscriber: Subscriber, start: datetime, end: datetime, day: datetime) -> Page:
        """The page of what was first seen between two instants, dated from a day."""
        async with self._services.database.begin() as store:
            items = await store.items.between(start, end)
        selector = Selector(items, self._services.catalogue.territories)
        chosen, others = selector.choose(subscriber.preferences)
        by_id = {item.id: item for item in items}
        shown = [by_id[id] for id in chosen]
        framing = Framing(day, late=False, others=others, chosen_by_editor=any(map(_is_chosen, shown)))

        def reasons(item: KnownItem) -> list[tuple[str, str]]:
            return selector.reasons(item, subscriber.preferences)

        return compose(shown, framing, reasons, self._name, locales.reader(subscriber.locale))


def _is_chosen(item: KnownItem) -> bool:
    return item.pinned or item.state == "kept"


def _is_refusal(failure: SourceFailure) -> bool:
    """The address itself is refused, whatever may be there."""
    inside = "Only public addresses" in failure.remedy or "begin with https" in failure.remedy
    return inside and not isinstance(failure, ParseFailure)


def _rhythm(written: str) -> Rhythm:
    return "monthly" if written == "monthly" else "weekly"
