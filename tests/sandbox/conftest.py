from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import open_services
from bot.settings import Settings
from commands.services import Services
from sandbox.simulation import Server, simulation


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("sandbox")
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{folder / 'demo.db'}")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    async with simulation(services) as running:
        yield running
