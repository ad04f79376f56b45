"""*A question finds its answerer*, under its post: answered, solved, an answer kept, people and resources."""

from dataclasses import replace
from pathlib import Path

import pytest
from simcord.builders import ChannelHandle

from commands.posts.cog import Posts
from commands.services import Services
from sandbox.simulation import Server
from storage.database import Database
from storage.questions import Subject
from tests.contract import discord_contract, requires_contract
from tests.journeys.forums import Forums, known, said, tags_of, write_post
from tests.journeys.reading import MENU as MENU_KIND
from tests.journeys.reading import buttons, components, lines, reply, sent, title

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("forums"),
]

MENU = "Retenir cette réponse"


async def test_the_first_answer_of_somebody_else_is_noticed_and_no_other_message(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    await server.members["Nadia"].send(asked, "Je précise.")
    assert (await known(services, asked)).answered_at is None
    first = await server.members["Mathis"].send(asked, "Demandez à votre employeur.")
    await server.members["Awa"].send(asked, "Et à votre OPCO.")
    kept = await known(services, asked)
    assert (kept.answered_at, kept.next_at) == (first.created_at, None)


async def test_a_question_that_this_process_did_not_see_asked_is_heard_a_minute_later(
    server: Server, services: Services
) -> None:
    place, now = server.channels["présentez-vous"], services.clock()
    async with services.database.begin() as store:
        author = server.members["Nadia"].id
        await store.questions.add(
            server.guild.id, place.id, author, now, Subject(), by_form=True, next_at=None
        )
    await server.client.each_minute(now)
    answer = await server.members["Mathis"].send(place, "Demandez à votre employeur.")
    assert (await known(services, place)).answered_at == answer.created_at


async def test_its_author_says_that_it_is_solved_and_may_open_it_again(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    nadia, (post,) = server.members["Nadia"], asked.history()
    done = await nadia.click(post, label="Résolu")
    assert (done.ephemeral, lines(done)[1], buttons(done)) == (
        True,
        "Merci : cette question est résolue, plus personne ne sera prévenu.",
        ["Rouvrir"],
    )
    solved = await known(services, asked)
    assert (solved.resolved_at is not None, tags_of(server, asked)) == (True, ["Question", "Résolu"])
    again = await nadia.click(post, label="Résolu")
    assert lines(again)[1] == "Cette question était déjà résolue."
    await nadia.click(reply(again), label="Rouvrir")
    opened = await known(services, asked)
    assert (opened.resolved_at, opened.next_at is None, tags_of(server, asked)) == (
        None,
        False,
        ["Question"],
    )


@pytest.mark.parametrize("who", ["Nora", "Claire"])
async def test_a_referent_or_a_moderator_may_say_that_it_is_solved(
    server: Server, services: Services, forums: Forums, asked: ChannelHandle, who: str
) -> None:
    if who not in server.members:
        user = server.env.create_user("nora", global_name="Nora")
        server.members[who] = server.guild.add_member(user, roles=[forums.referents])
    (post,) = asked.history()
    done = await server.members[who].click(post, label="Résolu")
    assert (buttons(done), (await known(services, asked)).resolved_at is not None) == ([], True)


async def test_anybody_else_is_told_kindly_who_may(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    (post,) = asked.history()
    refused = await server.members["Mathis"].click(post, label="Résolu")
    assert (refused.ephemeral, title(refused)) == (True, "Pour qui a posé la question")
    assert (await known(services, asked)).resolved_at is None


async def test_an_answer_kept_is_shown_to_all_solves_the_question_and_is_kept_once(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    answer = await server.members["Mathis"].send(asked, "Demandez à votre employeur.")
    done = await nadia.context_menu(asked, MENU, answer)
    assert (done.ephemeral, lines(done)) == (
        False,
        [
            "Réponse retenue",
            "Cette question a sa réponse.",
            f"[Lire la réponse → https://discord.com/channels/{server.guild.id}/{asked.id}/{answer.id}]",
        ],
    )
    kept = await known(services, asked)
    assert (kept.kept_message_id, kept.resolved_at is not None) == (answer.id, True)
    assert tags_of(server, asked) == ["Question", "Résolu"]
    again = await nadia.context_menu(asked, MENU, answer)
    assert (again.ephemeral, lines(again)[1]) == (True, "Cette réponse est déjà retenue.")


async def test_what_is_no_answer_is_not_kept(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    (post,) = asked.history()
    bot_s = await server.members["Nadia"].context_menu(asked, MENU, post)
    answer = await server.members["Mathis"].send(asked, "Demandez à votre employeur.")
    stranger_s = await server.members["Mathis"].context_menu(asked, MENU, answer)
    here = server.channels["bienvenue"]
    elsewhere = await server.members["Nadia"].context_menu(
        here, MENU, await server.members["Mathis"].send(here, "Bonjour")
    )
    assert [title(each) for each in (bot_s, stranger_s, elsewhere)] == [
        "Pas une réponse",
        "Pour qui a posé la question",
        "Pas une question",
    ]
    assert (await known(services, asked)).kept_message_id is None


async def test_a_post_written_by_hand_gets_one_quiet_message_and_is_followed(
    server: Server, services: Services, forums: Forums
) -> None:
    thread = await write_post(server, forums.aquitaine, "Awa", "Qui connaît une MECS ?", ("Gironde",))
    start = len(server.env.http_requests)
    await server.client.each_minute(services.clock())
    await server.client.each_minute(services.clock())
    (request,) = (each for each in sent(server, start) if each.path == f"/channels/{thread.id}/messages")
    assert isinstance(request.json, dict)
    assert (request.json["flags"] & 4096, said(thread)[1:]) == (
        4096,
        [
            (
                "Tisserande peut aider ici\n"
                "Des contacts, des ressources ? Appuyez : la réponse ne sera visible que par vous."
                " Tisserande lit le titre et les étiquettes, rien d’autre.\n"
                "[Des contacts et des ressources]  [Résolu]"
            )
        ],
    )
    kept = await known(services, thread)
    assert (kept.by_form, kept.author_id, kept.territory, kept.next_at is not None) == (
        False,
        server.members["Awa"].id,
        "D33",
        True,
    )


async def test_a_post_that_asks_nothing_is_not_followed_but_gets_its_leads(
    server: Server, services: Services, forums: Forums
) -> None:
    thread = await write_post(server, forums.handicap, "Awa", "Une belle journée d’étude")
    await server.client.each_minute(services.clock())
    async with services.database.begin() as store:
        assert await store.questions.at(thread.id) is None
    assert said(thread)[1].splitlines()[-1] == "[Des contacts et des ressources]"


async def test_a_post_in_a_forum_that_is_not_ours_is_left_alone(server: Server, services: Services) -> None:
    forum = server.guild.create_forum_channel("à-côté")
    await server.env.settle()
    thread = await write_post(server, forum, "Awa", "Qui connaît une MECS ?")
    await server.client.each_minute(services.clock())
    assert said(thread) == ["Voici ma question en détail."]


async def test_whoever_presses_gets_people_and_resources_for_the_title_alone(
    server: Server, services: Services, forums: Forums
) -> None:
    thread = await write_post(server, forums.aquitaine, "Awa", "Un stage en protection de l’enfance ?")
    await server.client.each_minute(services.clock())
    leads = await server.members["Mathis"].click(thread.history()[-1], label="Des contacts et des ressources")
    assert (leads.ephemeral, title(leads)) == (True, "Des contacts et des ressources")
    assert any(line.startswith("Protection de l’enfance") for line in lines(leads))
    assert [each["custom_id"] for each in components(leads, MENU_KIND)] == ["open~people", "open~reading"]


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []


async def test_a_post_written_while_the_database_sleeps_is_followed_the_next_minute(
    server: Server, services: Services, forums: Forums, database_file: Path
) -> None:
    posts, now = server.client.get_cog("Posts"), services.clock()
    assert isinstance(posts, Posts)
    lost = Database(f"sqlite+aiosqlite:///{database_file.parent / 'unplugged' / 'tisserande.db'}")
    posts.services = replace(services, database=lost)
    thread = await write_post(server, forums.handicap, "Nadia", "Qui peut m’aider ?")
    posts.services = services
    await lost.close()
    await server.client.each_minute(now)
    assert (await known(services, thread)).author_id == server.members["Nadia"].id
