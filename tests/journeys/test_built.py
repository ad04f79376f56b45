"""A server built from Discord with the plan that comes with the project, then lived in."""

import pytest
import simcord

from commands.services import Services
from sandbox.simulation import Server
from tests.journeys.reading import buttons, reply, title
from tests.journeys.spaces import minute, roles_of, shown, spoken

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_a_facilitator_builds_the_server_then_a_member_finds_a_place_and_proposes_another(
    server: Server, services: Services
) -> None:
    claire, nadia, here = server.members["Claire"], server.members["Nadia"], server.channels["bienvenue"]

    plan = await claire.slash(here, "salon plan", adopter=True)
    form = await claire.click(reply(plan), label="Appliquer ce plan")
    code = spoken(plan)[-1].rpartition(" ")[2]
    built = await claire.submit_modal(form, {"fingerprint": code})
    assert title(built) == "Le plan est appliqué"
    again = await claire.slash(here, "salon plan")
    assert buttons(again) == []

    found = await nadia.slash(here, "salon trouver", recherche="gironde")
    joined = await nadia.click(reply(found), label="Rejoindre Nouvelle-Aquitaine")
    assert title(joined) == "Bienvenue"
    assert "Nouvelle-Aquitaine" in await roles_of(server, nadia)
    region = channel(server, "nouvelle-aquitaine")
    assert region.id in {one.id for one in server.guild.channels.values()}

    form = await nadia.slash(here, "salon proposer")
    await nadia.submit_modal(
        form, {"name": "Ruralité", "purpose": "Travailler loin de tout.", "audience": "Tout le monde"}
    )
    await minute(server, services.clock())
    queue = channel(server, "file-d-attente")
    assert shown(queue.history()[-1]).startswith("Salon proposé, numéro 1 : Ruralité")
    journal = [shown(each).splitlines()[0] for each in channel(server, "journal").history()]
    assert "Le plan est appliqué" in journal


async def test_who_can_read_a_real_space_is_said_in_groups(server: Server) -> None:
    nadia = server.members["Nadia"]
    told = spoken(await nadia.slash(server.channels["bienvenue"], "salon qui-peut-lire"))
    assert told[0] == "Qui peut lire ici ?"
    queue = spoken(
        await server.members["Claire"].slash(channel(server, "file-d-attente"), "salon qui-peut-lire")
    )
    assert queue[1] == "Les personnes qui ont l’un de ces rôles : Modération et Animation."


def channel(server: Server, name: str) -> simcord.ChannelHandle:
    return server.guild.channels[name]
