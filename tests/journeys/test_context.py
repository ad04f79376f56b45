import pytest

from sandbox.simulation import Server
from tests.journeys.reading import TEXT, components, lines

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

TRADE, SERVICE = "Éducateur spécialisé", "Établissement ou service"


async def meanings(server: Server, member: str, channel: str | None) -> list[str]:
    """The meanings of ES in the order in which this member reads them there."""
    actor = server.members[member]
    if channel is None:
        told = await actor.user.slash("sigle", sigle="es")
    else:
        told = await actor.slash(server.channels[channel], "sigle", sigle="es")
    return [
        line.split(" :")[0] for line in lines(told) if line.startswith((TRADE, SERVICE)) and " : " in line
    ]


@pytest.mark.parametrize(
    ("member", "channel", "first"),
    [
        ("Sophie", "bienvenue", TRADE),
        ("Sophie", "handicap-et-inclusion", SERVICE),
        ("Nadia", "handicap-et-inclusion", TRADE),
        ("Sophie", None, TRADE),
    ],
)
async def test_the_channel_and_the_trade_of_the_asker_order_the_meanings(
    server: Server, member: str, channel: str | None, first: str
) -> None:
    read = await meanings(server, member, channel)
    assert (read[0], set(read)) == (first, {TRADE, SERVICE})


async def test_the_channels_of_a_theme_are_links_on_the_server(server: Server) -> None:
    told = await server.members["Sophie"].slash(
        server.channels["bienvenue"], "orienter", besoin="je cherche un stage"
    )
    said = "\n".join(str(block["content"]) for block in components(told, TEXT))
    assert f"<#{server.channels['stages-et-alternance'].id}>" in said
