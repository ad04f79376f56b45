"""The couriers of the digest on Discord: a direct message for those who asked, a channel for everybody."""

import discord

import locales
from bot.issues import as_reply
from commands.ui import draw
from digests.couriers.courier import NotNow, Refused, TooMany
from digests.rendering import Page
from storage.editions import Parcel
from storage.subscriptions import Subscriber

# Discord's own words: opening direct messages too fast; messages closed; no server in common.
TOO_FAST, CLOSED = 40003, (50007, 50278)
NOBODY = discord.AllowedMentions.none()


class DirectCourier:
    """Brings an issue in a direct message to somebody who asked for it."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        """See ``Courier``."""
        if subscriber is None:
            raise Refused("nobody")
        try:
            channel = await self._client.create_dm(discord.Object(subscriber.member_id))
        except (discord.HTTPException, OSError, TimeoutError) as error:
            # The conversation is not even open: nothing was sent.
            raise _refusal(error) or NotNow from error
        view = draw(as_reply(page, locales.reader(subscriber.locale), subscriber.id))
        return await _send(channel, parcel, view, silent=False)


class ChannelCourier:
    """Brings an issue to a channel, and to the servers that follow it when it is an announcement channel."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        """See ``Courier``."""
        id = parcel.channel_id or 0
        try:
            channel = self._client.get_channel(id) or await self._client.fetch_channel(id)
        except (discord.HTTPException, OSError, TimeoutError) as error:
            raise _refusal(error) or NotNow from error
        if not isinstance(channel, discord.TextChannel):
            raise Refused("kind")
        view = draw(as_reply(page, locales.reader("fr")))
        message_id = await _send(channel, parcel, view, silent=True)
        if channel.is_news():
            await _crosspost(channel, message_id)
        return message_id


async def _send(
    channel: discord.abc.Messageable, parcel: Parcel, view: discord.ui.LayoutView, *, silent: bool
) -> int:
    """Send once. Discord drops a repeat of the same nonce for some minutes: a second net under our own record."""
    try:
        message = await channel.send(
            view=view, nonce=f"issue-{parcel.id}", silent=silent, allowed_mentions=NOBODY
        )
    except discord.HTTPException as error:
        refusal = _refusal(error)
        if refusal:
            raise refusal from error
        if error.status < 500:
            # Discord read it and said no.
            raise NotNow from error
        # It may have been written before the answer was lost.
        raise
    return message.id


async def _crosspost(channel: discord.TextChannel, message_id: int) -> None:
    """Publish to those who follow the channel; the issue is there already, whatever comes of this."""
    try:
        await channel.get_partial_message(message_id).publish()
    except (discord.HTTPException, OSError, TimeoutError):
        return


def _refusal(error: Exception) -> Refused | None:
    """What will never be delivered this way, in one word; None when it may be later."""
    if not isinstance(error, discord.HTTPException):
        return None
    if error.code == TOO_FAST:
        return TooMany("too-many")
    if error.code in CLOSED or error.status == 403:
        return Refused("closed")
    if error.status == 404:
        return Refused("gone")
    return None
