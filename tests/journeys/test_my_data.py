"""A person takes their data and leaves."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord
from discord import ui

from commands.services import Services
from commands.ui import draw
from commands.reply import Block, Reply
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.members import Profile
from storage.notices import Note
from storage.questions import Subject
from storage.referents import Volunteer
from storage.spaces import role_key
from tests.journeys.reading import buttons, lines, reply, sent, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

WORDS = "Comment accompagner une sortie d’hôpital sans logement ?"


@dataclass(frozen=True)
class Life:
    """What somebody left on the server, before they ask for it back."""

    member: simcord.MemberActor
    given: simcord.RoleHandle
    own: simcord.RoleHandle
    thread: discord.Thread


@pytest_asyncio.fixture(loop_scope="module")
async def life(server: Server, services: Services) -> AsyncIterator[Life]:
    """A member with a profile, a role of their own, a question asked by form, and a bit of everything."""
    guild, now = server.guild, services.clock()
    given, own = guild.create_role("Handicap"), guild.create_role("Les amis du vendredi")
    number = len(guild.member_ids())
    member = guild.add_member(server.env.create_user(f"lea{number}", global_name="Léa"), roles=[given, own])
    forum = server.client.get_channel(guild.create_forum_channel(f"questions-{number}").id)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(name=WORDS, view=draw(Reply("Une question", (Block(WORDS),))))
    async with services.database.begin() as store:
        await store.spaces.applied(guild.id, role_key("theme", "handicap"), given.id, {}, now)
        profile = Profile("etudiants", ("educateur-specialise",), ("D33",), ("handicap",))
        await store.members.choose(guild.id, member.id, profile, now)
        await store.drafts.save(guild.id, member.id, "question", {"problem": "Pas encore envoyé."}, now)
        await store.referents.become(guild.id, Volunteer(member.id, "educateur-specialise", "R75"), now)
        await store.reports.add("organisations", "efts", "Le site a changé.", member.id, now)
        asked = await store.questions.add(
            guild.id, made.thread.id, member.id, now, Subject("educateur-specialise"), by_form=True, next_at=None
        )
        await store.notices.add(
            Note(f"told-{number}", guild.id, "told", now + timedelta(days=1), member_id=member.id)
        )
        await store.cases.open(guild.id, "space", member.id, {"words": "Un salon de nuit."}, now)
    assert asked is not None
    yield Life(member, given, own, made.thread)
    async with services.database.begin() as store:
        await store.privacy.erase(member.id, now)


async def roles_of(server: Server, life: Life) -> set[str]:
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    member = await guild.fetch_member(life.member.id)
    return {role.name for role in member.roles if not role.is_default()}


async def post_of(server: Server, life: Life) -> tuple[str, bool, bool, str]:
    """The title of the post, whether it is closed, whether it is locked, and what its first message says."""
    thread = await server.client.fetch_channel(life.thread.id)
    assert isinstance(thread, discord.Thread)
    first = await thread.fetch_message(thread.id)
    shown = message_text(first.content, [each.to_dict() for each in first.components], {})
    return thread.name, thread.archived, thread.locked, shown


async def test_try(server: Server, services: Services, life: Life) -> None:
    here = server.channels["bienvenue"]
    page = await life.member.slash(here, "mes-donnees voir")
    print(text(page), buttons(page), page.ephemeral)
    file = await life.member.slash(here, "mes-donnees exporter")
    print(text(file)[-300:], reply(file).attachments)
    print((await reply(file).attachments[0].read()).decode())
    ask = await life.member.slash(here, "mes-donnees effacer")
    print(text(ask))
    n = len(sent(server))
    did = await life.member.click(reply(ask), label="Tout effacer")
    print(text(did))
    for r in sent(server, n): print(r.method, r.path, r.json)
    print(await roles_of(server, life), await post_of(server, life))
    assert 0
