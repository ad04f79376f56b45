"""The pictures of the documents, taken from the running demonstration: `python -m sandbox.pictures`.

Needs the extras `demo` and `test` (playwright) and Debian's chromium.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Browser, Page, async_playwright

from bot.settings import Settings
from sandbox.browser import served
from sandbox.entry import open_server

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FOLDER = Path("docs/pictures")
PHONE, TABLET, DESKTOP = 390, 760, 1000
# File, size of the window, through whose eyes, and the suggestion pressed on the index page (None: the index page
# itself). Under 800 points the preview folds its side bar, so that the picture shows the channel alone.
PICTURES: tuple[tuple[str, tuple[int, int], str, str | None], ...] = (
    ("demo.png", (DESKTOP, 900), "Nadia", None),
    ("demo-telephone.png", (PHONE, 844), "Nadia", None),
    ("financement.png", (TABLET, 1320), "Nadia", "/financement situation:étudiant objectif:stage"),
    ("annuaire.png", (TABLET, 1010), "Nadia", "/annuaire recherche:irts territoire:nouvelle-aquitaine"),
    ("sigle-telephone.png", (PHONE, 844), "Nadia", "/sigle ase"),
    ("financement-telephone.png", (PHONE, 1940), "Nadia", "/financement situation:étudiant objectif:stage"),
    ("veille-telephone.png", (PHONE, 1700), "Nadia", "/veille lire"),
    ("salon-plan.png", (TABLET, 640), "Claire", "/salon plan"),
    ("salon-qui-peut-lire.png", (TABLET, 720), "Nadia", "/salon qui-peut-lire"),
)
# The preview draws a moment after its page is loaded.
UNTIL_DRAWN = 2500
UNTIL_ANSWERED = 1200
UNTIL_OPEN = 500
RISKY = {
    "sought": "Préparer un premier logement, sans la famille",
    "audience": "Jeune de 17 ans",
    "problem": "La famille ne répond plus au 06 12 34 56 78 depuis le départ du foyer.",
}


async def main(folder: Path = FOLDER) -> None:
    """Take every picture."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with open_server(Settings()) as server, served(server) as address, async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for file, size, viewer, line in PICTURES:
            await _take(browser, f"{address}?viewer={quote(viewer)}", folder / file, size, line)
        # What is asked here stays on the screen: the walks come last.
        for file, height, viewer, channel, walk in WALKS:
            page = await _opened(browser, (PHONE, height))
            await page.goto(f"{address}open?viewer={quote(viewer)}&channel={quote(channel)}")
            await page.wait_for_timeout(UNTIL_DRAWN)
            await walk(page)
            await page.screenshot(path=folder / file)
            await page.close()
        await browser.close()


async def _take(browser: Browser, address: str, file: Path, size: tuple[int, int], line: str | None) -> None:
    page = await _opened(browser, size)
    await page.goto(address)
    if line is not None:
        await page.get_by_role("button", name=line, exact=True).first.click()
        await page.wait_for_timeout(UNTIL_DRAWN)
    await page.screenshot(path=file)
    await page.close()


async def _opened(browser: Browser, size: tuple[int, int]) -> Page:
    return await browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="fr-FR")


async def _only_looks(_page: Page) -> None:
    """Nothing to press."""


async def _finds_a_place(page: Page) -> None:
    """The three steps, to the end."""
    await _press(page, "Trouver ma place")
    for menu, option in (
        ("Vous êtes…", "Étudiants"),
        ("Votre région", "Mayotte"),
        ("Vos thèmes", "Protection"),
    ):
        await page.get_by_role("combobox", name=menu).last.click()
        await page.wait_for_timeout(UNTIL_OPEN)
        await page.get_by_role("option", name=option).last.click()
        await page.wait_for_timeout(UNTIL_OPEN)
        # A menu of several answers waits for this.
        if await (apply := page.get_by_role("button", name="Apply")).count():
            await apply.last.click()
        await page.wait_for_timeout(UNTIL_ANSWERED)
        await _press(page, "Terminer" if menu == "Vos thèmes" else "Continuer")


async def _asks_with_a_number(page: Page) -> None:
    """A question that holds a telephone number, and what is said before it is posted."""
    field = page.locator("#channel-composer-input")
    await field.click()
    await field.type("/question poser")
    await page.wait_for_timeout(UNTIL_ANSWERED)
    await page.keyboard.press("Enter")
    await page.wait_for_timeout(UNTIL_ANSWERED)
    await page.locator(".send-message:visible").last.click()
    await page.wait_for_timeout(UNTIL_ANSWERED)
    for name, text in RISKY.items():
        await page.locator(f".modal-input[name={name}]").fill(text)
    await page.get_by_role("button", name="Submit").last.click()
    await page.wait_for_timeout(UNTIL_ANSWERED)
    await page.get_by_role("button", name="Publier tel quel").scroll_into_view_if_needed()
    await page.wait_for_timeout(UNTIL_ANSWERED)


async def _press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).last.click()
    await page.wait_for_timeout(UNTIL_ANSWERED)


# File, height of the telephone's screen, through whose eyes, in which channel, and what is done there.
WALKS: tuple[tuple[str, int, str, str, Callable[[Page], Awaitable[None]]], ...] = (
    ("bienvenue-telephone.png", 900, "Zaïna", "bienvenue", _only_looks),
    ("profil-telephone.png", 1000, "Zaïna", "bienvenue", _finds_a_place),
    ("question-telephone.png", 1000, "Nadia", "discussion-libre", _asks_with_a_number),
    ("publication-telephone.png", 700, "Nadia", "protection-de-l-enfance", _only_looks),
)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
