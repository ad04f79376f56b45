import discord
import pytest
from discord.ext import commands

from tests.wire.double import LoopbackDiscord
from tests.wire.limits import Limits


class Standing:
    """A clock that moves when it is told to, or by ``moves`` after it is looked at."""

    def __init__(self) -> None:
        self.now, self.moves = 0.0, list[float]()

    def __call__(self) -> float:
        seen = self.now
        self.now += self.moves.pop() if self.moves else 0.0
        return seen


def test_the_fifty_first_request_of_a_second_is_refused_for_everything_but_interactions() -> None:
    clock = Standing()
    limits = Limits(clock)
    asked = [limits.weigh("POST", "/users/@me/channels").refused for _ in range(51)]
    assert asked[:50] == [None] * 50
    assert asked[50] == {"message": "You are being rate limited.", "retry_after": 1.001, "global": True}
    assert limits.weigh("POST", "/interactions/1/token/callback").refused is None
    refused = limits.weigh("GET", "/users/@me")
    assert refused.headers == {
        "X-RateLimit-Global": "true",
        "X-RateLimit-Scope": "global",
        "Retry-After": "1",
        "Via": "1.1 loopback",
    }
    clock.now = 1.0
    assert limits.weigh("GET", "/users/@me").refused is None
    assert limits.refusals == ["/users/@me/channels", "/users/@me"]


def test_the_sixth_message_of_a_channel_waits_and_those_of_another_do_not() -> None:
    limits = Limits(Standing())
    told = [limits.weigh("POST", "/channels/1/messages") for _ in range(6)]
    assert [each.headers["X-RateLimit-Remaining"] for each in told] == ["4", "3", "2", "1", "0", "0"]
    assert [each.refused["global"] if each.refused else None for each in told] == [None] * 5 + [False]
    assert limits.weigh("POST", "/channels/2/messages").refused is None


@pytest.mark.asyncio(loop_scope="module")
async def test_the_client_waits_as_it_is_told_and_delivers(client: commands.Bot) -> None:
    clock = Standing()
    limits = Limits(clock)
    async with LoopbackDiscord(limits) as double, double.connected(client):
        channel = await client.create_dm(discord.Object(2 * 10**17))
        clock.now = 5.0
        while not limits.refusals:
            limits.weigh("GET", "/users/@me")
        # A hundredth of a second is left of this one; what is sent again comes after it.
        clock.now = 5.99
        clock.moves = [0.02]
        message = await channel.send("Bonjour")
    assert message.channel == channel
    assert limits.refusals == ["/users/@me", f"/channels/{channel.id}/messages"]
    assert [each.json["content"] for each in double.asked("POST", "/messages")] == ["Bonjour", "Bonjour"]
