"""Sends what the bot says unasked: claims notices, words them, sends each once, records what became of it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

import locales
from bot.journal import trace
from commands.faces import NOBODY, Worded
from commands.markdown import cut
from commands.reading import Reader
from commands.services import Services
from commands.ui import draw
from storage.notices import Note
from storage.working_days import may_ring, next_ring

if TYPE_CHECKING:
    from discord.abc import Messageable

# What one minute may send: far below Discord's limits, and private messages never leave in a burst.
AT_ONCE = 40
MOST_ATTEMPTS = 5
LONGEST_POST_TITLE = 100
# A post exists an instant before the message that opens it, and takes no other until then.
NOT_OPENED_YET = 40058
# Discord was never reached: nothing was sent, and nothing else would be.
UNREACHED = aiohttp.ClientConnectorError
LONGEST_WAIT_MINUTES = 60
# Closed messages, no common server, channel or access gone: asking again changes nothing.
REFUSED = (10003, 10004, 10013, 50001, 50007, 50013, 40003)


async def deliver(
    client: discord.Client, services: Services, worded: Mapping[str, Worded], now: datetime
) -> int:
    """Send what is due; how many notices were sent.

    Each is claimed when its turn comes: a process that dies leaves one of them uncertain, and the others waiting.
    """
    sent = 0
    for _ in range(AT_ONCE):
        async with services.database.begin() as store:
            notes = await store.notices.claim(now, 1)
        if not notes:
            break
        try:
            sent += await _deliver(client, services, worded, notes[0], now)
        except UNREACHED as error:
            await _unreached(services, notes[0], error, now)
            break
    return sent


async def _deliver(
    client: discord.Client, services: Services, worded: Mapping[str, Worded], note: Note, now: datetime
) -> bool:
    hours = note.facts.get("hours")
    if hours is not None and not may_ring(now, str(hours)):
        # Written in time, and held up by an outage or a fault: those promised quiet evenings keep them.
        async with services.database.begin() as store:
            await store.notices.later(note.id, next_ring(now, str(hours)))
        return False
    try:
        message = await _send(client, services, worded, note, now)
    except discord.HTTPException as error:
        await _not_sent(services, note, error, now)
        return False
    except UNREACHED:
        raise
    except Exception as error:  # noqa: BLE001 - one notice must not silence the others; this one stays for a person
        structlog.get_logger("tisserande").error("notice", outcome="failed", **trace(error))
        return False
    async with services.database.begin() as store:
        await store.notices.sent(note.id, message.id, now)
    return True


async def _send(
    client: discord.Client, services: Services, worded: Mapping[str, Worded], note: Note, now: datetime
) -> discord.Message:
    words = locales.reader(note.locale)
    reply = worded[note.kind](note, Reader(words, now, months_before_stale=services.months_before_stale))
    view = draw(reply)
    if "announces" in note.facts:
        return await _announce(client, note, view)
    forum = client.get_channel(note.channel_id or 0)
    if isinstance(forum, discord.ForumChannel):
        # A forum holds posts alone: the title of what is said is the title of the post.
        made = await forum.create_thread(
            name=cut(reply.title, LONGEST_POST_TITLE),
            view=view,
            allowed_mentions=NOBODY,
        )
        return made.message
    place: Messageable
    if note.member_id is not None:
        place = await (client.get_user(note.member_id) or await client.fetch_user(note.member_id)).create_dm()
    else:
        place = client.get_partial_messageable(note.channel_id or 0, guild_id=note.guild_id)
    # Discord drops a repeat of the same nonce for some minutes: a second net under our own record.
    ringing = [discord.Object(int(one)) for one in note.facts.get("ring", ())]
    return await place.send(
        view=view,
        nonce=f"notice-{note.id}",
        silent=not ringing,
        allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=ringing or False),
    )


async def _announce(client: discord.Client, note: Note, view: discord.ui.LayoutView) -> discord.Message:
    """A short closed post in another forum, under the title of the post it leads to: answers go to one place.

    The title is read from Discord at this moment; we keep no copy of what people wrote.
    """
    post = await client.fetch_channel(int(note.facts["announces"]))
    forum = await client.fetch_channel(note.channel_id or 0)
    if not isinstance(post, discord.Thread) or not isinstance(forum, discord.ForumChannel):
        place = client.get_partial_messageable(note.channel_id or 0, guild_id=note.guild_id)
        return await place.send(view=view, nonce=f"notice-{note.id}", silent=True, allowed_mentions=NOBODY)
    tags = forum.available_tags[:1] if forum.flags.require_tag else []
    created = await forum.create_thread(
        name=cut(f"↗ {post.name}", LONGEST_POST_TITLE),
        view=view,
        applied_tags=tags,
        silent=True,
        allowed_mentions=NOBODY,
    )
    # Said already: a refusal to close it must not say it twice.
    with suppress(discord.HTTPException):
        await created.thread.edit(locked=True)
    return created.message


async def _not_sent(services: Services, note: Note, error: discord.HTTPException, now: datetime) -> None:
    """Refused for good, to be tried later, or handed to a person."""
    structlog.get_logger("tisserande").warning("notice", outcome="refused", **trace(error))
    async with services.database.begin() as store:
        if error.code == NOT_OPENED_YET and note.attempts < MOST_ATTEMPTS:
            await store.notices.later(note.id, now + timedelta(minutes=1))
        elif error.code in REFUSED or error.status in (403, 404):
            await store.notices.refused(note.id, now)
        elif note.attempts >= MOST_ATTEMPTS:
            await store.notices.failed(note.id, now)
        else:
            await store.notices.later(note.id, now + timedelta(minutes=2**note.attempts))


async def _unreached(services: Services, note: Note, error: Exception, now: datetime) -> None:
    """However long the outage, what was not sent waits for its end: no person has to look at it."""
    structlog.get_logger("tisserande").warning("notice", outcome="failed", **trace(error))
    minutes = min(2 ** min(note.attempts, MOST_ATTEMPTS + 1), LONGEST_WAIT_MINUTES)
    async with services.database.begin() as store:
        await store.notices.later(note.id, now + timedelta(minutes=minutes))
