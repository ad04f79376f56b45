"""The whole interaction on loopback: the real bot beside a bare discord.py command that answers a fixed text.

Both receive bursts from the same Discord double, in turn, several times; the shares compare neighbouring bursts.
"""

import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median
from time import thread_time_ns
from typing import Any

import discord
import yaml
from discord.ext import commands

import locales
from bot.app import build_client, open_services
from bot.journal import open_journal
from bot.settings import Settings
from commands import choosing
from commands.answering import answer
from commands.reading import Reader
from commands.services import Services
from commands.ui import draw
from tests.benchmarks.timing import percentile
from tests.wire.interactions import InteractionDouble, Measure, Question

REVIEWED = Path(__file__).parents[1] / "reviewed" / "questions.yaml"
# The option of each command that takes the words typed.
WORDS_OPTION = {"annuaire": "recherche", "ressource": "recherche", "recherche": "sujet", "metier": "nom"}
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the reviewed list, for a command that takes one text and perhaps a territory."""

    command: str
    text: str
    territory: str = ""

    def over_the_wire(self) -> Question:
        """The same as Discord sends it."""
        options = {WORDS_OPTION[self.command]: self.text}
        return self.command, options | ({"territoire": self.territory} if self.territory else {})


class Bare(commands.Bot):
    """As little as a discord.py bot can do: one command, one text."""

    def __init__(self) -> None:
        super().__init__(command_prefix=(), intents=discord.Intents(guilds=True), help_command=None)

    async def setup_hook(self) -> None:
        """Publish the command."""

        @self.tree.command(description="Toujours la même réponse")
        async def annuaire(interaction: discord.Interaction, recherche: str, territoire: str = "") -> None:
            await interaction.response.send_message("Toujours la même réponse.", ephemeral=True)

        await self.tree.sync()


async def measure_interactions(interactions: int) -> dict[str, Any]:
    """Throughput of both clients and the processor time of one answer, on the starter catalogue."""
    questions = reviewed_questions()
    async with _services() as services:
        cpu = answer_cpu(services, questions)
        bursts = [await _round(services, questions, interactions // ROUNDS) for _ in range(ROUNDS)]
    return {
        "questions": len(questions),
        "bare_per_second": round(median(bare.per_second for bare, _ in bursts), 1),
        "real_per_second": round(median(real.per_second for _, real in bursts), 1),
        "throughput_ratio": round(median(real.per_second / bare.per_second for bare, real in bursts), 3),
        "bare_cpu_ms": _cpu_each(bare for bare, _ in bursts),
        "real_cpu_ms": _cpu_each(real for _, real in bursts),
        "real_p99_ms": round(median(real.latency(0.99) for _, real in bursts) * 1000, 2),
        "answer_cpu_p50_ms": round(median(cpu), 3),
        "answer_cpu_p99_ms": round(percentile(cpu, 0.99), 3),
    }


def reviewed_questions() -> list[Asked]:
    """The real-life questions of the reviewed list that a single text asks."""
    lines = yaml.safe_load(REVIEWED.read_text(encoding="utf-8"))
    return [
        Asked(
            line["command"], line["query"], line.get("territory", "") if line["command"] == "annuaire" else ""
        )
        for line in lines
        if line["command"] in WORDS_OPTION
    ]


def answer_cpu(services: Services, questions: Sequence[Asked]) -> list[float]:
    """Milliseconds of processor to look up, write the reply and draw it, for each question, once warm."""
    words = locales.reader("fr")
    reader = Reader(words, services.clock())
    milliseconds: list[float] = []
    for warm in (False, True):
        for asked in questions:
            started = thread_time_ns()
            typed = choosing.question(services.catalogue, words, text=asked.text, territory=asked.territory)
            draw(answer(services.catalogue, asked.command, typed, reader).reply)
            if warm:
                milliseconds.append((thread_time_ns() - started) / 1e6)
    return milliseconds


@asynccontextmanager
async def _services() -> AsyncIterator[Services]:
    """The services of a real process, on a database of its own; its journal is written, then thrown away."""
    open_journal("json", "info", StringIO())
    with tempfile.TemporaryDirectory(prefix="tisserande-bench-") as folder:
        async with open_services(Settings(database_url=f"sqlite:///{folder}/bench.db")) as services:
            yield services


async def _round(services: Services, questions: Sequence[Asked], count: int) -> tuple[Measure, Measure]:
    """A burst to each client, one right after the other."""
    asked = [questions[number % len(questions)] for number in range(count)]
    plain: list[Question] = [("annuaire", {"recherche": each.text}) for each in asked]
    real = [each.over_the_wire() for each in asked]
    return await _burst(Bare(), plain), await _burst(build_client(services), real)


async def _burst(client: discord.Client, questions: list[Question]) -> Measure:
    async with InteractionDouble() as double, double.connected(client):
        await double.burst(questions[: max(1, len(questions) // 5)])
        return await double.burst(questions)


def _cpu_each(bursts: Iterable[Measure]) -> float:
    return round(median(burst.cpu_seconds / burst.answers for burst in bursts) * 1000, 3)
