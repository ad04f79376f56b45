import pytest
from discord.ext import commands

from tests.wire.interactions import InteractionDouble

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_burst_is_answered_to_the_last_and_measured(client: commands.Bot) -> None:
    async with InteractionDouble() as double, double.connected(client):
        measure = await double.burst([("sigle", {"sigle": "ASE"})] * 40, in_flight=8)
    assert measure.answers == 40
    assert len(measure.latencies) == 40
    assert measure.sample["type"] == 4
    assert measure.latency(0) <= measure.latency(0.5) <= measure.latency(1)
