"""The pictures of the documents, taken from the running demonstration: `python -m sandbox.pictures`.

Needs the extras `demo` and `test` (playwright) and Debian's chromium.
"""

import asyncio
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Browser, async_playwright

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
    ("profil-telephone.png", (PHONE, 1100), "Zaïna", "/profil"),
    ("salon-plan.png", (TABLET, 1000), "Claire", "/salon plan"),
    ("veille-telephone.png", (PHONE, 1700), "Nadia", "/veille lire"),
    ("salon-qui-peut-lire.png", (TABLET, 900), "Nadia", "/salon qui-peut-lire"),
)
# The preview draws a moment after its page is loaded.
UNTIL_DRAWN = 2500


async def main(folder: Path = FOLDER) -> None:
    """Take every picture."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with open_server(Settings()) as server, served(server) as address, async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for file, size, viewer, line in PICTURES:
            await _take(browser, f"{address}?viewer={quote(viewer)}", folder / file, size, line)
        await browser.close()


async def _take(browser: Browser, address: str, file: Path, size: tuple[int, int], line: str | None) -> None:
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="fr-FR")
    await page.goto(address)
    if line is not None:
        await page.get_by_role("button", name=line, exact=True).first.click()
        await page.wait_for_timeout(UNTIL_DRAWN)
    await page.screenshot(path=file)
    await page.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
