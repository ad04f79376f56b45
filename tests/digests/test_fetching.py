import asyncio
import gzip
from collections.abc import Awaitable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from digests.fetching import ATTEMPTS, MOST_BYTES, MOST_REDIRECTS, Fetcher, fetching, is_public
from digests.sources.source import Fetched, NetworkFailure
from tests.digests.site import Site, Waits


async def refusal(asking: Awaitable[Fetched]) -> str:
    with pytest.raises(NetworkFailure) as refused:
        await asking
    return str(refused.value)


async def test_a_page_is_read_whole_and_we_say_who_we_are(site: Site, fetch: Fetcher) -> None:
    site.pages["/feed"] = web.Response(text="é", headers={"ETag": '"1"'})
    got = await fetch(
        f"{site.address}/feed", params={"q": "travail social"}, headers={"If-None-Match": '"0"'}
    )
    (request,) = site.asked
    assert (got.status, got.body, got.headers["etag"]) == (200, "é".encode(), '"1"')
    assert (request.headers["User-Agent"], request.headers["If-None-Match"], request.query["q"]) == (
        "Tisserande/test",
        '"0"',
        "travail social",
    )


async def test_an_unchanged_page_says_so(site: Site, fetch: Fetcher) -> None:
    site.pages["/feed"] = web.Response(status=304)
    assert (await fetch(f"{site.address}/feed")).unchanged


async def test_redirects_are_followed_to_a_point(site: Site, fetch: Fetcher) -> None:
    site.pages["/end"] = web.Response(text="here")
    for number in range(MOST_REDIRECTS + 1):
        following = f"/{number + 1}" if number < MOST_REDIRECTS - 1 else "/end"
        site.pages[f"/{number}"] = web.Response(status=302, headers={"Location": following})
    site.pages["/loop"] = web.Response(status=301, headers={"Location": "/loop"})
    assert (await fetch(f"{site.address}/0")).body == b"here"
    assert await refusal(fetch(f"{site.address}/loop")) == "More than 5 redirects."


async def test_a_body_that_swells_when_opened_is_stopped(site: Site, fetch: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * (MOST_BYTES * 4))
    site.pages["/bomb"] = web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    assert len(bomb) < 50_000
    assert await refusal(fetch(f"{site.address}/bomb")) == "The answer is larger than 5 MB."


async def test_a_body_that_never_ends_is_left(
    site: Site, fetch: Fetcher, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.fetching.SECONDS", 0.05)

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss>")
        await asyncio.Event().wait()
        return response

    site.pages["/slow"] = drip
    assert await refusal(fetch(f"{site.address}/slow")) == "No answer within 0.05 seconds."
    assert (len(site.asked), waits.asked[-1]) == (ATTEMPTS, 4.0)


async def test_a_key_does_not_follow_a_redirect_to_another_host(site: Site, fetch: Fetcher) -> None:
    seen: list[dict[str, str]] = []

    async def elsewhere(request: web.Request) -> web.Response:
        seen.append(
            {name: value for name, value in request.headers.items() if name in ("X-Key", "If-None-Match")}
        )
        return web.Response(text="x")

    app = web.Application()
    app.router.add_get("/", elsewhere)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    other = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    site.pages |= {
        "/out": web.Response(status=302, headers={"Location": other}),
        "/in": web.Response(status=302, headers={"Location": "/here"}),
        "/here": web.Response(text="x"),
    }
    for path in ("/out", "/in"):
        await fetch(f"{site.address}{path}", headers={"X-Key": "secret", "If-None-Match": '"1"'})
    await runner.cleanup()
    assert (seen, site.asked[-1].headers["X-Key"]) == ([{"If-None-Match": '"1"'}], "secret")


@pytest.mark.parametrize(
    ("status", "sentence", "times"),
    [
        (403, "It answers 403.", 1),
        (404, "It answers 404.", 1),
        (500, "It answers 500.", ATTEMPTS),
        (503, "It answers 503.", ATTEMPTS),
    ],
)
async def test_an_error_is_told_and_an_outage_is_tried_again(
    site: Site, fetch: Fetcher, status: int, sentence: str, times: int
) -> None:
    site.pages["/"] = web.Response(status=status)
    assert await refusal(fetch(f"{site.address}/")) == sentence
    assert len(site.asked) == times


async def test_a_source_that_asks_to_wait_is_waited_for(site: Site, fetch: Fetcher, waits: Waits) -> None:
    answers = iter([web.Response(status=429, headers={"Retry-After": "7"}), web.Response(text="now")])

    async def answer(_: web.Request) -> web.Response:
        return next(answers)

    site.pages["/"] = answer
    assert ((await fetch(f"{site.address}/")).body, waits.asked) == (b"now", [7.0])


async def test_a_source_that_asks_to_wait_too_long_is_left_for_another_time(
    site: Site, fetch: Fetcher, waits: Waits
) -> None:
    site.pages["/"] = web.Response(status=503, headers={"Retry-After": "3600"})
    assert (await refusal(fetch(f"{site.address}/")), waits.asked) == ("It answers 503.", [])


async def test_a_host_is_asked_once_a_second_at_most(site: Site, fetch: Fetcher, waits: Waits) -> None:
    site.pages["/"] = web.Response(text="x")
    await asyncio.gather(*(fetch(f"{site.address}/") for _ in range(3)))
    assert waits.asked == [1.0, 1.0]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "https://user:secret@example.org/", "nonsense",
        "https://[example", "https://example..org/", f"https://{'a' * 64}.org/", "https://\u2100.org/",
    ],
)  # fmt: skip
async def test_only_web_addresses_are_asked(fetch: Fetcher, url: str) -> None:
    assert await refusal(fetch(url)) == "The address is not a web page's."


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::127.0.0.1", False),
        ("::10.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_the_inside_of_a_network_is_told_from_the_open_web(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0x7f.1"]
)
async def test_no_spelling_of_loopback_is_reached(site: Site, waits: Waits, host: str) -> None:
    site.pages["/"] = web.Response(text="secret")
    port = site.address.rpartition(":")[2]
    async with fetching("Tisserande/test", wait=waits.wait, clock=waits.clock) as guarded:
        assert await refusal(guarded(f"http://{host}:{port}/"))
    assert site.asked == []


async def test_a_redirect_to_the_inside_is_refused(site: Site, fetch: Fetcher) -> None:
    site.pages["/"] = web.Response(
        status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}
    )
    assert await refusal(fetch(f"{site.address}/")) == "The address leads inside a network."


class Rebinding(AbstractResolver):
    """A name that answers a public address first, and loopback when the connection is made."""

    def __init__(self) -> None:
        self.answers = iter(["93.184.216.34", "127.0.0.1"])

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host=next(self.answers), port=port, family=2, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_name_that_changes_its_mind_is_judged_on_the_address_of_the_connection(site: Site) -> None:
    site.pages["/"] = web.Response(text="secret")
    port = int(site.address.rpartition(":")[2])
    rebinding = Rebinding()
    await rebinding.resolve("example.org", port)
    async with fetching("Tisserande/test") as guarded:
        connector = guarded._session.connector
        assert isinstance(connector, aiohttp.TCPConnector)
        await connector._resolver.close()
        connector._resolver = rebinding
        assert await refusal(guarded(f"http://example.org:{port}/")) == "The address leads inside a network."
    assert site.asked == []
