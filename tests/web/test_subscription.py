from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import aiohttp
import pytest

from digests.pipeline import make_due_issues
from storage.database import Database
from storage.subscriptions import Preferences, Subscriber
from storage.territories import Territories
from tests.digests.items import found
from tests.digests.subscribers import BEFORE, GUILD, MONDAY, keep, subscriber
from web.server import build_web, serving

NAMES = {"handicap": "Handicap", "D33": "Gironde"}
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


class Reading(HTMLParser):
    """A page as somebody reads it: its words, its buttons, and every tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {f"{tag}.{key}": value for key, value in attrs}

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append(data.strip().translate(SPACES))


class Browser:
    """Somebody with a browser, without scripts and without cookies."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address
        self.status = 0
        self.headers: Any = {}

    async def open(self, path: str, method: str = "GET", **more: Any) -> Reading:
        async with self._session.request(method, self._address + path, **more) as answer:
            self.status, self.headers = answer.status, answer.headers
            return Reading(await answer.text())


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[Browser]:
    app = build_web(database, lambda _facet, slug: NAMES.get(slug, slug), lambda: MONDAY)
    async with serving(app, 0) as port, aiohttp.ClientSession() as session:
        yield Browser(session, f"http://127.0.0.1:{port}")


async def subscribed(database: Database, **changes: Any) -> Subscriber:
    values = {"medium": "mail", "address": "nadia@exemple.fr"} | changes
    (kept,) = await keep(database, [found("handicap", themes=("handicap",))], [subscriber(1, **values)])
    return kept


async def now(database: Database, one: Subscriber) -> tuple[str, str | None]:
    async with database.begin() as store:
        found = await store.subscriptions.get(one.id)
    assert found is not None
    return found.state, found.address


async def test_looking_changes_nothing(browser: Browser, database: Database) -> None:
    """Complaint 5: a GET on the link of a mail changes nothing, however often a program opens it."""
    one = await subscribed(database, preferences=Preferences(themes=["handicap"], territories=["D33"]))
    for method in ("GET", "HEAD", "GET"):
        page = await browser.open(f"/abonnement/{one.token}", method)
    assert page.said[1:] == [
        "Notre veille",
        "Vous recevez notre veille par e-mail.",
        "Elle arrive une fois par semaine.",
        "Sur : Handicap et Gironde.",
        "Me désabonner",
        "Rien n’a encore changé. Un appui sur ce bouton, et plus aucun numéro n’arrive.",
    ]
    assert (browser.status, await now(database, one)) == (200, ("active", "nadia@exemple.fr"))


@pytest.mark.parametrize("data", [None, {"List-Unsubscribe": "One-Click"}, "List-Unsubscribe=One-Click"])
async def test_one_press_ends_the_subscription_and_forgets_the_address(
    browser: Browser, database: Database, data: Any
) -> None:
    """Complaint 5: one action, without any login, from a browser or from the mail program itself (RFC 8058)."""
    one = await subscribed(database)
    page = await browser.open(f"/abonnement/{one.token}", "POST", data=data)
    assert (browser.status, page.said[1:3]) == (
        200,
        [
            "Votre abonnement est terminé",
            "C’est fait : plus aucun numéro n’arrivera, et votre adresse est oubliée.",
        ],
    )
    assert await now(database, one) == ("ended", None)
    again = await browser.open(f"/abonnement/{one.token}", "POST")
    assert again.said == page.said
    assert (await browser.open(f"/abonnement/{one.token}")).said == page.said


async def test_an_issue_on_its_way_stops(browser: Browser, database: Database) -> None:
    """Complaint 5: it holds for a digest that is being sent."""
    one = await subscribed(database)
    (issue,) = await make_due_issues(database, Territories.load(), MONDAY)
    await browser.open(f"/abonnement/{one.token}", "POST")
    async with database.begin() as store:
        assert (issue.deliveries, await store.editions.claim(MONDAY + timedelta(days=1), 10)) == (1, [])


async def test_it_ends_that_subscription_and_no_other(browser: Browser, database: Database) -> None:
    one = await subscribed(database)
    async with database.begin() as store:
        other = await store.subscriptions.subscribe(subscriber(2), BEFORE)
        elsewhere = await store.subscriptions.subscribe(subscriber(1, guild_id=GUILD - 1), BEFORE)
    await browser.open(f"/abonnement/{one.token}", "POST")
    assert [(await now(database, each))[0] for each in (one, other, elsewhere)] == [
        "ended",
        "active",
        "active",
    ]


async def test_an_address_is_confirmed_by_a_press_and_not_by_a_look(
    browser: Browser, database: Database
) -> None:
    one = await subscribed(database, state="unconfirmed")
    page = await browser.open(f"/confirmer/{one.token}")
    assert (page.said[1], page.said[5], await now(database, one)) == (
        "Voulez-vous recevoir notre veille ?",
        "Oui, envoyez-la-moi",
        ("unconfirmed", "nadia@exemple.fr"),
    )
    page = await browser.open(f"/confirmer/{one.token}", "POST")
    assert (page.said[1], await now(database, one)) == ("C’est confirmé", ("active", "nadia@exemple.fr"))
    assert (await browser.open(f"/confirmer/{one.token}")).said == page.said


@pytest.mark.parametrize("state", ["ended", "paused", "reading"])
async def test_confirming_wakes_nothing_else(browser: Browser, database: Database, state: str) -> None:
    one = await subscribed(database, state=state)
    await browser.open(f"/confirmer/{one.token}", "POST")
    assert (await now(database, one))[0] == state


@pytest.mark.parametrize(
    "path", ["/abonnement/inconnu", "/confirmer/inconnu", "/abonnement/%00", "/abonnement/" + "x" * 500]
)
async def test_an_unknown_link_says_what_to_do(browser: Browser, path: str) -> None:
    page = await browser.open(path)
    assert (browser.status, page.said[1]) == (404, "Nous ne connaissons pas ce lien")


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_a_page_has_no_script_no_cookie_no_third_party_and_tells_nobody_its_address(
    browser: Browser, database: Database, locale: str
) -> None:
    one = await subscribed(database, locale=locale, preferences=Preferences(themes=["<script>x</script>"]))
    page = await browser.open(f"/abonnement/{one.token}")
    assert (page.tags.count("script"), page.attributes["html.lang"]) == (0, locale)
    assert page.attributes["link.href"] == "../style.css"
    assert [browser.headers.get(each) for each in ("Set-Cookie", "Referrer-Policy", "Cache-Control")] == [
        None,
        "no-referrer",
        "no-store",
    ]
    assert browser.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def test_the_same_headers_protect_what_is_not_there(browser: Browser) -> None:
    await browser.open("/nulle-part")
    assert (browser.status, browser.headers["Referrer-Policy"]) == (404, "no-referrer")


async def test_before_anybody_is_known_the_page_speaks_the_language_of_the_browser(
    browser: Browser,
) -> None:
    page = await browser.open("/abonnement/inconnu", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert page.said[1] == "We do not know this link"


async def test_when_the_database_sleeps_the_page_says_so(nowhere: Database) -> None:
    app = build_web(nowhere, lambda _, slug: slug, lambda: MONDAY)
    async with serving(app, 0) as port, aiohttp.ClientSession() as session:
        asleep = Browser(session, f"http://127.0.0.1:{port}")
        page = await asleep.open("/abonnement/jeton", "POST")
    assert (asleep.status, page.said[1]) == (503, "Notre base de données ne répond pas")
