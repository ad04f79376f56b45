import asyncio
import io
import os
import re
import signal
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from sandbox.browser import demo, served
from sandbox.simulation import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    async with served(server, language="en") as address, aiohttp.ClientSession(address) as session:
        yield session


def channels_of(page: str) -> list[str]:
    return re.findall(r"<h3><span[^>]*>#</span>([^<]+)</h3>", page)


async def page_of(browser: aiohttp.ClientSession, viewer: str) -> str:
    async with browser.get("/", params={"viewer": viewer}) as answer:
        assert answer.status == 200
        return await answer.text()


@pytest.mark.parametrize("viewer", ["Nadia", "Claire"])
async def test_the_page_lists_the_channels_that_its_viewer_may_see(
    browser: aiohttp.ClientSession, server: Server, viewer: str
) -> None:
    shown = channels_of(await page_of(browser, viewer))
    assert shown == [
        channel.name for channel in server.community.channels if server.may_see(viewer, channel.name)
    ]


async def test_an_unknown_viewer_looks_as_the_first(browser: aiohttp.ClientSession) -> None:
    assert await page_of(browser, "Bob") == await page_of(browser, "Nadia")


@pytest.mark.parametrize("channel", ["bienvenue", "@"])
async def test_a_channel_and_a_direct_message_lead_to_their_preview(
    browser: aiohttp.ClientSession, channel: str
) -> None:
    async with browser.get(
        "/open", params={"channel": channel, "viewer": "Nadia"}, allow_redirects=False
    ) as led:
        assert led.status == 303
    async with browser.get(led.headers["Location"]) as preview:
        assert preview.status == 200


async def test_opening_a_channel_closes_the_one_that_was_open(browser: aiohttp.ClientSession) -> None:
    addresses = []
    for channel in ("bienvenue", "recherche"):
        where = {"channel": channel, "viewer": "Claire"}
        async with browser.get("/open", params=where, allow_redirects=False) as led:
            addresses.append(led.headers["Location"])
    with pytest.raises(aiohttp.ClientConnectorError):
        await browser.get(addresses[0])
    async with browser.get(addresses[1]) as preview:
        assert preview.status == 200


async def test_a_suggestion_is_typed_for_the_visitor_who_is_led_to_its_answer(
    browser: aiohttp.ClientSession, server: Server
) -> None:
    before = len(server.channels["recherche"].history(viewer=server.members["Nadia"]))
    form = {"channel": "recherche", "viewer": "Nadia", "line": "/sigle vae"}
    async with browser.post("/try", data=form, allow_redirects=False) as led:
        assert led.status == 303
    assert len(server.channels["recherche"].history(viewer=server.members["Nadia"])) == before + 1
    assert len(server.channels["recherche"].history(viewer=server.members["Claire"])) == before


async def test_the_menu_of_a_message_is_opened_for_the_visitor(
    browser: aiohttp.ClientSession, server: Server
) -> None:
    channel, nadia = server.channels["handicap-et-inclusion"], server.members["Nadia"]
    message = channel.history(viewer=nadia)[0]
    form = {
        "channel": channel.name,
        "viewer": "Nadia",
        "menu": "Orienter ce message",
        "message": str(message.id),
    }
    async with browser.post("/menu", data=form, allow_redirects=False) as led:
        assert led.status == 303
    assert channel.history(viewer=nadia)[-1].author.bot


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("POST", "/try", {"channel": "bienvenue", "viewer": "Nadia", "line": "/rien"}, 400),
        ("GET", "/open", {"channel": "modération", "viewer": "Nadia"}, 404),
        ("GET", "/open", {"channel": "nulle-part", "viewer": "Nadia"}, 404),
        ("POST", "/menu", {"channel": "bienvenue", "viewer": "Nadia", "menu": "x", "message": "1"}, 404),
        ("POST", "/menu", {"channel": "bienvenue", "viewer": "Nadia", "menu": "x", "message": "?"}, 400),
    ],
)
async def test_what_cannot_be_done_is_refused(
    browser: aiohttp.ClientSession, method: str, path: str, given: dict[str, str], status: int
) -> None:
    sent = {"data": given} if method == "POST" else {"params": given}
    async with browser.request(method, path, allow_redirects=False, **sent) as answer:  # type: ignore[arg-type]
        assert answer.status == status


@pytest.mark.parametrize("header", [{"Host": "exemple.fr"}, {"Origin": "https://exemple.fr"}])
async def test_a_page_elsewhere_cannot_drive_the_demonstration(
    browser: aiohttp.ClientSession, header: dict[str, str]
) -> None:
    async with browser.get("/", headers=header) as answer:
        assert answer.status == 403


async def test_ctrl_c_ends_the_demonstration_and_frees_its_port(server: Server) -> None:
    out = _Announced()
    running = asyncio.create_task(demo(server, out, language="en", browse=False))
    address = await asyncio.wait_for(out.address, 10)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(running, 10)
    assert out.getvalue().splitlines()[-1] == "The demonstration is over."
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(address)


class _Announced(io.StringIO):
    """A terminal that says when it was told the address."""

    def __init__(self) -> None:
        super().__init__()
        self.address: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def flush(self) -> None:
        self.address.set_result(self.getvalue().split()[4])
