"""*A question finds its answerer*, its first half: asked, looked at, posted, announced, answered, kept, solved."""

from dataclasses import dataclass
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord
import simcord.interactions
from simcord.backend import serializers
from simcord.builders import ChannelHandle

from commands.ids import make
from commands.services import Services
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.members import Profile
from storage.questions import Asked
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import BUTTON, SPACES, buttons, components, lines, reply, sent, text, title
from tests.journeys.reading import MENU as MENU_KIND

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

SOUGHT = "Comment préparer une VAE quand on travaille de nuit ?"
FILLED = {
    "sought": SOUGHT,
    "audience": "Des veilleurs de nuit en internat",
    "problem": "Les temps de formation tombent toujours le jour.",
    "tried": "",
}
MENU = "Retenir cette réponse"


@dataclass(frozen=True, slots=True)
class Forums:
    """The forums of this story, and the role of the referents."""

    handicap: ChannelHandle
    aquitaine: ChannelHandle
    hidden: ChannelHandle
    referents: Any


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def forums(server: Server, services: Services) -> Forums:
    """Three forums and a role as the blueprint would have made them."""
    guild, now = server.guild, services.clock()
    handicap, aquitaine, hidden = (
        guild.create_forum_channel(name) for name in ("handicap", "nouvelle-aquitaine", "numerique")
    )
    referents = guild.create_role("Référents")
    await server.env.settle()
    for forum, tags in ((handicap, ("Question", "Résolu")), (aquitaine, ("Question", "Gironde", "Résolu"))):
        channel = server.client.get_channel(forum.id)
        assert isinstance(channel, discord.ForumChannel)
        await channel.edit(available_tags=[discord.ForumTag(name=name) for name in tags])
    closed = server.client.get_channel(hidden.id)
    assert isinstance(closed, discord.ForumChannel)
    await closed.edit(
        overwrites={
            closed.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            closed.guild.me: discord.PermissionOverwrite(view_channel=True),
        }
    )
    keys = {
        "channel:theme:handicap": handicap.id,
        "channel:territory:R75": aquitaine.id,
        "channel:theme:numerique": hidden.id,
        "role:referents": referents.id,
    }
    async with services.database.begin() as store:
        for key, discord_id in keys.items():
            await store.spaces.applied(guild.id, key, discord_id, {}, now)
    return Forums(handicap, aquitaine, hidden, referents)


async def ask(server: Server, who: str, values: dict[str, str], **options: str) -> simcord.InteractionResult:
    """Open the form and send it."""
    actor, here = server.members[who], server.channels["bienvenue"]
    form = await actor.slash(here, "question poser", **options)
    return await actor.submit_modal(form, values)


async def posts(forum: ChannelHandle) -> list[ChannelHandle]:
    """The posts of a forum, oldest first."""
    return sorted(forum.threads, key=lambda thread: thread.id)


def said(server: Server, place: ChannelHandle) -> list[str]:
    """What a place shows, message by message, as a person reads it."""
    return [shown(message) for message in place.history()]


def shown(message: discord.Message) -> str:
    """One message as plain text with ordinary spaces."""
    components_ = [component.to_dict() for component in message.components]
    return message_text(message.content, components_, {}).translate(SPACES)


async def known(services: Services, thread: ChannelHandle) -> Asked:
    """What the bot remembers of a post."""
    async with services.database.begin() as store:
        asked = await store.questions.at(thread.id)
    assert asked is not None
    return asked


async def write_post(
    server: Server, forum: ChannelHandle, who: str, name: str, tags: tuple[str, ...] = ()
) -> ChannelHandle:
    """Somebody opens a post by hand, with its first message."""
    author = server.members[who]
    channel = server.client.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    applied = [tag.id for tag in channel.available_tags if tag.name in tags]
    thread = server.env.backend.create_thread(
        forum.id, name, author.id, applied_tags=applied, broadcast=False
    )
    server.env.backend.announce_thread_create(thread)
    await server.env.settle()
    handle = next(each for each in forum.threads if each.id == thread.id)
    await author.send(handle, "Voici ma question en détail.")
    return handle


def tags_of(server: Server, thread: ChannelHandle) -> list[str]:
    """The tags of a post."""
    found = server.client.get_channel(thread.id)
    assert isinstance(found, discord.Thread)
    return sorted(tag.name for tag in found.applied_tags)


@pytest_asyncio.fixture(loop_scope="module")
async def asked(server: Server, services: Services, forums: Forums) -> ChannelHandle:
    """A question of Nadia's, posted."""
    await ask(server, "Nadia", FILLED, theme="handicap", territoire="Gironde")
    return (await posts(forums.handicap))[-1]


async def test_the_form_says_what_it_is_about_and_reminds_of_secrecy(server: Server, forums: Forums) -> None:
    form = await server.members["Nadia"].slash(
        server.channels["bienvenue"], "question poser", theme="handicap", territoire="33"
    )
    assert lines(form)[:3] == [
        "[Ma question, sans la situation]",
        "Aucun élément identifiant : ni nom, ni date, ni ville, ni établissement. "
        "Votre question sera lue par toutes les personnes qui ont accès à l’espace.",
        "thème : Handicap et société inclusive · territoire : Gironde",
    ]


async def test_a_question_becomes_a_post_with_its_four_parts_in_the_forum_of_its_theme(
    server: Server, services: Services, forums: Forums, asked: ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    assert asked.name == SOUGHT
    assert said(server, asked) == [
        "\n".join(
            (
                "Ce que je cherche",
                SOUGHT,
                "────────",
                "Le public concerné\nDes veilleurs de nuit en internat",
                "────────",
                "Le problème\nLes temps de formation tombent toujours le jour.",
                "[Des contacts et des ressources]  [Résolu]",
                f"posée par @{nadia.id} avec /question · thème : Handicap et société inclusive"
                " · territoire : Gironde",
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
    thread = (await posts(forums.handicap))[-1]
    assert (done.ephemeral, lines(done)) == (
        True,
        [
            "Question publiée",
            "Votre question est publiée.",
            f"[La lire → https://discord.com/channels/{server.guild.id}/{thread.id}]",
            "────────",
            f"Elle est aussi annoncée dans #{forums.aquitaine.id}, avec un lien.",
            "────────",
            "Si personne ne répond, Tisserande cherche plus loin : les référents après deux jours ouvrés,"
            " puis la région, puis l’animation. /question suivi vous dit où elle en est.",
        ],
    )


async def test_it_is_announced_once_in_the_other_space_by_a_closed_post(
    server: Server, services: Services, forums: Forums, asked: ChannelHandle
) -> None:
    await server.client.each_minute(services.clock())
    await server.client.each_minute(services.clock())
    announced = [each for each in await posts(forums.aquitaine) if str(asked.id) in said(server, each)[0]]
    assert [each.name for each in announced] == [f"↗ {SOUGHT}"]
    assert lines_of(server, announced[0])[:2] == [
        "Question posée ailleurs",
        f"Une question qui vous concerne aussi est posée dans #{forums.handicap.id} : #{asked.id}",
    ]
    closed = server.client.get_channel(announced[0].id)
    assert isinstance(closed, discord.Thread) and closed.locked


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
    kept = await known(services, (await posts(forums.handicap))[-1])
    assert (kept.theme, kept.trade, kept.territory) == ("handicap", trade, "D75")


async def test_a_question_never_goes_where_its_author_could_not_read_the_answers(
    server: Server, services: Services, forums: Forums
) -> None:
    await ask(server, "Mathis", FILLED, theme="numerique", territoire="Gironde")
    thread = (await posts(forums.aquitaine))[-1]
    assert (await posts(forums.hidden), tags_of(server, thread)) == ([], ["Gironde", "Question"])
    await server.client.each_minute(services.clock())
    assert [each.name for each in await posts(forums.hidden)] == [f"↗ {SOUGHT}"]


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
    thread = (await posts(forums.handicap))[-1]
    (raw,) = thread.history()
    container = raw.components[0].to_dict()
    whole = "\n".join(each.get("content", "") for each in container["components"])
    assert [
        mark
        for mark in ("@everyone", "@here", "<@&", "[lien](", "**gras", "\n# ", "\n- ", "\n> ", "```")
        if mark in whole
    ] == []


async def test_a_danger_is_answered_with_who_to_call_before_anything_is_posted(
    server: Server, forums: Forums
) -> None:
    before = len(await posts(forums.handicap))
    danger = FILLED | {"problem": "Il dit qu’il veut se suicider ce soir."}
    warned = await ask(server, "Nadia", danger, theme="handicap")
    assert (warned.ephemeral, title(warned), buttons(warned)) == (
        True,
        "Appelez d’abord",
        ["Continuer ma question", "Reformuler"],
    )
    assert len(await posts(forums.handicap)) == before
    await server.members["Nadia"].click(reply(warned), label="Continuer ma question")
    assert len(await posts(forums.handicap)) == before + 1


IDENTIFYING = FILLED | {"problem": "La maman de Kevin Durand (06 12 34 56 78) ne vient plus."}


async def test_what_may_identify_somebody_is_shown_to_the_author_alone_before_anything_is_posted(
    server: Server, forums: Forums
) -> None:
    before = len(await posts(forums.handicap))
    shown_first = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    assert (shown_first.ephemeral, title(shown_first), buttons(shown_first)) == (
        True,
        "Avant de publier, relisez",
        ["Reformuler", "Masquer et publier", "Publier tel quel"],
    )
    assert [line for line in lines(shown_first) if line.startswith("- ")] == [
        "- un nom, dans « Le problème » : « Kevin Durand »",
        "- un numéro de téléphone, dans « Le problème » : « 06 12 34 56 78 »",
    ]
    assert len(await posts(forums.handicap)) == before


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ("Masquer et publier", "La maman de [nom] ([numéro de téléphone]) ne vient plus."),
        ("Publier tel quel", "La maman de Kevin Durand (06 12 34 56 78) ne vient plus."),
    ],
)
async def test_the_author_decides_what_is_posted_and_a_second_press_posts_nothing(
    server: Server, forums: Forums, label: str, problem: str
) -> None:
    nadia, before = server.members["Nadia"], len(await posts(forums.handicap))
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    await nadia.click(reply(looked), label=label)
    again = await nadia.click(reply(looked), label=label)
    after = await posts(forums.handicap)
    assert (len(after), title(again)) == (before + 1, "Plus rien à faire ici")
    assert f"Le problème\n{problem}" in said(server, after[-1])[0]


async def test_two_presses_at_the_same_moment_post_once(server: Server, forums: Forums) -> None:
    nadia, before = server.members["Nadia"], len(await posts(forums.handicap))
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    first = press_without_waiting(server, nadia, looked, "publish")
    second = await nadia.click(reply(looked), label="Publier tel quel")
    assert sorted([title(first), title(second)]) == ["Plus rien à faire ici", "Question publiée"]
    assert len(await posts(forums.handicap)) == before + 1


async def test_rephrasing_gives_the_whole_form_back_and_replaces_the_draft(
    server: Server, services: Services, forums: Forums
) -> None:
    nadia = server.members["Nadia"]
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap", territoire="33")
    form = await nadia.click(reply(looked), label="Reformuler")
    assert form.modal is not None
    values = {
        each["component"]["custom_id"]: each["component"].get("value") or ""
        for each in form.modal["components"]
        if "component" in each
    }
    assert values == IDENTIFYING
    await nadia.submit_modal(form, FILLED)
    kept = await known(services, (await posts(forums.handicap))[-1])
    gone = await nadia.click(reply(looked), label="Publier tel quel")
    assert (kept.territory, title(gone)) == ("D33", "Plus rien à faire ici")


async def test_somebody_else_s_draft_cannot_be_taken(server: Server, forums: Forums) -> None:
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    id = make("publish", str(draft_of(looked)))
    channel = server.client.get_channel(server.channels["bienvenue"].id)
    assert isinstance(channel, discord.TextChannel)
    stolen: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="Publier", custom_id=id)
    view = discord.ui.View(timeout=None).add_item(stolen)
    view.stop()
    refused = await server.members["Mathis"].click(
        await channel.send("Un bouton", view=view), label="Publier"
    )
    assert title(refused) == "Plus rien à faire ici"


async def test_a_question_of_a_word_is_given_back(server: Server, forums: Forums) -> None:
    short = await ask(server, "Nadia", FILLED | {"sought": "VAE ?"}, theme="handicap")
    assert (title(short), buttons(short)) == ("Votre question n’est pas encore publiée", ["Reformuler"])
    assert FILLED["problem"] in text(short)


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (403, 50013, "Tisserande ne peut pas écrire dans cet espace, ou il n’existe plus."),
        (404, 10003, "Tisserande ne peut pas écrire dans cet espace, ou il n’existe plus."),
        (400, 50035, "Discord n’a pas pris votre question."),
    ],
)
async def test_a_question_that_discord_refuses_comes_back_whole_and_can_be_tried_again(
    server: Server, forums: Forums, status: int, code: int, why: str
) -> None:
    before = len(await posts(forums.handicap))
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
    assert len(await posts(forums.handicap)) == before + 1


async def test_a_forum_that_is_gone_is_replaced_by_the_next_one_or_said(
    server: Server, services: Services, forums: Forums
) -> None:
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "channel:theme:ethique", 12345, {}, services.clock())
    nowhere = await ask(server, "Nadia", FILLED, theme="ethique")
    assert lines(nowhere)[1].startswith("Il n’y a pas, sur ce serveur, d’espace de questions")
    await ask(server, "Nadia", FILLED, theme="ethique", territoire="Gironde")
    assert (await known(services, (await posts(forums.aquitaine))[-1])).theme == "ethique"


async def test_the_first_answer_of_somebody_else_is_noticed_and_no_other_message(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    await server.members["Nadia"].send(asked, "Je précise.")
    assert (await known(services, asked)).answered_at is None
    first = await server.members["Mathis"].send(asked, "Demandez à votre employeur.")
    await server.members["Awa"].send(asked, "Et à votre OPCO.")
    kept = await known(services, asked)
    assert (kept.answered_at, kept.next_at) == (first.created_at, None)


async def test_an_answer_is_noticed_after_a_restart_of_what_is_in_memory(
    server: Server, services: Services, asked: ChannelHandle
) -> None:
    posts_family = next(each for each in server.client.families if each.__class__.__name__ == "Posts")
    posts_family._expecting = set()
    await server.client.each_minute(services.clock())
    await server.members["Mathis"].send(asked, "Demandez à votre employeur.")
    assert (await known(services, asked)).answered_at is not None


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
    assert (request.json["flags"] & 4096, said(server, thread)[1:]) == (
        4096,
        [
            "Tisserande peut aider ici\n"
            "Appuyez : vous seul verrez la réponse. Tisserande lit le titre et les étiquettes, rien d’autre.\n"
            "[Des contacts et des ressources]  [Résolu]"
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
    assert said(server, thread)[1].splitlines()[-1] == "[Des contacts et des ressources]"


async def test_a_post_in_a_forum_that_is_not_ours_is_left_alone(
    server: Server, services: Services, forums: Forums
) -> None:
    forum = server.guild.create_forum_channel("à-côté")
    await server.env.settle()
    thread = await write_post(server, forum, "Awa", "Qui connaît une MECS ?")
    await server.client.each_minute(services.clock())
    assert said(server, thread) == ["Voici ma question en détail."]


async def test_whoever_presses_gets_people_and_resources_for_the_title_alone(
    server: Server, services: Services, forums: Forums
) -> None:
    thread = await write_post(server, forums.aquitaine, "Awa", "Un stage en protection de l’enfance ?")
    await server.client.each_minute(services.clock())
    leads = await server.members["Mathis"].click(thread.history()[-1], label="Des contacts et des ressources")
    assert (leads.ephemeral, title(leads)) == (True, "Des contacts et des ressources")
    assert any(line.startswith("Protection de l’enfance") for line in lines(leads))
    assert [each["custom_id"] for each in components(leads, MENU_KIND)] == ["open~people", "open~reading"]


async def test_its_author_follows_what_became_of_each_question(
    server: Server, services: Services, forums: Forums
) -> None:
    user = server.env.create_user("lina", global_name="Lina")
    server.members["Lina"] = lina = server.guild.add_member(user)
    none = await lina.slash(server.channels["bienvenue"], "question suivi")
    assert (
        lines(none)[1]
        == "Vous n’avez pas encore posé de question. /question poser ouvre un court formulaire."
    )
    await ask(server, "Lina", FILLED, theme="handicap")
    thread = (await posts(forums.handicap))[-1]
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


async def test_the_journal_knows_what_was_chosen_and_not_a_word_of_the_text(
    server: Server, forums: Forums, capsys: pytest.CaptureFixture[str]
) -> None:
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    capsys.readouterr()
    await server.members["Nadia"].click(reply(looked), label="Masquer et publier")
    written = capsys.readouterr().out
    assert ("choice=mask" in written, "findings=2" in written, "Kevin" in written) == (True, True, False)


def press_without_waiting(
    server: Server, who: simcord.MemberActor, shown: simcord.InteractionResult, verb: str
) -> simcord.InteractionResult:
    """Press a button, and do not wait for the answer: it is there once something else was waited for."""
    backend, message = server.env.backend, reply(shown)
    (id,) = (
        each["custom_id"] for each in components(shown, BUTTON) if each["custom_id"].startswith(f"{verb}~")
    )
    stored = next(each for each in backend.messages[server.channels["bienvenue"].id].values() if each.id == message.id)
    record, payload = simcord.interactions.base_payload(
        backend,
        type=3,
        channel_id=stored.channel_id,
        guild_id=server.guild.id,
        user_id=who.id,
        data={"custom_id": id, "component_type": BUTTON},
    )
    payload["message"] = dict(serializers.message_payload(backend, stored))
    record.source_message_id = stored.id
    backend.emit("INTERACTION_CREATE", payload)
    return simcord.InteractionResult(server.env, record)


def draft_of(result: simcord.InteractionResult) -> int:
    """The number of the draft that the buttons of this answer speak of."""
    return int(components(result, BUTTON)[0]["custom_id"].split("~")[1])


def lines_of(server: Server, place: ChannelHandle) -> list[str]:
    """The lines of the first message of a place."""
    return said(server, place)[0].splitlines()


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
