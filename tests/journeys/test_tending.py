"""The server as it lives: a département grows, a space falls asleep, and a person decides."""

from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord

from commands.services import Services
from sandbox.simulation import Server
from storage.members import Profile
from tests.contract import discord_contract, requires_contract
from tests.journeys.spaces import Spaces, build, case_of, minute, shown

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("spaces"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spaces(server: Server, services: Services) -> Spaces:
    return await build(server, services)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def forum(server: Server, services: Services) -> simcord.ChannelHandle:
    """The forum of a theme, in which nobody has written since it was made."""
    made = server.guild.create_forum_channel("insertion-et-emploi")
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:insertion", made.id, {}, services.clock())
    return made


def cards(spaces: Spaces, beginning: str) -> list[discord.Message]:
    """The cards of the queue whose title begins so."""
    return [each for each in spaces.channels["channel:queue"].history() if shown(each).startswith(beginning)]


async def settle_in(server: Server, services: Services, place: str, people: range) -> None:
    """These invented people choose a place."""
    async with services.database.begin() as store:
        for number in people:
            await store.members.choose(
                server.guild.id, number, Profile(territories=(place,)), services.clock()
            )


async def test_a_crowded_departement_is_proposed_once_and_never_opened_by_itself(
    server: Server, services: Services, spaces: Spaces
) -> None:
    now = services.clock()
    await settle_in(server, services, "D33", range(1, 40))
    await minute(server, now)
    assert cards(spaces, "Un salon pour Gironde") == []
    await settle_in(server, services, "D33", range(40, 42))
    await minute(server, now + timedelta(days=7))
    await minute(server, now + timedelta(days=7, minutes=1))
    await minute(server, now + timedelta(days=14))
    (card,) = cards(spaces, "Un salon pour Gironde")
    channels = set(server.guild.channels)
    assert "41 membres ont choisi Gironde" in shown(card)
    await server.members["Claire"].click(card, label="Accepter")
    assert 'only = ["D33"]' in shown(cards(spaces, "Un salon pour Gironde")[0])
    assert set(server.guild.channels) == channels


async def test_a_refusal_is_not_asked_again_for_half_a_year(
    server: Server, services: Services, spaces: Spaces
) -> None:
    now = services.clock() + timedelta(days=21)
    await settle_in(server, services, "D40", range(100, 150))
    await minute(server, now)
    (card,) = cards(spaces, "Un salon pour Landes")
    form = await server.members["Claire"].click(card, label="Refuser, en disant pourquoi")
    await server.members["Claire"].submit_modal(form, {"reason": "Attendons l’été."})
    case = await case_of(services, server, "open-territory")
    assert case.decided_at is not None
    await minute(server, case.decided_at + timedelta(days=170))
    assert len(cards(spaces, "Un salon pour Landes")) == 1
    await minute(server, case.decided_at + timedelta(days=190))
    assert len(cards(spaces, "Un salon pour Landes")) == 2


async def test_a_forum_that_sleeps_is_told_then_proposed_for_archive_then_left_to_people(
    server: Server, services: Services, spaces: Spaces, forum: simcord.ChannelHandle
) -> None:
    asleep = services.clock() + timedelta(days=400)
    await minute(server, asleep)
    (notice,) = forum.threads
    assert shown(notice.history()[0]).splitlines()[0] == "Ce salon dort"
    await minute(server, asleep + timedelta(days=7))
    await minute(server, asleep + timedelta(days=28))
    assert (len(forum.threads), cards(spaces, "Archiver « Insertion et emploi »")) == (1, [])
    await minute(server, asleep + timedelta(days=35))
    await minute(server, asleep + timedelta(days=42))
    (card,) = cards(spaces, "Archiver « Insertion et emploi »")
    await server.members["Claire"].click(card, label="Accepter")
    assert 'only = ["handicap"]' in shown(cards(spaces, "Archiver « Insertion et emploi »")[0])
    assert forum.id in {channel.id for channel in server.guild.channels.values()}


async def test_one_message_is_enough_to_keep_a_space(
    server: Server, services: Services, spaces: Spaces
) -> None:
    teachers, told_at = server.guild.create_text_channel("formateurs"), services.clock() + timedelta(days=600)
    async with services.database.begin() as store:
        await store.spaces.applied(
            server.guild.id, "channel:audience:formateurs", teachers.id, {}, services.clock()
        )
    await minute(server, told_at)
    assert shown(teachers.history()[-1]).splitlines()[0] == "Ce salon dort"
    await server.env.advance_time((told_at + timedelta(days=3) - server.env.now()).total_seconds())
    await server.members["Mathis"].send(teachers, "Bonjour à tout le monde !")
    await minute(server, told_at + timedelta(days=35))
    await minute(server, told_at + timedelta(days=100))
    assert cards(spaces, "Archiver « Écoles et formateurs »") == []
    await minute(server, told_at + timedelta(days=190))
    assert shown(teachers.history()[-1]).splitlines()[0] == "Ce salon dort"
    await minute(server, told_at + timedelta(days=225))
    assert len(cards(spaces, "Archiver « Écoles et formateurs »")) == 1


async def test_a_channel_that_the_bot_cannot_see_stops_nothing(
    server: Server, services: Services, spaces: Spaces
) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    closed = server.guild.create_text_channel("fermé", overwrites={server.guild.default_role: hidden})
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:a-part", closed.id, {}, services.clock())
    await settle_in(server, services, "D64", range(300, 350))
    await minute(server, services.clock() + timedelta(days=1600))
    assert len(cards(spaces, "Un salon pour Pyrénées-Atlantiques")) == 1
    assert closed.history() == []


async def test_no_request_ever_deletes_a_channel_or_a_role(server: Server) -> None:
    deleted = [
        (one.method, one.path)
        for one in server.env.http_requests
        if one.method == "DELETE" and ("/channels/" in one.path or "/roles/" in one.path)
    ]
    assert deleted == []


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
