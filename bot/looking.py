"""`tisserande lookup` and `tisserande misses`: answers in a terminal, for people and for programs."""

import argparse
import asyncio
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.app import clock_of, open_services
from bot.settings import Settings
from commands.batch import COMMANDS, FILTERS, BadLine, answer_lines
from commands.batch import look_up as answer_one

NAMES = tuple(COMMANDS)
OPTIONS = FILTERS


def look_up(given: argparse.Namespace, settings: Settings) -> int:
    """One question, or a batch from standard input."""
    return asyncio.run(_batch(settings) if given.batch else _one(given, settings))


def misses(given: argparse.Namespace, settings: Settings) -> int:
    """The words most often missed."""
    return asyncio.run(_misses(given.most, settings))


async def _batch(settings: Settings) -> int:
    async with open_services(settings) as services:
        for answered in answer_lines(services.catalogue, map(str.rstrip, sys.stdin), services.clock()):
            print(answered)
    return 0


async def _one(given: argparse.Namespace, settings: Settings) -> int:
    asked = {"command": given.name, "query": given.query}
    asked.update({name: value for name in OPTIONS if (value := getattr(given, name))})
    async with open_services(settings) as services:
        try:
            answered = answer_one(services.catalogue, asked, services.clock())
        except BadLine as bad:
            print(bad, file=sys.stderr)
            return 2
        if given.json:
            print(json.dumps({**asked, **answered}, ensure_ascii=False))
        else:
            _show(answered, services.catalogue.territories)
    return 0


def notices(_given: argparse.Namespace, settings: Settings) -> int:
    """Print what was to be said and of which nobody knows whether it was; the exit code is 1 when there is any."""
    return asyncio.run(_notices(settings))


async def _notices(settings: Settings) -> int:
    async with open_services(settings, clock_of(settings)) as services, services.database.begin() as store:
        doubtful = await store.notices.uncertain()
    table = Table("number", "kind", "state", "server", "channel or member", "due")
    for note in doubtful:
        place = f"channel {note.channel_id}" if note.channel_id else "a member, in private"
        table.add_row(
            str(note.id),
            note.kind,
            note.state,
            str(note.guild_id),
            place,
            note.due_at.isoformat(timespec="minutes"),
        )
    Console().print(table if doubtful else "Everything was said, or waits for its time.")
    return 1 if doubtful else 0


def _show(answered: dict[str, Any], territories: Any) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"[bold]{answered['state']}[/bold]")
    for suggestion in answered["suggestions"]:
        console.print(f"? {suggestion}", markup=False)
    for place, result in enumerate(answered["results"], start=1):
        where = territories[result["territory"]].name
        console.print(f"{place:2}. {result['title']} – {where} ({result['slug']})", markup=False)


async def _misses(most: int, settings: Settings) -> int:
    async with open_services(settings, clock_of(settings)) as services, services.database.begin() as store:
        missed = await store.misses.most_frequent(most)
    table = Table("word", "command", "times", "last time")
    for one in missed:
        table.add_row(one.word, one.command, str(one.count), one.last_on.isoformat())
    Console().print(table if missed else "No word was missed yet.")
    return 0
