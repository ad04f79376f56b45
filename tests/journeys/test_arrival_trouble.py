"""Somebody comes back while our database sleeps."""

from dataclasses import replace
from pathlib import Path

import pytest

from commands.arrivals.cog import Arrivals
from commands.services import Services
from sandbox.simulation import Server
from storage.database import Database
from tests.journeys.reading import reply
from tests.journeys.spaces import roles_of

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_who_comes_back_while_the_database_sleeps_has_their_roles_the_next_minute(
    server: Server, services: Services, database_file: Path
) -> None:
    guild, now = server.guild, services.clock()
    async with services.database.begin() as store:
        role = guild.create_role("Assistants de service social")
        await store.spaces.applied(guild.id, "role:trade:ass", role.id, {}, now)
    arrivals = server.client.get_cog("Arrivals")
    assert isinstance(arrivals, Arrivals)
    lost = Database(f"sqlite+aiosqlite:///{database_file.parent / 'unplugged' / 'tisserande.db'}")
    people = [server.env.create_user(name) for name in ("eve", "lise")]
    for member in [guild.add_member(user) for user in people]:
        await server.env.settle()
        opened = await member.slash(server.channels["bienvenue"], "profil", metier="ASS")
        await member.click(reply(opened), label="Terminer maintenant")
        guild.remove_member(member)
        await server.env.settle()
    arrivals.services = replace(services, database=lost)
    back = [guild.add_member(user) for user in people]
    await server.env.settle()
    arrivals.services = services
    await lost.close()
    assert [await roles_of(server, member) for member in back] == [set(), set()]
    await server.client.each_minute(now)
    await server.env.settle()
    assert [await roles_of(server, member) for member in back] == [{"Assistants de service social"}] * 2
