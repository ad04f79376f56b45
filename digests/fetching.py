"""Fetching from the open web: identified, polite, bounded, and never from the inside of a network.

Addresses are judged when the socket is opened, on the address itself: a name that answers one thing now and another
later (DNS rebinding), a redirect and a literal address all pass through the same door.
"""

import asyncio
import ipaddress
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from digests.sources.source import Fetched, NetworkFailure

MOST_REDIRECTS = 5
MOST_BYTES = 5 * 1024 * 1024
SECONDS = 20
SECONDS_BETWEEN = 1.0
ATTEMPTS = 3
# A source that asks to wait longer is read at its next turn.
LONGEST_WAIT = 60.0
AT_ONCE = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
# What may be told to a host that a redirect leads to; anything else may be a key meant for the first one.
_FOR_ANYBODY = ("if-none-match", "if-modified-since", "accept")

_IPV4_INSIDE = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_LOCAL_TRANSLATION = ipaddress.ip_network("64:ff9b:1::/48")

Wait = Callable[[float], Awaitable[None]]
Allowed = Callable[[str], bool]


class ForbiddenAddressError(OSError):
    """The address is inside a network, not on the open web."""


def is_public(address: str) -> bool:
    """True for an address of the open web; IPv4 inside IPv6 is judged as what it is."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inside is not None:
            return is_public(str(inside))
        # These translate to IPv4, or are an old way to write it: the last four bytes say where they lead.
        if any(ip in network for network in _IPV4_INSIDE):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        # Each network chooses where the addresses of 64:ff9b:1::/48 lead.
        if ip.is_site_local or ip in _LOCAL_TRANSLATION:
            return False
    return ip.is_global and not ip.is_multicast


class Fetcher:
    """Fetches for every source of one process.

    ``allowed`` judges addresses (tests let their loopback server in); ``wait`` and ``clock`` are how it waits.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        wait: Wait = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._wait = wait
        self._clock = clock
        self._room = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}

    async def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
    ) -> Fetched:
        """The answer, after redirects and retries.

        Raises:
            NetworkFailure: refused address, time-out, too large, too many redirects, an error status after retries.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._room:
                    answer, pause = await self._once(method, url, params, headers or {})
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                failure, pause = _told(error, url), 2.0**attempt
                if isinstance(_root(error), ForbiddenAddressError):
                    raise failure from error
            else:
                if answer.status in (200, 304):
                    return answer
                failure = _refused(answer)
                if answer.status not in _AGAIN or pause > LONGEST_WAIT:
                    raise failure
                pause = pause or 2.0**attempt
            if attempt == ATTEMPTS:
                raise failure
            await self._wait(pause)
        raise AssertionError("the last attempt returns or raises")

    async def _once(
        self, method: str, url: str, params: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[Fetched, float]:
        async with asyncio.timeout(SECONDS):
            for _ in range(MOST_REDIRECTS + 1):
                _check(url)
                await self._turn(urlsplit(url).hostname or "")
                request = self._session.request(
                    method, url, params=params, headers=headers, allow_redirects=False
                )
                async with request as response:
                    if response.status not in _REDIRECTS or "Location" not in response.headers:
                        body = await _read(response)
                        named = {name.lower(): value for name, value in response.headers.items()}
                        return Fetched(response.status, str(response.url), named, body), _retry_after(named)
                    before, url, params = url, urljoin(str(response.url), response.headers["Location"]), None
                    if urlsplit(before)[:2] != urlsplit(url)[:2]:
                        headers = {name: it for name, it in headers.items() if name.lower() in _FOR_ANYBODY}
        raise NetworkFailure(
            "More than {most} redirects.",
            "Give the address at the end of the redirects.",
            most=MOST_REDIRECTS,
        )

    async def _turn(self, host: str) -> None:
        """One request at a time to one host, and some time between two."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            early = self._last.get(host, float("-inf")) + SECONDS_BETWEEN - self._clock()
            if early > 0:
                await self._wait(early)
            self._last[host] = self._clock()


@asynccontextmanager
async def fetching(
    user_agent: str, *, allowed: Allowed = is_public, **options: Any
) -> AsyncIterator[Fetcher]:
    """A fetcher, with its own connections, closed at the end. ``user_agent`` says who asks and how to write to us."""

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allowed(str(address[0])):
            raise ForbiddenAddressError(f"{address[0]} is not on the open web")
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=1, socket_factory=open_socket)
    async with aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": user_agent},
        # A cookie would follow us from one reading to the next.
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    ) as session:
        yield Fetcher(session, **options)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        # A name that no name server could be asked for: a part of it empty or too long.
        (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise NetworkFailure("The address is not a web page's.", "It must begin with https://.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise NetworkFailure("The address is not a web page's.", "It must begin with https://.")


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, decompressed, within the limit."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > MOST_BYTES:
            raise NetworkFailure(
                "The answer is larger than {most} MB.",
                "Give a smaller feed or a narrower query.",
                most=MOST_BYTES // 1024**2,
            )
    return bytes(body)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds to wait, as the source asks; 0 when it does not say."""
    given = headers.get("retry-after", "")
    if given.isascii() and given.isdigit():
        return float(given)
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _root(error: BaseException) -> BaseException:
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error


def _told(error: BaseException, url: str) -> NetworkFailure:
    if isinstance(_root(error), ForbiddenAddressError):
        return NetworkFailure("The address leads inside a network.", "Only public addresses are read.")
    if isinstance(error, TimeoutError):
        return NetworkFailure(
            "No answer within {most} seconds.", "It will be tried again by itself.", most=SECONDS
        )
    return NetworkFailure(
        "{host} could not be reached ({reason}).",
        "It will be tried again by itself.",
        host=urlsplit(url).hostname or "",
        reason=type(error).__name__,
    )


def _refused(answer: Fetched) -> NetworkFailure:
    sentences = {
        403: "The site refuses programs: use its feed or its API, or switch this source off.",
        404: "The address has changed: look for the new one, or switch this source off.",
        410: "The page is gone for good: switch this source off.",
        400: "It does not understand the question: correct its query in the list of sources.",
        401: "It asks for a key: put it in the settings, or switch this source off.",
    }
    again = "It will be tried again by itself."
    return NetworkFailure("It answers {status}.", sentences.get(answer.status, again), status=answer.status)
