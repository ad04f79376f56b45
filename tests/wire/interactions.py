"""Measure how fast a client answers: a Discord in a process of its own pushes interactions and times the answers.

Being in another process, the double takes neither the client's processor time nor its interpreter lock, so that two
clients (a bare one and the real one) can be compared in one run:

    async with InteractionDouble() as double, double.connected(client):
        measure = await double.burst([("annuaire", {"recherche": "mecs"})] * 5000)
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import discord

from tests.wire.double import LoopbackDiscord
from tests.wire.redirection import connected

ROOT = Path(__file__).resolve().parents[2]
LINE_LIMIT = 2**26

Question = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One burst: how many answers, in how long, for how much of the client's processor, and one of the answers."""

    answers: int
    seconds: float
    cpu_seconds: float
    latencies: tuple[float, ...]
    sample: Any

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds

    def latency(self, share: float) -> float:
        """The time under which this share of the answers arrived, in seconds (0.5 is the median)."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


class InteractionDouble:
    """A loopback Discord in a child process; `async with` starts and stops it."""

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-W", "ignore", "-m", "tests.wire.interactions"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LINE_LIMIT,
        )
        self._addresses = await self._ask({"order": "addresses"})
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    @asynccontextmanager
    async def connected(self, client: discord.Client) -> AsyncIterator[None]:
        """Log this client in and keep it connected while the block runs."""
        base, gateway = self._addresses["base"], self._addresses["gateway"]
        async with connected(client, base, gateway, self._online()):
            yield

    async def burst(self, questions: Sequence[Question], *, in_flight: int = 16) -> Measure:
        """Push these commands, never more than `in_flight` unanswered; returns when the last one is answered."""
        before = time.process_time()
        answer = await self._ask({"order": "burst", "questions": questions, "in_flight": in_flight})
        cpu = time.process_time() - before
        return Measure(
            len(answer["latencies"]), answer["seconds"], cpu, tuple(answer["latencies"]), answer["sample"]
        )

    async def _online(self) -> None:
        await self._ask({"order": "online"})

    async def _ask(self, order: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


async def _push(discord_double: LoopbackDiscord, order: dict[str, Any]) -> dict[str, Any]:
    latencies: list[float] = []
    samples: list[Any] = []

    async def member(questions: Iterator[Question]) -> None:
        for name, options in questions:
            asked = time.perf_counter()
            answer = await (await discord_double.dispatch(name, options))
            latencies.append(time.perf_counter() - asked)
            samples[:] = [answer.json]

    remaining = iter(order["questions"])
    started = time.perf_counter()
    await asyncio.gather(*(member(remaining) for _ in range(order["in_flight"])))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "latencies": sorted(latencies), "sample": samples[0] if samples else None}


async def serve() -> None:
    """The child: orders come as JSON lines on the standard input, answers leave on the standard output."""
    lines = asyncio.StreamReader(limit=LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with LoopbackDiscord() as discord_double:
        while line := await lines.readline():
            order = json.loads(line)
            answer: dict[str, Any] = {}
            if order["order"] == "addresses":
                answer = {"base": discord_double.base, "gateway": discord_double.gateway}
            elif order["order"] == "online":
                await discord_double.back_online()
            elif order["order"] == "burst":
                answer = await _push(discord_double, order)
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
