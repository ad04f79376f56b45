import pytest

import locales
from commands.services import Services
from sandbox.acting import type_line
from sandbox.line import UnreadableLineError
from sandbox.simulation import Server
from sandbox.terminal import ask
from tests.contract import discord_contract, requires_contract

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_english_reader_sees_the_answer_in_english_with_its_controls(server: Server) -> None:
    seen = (await ask(server, "/sigle ase", as_member="Emma")).splitlines()
    assert seen[0] == "ASE"
    assert "[Share in this channel]  [Report an error]" in seen
    assert seen[-1] == "(only you can see this)"


async def test_a_french_reader_sees_it_in_french(server: Server) -> None:
    words = locales.reader("fr")
    seen = (await ask(server, "/sigle ase")).splitlines()
    assert seen[0] == "ASE"
    assert seen[-1] == words("(only you can see this)")


async def test_the_same_question_is_answered_in_a_direct_message(server: Server) -> None:
    assert (await ask(server, "/sigle ase", channel=None)).splitlines()[0] == "ASE"


@pytest.mark.parametrize(
    ("line", "member", "channel", "start"),
    [
        ("/sigl ase", "Emma", "bienvenue", "There is no command /sigl here; did you mean /sigle?"),
        ("/sigle ase pays:fr", "Emma", "bienvenue", "/sigle has no option “pays:”. Options: sigle:."),
        ("/sigle ase", "Emma", "nulle-part", "There is no channel nulle-part here. Channels: bienvenue, "),
        ("/sigle " + "a" * 101, "Emma", "bienvenue", "Discord does not accept this value for “sigle:”."),
    ],
)
async def test_what_nobody_could_type_is_refused_with_what_is_right(
    server: Server, line: str, member: str, channel: str, start: str
) -> None:
    with pytest.raises(UnreadableLineError) as refused:
        await ask(server, line, as_member=member, channel=channel)
    assert str(refused.value)[: len(start)] == start


async def test_a_stranger_is_told_who_is_here_in_french(server: Server) -> None:
    expected = locales.reader("fr")(
        "There is no member {asked} here. Members: {known}.", asked="Bob", known=", ".join(server.members)
    )
    with pytest.raises(UnreadableLineError) as refused:
        await ask(server, "/aide", as_member="Bob")
    assert str(refused.value) == expected


async def test_everything_that_the_community_suggests_is_answered_and_finds_something(
    server: Server, services: Services
) -> None:
    words = locales.reader("fr")
    for channel in server.community.channels:
        member = "Claire" if channel.moderators_only else "Nadia"
        for line in channel.suggestions:
            result = await type_line(server, line, member, channel.name, words)
            assert result.acknowledged, line
    async with services.database.begin() as store:
        assert await store.misses.most_frequent() == []


@requires_contract
async def test_all_that_the_bot_sent_is_what_discord_documents(server: Server) -> None:
    await ask(server, "/financement")
    assert discord_contract().violations(server.env.http_requests) == []
