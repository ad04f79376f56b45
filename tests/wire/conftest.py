from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from discord.ext import commands

from bot.app import build_client, open_services
from bot.settings import Settings
from commands.services import Services
from tests.wire.double import LoopbackDiscord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("wire")
    async with open_services(Settings(database_url=f"sqlite+aiosqlite:///{folder / 'wire.db'}")) as opened:
        yield opened


@pytest.fixture
def client(services: Services) -> commands.Bot:
    return build_client(services)


@pytest_asyncio.fixture(loop_scope="module")
async def double() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as started:
        yield started
