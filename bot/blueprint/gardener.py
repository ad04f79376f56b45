"""The gardener: plans and applies the blueprint of a server, for the commands and for the terminal."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

import discord

import locales
from bot.blueprint import applying, declaration, report
from bot.blueprint.applying import Applied
from bot.blueprint.guild import Site, observe, site_of
from bot.blueprint.plan import make_plan
from bot.blueprint.shapes import Blueprint, Change, Observed, Plan
from bot.journal import unit_of_work
from commands.hosting import AppliedServer, PlannedServer, Progress
from commands.markdown import plain
from commands.services import Services
from locales import Words
from storage.spaces import ManagedSpace

Declare = Callable[[], Blueprint]
# Enough to know where one stands; the plan, asked again, tells the rest.
MOST_NAMES_LEFT = 5


class Planned(NamedTuple):
    """A plan, and what it was made from."""

    blueprint: Blueprint
    observed: Observed
    managed: Mapping[str, ManagedSpace]
    plan: Plan


class Gardener:
    """Plans and applies the blueprint on the servers that a client is in. It is a ``commands.hosting.Gardener``."""

    def __init__(self, client: discord.Client, services: Services, declare: Declare | None = None) -> None:
        self._client = client
        self._services = services
        self._declare = declare or (lambda: declaration.load(services.catalogue))
        self._busy: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def plan(
        self, guild_id: int, language: str, *, overwrite: bool = False, adopt: bool = False
    ) -> PlannedServer:
        """What applying the blueprint would do, now, in the words of this language."""
        words = locales.reader(language)
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return PlannedServer((_absent(guild, words),), 0, "", large=False, blocked=True)
        plan = (await self.look(guild, overwrite=overwrite, adopt=adopt)).plan
        return PlannedServer(
            tuple(report.lines(plan, words)),
            # What is only to be followed from now on must be applied too: left alone, it would never be ours.
            len(plan.changes) or len(plan.adopted),
            plan.fingerprint,
            large=plan.large,
            blocked=bool(plan.obstacles),
        )

    async def apply(
        self,
        guild_id: int,
        language: str,
        fingerprint: str,
        progress: Progress,
        *,
        overwrite: bool = False,
        adopt: bool = False,
    ) -> AppliedServer:
        """Apply exactly the plan of this fingerprint; nothing when the server changed since it was read.

        Two applications never run at once on a server: the second is refused.
        """
        words = locales.reader(language)
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return AppliedServer(0, 0, (_absent(guild, words),))
        if self._busy[guild_id].locked():
            said = words(
                "This server is being changed at this moment. Wait for the end, then ask for the plan."
            )
            return AppliedServer(0, 0, (said,))
        async with self._busy[guild_id]:
            planned = await self.look(guild, overwrite=overwrite, adopt=adopt)
            refused = _refusal(planned.plan, fingerprint, words)
            if refused:
                return AppliedServer(0, len(planned.plan.changes), refused)
            return _told(await self._apply(guild, planned, progress, words), planned.plan, words)

    async def look(self, guild: discord.Guild, *, overwrite: bool = False, adopt: bool = False) -> Planned:
        """The plan of a server as it is now. Raises what the declaration raises when it cannot be read."""
        async with self._services.database.begin() as store:
            managed = await store.spaces.all(guild.id)
        observed = await observe(self._client, guild, managed)
        blueprint = self._declare()
        plan = make_plan(blueprint, observed, managed, overwrite=overwrite, adopt=adopt)
        return Planned(blueprint, observed, managed, plan)

    async def _apply(
        self, guild: discord.Guild, planned: Planned, progress: Progress, words: Words
    ) -> Applied:
        reason = words("Blueprint of the server, applied by a person with Tisserande")
        site: Site = site_of(self._client, guild, planned.managed, reason)
        with unit_of_work("blueprint.apply", guild_id=guild.id) as line:
            applied = await applying.apply(
                site,
                self._services.database,
                planned.managed,
                planned.plan,
                self._services.clock,
                progress,
            )
            line.note(changed=applied.done, outcome="failed" if applied.stopped else "ok")
        return applied


def _absent(guild: discord.Guild | None, words: Words) -> str:
    """Why nothing can be said of a server; Discord itself loses sight of one for a while, now and then."""
    if guild is not None:
        return words("Discord does not answer: wait for some minutes.")
    return words("Tisserande is not on this server. Invite it, then ask again.")


def _refusal(plan: Plan, fingerprint: str, words: Words) -> tuple[str, ...]:
    """Why nothing will be sent, in words; empty when the plan may be applied."""
    if plan.obstacles:
        return tuple(report.said(each, words) for each in plan.obstacles)
    if not (plan.changes or plan.adopted):
        return (words("The server is already as the blueprint says: nothing was done."),)
    if fingerprint.strip().casefold() != plan.fingerprint.casefold():
        return (
            words(
                "The server has changed since you read the plan: nothing was done. Read the plan again, then "
                "apply the new one."
            ),
        )
    return ()


def _told(applied: Applied, plan: Plan, words: Words) -> AppliedServer:
    lines = [words.plural("{n} change made.", "{n} changes made.", applied.done)]
    if plan.adopted:
        lines.append(
            words.plural(
                "{n} object that was there already is now followed.",
                "{n} objects that were there already are now followed.",
                len(plan.adopted),
            )
        )
    if applied.stopped:
        lines.extend((report.said(applied.stopped, words), _left(applied.left, words)))
    elif any(change.verb == "onboard" for change in plan.changes):
        lines.append(
            words(
                "The questions of Discord’s own welcome are written. Look at them, then switch them on if they "
                "are not: Server Settings, Onboarding."
            )
        )
    return AppliedServer(applied.done, len(applied.left), tuple(lines))


def _left(left: tuple[Change, ...], words: Words) -> str:
    names = [_named(change, words) for change in left[:MOST_NAMES_LEFT]]
    if len(left) > MOST_NAMES_LEFT:
        names.append(words.plural("{n} other", "{n} others", len(left) - MOST_NAMES_LEFT))
    return words(
        "Still to do: {names}. Ask for the plan again, then apply it: what is done will not be done twice.",
        names=words.list(names),
    )


def _named(change: Change, words: Words) -> str:
    if change.verb == "onboard":
        return words("the questions of welcome")
    return words("“{name}”", name=plain(change.name))
