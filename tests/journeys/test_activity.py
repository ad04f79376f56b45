from datetime import timedelta

import pytest
import pytest_asyncio
import simcord

from commands.services import Services
from sandbox.simulation import Server
from storage.members import Profile
from storage.questions import Subject
from tests.journeys.reading import buttons, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def facilitator(server: Server, services: Services) -> simcord.MemberActor:
    """Somebody with the role of facilitators, after a month in which things happened."""
    role, guild, now = server.guild.create_role("Animation"), server.guild, services.clock()
    async with services.database.begin() as store:
        await store.spaces.applied(guild.id, "role:facilitation", role.id, {}, now)
        for number, territory in enumerate(("D33", "R06", "D33"), start=1):
            await store.questions.add(
                guild.id, 500 + number, 7, now - timedelta(days=8), Subject(territory=territory), by_form=False,
                next_at=None,
            )  # fmt: skip
        await store.questions.answered(501, now - timedelta(days=8))
        for member in range(1, 6):
            profile = Profile(territories=("R11", "D75") if member < 5 else ("D29",))
            await store.members.choose(guild.id, member, profile, now)
    user = server.env.create_user("solene", global_name="Solène")
    return guild.add_member(user, roles=[role])


async def test_a_facilitator_reads_a_page_of_numbers(
    server: Server, facilitator: simcord.MemberActor
) -> None:
    page = await facilitator.slash(server.channels["bienvenue"], "animation bilan")
    assert (page.ephemeral, title(page), buttons(page)) == (
        True,
        "Bilan des 30 derniers jours",
        ["Partager dans le salon"],
    )
    assert [line for line in lines(page) if line.startswith("- ")][:4] == [
        "- 3 questions posées",
        "- avec une réponse : 1 (33 %)",
        "- résolues : 0",
        "- délai médian avant la première réponse : moins d’une heure ouvrée",
    ]
    assert [line.rpartition(" · ")[2] for line in lines(page) if "question du" in line] == [
        "Mayotte",
        "Gironde",
    ]
    assert "- moins de 5 : Bretagne et Île-de-France" in lines(page)


async def test_the_page_can_be_shown_to_the_channel_by_who_may_read_it(
    server: Server, facilitator: simcord.MemberActor
) -> None:
    here = server.channels["bienvenue"]
    page = await facilitator.slash(here, "animation bilan")
    shared = await facilitator.click(reply(page), label="Partager dans le salon")
    assert (shared.ephemeral, title(shared), buttons(shared)) == (False, title(page), [])


async def test_another_month_is_another_page(server: Server, facilitator: simcord.MemberActor) -> None:
    here = server.channels["bienvenue"]
    offered = await facilitator.autocomplete(here, "animation bilan", "mois", "")
    page = await facilitator.slash(here, "animation bilan", mois=offered[-1]["value"])
    assert lines(page)[2] == "Aucune question n’a été posée."
    unknown = await facilitator.slash(here, "animation bilan", mois="brumaire")
    assert title(unknown) == "Quel mois ?"


async def test_a_moderator_reads_it_too(server: Server) -> None:
    page = await server.members["Claire"].slash(server.channels["modération"], "animation bilan")
    assert title(page) == "Bilan des 30 derniers jours"


async def test_a_member_is_told_for_whom_it_is(server: Server) -> None:
    refused = await server.members["Nadia"].slash(server.channels["bienvenue"], "animation bilan")
    assert (refused.ephemeral, title(refused)) == (True, "Pour l’animation")
    assert "questions posées" not in text(refused)
