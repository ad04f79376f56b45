from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from sandbox.browser import served
from sandbox.simulation import Server

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 360, "height": 780}

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(server: Server) -> AsyncIterator[str]:
    async with served(server, language="en") as where:
        yield where


async def test_the_page_fits_the_width_of_a_phone(chromium: Browser, address: str) -> None:
    page = await chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a plain dict is one
    await page.goto(address)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("line", ["/sigle ase", "/aide"])
async def test_one_press_leads_to_the_answer(chromium: Browser, address: str, line: str) -> None:
    page = await chromium.new_page()
    await page.goto(f"{address}?viewer=Emma")
    await page.get_by_role("button", name=line, exact=True).first.click()
    answered = page.get_by_text(f"used {line.split(maxsplit=1)[0]}").last
    await answered.wait_for()
    assert await answered.is_visible()
