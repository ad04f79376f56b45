"""Collecting many sources on loopback: a first pass that reads everything, a second one that finds nothing new.

The web is a process of its own, on one loopback address for each source, so that hosts are as many as sources; waiting
between two requests to one host is not waited for, since each is asked once. Run as
``python -m tests.benchmarks.collecting SOURCES ENTRIES DATABASE``; prints one JSON object.
"""

import asyncio
import json
import multiprocessing
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from time import perf_counter, process_time
from typing import Any

from digests.classification import Classifier
from digests.collection import collect
from digests.fetching import fetching
from digests.sources.catalogue import build
from digests.sources.source import Declaration
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import import_catalogue
from storage.reference_files import shipped
from tests.benchmarks.memory import peak_kilobytes

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
WORDS = (
    "accompagnement travail social protection enfance handicap précarité logement insertion famille autonomie éducateur"
    " département association soutien parcours pratique enquête étude territoire dispositif équipe formation"
).split()


@dataclass(frozen=True, slots=True)
class Collected:
    """Seconds of each pass, entries kept at the first and at the second, peak memory of the process."""

    sources: int
    entries: int
    first_seconds: float
    first_cpu_seconds: float
    second_seconds: float
    kept: int
    kept_again: int
    peak_mb: float

    def summary(self) -> dict[str, Any]:
        """The same with what they come to: entries in a second, the second pass as a share of the first."""
        return asdict(self) | {
            "per_second": round(self.entries / self.first_seconds, 1),
            "second_share": round(self.second_seconds / self.first_seconds, 4),
        }


def measure_collecting(sources: int, entries: int, database_url: str) -> Collected:
    """Collect in a new process and wait for it."""
    command = [sys.executable, "-m", __name__, str(sources), str(entries), database_url]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Collected(**json.loads(finished.stdout))


async def _measure_here(sources: int, entries: int, database_url: str) -> Collected:
    database = Database(database_url)
    await database.upgrade()
    await import_catalogue(database, shipped())
    catalogue = await Catalogue.load(database, NOW)
    classify = Classifier(catalogue)
    passes = []
    with _web(sources, entries) as port:
        declared = [
            Declaration(
                f"source-{number}", f"Source {number}", "feed", f"http://{_host(number)}:{port}/{number}"
            )
            for number in range(sources)
        ]
        built = [build(each) for each in declared]
        for day in range(2):
            started, spent = perf_counter(), process_time()
            async with fetching(
                "Tisserande/bench", allowed=lambda address: address.startswith("127.")
            ) as fetch:
                reads = await collect(database, built, fetch, classify, NOW + timedelta(days=day))
            passes.append((perf_counter() - started, process_time() - spent, sum(read.new for read in reads)))
            assert not [read.sentence for read in reads if read.sentence]
    catalogue.close()
    await database.close()
    (first, cpu, kept), (second, _, again) = passes
    peak = round(peak_kilobytes() / 1024, 1)
    return Collected(
        sources, sources * entries, round(first, 2), round(cpu, 2), round(second, 3), kept, again, peak
    )


def feed(number: int, entries: int) -> bytes:
    """A feed as sites write them: HTML in CDATA, an author, categories, tracked links."""
    chance = random.Random(number)

    def text(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words))

    items = "".join(
        f"<item><title>{text(9).capitalize()} {number}-{place}</title>"
        f"<link>https://source-{number}.exemple.fr/article/{place}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">{number}-{place}</guid><dc:creator>Autrice {place}</dc:creator>'
        f"<category>{text(1)}</category><category>{text(2)}</category>"
        f"<description><![CDATA[<p>{text(25)} <a href='https://exemple.fr/{place}'>{text(3)}</a></p><p>{text(25)}</p>]]>"
        "</description><pubDate>Fri, 20 Nov 2026 09:00:00 +0100</pubDate></item>"
        for place in range(entries)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    return f"{head}<channel><title>Source {number}</title>{items}</channel></rss>".encode()


def _host(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


@contextmanager
def _web(sources: int, entries: int) -> Iterator[int]:
    """The port of a web of as many hosts as sources."""
    ours, theirs = multiprocessing.Pipe()
    served = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(sources, entries, theirs), daemon=True
    )
    served.start()
    yield int(ours.recv())
    served.terminate()
    served.join()


def _serve(sources: int, entries: int, told: Connection) -> None:
    asyncio.run(_answer(sources, entries, told))


async def _answer(sources: int, entries: int, told: Connection) -> None:
    """The plainest of servers: it costs as little as it can of the processors that are measured."""
    pages = {f"/{number}": feed(number, entries) for number in range(sources)}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        body = pages[request.split(b" ", 2)[1].decode()]
        if b"If-None-Match" in request:
            writer.write(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
        else:
            head = f'Content-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n'
            writer.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\n{head}\r\n".encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, _host(0), 0)
    port = server.sockets[0].getsockname()[1]
    others = [_host(number) for number in range(1, sources)]
    more = await asyncio.start_server(serve, others, port) if others else server
    told.send(port)
    await more.serve_forever()


if __name__ == "__main__":
    measured = asyncio.run(_measure_here(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
    print(json.dumps(asdict(measured)))
