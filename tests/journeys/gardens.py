"""Servers to build, for the journeys of the blueprint: each is empty, with a gardener of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import discord
from simcord import GuildHandle
from simcord.types import HttpLogEntry

from bot.blueprint import drift
from bot.blueprint.gardener import Gardener
from bot.blueprint.shapes import Blueprint
from commands.hosting import AppliedServer, Progress
from commands.services import Services
from sandbox.simulation import Server
from tests.bot.blueprint.small import SMALL
from tests.journeys.reading import sent

VIEW = discord.Permissions(view_channel=True).value
Facts = dict[str, dict[str, Any]]
# What a server shows of a field that the small blueprint leaves out.
UNSAID: dict[str, dict[str, Any]] = {
    "role": {},
    "category": {},
    "text": {"slowmode": 0},
    "announcement": {"slowmode": 0},
    "forum": {"slowmode": 0},
}
EXPECTED = {each.key: {**UNSAID[each.kind], **each.facts} for each in SMALL.objects}


@dataclass(frozen=True, slots=True)
class Garden:
    """A server to build: its gardener, and what was sent since it is there."""

    server: Server
    guild: GuildHandle
    gardener: Gardener
    since: int

    async def apply(self, progress: Progress | None = None, **how: bool) -> AppliedServer:
        """Read the plan, then apply it."""
        planned = await self.gardener.plan(self.guild.id, "fr", **how)
        return await self.gardener.apply(self.guild.id, "fr", planned.fingerprint, progress or unseen, **how)

    def changing(self) -> list[HttpLogEntry]:
        """The requests that change the server."""
        return [each for each in sent(self.server, self.since) if each.method != "GET"]

    async def facts(self) -> Facts:
        """Every object of ours as the server shows it, by key; anything else under its name."""
        there = self.server.client.get_guild(self.guild.id)
        assert there is not None
        looked = await self.gardener.look(there)
        keys = {space.discord_id: key for key, space in looked.managed.items()}
        return {
            keys.get(seen.discord_id, f"not ours: {seen.facts['name']} {seen.discord_id}"): dict(seen.facts)
            for seen in looked.observed.seen.values()
        }

    async def written(self, services: Services) -> Facts:
        """What was written down of each object."""
        async with services.database.begin() as store:
            spaces = await store.spaces.all(self.guild.id)
        return {key: dict(space.applied) for key, space in spaces.items() if space.discord_id is not None}

    async def told(self, services: Services, now: datetime) -> int:
        """What the daily look tells moderators."""
        there = self.server.client.get_guild(self.guild.id)
        assert there is not None
        return await drift.tell(self.gardener, services, there, now)

    @property
    def backend(self) -> Any:
        """The server as SimCord keeps it."""
        return self.server.env.backend.guilds[self.guild.id]

    def by_hand(self, channel: str, **changes: Any) -> None:
        """A person changes a channel in Discord's own window."""
        self.server.env.backend.edit_channel(self.guild.channels[channel].id, changes)

    def open_channels(self) -> set[str]:
        """The channels that everybody reads, whatever was done meanwhile."""
        there = self.server.client.get_guild(self.guild.id)
        assert there is not None
        everybody = there.default_role
        return {each.name for each in there.channels if each.permissions_for(everybody).view_channel}

    def another(self, services: Services, blueprint: Blueprint = SMALL) -> Gardener:
        """The gardener of another process, who remembers nothing."""
        return Gardener(self.server.client, replace(services, clock=self.server.env.now), lambda: blueprint)


async def unseen(done: int, total: int) -> None:
    """Nobody looks at the progress."""


def garden(server: Server, services: Services, blueprint: Callable[[], Blueprint]) -> Garden:
    """A new server beside the others, and a gardener that keeps Discord's own time."""
    guild = server.env.create_guild("Un serveur vide")
    timed = replace(services, clock=server.env.now)
    return Garden(server, guild, Gardener(server.client, timed, blueprint), len(server.env.http_requests))
