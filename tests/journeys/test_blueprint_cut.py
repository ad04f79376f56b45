"""An application that is cut anywhere, by anything, comes to the same end."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import count
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.blueprint.shapes import Blueprint
from commands.services import Services
from sandbox.simulation import Server, empty_server
from tests.bot.blueprint.small import ARCHIVES, SMALL
from tests.journeys.gardens import EXPECTED, Garden, garden
from tests.journeys.reading import SPACES, taken_away

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    """The real client, on a server with nobody and nothing."""
    async with empty_server(services) as running:
        yield running
        assert taken_away(running) == []


@pytest.fixture
def small(server: Server, services: Services) -> Garden:
    """An empty server, and a small blueprint."""
    return garden(server, services, lambda: SMALL)


CUTS = {
    "Discord refuses": (403, False),
    "Discord fails": (500, False),
    "the network is lost before the request": (ConnectionResetError, False),
    "the network is lost before the answer": (ConnectionResetError, True),
    "the bot is killed before the request": (asyncio.CancelledError, False),
    "the bot is killed before the answer is written down": (asyncio.CancelledError, True),
}
Failure = int | type[BaseException]


@contextmanager
def cut(place: Garden, at: int, failure: Failure, *, after: bool) -> Iterator[None]:
    """Make the request of this rank that changes the server fail, before it reaches Discord or after."""
    http: Any = place.server.client.http
    ask, ranks = http.request, count(1)

    async def request(route: discord.http.Route, **rest: Any) -> Any:
        if route.method == "GET" or next(ranks) != at:
            return await ask(route, **rest)
        if isinstance(failure, int):
            place.server.env.inject_error(route.method, "/guilds/*", status=failure)
            return await ask(route, **rest)
        if after:
            await ask(route, **rest)
        raise failure

    http.request = request
    try:
        yield
    finally:
        http.request = ask


@pytest.mark.parametrize("at", range(1, len(SMALL.objects) + 1))
@pytest.mark.parametrize(("failure", "after"), CUTS.values(), ids=CUTS)
async def test_cut_anywhere_an_application_is_resumed_to_the_same_end(
    at: int, failure: Failure, after: bool, services: Services, small: Garden
) -> None:
    killed = pytest.raises(asyncio.CancelledError) if failure is asyncio.CancelledError else nullcontext()
    with cut(small, at, failure, after=after), killed:
        stopped = await small.apply()
        assert (stopped.done, stopped.left) == (at - 1, len(SMALL.objects) - at + 1)
    again = replace(small, gardener=small.another(services))
    resumed = await again.apply()
    assert (resumed.done, resumed.left) == (len(SMALL.objects) - at + (not after), 0)
    assert await again.facts() == EXPECTED
    assert await again.written(services) == {each.key: dict(each.facts) for each in SMALL.objects}
    assert again.open_channels() == {"bienvenue", "annonces"}
    assert (await again.apply()).done == 0


REFUSED = (
    "Discord ne laisse pas le bot changer « Modération » : rendez-lui les permissions de son invitation, et placez "
    "son rôle au-dessus de ceux qu’il crée."
)
SILENT = "Discord ne répond pas : attendez quelques minutes."
SLOWER = "Discord nous demande de ralentir : attendez une heure."
GONE = "« Modération » n’est plus sur le serveur : quelqu’un l’a retiré entre-temps."
WRONG = (
    "Discord refuse ce que nous demandons pour « Modération » (erreur 0) : dites-le à qui s’occupe du bot."
)
LEFT = (
    "Il reste à faire : « Modération », « Handicap », « Thématiques », « bienvenue », « annonces » et 2 autres. "
    "Redemandez le plan, puis appliquez-le : ce qui est fait ne sera pas refait."
)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (403, REFUSED),
        (500, SILENT),
        (ConnectionResetError, SILENT),
        (429, SLOWER),
        (404, GONE),
        (400, WRONG),
    ],
)
async def test_what_stops_an_application_is_said_with_what_is_left(
    failure: Failure, said: str, small: Garden
) -> None:
    with cut(small, 1, failure, after=False):
        stopped = await small.apply()
    assert [line.translate(SPACES) for line in stopped.lines] == ["0 changement fait.", said, LEFT]


async def test_somebody_who_no_longer_looks_on_stops_nothing(small: Garden) -> None:
    async def gone(*_: int) -> None:
        raise ConnectionResetError

    done = await small.apply(gone)
    assert (done.done, done.left) == (len(SMALL.objects), 0)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, 4))
async def test_changes_that_are_cut_are_resumed_to_the_same_end(
    at: int, after: bool, services: Services, small: Garden
) -> None:
    await small.apply()
    wanted: dict[str, dict[str, Any]] = {
        "role:moderation": {"permissions": ["manage_messages", "manage_threads"]},
        "channel:welcome": {"name": "accueil"},
    }
    kept = [each for each in SMALL.objects if each.key != "channel:theme:handicap"]
    objects = [replace(each, facts={**each.facts, **wanted.get(each.key, {})}) for each in kept]
    blueprint = Blueprint((ARCHIVES, *objects))
    changed = replace(small, gardener=small.another(services, blueprint))
    with cut(changed, at, asyncio.CancelledError, after=after), pytest.raises(asyncio.CancelledError):
        await changed.apply()
    again = replace(small, gardener=small.another(services, blueprint))
    assert (await again.apply()).left == 0
    shown, written = await again.facts(), await again.written(services)
    assert {key: {name: shown[key][name] for name in facts} for key, facts in written.items()} == written
    assert {each.key: written[each.key] for each in objects} == {
        each.key: dict(each.facts) for each in objects
    }
    assert written["channel:theme:handicap"]["parent"] == "category:archives"
    assert (await again.apply()).done == 0
