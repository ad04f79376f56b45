"""The story of an application: each change is intended, sent, written down; whatever cuts it, it can be resumed.

What was done is written down as it is done, so a new plan holds exactly what is left. An object whose creation was cut
between the request and its answer left its intention: the next plan finds it on the server and adopts it.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import discord

from bot.blueprint.guild import Site, carry_out
from bot.blueprint.shapes import Change, Plan, Sentence
from commands.hosting import Progress
from storage.database import Database
from storage.spaces import ManagedSpace

# Discord's library waits by itself when it is asked to; longer than this, a person decides.
PATIENCE_SECONDS = 180.0
WELCOME = "the questions of welcome"
UNREACHABLE = (OSError, TimeoutError, aiohttp.ClientError)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a plan.

    Attributes:
        done: how many changes were made.
        left: those that were not, in order.
        stopped: why not, when something stopped us.
    """

    done: int
    left: tuple[Change, ...] = ()
    stopped: Sentence | None = None


async def apply(
    site: Site,
    database: Database,
    managed: Mapping[str, ManagedSpace],
    plan: Plan,
    clock: Callable[[], datetime],
    progress: Progress,
) -> Applied:
    """Carry out a plan that was just made and that nothing forbids, change after change, until something stops us."""
    await _adopt(database, plan, clock())
    site.ids.update(plan.adopted)
    for done, change in enumerate(plan.changes):
        stopped = await _one(site, database, managed, change, clock)
        if stopped is not None:
            return Applied(done, plan.changes[done:], stopped)
        # Who looks on may no longer be there: that stops nothing.
        with suppress(discord.HTTPException, *UNREACHABLE):
            await progress(done + 1, len(plan.changes))
    return Applied(len(plan.changes))


async def _adopt(database: Database, plan: Plan, now: datetime) -> None:
    """Write down what is there already, as it is now: what is wanted otherwise is a change of the plan."""
    async with database.begin() as store:
        for key, discord_id in plan.adopted:
            await store.spaces.applied(plan.guild_id, key, discord_id, plan.recorded[key], now)


async def _one(
    site: Site,
    database: Database,
    managed: Mapping[str, ManagedSpace],
    change: Change,
    clock: Callable[[], datetime],
) -> Sentence | None:
    """One change; the sentence that says why it was not made."""
    if change.verb == "create":
        async with database.begin() as store:
            await store.spaces.intend(site.guild.id, change.key, clock())
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            discord_id = await carry_out(site, change)
    except (discord.HTTPException, *UNREACHABLE) as error:
        return reason_of(error, change)
    async with database.begin() as store:
        before = _left_before(managed.get(change.key), change)
        await store.spaces.applied(
            site.guild.id,
            change.key,
            discord_id,
            {**before, **change.becomes},
            clock(),
            archived=change.verb == "archive",
        )
    return None


def _left_before(space: ManagedSpace | None, change: Change) -> Mapping[str, Any]:
    """The facts that we left last and that this change keeps; a creation keeps none."""
    return {} if space is None or change.verb == "create" else space.applied


def reason_of(error: Exception, change: Change) -> Sentence:
    """Why a change was not made, and what to do, in words."""
    # Discord's own welcome has no name of its own.
    facts = {"name": change.name or (WELCOME,)}
    if isinstance(error, discord.Forbidden):
        return Sentence(
            "Discord does not let the bot change “{name}”: give back the permissions of its invitation, "
            "and put its role above those that it makes.",
            facts,
        )
    if isinstance(error, discord.NotFound):
        return Sentence("“{name}” is no longer on the server: somebody took it away meanwhile.", facts)
    if isinstance(error, discord.HTTPException) and error.status == 429:
        return Sentence("Discord asks us to slow down: wait for an hour.")
    if isinstance(error, discord.HTTPException) and error.status < 500:
        return Sentence(
            "Discord refuses what we ask for “{name}” (error {code}): tell those who keep the bot.",
            facts | {"code": error.code},
        )
    if isinstance(error, TimeoutError):
        # A channel is renamed twice in ten minutes at most, and the library waits for its turn.
        return Sentence("Discord keeps us waiting: wait for a quarter of an hour.")
    return Sentence("Discord does not answer: wait for some minutes.")
