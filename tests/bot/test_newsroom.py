from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from bot.newsroom import DigestRoom
from commands.hosting import CannotLookError, DeclaredSource
from commands.services import Services
from digests.fetching import fetching
from digests.pipeline import make_due_issues
from digests.sources.source import Declaration
from storage.catalogue import Catalogue
from storage.database import Database
from storage.subscriptions import Preferences
from tests.commands.seen import text_of
from tests.digests.items import found
from tests.digests.site import LOOPBACK, Site
from tests.digests.test_pipeline import BEFORE, GUILD, MONDAY, subscriber

HANDICAP = Preferences(themes=("handicap",))
TUESDAY = MONDAY + timedelta(days=1)
DECLARED = [
    Declaration("insee", "L’Insee", "feed", "https://insee.fr"),
    Declaration("off", "Off", "feed", "https://off.fr", enabled=False),
]


@pytest.fixture
async def room(sqlite_database: Database, catalogue: Catalogue) -> DigestRoom:
    """One item about disability and one about housing, seen in the week that ends on MONDAY."""
    async with sqlite_database.begin() as store:
        await store.items.keep(
            [found("handicap", themes=("handicap",)), found("logement", themes=("logement",))],
            BEFORE,
            baseline=False,
        )
    services = Services(catalogue, sqlite_database, lambda: MONDAY)
    return DigestRoom(
        services, DECLARED, lambda: fetching("Test", allowed=lambda address: address in LOOPBACK)
    )


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", served.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield served
    await runner.cleanup()


async def test_a_preview_holds_what_concerns_the_reader_and_nothing_that_was_seen(room: DigestRoom) -> None:
    reader = subscriber(1, preferences=HANDICAP)
    sunday = MONDAY - timedelta(days=1)
    shown = text_of(await room.preview(reader, sunday))
    assert ("Titre handicap" in shown, "Titre logement" in shown) == (True, False)
    seen = subscriber(1, preferences=HANDICAP, seen_until=BEFORE + timedelta(hours=1))
    assert text_of(await room.preview(seen, sunday)).startswith("Votre prochain numéro\nRien pour l’instant")


async def test_the_last_issue_is_the_one_that_was_sent(room: DigestRoom, sqlite_database: Database) -> None:
    async with sqlite_database.begin() as store:
        written = await store.subscriptions.subscribe(subscriber(1, preferences=HANDICAP), BEFORE)
    await make_due_issues(sqlite_database, room._services.catalogue.territories, MONDAY)
    async with sqlite_database.begin() as store:
        await store.desk.judge(1, "dropped")
        changed = await store.subscriptions.subscribe(subscriber(1, preferences=Preferences()), BEFORE)
    shown = text_of(await room.latest(changed, TUESDAY))
    assert ("Titre handicap" in shown, "Titre logement" in shown, changed.id == written.id) == (
        True,
        False,
        True,
    )


async def test_without_a_subscription_the_last_issue_is_the_one_that_would_have_been(
    room: DigestRoom,
) -> None:
    reading = subscriber(1, state="reading", medium="none", preferences=Preferences(themes=("logement",)))
    shown = text_of(await room.latest(reading, TUESDAY))
    assert ("Titre handicap" in shown, "Titre logement" in shown) == (False, True)
    nothing = text_of(await room.latest(subscriber(1, preferences=Preferences(themes=("ethique",))), TUESDAY))
    assert "Rien à signaler sur ce que vous avez choisi." in nothing


async def test_the_coming_issue_has_a_verdict_for_each_candidate_and_every_proposal(
    room: DigestRoom, sqlite_database: Database
) -> None:
    sunday = MONDAY - timedelta(days=1)
    async with sqlite_database.begin() as store:
        await store.desk.propose(found("guide", source="members"), 1, BEFORE - timedelta(days=30))
        await store.desk.judge(1, "dropped")
    issue = await room.coming(sunday)
    assert (issue.starts_at, issue.ends_at) == (MONDAY - timedelta(days=7), MONDAY)
    assert {each.item.id: each.verdict for each in issue.candidates} == {
        1: "dropped",
        2: "chosen",
        3: "proposed",
    }
    left = await room.coming(TUESDAY)
    assert [each.verdict for each in left.candidates] == ["proposed"]


def test_the_next_issue_and_the_sources_are_told(room: DigestRoom) -> None:
    assert room.next_issue("Europe/Paris 1 8", "weekly", MONDAY) == MONDAY + timedelta(days=7)
    assert room.next_issue("Europe/Paris 1 8", "monthly", MONDAY) == MONDAY + timedelta(days=14)
    assert room.sources() == [
        DeclaredSource("insee", "L’Insee", enabled=True),
        DeclaredSource("off", "Off", enabled=False),
    ]


async def test_a_page_is_looked_at_with_its_themes_and_its_names(room: DigestRoom, site: Site) -> None:
    page = "<title>Handicap et société inclusive</title><meta name=description content='Un guide.'>"
    site.pages["/guide"] = web.Response(text=page, content_type="text/html")
    looked = await room.look_at(f"{site.address}/guide?utm_medium=x")
    assert (looked.title, looked.summary, looked.themes[:1]) == (
        "Handicap et société inclusive",
        "Un guide.",
        ("handicap",),
    )
    assert looked.keys == ("url:https://127.0.0.1/guide",)


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("{site}/gone", False),
        ("{site}/empty", False),
        ("http://10.0.0.1/", True),
        ("ftp://exemple.fr", True),
        ("bonjour", True),
    ],
    ids=["gone", "without a title", "inside a network", "no page", "no address"],
)
async def test_a_page_that_cannot_be_read_says_whether_its_address_is_at_fault(
    room: DigestRoom, site: Site, path: str, *, refused: bool
) -> None:
    site.pages |= {
        "/gone": web.Response(status=404),
        "/empty": web.Response(text="", content_type="text/html"),
    }
    with pytest.raises(CannotLookError) as failure:
        await room.look_at(path.format(site=site.address))
    assert failure.value.refused is refused


async def test_the_server_of_a_preview_does_not_change_what_it_holds(room: DigestRoom) -> None:
    here, elsewhere = subscriber(1), subscriber(1, guild_id=GUILD + 1)
    sunday = MONDAY - timedelta(days=1)
    assert await room.preview(here, sunday) == await room.preview(elsewhere, sunday)
