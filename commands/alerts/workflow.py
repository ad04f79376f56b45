"""Keeping a wish, and telling what it waited for: once a week for searches, before the closing for schemes."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from commands.alerts.lookup import asked_of, found, kept_of, new, passed, remembered, week_of
from commands.answer import Question
from storage.alerts import AlertKind, Wish
from storage.catalogue import Catalogue
from storage.database import Database, Store
from storage.deadlines import days_to_closing
from storage.notices import Note

NEWS, CLOSING = "alert", "alertclosing"
# What one minute looks at: a second or so of work, cut in pieces.
AT_ONCE = 200
# A person, where they are, the language they read.
Who = tuple[int, int, str]


def of_search(catalogue: Catalogue, command: str, question: Question, who: Who, now: datetime) -> Wish:
    """The wish of somebody who has just seen the answer to this question."""
    guild_id, member_id, locale = who
    known = remembered(found(catalogue, command, question, now))
    return Wish(guild_id, member_id, "search", command, kept_of(question), "", known, locale, week_of(now))


def of_closing(catalogue: Catalogue, slug: str, who: Who, now: datetime) -> Wish | None:
    """The wish of somebody who has just seen when a scheme closes; None when it does not close any more."""
    guild_id, member_id, locale = who
    scheme = catalogue.funding.get(slug)
    if scheme is None or not days_to_closing(scheme, now):
        return None
    known = passed(scheme, now)
    return Wish(
        guild_id, member_id, "deadline", "financement", {}, slug, known, locale, now.date().isoformat()
    )


async def tell_news(database: Database, catalogue: Catalogue, now: datetime) -> Sequence[tuple[str, Wish]]:
    """Look again for the searches of this week that nobody looked at; the key of each notice, and its wish."""
    week, told = week_of(now), []
    looked = []
    for wish in await _due(database, "search", week):
        hits = found(catalogue, wish.command, asked_of(wish), now)
        looked.append((wish, remembered(hits, wish.known), new(hits, wish.known)))
        # Somebody may be waiting for an answer.
        await asyncio.sleep(0)
    async with database.begin() as store:
        for wish, known, entries in looked:
            if not await store.alerts.looked(wish.id, week, known) or not entries:
                continue
            facts = {"alert": wish.id, "found": entries}
            if await _tell(store, wish, NEWS, week, facts, now):
                told.append((key(wish, week), wish))
    return told


async def tell_closings(database: Database, catalogue: Catalogue, now: datetime) -> None:
    """Tell what closes in thirty days, seven, one; forget what is closed, or left the catalogue."""
    today = now.date().isoformat()
    due = await _due(database, "deadline", today)
    if not due:
        return
    async with database.begin() as store:
        for wish in due:
            scheme = catalogue.funding.get(wish.slug)
            if scheme is None or days_to_closing(scheme, now) is None:
                await stop(store, wish)
                continue
            steps = passed(scheme, now)
            if await store.alerts.looked(wish.id, today, steps) and set(steps) - set(wish.known):
                await _tell(store, wish, CLOSING, steps[-1], {"alert": wish.id, "slug": wish.slug}, now)


async def stop(store: Store, wish: Wish) -> bool:
    """Forget a wish, and take back what was about to be said of it."""
    for step in (*wish.known, wish.done) if wish.kind == "deadline" else (wish.done,):
        await store.notices.withdraw(key(wish, step))
    return await store.alerts.stop(wish.id, wish.member_id)


def key(wish: Wish, when: str) -> str:
    """The name of a notice, once for ever."""
    return f"alert:{wish.id}:{when}"


async def _due(database: Database, kind: AlertKind, period: str) -> Sequence[Wish]:
    async with database.begin() as store:
        return await store.alerts.due(kind, period, AT_ONCE)


async def _tell(
    store: Store, wish: Wish, kind: str, when: str, facts: dict[str, object], now: datetime
) -> bool:
    note = Note(
        key(wish, when), wish.guild_id, kind, now, member_id=wish.member_id, facts=facts, locale=wish.locale
    )
    return await store.notices.add(note)
