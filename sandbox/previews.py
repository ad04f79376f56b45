"""SimCord's clickable page of a channel: one at a time, opened where the visitor goes."""

import asyncio
from dataclasses import dataclass

import simcord

from sandbox.simulation import Server

TIME_ZONE = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a visitor is, and through whose eyes: a channel, or a direct message when it is None."""

    channel: str | None
    viewer: str


class Previews:
    """The preview that is open, if any. Opening another closes it, for SimCord allows one at a time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._open: simcord.Preview | None = None
        self._turn = asyncio.Lock()

    async def show(self, spot: Spot) -> str:
        """The address of a new preview of this spot, at its last message; it is a key, not to be published.

        Raises:
            KeyError: no such channel or member.
            simcord.SetupError: this member may not see this channel.
        """
        async with self._turn:
            await self._close()
            preview = self._of(spot)
            await preview.__aenter__()
            self._open = preview
            return preview.url

    async def close(self) -> None:
        """Close what is open."""
        async with self._turn:
            await self._close()

    async def _close(self) -> None:
        if self._open is not None:
            await self._open.close()
        self._open = None

    def _of(self, spot: Spot) -> simcord.Preview:
        invented, member = self._server.community, self._server.members[spot.viewer]
        viewers: list[simcord.MemberActor | simcord.UserHandle] = [member.user]
        channel = None
        if spot.channel is not None:
            channel = self._server.channels[spot.channel]
            others = [each.name for each in invented.viewers if each.name != spot.viewer]
            seeing = [
                self._server.members[name] for name in others if self._server.may_see(name, spot.channel)
            ]
            viewers = [member, *seeing]
        return self._server.env.preview(
            channel or member.user.dm_channel,
            viewers=viewers,
            layout="channel",
            locale=invented.locale_of(spot.viewer),
            timezone=TIME_ZONE,
        )
