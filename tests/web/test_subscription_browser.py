from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from digests.rendering import Framing, as_html, compose
from locales import reader
from storage.database import Database
from storage.subscriptions import Preferences
from tests.digests.items import found, item
from tests.digests.subscribers import MONDAY, keep, name, subscriber
from web.server import build_web, serving

CHROMIUM = Path("/usr/bin/chromium")
SMALLEST = {"width": 320, "height": 560}
LONG = "Accompagnement" * 8

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there"),
]


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


async def small(chromium: Browser) -> Page:
    return await chromium.new_page(viewport=SMALLEST)  # type: ignore[arg-type]  # a plain dict is one


async def width(page: Page) -> int:
    return int(await page.evaluate("document.documentElement.scrollWidth"))


async def test_the_keyboard_alone_ends_a_subscription_on_the_smallest_screen(
    chromium: Browser, sqlite_database: Database
) -> None:
    """Complaint 5, for those who use no mouse and read in large letters."""
    chosen = Preferences(themes=[LONG])
    one = subscriber(1, medium="mail", address="nadia@exemple.fr", preferences=chosen)
    (kept,) = await keep(sqlite_database, [found("handicap")], [one])
    async with serving(build_web(sqlite_database, name, lambda: MONDAY), 0) as port:
        page = await small(chromium)
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        await page.goto(f"http://127.0.0.1:{port}/abonnement/{kept.token}")
        assert await width(page) == SMALLEST["width"]
        button = page.get_by_role("button", name="Me désabonner", exact=True)
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44, "a finger needs that much, and the style was not refused"
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Votre abonnement est terminé").wait_for()
        assert (refused, await width(page)) == ([], SMALLEST["width"])


async def test_a_mail_fits_the_smallest_screen(chromium: Browser) -> None:
    framing = Framing(datetime(2026, 11, 30, 7, tzinfo=UTC), late=True, others=3, chosen_by_editor=False)
    one = item(1, title=LONG, summary=LONG, themes=("handicap",))
    shown = compose([one], framing, lambda _: [], name, reader("fr"))
    page = await small(chromium)
    links = {"Me désabonner": f"https://exemple.org/abonnement/{'x' * 43}"}
    await page.set_content(as_html(shown, reader("fr"), links))
    assert await width(page) == SMALLEST["width"]
