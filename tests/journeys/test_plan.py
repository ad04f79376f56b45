"""The plan of the server, read and applied from Discord."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import pytest_asyncio
import simcord

from commands.hosting import AppliedServer, PlannedServer, Progress
from commands.services import Services
from sandbox.simulation import Server
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import buttons, reply, sent, title
from tests.journeys.spaces import Spaces, build, minute, press, shown, spoken

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("spaces"),
]

ONLY_MODERATORS = "Pour la modération"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spaces(server: Server, services: Services) -> Spaces:
    return await build(server, services)


@pytest.fixture
def here(server: Server) -> simcord.ChannelHandle:
    return server.channels["bienvenue"]


@dataclass(slots=True)
class HandWritten:
    """A gardener written for these tests: a plan of a few changes, applied when its fingerprint is the present one."""

    changes: int = 12
    large: bool = False
    blocked: bool = False
    fingerprint: str = "abc123"
    done: list[tuple[bool, bool]] = field(default_factory=list)
    asked: list[tuple[bool, bool]] = field(default_factory=list)

    async def plan(
        self, guild_id: int, language: str, *, overwrite: bool = False, adopt: bool = False
    ) -> PlannedServer:
        self.asked.append((overwrite, adopt))
        said = "Créer le forum « handicap »." if language == "fr" else "Create the forum “handicap”."
        return PlannedServer(
            (said,) * min(self.changes, 1), self.changes, self.fingerprint, self.large, self.blocked
        )

    async def apply(
        self,
        guild_id: int,
        language: str,
        fingerprint: str,
        progress: Progress,
        *,
        overwrite: bool = False,
        adopt: bool = False,
    ) -> AppliedServer:
        if fingerprint != self.fingerprint:
            return AppliedServer(0, self.changes, ("Le serveur a changé depuis la lecture du plan.",))
        self.done.append((overwrite, adopt))
        for number in range(1, self.changes + 1):
            await progress(number, self.changes)
        return AppliedServer(self.changes, 0, ("Tout est en place.",))


class Failing(HandWritten):
    """A gardener whose tools break."""

    async def plan(
        self, guild_id: int, language: str, *, overwrite: bool = False, adopt: bool = False
    ) -> PlannedServer:
        raise ConnectionError


@pytest.fixture
def gardener(server: Server) -> HandWritten:
    made = HandWritten()
    server.client.gardener = made
    return made


async def test_the_plan_is_read_then_applied_and_the_journal_says_so(
    server: Server, services: Services, here: simcord.ChannelHandle, gardener: HandWritten, spaces: Spaces
) -> None:
    claire = server.members["Claire"]
    read = await claire.slash(here, "salon plan")
    assert (read.ephemeral, spoken(read)) == (
        True,
        [
            "Le plan du serveur",
            "Créer le forum « handicap ».",
            "[Appliquer ce plan]",
            "Rien n’est encore fait : 12 changements. Code : abc123",
        ],
    )
    before = len(sent(server))
    done = await claire.click(reply(read), label="Appliquer ce plan")
    assert spoken(done) == ["Le plan est appliqué", "Tout est en place."]
    edits = [one for one in sent(server, before) if one.method == "PATCH"]
    # It has begun, ten changes are made, it is done.
    assert len(edits) == 3
    await minute(server, services.clock() + timedelta(minutes=1))
    told = [shown(each).splitlines() for each in spaces.channels["channel:journal"].history()]
    assert [each for each in told if each[0] == "Le plan est appliqué"] == [
        ["Le plan est appliqué", "Tout est en place."]
    ]
    assert gardener.done == [(False, False)]


async def test_a_large_plan_is_applied_only_once_its_fingerprint_is_typed(
    server: Server, here: simcord.ChannelHandle, gardener: HandWritten
) -> None:
    gardener.large = True
    claire = server.members["Claire"]
    read = await claire.slash(here, "salon plan", ecraser=True, adopter=True)
    form = await claire.click(reply(read), label="Appliquer ce plan")
    wrong = await claire.submit_modal(form, {"fingerprint": "abc"})
    assert (title(wrong), gardener.done) == ("Rien n’a été changé", [])
    form = await claire.click(reply(read), label="Appliquer ce plan")
    done = await claire.submit_modal(form, {"fingerprint": "abc123"})
    assert (title(done), gardener.done) == ("Le plan est appliqué", [(True, True)])


async def test_a_plan_that_is_no_longer_the_one_read_is_not_applied(
    server: Server, here: simcord.ChannelHandle, gardener: HandWritten
) -> None:
    claire = server.members["Claire"]
    read = await claire.slash(here, "salon appliquer")
    gardener.fingerprint = "def456"
    done = await claire.click(reply(read), label="Appliquer ce plan")
    assert spoken(done)[:2] == [
        "Rien n’a été changé",
        "Le serveur a changé depuis la lecture du plan.",
    ]


async def test_a_fingerprint_typed_with_the_command_applies_that_plan(
    server: Server, here: simcord.ChannelHandle, gardener: HandWritten
) -> None:
    done = await server.members["Claire"].slash(here, "salon appliquer", code="abc123", adopter=True)
    assert (title(done), gardener.done) == ("Le plan est appliqué", [(False, True)])


@pytest.mark.parametrize(("changes", "blocked"), [(0, False), (3, True)])
async def test_a_plan_with_nothing_to_do_or_that_is_blocked_has_no_button(
    server: Server, here: simcord.ChannelHandle, gardener: HandWritten, changes: int, blocked: bool
) -> None:
    gardener.changes, gardener.blocked = changes, blocked
    assert buttons(await server.members["Claire"].slash(here, "salon plan")) == []


async def test_only_those_who_manage_the_server_read_or_apply_its_plan(
    server: Server, here: simcord.ChannelHandle, gardener: HandWritten
) -> None:
    nadia = server.members["Nadia"]
    for command in ("salon plan", "salon appliquer"):
        assert title(await nadia.slash(here, command)) == ONLY_MODERATORS
    assert title(await nadia.slash(here, "salon appliquer", code="abc123")) == ONLY_MODERATORS
    found = await nadia.slash(here, "salon trouver", recherche="handicap")
    assert title(await press(server, nadia, found, "applyplan~abc123~-")) == ONLY_MODERATORS
    assert (gardener.asked, gardener.done) == ([], [])


async def test_a_gardener_that_fails_leaves_an_answer(server: Server, here: simcord.ChannelHandle) -> None:
    server.client.gardener = Failing()
    told = await server.members["Claire"].slash(here, "salon plan")
    assert title(told) == "Quelque chose s’est mal passé"


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
