"""*A question finds its answerer*, its first half: asked, posted, announced, followed."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from commands.services import Services
from sandbox.simulation import Overwrites, Server
from storage.members import Profile
from tests.contract import discord_contract, requires_contract
from tests.journeys.forums import (
    FILLED,
    SOUGHT,
    Forums,
    ask,
    known,
    lines_of,
    posts,
    said,
    tags_of,
    write_post,
)
from tests.journeys.reading import BUTTON, buttons, components, lines, reply, sent, text, title

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("forums"),
]

MENU = "Retenir cette réponse"
IDENTIFYING = FILLED | {"problem": "La maman de Kevin Durand (06 12 34 56 78) ne vient plus."}


async def test_the_form_says_what_it_is_about_and_reminds_of_secrecy(server: Server) -> None:
    form = await server.members["Nadia"].slash(
        server.channels["bienvenue"], "question poser", theme="handicap", territoire="33"
    )
    assert lines(form)[:3] == [
        "[Ma question, sans la situation]",
        (
            "Aucun élément identifiant : ni nom, ni date, ni ville, ni établissement. "
            "Votre question sera lue par toutes les personnes qui ont accès à l’espace."
        ),
        "thème : Handicap et société inclusive · territoire : Gironde",
    ]


async def test_a_question_becomes_a_post_with_its_four_parts_in_the_forum_of_its_theme(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    assert asked.name == SOUGHT
    assert said(asked) == [
        "\n".join(
            (
                "Ce que je cherche",
                SOUGHT,
                "────────",
                "Le public concerné\nDes veilleurs de nuit en internat",
                "────────",
                "Le problème\nLes temps de formation tombent toujours le jour.",
                "[Des contacts et des ressources]  [Résolu]",
                (
                    f"posée par @{nadia.id} avec /question · thème : Handicap et société inclusive"
                    " · territoire : Gironde"
                ),
            )
        )
    ]
    assert tags_of(server, asked) == ["Question"]
    kept = await known(services, asked)
    assert (kept.author_id, kept.by_form, kept.theme, kept.territory, kept.answered_at) == (
        nadia.id,
        True,
        "handicap",
        "D33",
        None,
    )
    assert kept.next_at is not None


async def test_its_author_is_told_where_it_is_and_what_happens_next(server: Server, forums: Forums) -> None:
    done = await ask(server, "Nadia", FILLED, theme="handicap", territoire="33")
    thread = posts(forums.handicap)[-1]
    assert (done.ephemeral, lines(done)) == (
        True,
        [
            "Question publiée",
            "Votre question est publiée.",
            f"[La lire → https://discord.com/channels/{server.guild.id}/{thread.id}]",
            "────────",
            f"Elle est aussi annoncée dans #{forums.aquitaine.id}, avec un lien.",
            "────────",
            (
                "Si personne ne répond, Tisserande cherche plus loin : les référents après deux jours ouvrés,"
                " puis la région, puis l’animation. /question suivi vous dit où elle en est."
            ),
        ],
    )


async def test_it_is_announced_once_in_the_other_space_by_a_closed_post(
    server: Server, services: Services, forums: Forums, asked: ChannelHandle
) -> None:
    await server.client.each_minute(services.clock())
    await server.client.each_minute(services.clock())
    announced = [each for each in posts(forums.aquitaine) if str(asked.id) in said(each)[0]]
    assert [each.name for each in announced] == [f"↗ {SOUGHT}"]
    assert lines_of(announced[0])[:2] == [
        "Question posée ailleurs",
        f"Une question qui vous concerne aussi est posée dans #{forums.handicap.id} : #{asked.id}",
    ]
    closed = server.client.get_channel(announced[0].id)
    assert isinstance(closed, discord.Thread)
    assert closed.locked


async def test_an_announcement_that_cannot_be_closed_is_not_said_twice(
    server: Server, services: Services, forums: Forums, asked: ChannelHandle
) -> None:
    server.env.inject_error("PATCH", "/channels/*", status=403, code=50013)
    await server.client.each_minute(services.clock())
    await server.client.each_minute(services.clock() + timedelta(hours=1))
    assert len([each for each in posts(forums.aquitaine) if str(asked.id) in said(each)[0]]) == 1


async def test_a_question_that_cannot_be_remembered_is_posted_all_the_same_and_its_author_knows(
    server: Server, forums: Forums, database_file: Path
) -> None:
    before = len(posts(forums.handicap))
    with closing(sqlite3.connect(database_file)) as aside:
        aside.execute("ALTER TABLE questions RENAME TO aside")
        done = await ask(server, "Nadia", FILLED, theme="handicap", territoire="33")
        aside.execute("ALTER TABLE aside RENAME TO questions")
    assert (len(posts(forums.handicap)), title(done)) == (before + 1, "Question publiée")
    assert lines(done)[-1].startswith(
        "Une panne de notre côté : Tisserande ne pourra pas suivre cette question."
    )


async def test_the_space_where_one_is_and_the_profile_say_what_was_not_chosen(
    server: Server, services: Services, forums: Forums
) -> None:
    awa, trade = server.members["Awa"], next(iter(services.catalogue.trades))
    thread = await write_post(server, forums.handicap, "Awa", "Une idée à partager")
    async with services.database.begin() as store:
        profile = Profile("", (trade,), ("D75",), ("ethique",))
        await store.members.choose(server.guild.id, awa.id, profile, services.clock())
    form = await awa.slash(thread, "question poser")
    await awa.submit_modal(form, FILLED)
    kept = await known(services, posts(forums.handicap)[-1])
    assert (kept.theme, kept.trade, kept.territory) == ("handicap", trade, "D75")


async def test_a_question_never_goes_where_its_author_could_not_read_the_answers(
    server: Server, services: Services, forums: Forums
) -> None:
    await ask(server, "Mathis", FILLED, theme="numerique", territoire="Gironde")
    thread = posts(forums.aquitaine)[-1]
    assert (posts(forums.hidden), tags_of(server, thread)) == ([], ["Gironde", "Question"])
    await server.client.each_minute(services.clock())
    assert [each.name for each in posts(forums.hidden)] == [f"↗ {SOUGHT}"]


async def test_nobody_writes_through_the_bot_where_they_may_not_write(
    server: Server, services: Services, forums: Forums
) -> None:
    silent = server.guild.create_forum_channel("parcours")
    await server.env.settle()
    channel = server.client.get_channel(silent.id)
    assert isinstance(channel, discord.ForumChannel)
    closing_it: dict[Any, discord.PermissionOverwrite] = {
        channel.guild.default_role: discord.PermissionOverwrite(send_messages=False),
        channel.guild.me: discord.PermissionOverwrite(send_messages=True),
    }
    await channel.edit(overwrites=closing_it)
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:parcours", silent.id, {}, services.clock())
    await ask(server, "Mathis", FILLED, theme="parcours", territoire="Gironde")
    assert (posts(silent), (await known(services, posts(forums.aquitaine)[-1])).theme) == ([], "parcours")


async def test_what_people_write_calls_nobody_and_changes_nothing_of_the_page(
    server: Server, forums: Forums
) -> None:
    everyone = "@everyone **gras** <@&1> [lien](https://exemple.fr)"
    wicked = FILLED | {"sought": everyone, "problem": "# Titre\n- liste\n> cite\n```bloc```\n@here"}
    start = len(server.env.http_requests)
    await ask(server, "Nadia", wicked, theme="handicap")
    (created,) = (each for each in sent(server, start) if each.path.endswith("/threads"))
    assert isinstance(created.json, dict)
    assert (created.json["name"], created.json["message"]["allowed_mentions"]) == (
        everyone,
        {"parse": []},
    )
    thread = posts(forums.handicap)[-1]
    (raw,) = thread.history()
    (container,) = raw.components
    assert isinstance(container, discord.Container)
    whole = "\n".join(each.content for each in container.children if isinstance(each, discord.TextDisplay))
    assert [
        mark
        for mark in ("@everyone", "@here", "<@&", "[lien](", "**gras", "\n# ", "\n- ", "\n> ", "```")
        if mark in whole
    ] == []


async def test_a_question_of_a_word_is_given_back(server: Server) -> None:
    short = await ask(server, "Nadia", FILLED | {"sought": "VAE ?"}, theme="handicap")
    assert (title(short), buttons(short)) == ("Votre question n’est pas encore publiée", ["Reformuler"])
    assert FILLED["problem"] in text(short)


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (403, 50013, "Tisserande ne peut pas écrire dans cet espace, ou il n’existe plus."),
        (404, 10003, "Tisserande ne peut pas écrire dans cet espace, ou il n’existe plus."),
        (400, 50035, "Discord n’a pas pris votre question."),
        (503, 0, "Discord n’a pas pris votre question."),
    ],
)
async def test_a_question_that_discord_refuses_comes_back_whole_and_can_be_tried_again(
    server: Server, forums: Forums, status: int, code: int, why: str
) -> None:
    before = len(posts(forums.handicap))
    server.env.inject_error("POST", "/channels/*/threads", status=status, code=code)
    failed = await ask(server, "Nadia", FILLED, theme="handicap")
    assert (failed.ephemeral, title(failed), lines(failed)[1].startswith(why), buttons(failed)) == (
        True,
        "Votre question n’est pas encore publiée",
        True,
        ["Réessayer", "Reformuler"],
    )
    assert {SOUGHT, FILLED["problem"]} <= set(lines(failed))
    await server.members["Nadia"].click(reply(failed), label="Réessayer")
    assert len(posts(forums.handicap)) == before + 1


async def test_a_forum_that_is_gone_is_replaced_by_the_next_one_or_said(
    server: Server, services: Services, forums: Forums
) -> None:
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:ethique", 12345, {}, services.clock())
    nowhere = await ask(server, "Nadia", FILLED, theme="ethique")
    assert lines(nowhere)[1].startswith("Il n’y a pas, sur ce serveur, d’espace de questions")
    await ask(server, "Nadia", FILLED, theme="ethique", territoire="Gironde")
    assert (await known(services, posts(forums.aquitaine)[-1])).theme == "ethique"


async def test_its_author_follows_what_became_of_each_question(server: Server, forums: Forums) -> None:
    user = server.env.create_user("lina", global_name="Lina")
    server.members["Lina"] = lina = server.guild.add_member(user)
    none = await lina.slash(server.channels["bienvenue"], "question suivi")
    assert (
        lines(none)[1]
        == "Vous n’avez pas encore posé de question. /question poser ouvre un court formulaire."
    )
    await ask(server, "Lina", FILLED, theme="handicap")
    thread = posts(forums.handicap)[-1]
    await ask(server, "Lina", IDENTIFYING, theme="handicap")
    waiting = await lina.slash(server.channels["bienvenue"], "question suivi")
    assert lines(waiting)[1].startswith(f"#{thread.id} · posée le ")
    assert (
        lines(waiting)[2]
        == "personne n’a encore répondu ; après deux jours ouvrés, des référents sont prévenus"
    )
    assert buttons(waiting) == ["Brouillon : Comment préparer une VAE quand on…"]
    form = await lina.click(reply(waiting), label=components(waiting, BUTTON)[0]["label"])
    assert form.modal is not None
    answer = await server.members["Mathis"].send(thread, "Demandez à votre employeur.")
    answered = await lina.slash(server.channels["bienvenue"], "question suivi")
    assert lines(answered)[2].startswith("a reçu une réponse le ")
    await lina.context_menu(thread, MENU, answer)
    solved = await lina.slash(server.channels["bienvenue"], "question suivi")
    assert lines(solved)[2].startswith("résolue le ")


async def test_without_any_subject_it_becomes_a_thread_of_the_help_channel(
    server: Server, services: Services
) -> None:
    place = server.channels["questions-libres"]
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:help", place.id, {}, services.clock())
    await ask(server, "Mathis", FILLED)
    (thread,) = posts(place)
    assert (thread.name, (await known(services, thread)).by_form) == (SOUGHT, True)
    (first,) = (each for each in place.history() if each.id == thread.id)
    leads = await server.members["Awa"].click(first, label="Des contacts et des ressources")
    solved = await server.members["Mathis"].click(first, label="Résolu")
    assert (title(leads), title(solved)) == ("Des contacts et des ressources", "Résolu")
    assert (await known(services, thread)).resolved_at is not None


async def test_where_the_bot_may_open_no_thread_nothing_is_left_half_written(
    server: Server, services: Services, forums: Forums
) -> None:
    closed: Overwrites = {server.guild.default_role: discord.PermissionOverwrite(create_public_threads=False)}
    place = server.guild.create_text_channel("sans-fil", overwrites=closed)
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:precarite", place.id, {}, services.clock())
    before = len(place.history())
    await ask(server, "Mathis", FILLED, theme="precarite", territoire="Gironde")
    assert len(place.history()) == before
    assert (await known(services, posts(forums.aquitaine)[-1])).theme == "precarite"


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
