from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from simcord.builders import ChannelHandle

from bot.app import open_services
from bot.settings import Settings
from commands.services import Services
from sandbox.simulation import Server, simulation
from tests.journeys.forums import FILLED, Forums, ask, build_forums, posts
from tests.journeys.reading import taken_away


@pytest.fixture(scope="module")
def database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database of this module is."""
    return tmp_path_factory.mktemp("journeys") / "tisserande.db"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(database_file: Path) -> AsyncIterator[Services]:
    """What the real bot runs on: the shipped catalogue, in a database of this module alone."""
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{database_file}")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    """The real client on a simulated Discord, among the invented community."""
    async with simulation(services) as running:
        yield running
        assert taken_away(running) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def forums(server: Server, services: Services) -> Forums:
    """Three forums and the role of the referents."""
    return await build_forums(server, services)


@pytest_asyncio.fixture(loop_scope="module")
async def asked(server: Server, forums: Forums) -> ChannelHandle:
    """A question of Nadia's, posted in the forum of its theme."""
    await ask(server, "Nadia", FILLED, theme="handicap", territoire="Gironde")
    return posts(forums.handicap)[-1]
