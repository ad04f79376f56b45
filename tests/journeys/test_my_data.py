"""A person takes their data and leaves."""

import io
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord
import structlog
from discord import ui

from bot.journal import open_journal
from commands.ids import make
from commands.privacy.cog import Privacy
from commands.reply import Block, Reply
from commands.services import Services
from commands.ui import draw
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.members import Profile
from storage.notices import Note
from storage.questions import Subject
from storage.referents import Volunteer
from storage.spaces import role_key
from tests.journeys.reading import SPACES, buttons, lines, reply, sent, text, title

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
            guild.id,
            made.thread.id,
            member.id,
            now,
            Subject("educateur-specialise"),
            by_form=True,
            next_at=None,
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


async def post_of(server: Server, life: Life) -> tuple[str, bool, bool, list[str]]:
    """The title of the post, whether it is closed, whether it is locked, and what is said in it."""
    thread = await server.client.fetch_channel(life.thread.id)
    assert isinstance(thread, discord.Thread)
    shown = [
        message_text(message.content, [each.to_dict() for each in message.components], {})
        async for message in thread.history(oldest_first=True)
    ]
    return thread.name, thread.archived, thread.locked, shown


async def everything(services: Services, life: Life) -> dict[str, int]:
    """How many rows each table holds about this person."""
    async with services.database.begin() as store:
        found = await store.privacy.of(life.member.id)
    return {table: len(rows) for table, rows in found.items()}


async def test_a_person_reads_what_is_kept_about_them_alone(server: Server, life: Life) -> None:
    page = await life.member.slash(server.channels["bienvenue"], "mes-donnees voir")
    assert (page.ephemeral, title(page)) == (True, "Vos données")
    assert [line for line in lines(page) if " · 1" in line and not line.startswith("-")] == [
        "Votre profil · 1",
        "Vos brouillons · 1",
        "Vos questions · 1",
        "Vos signalements · 1",
        "Vos propositions et vos décisions · 1",
        "Ce que Tisserande vous a dit · 1",
        "Là où vous aidez · 1",
    ]
    assert text(page).count("Gardé : ") == 7
    profile = "Étudiants et apprentis, Éducateur spécialisé, Gironde et Handicap et société inclusive"
    assert lines(page)[4].startswith(f"- {profile} · ici depuis le ")
    assert buttons(page) == ["L’emporter dans un fichier", "Effacer…"]


async def test_a_person_takes_everything_away_in_a_file(server: Server, life: Life) -> None:
    page = await life.member.slash(server.channels["bienvenue"], "mes-donnees voir")
    taken = await life.member.click(reply(page), label="L’emporter dans un fichier")
    (file,) = reply(taken).attachments
    assert (taken.ephemeral, file.filename) == (True, "tisserande-mes-donnees.json")
    assert "[tisserande-mes-donnees.json]" in lines(taken)
    whole = json.loads(await file.read())
    assert (whole["member_id"], whole["guild_id"]) == (str(life.member.id), str(server.guild.id))
    assert {name: table["title"] for name, table in whole["tables"].items()} == {
        "cases": "Vos propositions et vos décisions",
        "drafts": "Vos brouillons",
        "members": "Votre profil",
        "notices": "Ce que Tisserande vous a dit",
        "questions": "Vos questions",
        "referents": "Là où vous aidez",
        "reports": "Vos signalements",
    }
    assert whole["tables"]["drafts"]["rows"][0]["fields"] == {"problem": "Pas encore envoyé."}


async def test_a_person_erases_everything_and_leaves(server: Server, services: Services, life: Life) -> None:
    here = server.channels["bienvenue"]
    asked = await life.member.slash(here, "mes-donnees effacer")
    assert "- Rôles retirés : Handicap" in lines(asked)
    assert (await everything(services, life))["members"] == 1
    start = len(sent(server))
    done = await life.member.click(reply(asked), label="Tout effacer")
    assert lines(done) == [
        "Vos données sont effacées",
        "Nous ne gardons plus rien sur vous pour ce serveur.",
        (
            "Effacé : Votre profil (1), Vos brouillons (1), Vos signalements (1), Ce que Tisserande vous a dit (1)"
            " et Là où vous aidez (1)."
        ),
        "Gardé sans vous : Vos questions (1) et Vos propositions et vos décisions (1).",
        "Rôles retirés : Handicap",
        "1 publication écrite pour vous a été vidée et fermée.",
        "Vous pouvez continuer à tout utiliser. Un profil ne renaît que si vous en choisissez un.",
    ]
    assert await everything(services, life) == {}
    assert await roles_of(server, life) == {"Les amis du vendredi"}
    withdrawn = "Question retirée par la personne qui l’avait posée"
    shown = [f"{withdrawn}\nLes réponses des autres restent."]
    assert await post_of(server, life) == (withdrawn, True, True, shown)
    assert [request.method for request in sent(server, start) if request.method == "DELETE"] == []
    again = await life.member.slash(here, "mes-donnees voir")
    assert (lines(again)[1], buttons(again)) == ("Rien n’est gardé sur vous.", [])
    nothing = await life.member.slash(here, "mes-donnees effacer")
    assert (lines(nothing)[1:], buttons(nothing)) == (["Il n’y a rien à effacer."], [])


async def test_who_no_longer_volunteers_loses_the_role_of_those_who_do(
    server: Server, services: Services, life: Life
) -> None:
    guild, here = server.guild, server.channels["bienvenue"]
    role = guild.create_role("Référents")
    async with services.database.begin() as store:
        await store.spaces.applied(guild.id, "role:referents", role.id, {}, services.clock())
    await life.member.slash(here, "referent devenir", territoire="Gironde")
    assert "Référents" in await roles_of(server, life)
    asked = await life.member.slash(here, "mes-donnees effacer")
    await life.member.click(reply(asked), label="Tout effacer")
    assert await roles_of(server, life) == {"Les amis du vendredi"}


async def test_the_journal_says_that_it_was_done_and_never_by_whom(server: Server, life: Life) -> None:
    root = logging.getLogger()
    handlers, level, stream = list(root.handlers), root.level, io.StringIO()
    open_journal("json", "debug", stream)
    try:
        for verb in ("voir", "exporter", "effacer"):
            said = await life.member.slash(server.channels["bienvenue"], f"mes-donnees {verb}")
        server.env.inject_error("PATCH", f"/guilds/*/members/{life.member.id}", status=500)
        await life.member.click(reply(said), label="Tout effacer")
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)
    commands = [line.get("command") for line in map(json.loads, stream.getvalue().splitlines())]
    assert commands[:3] == ["mes-donnees.voir", "mes-donnees.exporter", "mes-donnees.effacer"]
    assert str(life.member.id) not in stream.getvalue()


async def test_nobody_erases_somebody_else(server: Server, services: Services, life: Life) -> None:
    here = server.channels["bienvenue"]
    before = await everything(services, life)
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    button: ui.Button[ui.View] = ui.Button(label="Tout effacer", custom_id=make("erase", str(life.member.id)))
    view = ui.View(timeout=None).add_item(button)
    view.stop()
    message = await channel.send("Un bouton recopié", view=view)
    refused = await server.members["Nadia"].click(message, label="Tout effacer")
    assert (refused.ephemeral, lines(refused)[1]) == (
        True,
        "Ce bouton est à quelqu’un d’autre. Pour vos propres données : /mes-donnees voir.",
    )
    assert await everything(services, life) == before


async def test_what_discord_refuses_is_said_with_the_addresses_to_give(
    server: Server, services: Services, life: Life
) -> None:
    asked = await life.member.slash(server.channels["bienvenue"], "mes-donnees effacer")
    server.env.inject_error("PATCH", f"/channels/{life.thread.id}*", status=403, code=50013)
    server.env.inject_error("PATCH", f"/guilds/*/members/{life.member.id}", status=403, code=50013)
    done = await life.member.click(reply(asked), label="Tout effacer")
    assert lines(done)[-5:-1] == [
        (
            "Discord ne nous a pas laissé vider ces messages, où vos mots se lisent encore."
            " Copiez leur adresse maintenant, et demandez à la modération de les retirer :"
        ),
        f"https://discord.com/channels/{server.guild.id}/{life.thread.id}",
        "────────",
        ("Discord n’a pas voulu retirer ces rôles ; demandez à la modération de le faire : Handicap."),
    ]
    assert await everything(services, life) == {}
    assert await roles_of(server, life) == {"Handicap", "Les amis du vendredi"}


async def test_a_post_closed_long_ago_is_emptied_too(server: Server, life: Life) -> None:
    await life.thread.edit(archived=True, locked=True)
    asked = await life.member.slash(server.channels["bienvenue"], "mes-donnees effacer")
    await life.member.click(reply(asked), label="Tout effacer")
    name, archived, locked, said = await post_of(server, life)
    assert (archived, locked, WORDS in name, any(WORDS in each for each in said)) == (
        True,
        True,
        False,
        False,
    )


async def test_a_post_announced_elsewhere_loses_its_title_there_too(
    server: Server, services: Services, life: Life
) -> None:
    forum = life.thread.parent
    assert isinstance(forum, discord.ForumChannel)
    copy = await forum.create_thread(name=f"↗ {WORDS}", view=draw(Reply("Question posée ailleurs")))
    now = services.clock()
    async with services.database.begin() as store:
        key = f"announce:{life.thread.id}"
        await store.notices.add(Note(key, server.guild.id, "announced", now, channel_id=forum.id))
        (note,) = await store.notices.claim(now, 10)
        await store.notices.sent(note.id, copy.thread.id, now)
    asked = await life.member.slash(server.channels["bienvenue"], "mes-donnees effacer")
    done = await life.member.click(reply(asked), label="Tout effacer")
    assert "2 publications écrites pour vous ont été vidées et fermées." in lines(done)
    assert [
        (thread.name, thread.archived, thread.locked)
        for one in (life.thread, copy.thread)
        if isinstance(thread := await server.client.fetch_channel(one.id), discord.Thread)
    ] == [("Question retirée par la personne qui l’avait posée", True, True)] * 2


async def test_moderators_read_a_proposal_no_more_and_still_what_became_of_it(
    server: Server, services: Services, life: Life
) -> None:
    queue, now = server.client.get_channel(server.channels["modération"].id), services.clock()
    assert isinstance(queue, discord.TextChannel)
    card = await queue.send(view=draw(Reply("Une proposition", (Block("Un salon de nuit."),))))
    async with services.database.begin() as store:
        (case,) = await store.cases.of(server.guild.id, life.member.id)
        facts = {"case": case.id}
        await store.notices.add(
            Note(f"card-{case.id}", server.guild.id, "card", now, channel_id=queue.id, facts=facts)
        )
        (note,) = await store.notices.claim(now, 10)
        await store.notices.sent(note.id, card.id, now)
    asked = await life.member.slash(server.channels["bienvenue"], "mes-donnees effacer")
    await life.member.click(reply(asked), label="Tout effacer")
    emptied = await queue.fetch_message(card.id)
    shown = message_text(emptied.content, [each.to_dict() for each in emptied.components], {})
    assert shown.translate(SPACES).splitlines() == [
        f"Proposition {case.id}",
        (
            "La personne qui l’avait écrite a effacé ses données : ses mots ne sont plus là."
            " Cette proposition a été retirée."
        ),
    ]


async def test_a_question_asked_in_a_text_channel_is_emptied_in_the_channel(
    server: Server, services: Services, life: Life
) -> None:
    channel = server.client.get_channel(server.channels["questions-libres"].id)
    assert isinstance(channel, discord.TextChannel)
    first = await channel.send(view=draw(Reply("Une question", (Block(WORDS),))))
    thread = await first.create_thread(name=WORDS)
    async with services.database.begin() as store:
        await store.questions.add(
            server.guild.id,
            thread.id,
            life.member.id,
            services.clock(),
            Subject(),
            by_form=True,
            next_at=None,
        )
    asked = await life.member.slash(server.channels["bienvenue"], "mes-donnees effacer")
    await life.member.click(reply(asked), label="Tout effacer")
    emptied = await channel.fetch_message(first.id)
    said = message_text(emptied.content, [each.to_dict() for each in emptied.components], {})
    assert said == "Question retirée par la personne qui l’avait posée\nLes réponses des autres restent."
    closed = await server.client.fetch_channel(thread.id)
    assert isinstance(closed, discord.Thread)
    assert (closed.name, closed.archived) == ("Question retirée par la personne qui l’avait posée", True)


async def test_in_private_the_same_reaches_every_server(
    server: Server, services: Services, life: Life
) -> None:
    user, now = life.member.user, services.clock()
    async with services.database.begin() as store:
        await store.members.choose(999, life.member.id, Profile("etudiants"), now)
    page = await user.slash("mes-donnees voir")
    assert lines(page)[1] == "Sur tous les serveurs où vous avez croisé Tisserande."
    assert "Votre profil · 2" in lines(page)
    asked = await user.slash("mes-donnees effacer")
    done = await user.click(reply(asked), label="Tout effacer")
    assert lines(done)[1] == "Nous ne gardons plus rien sur vous, nulle part."
    assert (await everything(services, life), await roles_of(server, life)) == (
        {},
        {"Les amis du vendredi"},
    )


async def test_what_is_too_old_is_forgotten_by_itself_once_an_hour(
    server: Server, services: Services, life: Life
) -> None:
    first = services.clock() + timedelta(days=6, hours=23, minutes=59)
    cog = server.client.get_cog("Privacy")
    assert isinstance(cog, Privacy)
    drafts = []
    for minutes in (0, 59, 60):
        await cog.each_minute(server.client, first + timedelta(minutes=minutes))
        drafts.append((await everything(services, life)).get("drafts", 0))
    assert drafts == [1, 1, 0]


async def test_an_english_reader_reads_it_in_english(server: Server) -> None:
    page = await server.members["Emma"].slash(server.channels["bienvenue"], "mes-donnees voir")
    assert lines(page)[:2] == [
        "Your data",
        "On this server. In a private message, the same command covers all servers.",
    ]


async def test_a_subscriber_reads_and_erases_their_digest_with_the_rest(
    server: Server, services: Services, life: Life
) -> None:
    here = server.channels["bienvenue"]
    form = await life.member.slash(here, "digest abonner")
    await life.member.click(reply(form), label="S’abonner")
    page = await life.member.slash(here, "mes-donnees voir")
    place = lines(page).index("Votre veille · 1")
    profile = "Handicap et société inclusive, Éducateur spécialisé, Étudiants et apprentis et Gironde"
    assert lines(page)[place + 1].startswith(f"- en message privé · {profile} · depuis le ")
    asked = await life.member.slash(here, "mes-donnees effacer")
    await life.member.click(reply(asked), label="Tout effacer")
    async with services.database.begin() as store:
        assert await store.subscriptions.of(server.guild.id, life.member.id) is None
    assert await everything(services, life) == {}
