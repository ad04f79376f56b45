"""An exchange worth keeping: those who wrote it agree, moderators decide, everybody finds it."""

from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord

from commands.channels.workflow import MOST_WAITING
from commands.services import Services
from sandbox.simulation import Server
from storage.cases import OpenedCase
from storage.questions import Subject
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import reply, sent, title
from tests.journeys.spaces import Spaces, build, case_of, minute, press, shown, spoken

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("spaces"),
]

MENU = "Retenir cet échange"
WHY = {"why": "On y trouve une façon de parler du budget.", "title": "Parler d’argent sans gêne"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spaces(server: Server, services: Services) -> Spaces:
    return await build(server, services)


async def written(server: Server, *names: str, private: bool = False) -> simcord.ChannelHandle:
    """A thread in which these people wrote, one message each."""
    here = server.channels["bienvenue"]
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    kind = discord.ChannelType.private_thread if private else discord.ChannelType.public_thread
    made = await channel.create_thread(name="Parler du budget", type=kind)
    for name in names if private else ():
        await made.add_user(discord.Object(server.members[name].id))
    await server.env.settle()
    thread = next(each for each in here.threads if each.id == made.id)
    for name in names:
        await server.members[name].send(thread, "Un message.")
    return thread


async def propose(
    server: Server, thread: simcord.ChannelHandle, who: str = "Sophie"
) -> simcord.InteractionResult:
    """Somebody proposes to keep a thread, from the menu of its last message."""
    member = server.members[who]
    form = await member.context_menu(thread, MENU, thread.history()[-1])
    return await member.submit_modal(form, dict(WHY))


def newcomer(server: Server, name: str) -> str:
    """Somebody who proposed nothing yet; their name."""
    server.members[name] = server.guild.add_member(server.env.create_user(name))
    return name


def asked(server: Server, name: str) -> discord.Message:
    """What this person was last told in private."""
    return server.members[name].user.dm_channel.history()[-1]


async def agreed(server: Server, services: Services, *names: str) -> tuple[OpenedCase, simcord.ChannelHandle]:
    """A thread of these people, that all of them agree to keep."""
    thread = await written(server, *names)
    await propose(server, thread)
    await minute(server, services.clock())
    for name in names:
        await server.members[name].user.click(asked(server, name), label="J’accepte")
    await minute(server, services.clock())
    return await case_of(services, server, "exchange"), thread


async def test_an_exchange_is_kept_when_everybody_agrees_and_moderators_accept(
    server: Server, services: Services, spaces: Spaces
) -> None:
    thread = await written(server, "Nadia", "Karim")
    thanks = await propose(server, thread)
    case = await case_of(services, server, "exchange")
    assert (thanks.ephemeral, title(thanks)) == (True, "Proposition reçue")
    assert spoken(thanks)[1].startswith(
        f"Merci. Votre proposition porte le numéro {case.id}. 2 autres personnes ont écrit dans cet échange"
    )
    assert case.state == "agreeing"
    await minute(server, services.clock())
    queue = spaces.channels["channel:queue"]
    before = len(queue.history())
    assert (
        title(await server.members["Nadia"].user.click(asked(server, "Nadia"), label="J’accepte"))
        == "C’est noté"
    )
    await minute(server, services.clock())
    assert len(queue.history()) == before
    await server.members["Karim"].user.click(asked(server, "Karim"), label="J’accepte")
    await minute(server, services.clock())
    card = queue.history()[-1]
    assert shown(card).splitlines()[0] == f"Échange à retenir, numéro {case.id}"
    await server.members["Claire"].click(card, label="Accepter")
    await minute(server, services.clock())
    kept = shown(spaces.channels["channel:watch"].history()[-1]).splitlines()
    assert kept[:2] == [
        "Échange retenu : Parler d’argent sans gêne",
        "Des collègues l’ont écrit ici, et toutes et tous sont d’accord pour qu’on le retienne.",
    ]
    assert shown(asked(server, "Sophie")).splitlines()[1] == "Elle est acceptée, merci."


async def test_the_messages_themselves_are_nowhere_in_what_is_kept(
    server: Server, services: Services
) -> None:
    case, thread = await agreed(server, services, "Nadia")
    assert {name: value for name, value in case.facts.items() if name not in ("locale", "words")} == {
        "thread": thread.id,
        "channel": server.channels["bienvenue"].id,
        "messages": 1,
    }
    assert case.facts["words"] == {"title": WHY["title"], "why": WHY["why"]}


async def test_one_refusal_withdraws_kindly_and_names_nobody(server: Server, services: Services) -> None:
    thread = await written(server, "Nadia", "Karim")
    await propose(server, thread)
    await minute(server, services.clock())
    told = await server.members["Karim"].user.click(asked(server, "Karim"), label="Je refuse")
    assert spoken(told) == [
        "C’est noté",
        "Vous refusez : la proposition est retirée. Personne ne saura par qui, et vous n’avez rien à expliquer.",
    ]
    case = await case_of(services, server, "exchange")
    assert (case.state, case.decided_by, case.reason) == ("withdrawn", None, "")
    await minute(server, services.clock())
    private = shown(asked(server, "Sophie"))
    assert private.splitlines()[1] == (
        "Elle est retirée : tous les accords n’ont pas pu être réunis. Ce n’est la faute de personne."
    )
    assert [name for name in ("Karim", "Nadia", str(server.members["Karim"].id)) if name in private] == []
    late = await server.members["Nadia"].user.click(asked(server, "Nadia"), label="J’accepte")
    assert title(late) == "C’est déjà décidé, ou retiré"


async def test_with_closed_private_messages_one_agrees_by_command(server: Server, services: Services) -> None:
    thread = await written(server, "Awa")
    await propose(server, thread)
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await minute(server, services.clock())
    case = await case_of(services, server, "exchange")
    awa, here = server.members["Awa"], server.channels["bienvenue"]
    page = await awa.slash(here, "salon accords")
    assert (page.ephemeral, spoken(page)[:2]) == (
        True,
        ["Peut-on retenir cet échange ?", f"Numéro {case.id}"],
    )
    await awa.click(reply(page), label=f"J’accepte (numéro {case.id})")
    assert (await case_of(services, server, "exchange")).state == "waiting"


async def test_somebody_changes_their_mind_before_moderators_decide(
    server: Server, services: Services, spaces: Spaces
) -> None:
    case, _ = await agreed(server, services, "Nadia")
    card = spaces.channels["channel:queue"].history()[-1]
    nadia = server.members["Nadia"]
    page = await nadia.slash(server.channels["bienvenue"], "salon accords")
    await nadia.click(reply(page), label=f"Je refuse (numéro {case.id})")
    late = await server.members["Claire"].click(card, label="Accepter")
    assert spoken(late)[:2] == [
        "Déjà décidé",
        "Il n’y a plus rien à décider ici : la proposition est retirée.",
    ]
    assert (await case_of(services, server, "exchange")).id == case.id
    assert (await case_of(services, server, "exchange")).state == "withdrawn"


async def test_nobody_answers_for_another(server: Server, services: Services) -> None:
    thread = await written(server, "Nadia")
    await propose(server, thread)
    case = await case_of(services, server, "exchange")
    yann, here = server.members["Yann"], server.channels["bienvenue"]
    for verb in ("agreekeeping", "objectkeeping", "seekeeping"):
        for number in (str(case.id), "999999", "x"):
            found = await yann.slash(here, "salon propositions")
            assert title(await press(server, yann, found, f"{verb}~{number}")) == "Pas pour vous"
    found = await yann.slash(here, "salon propositions")
    refused = await press(server, yann, found, f"acceptexchange~{case.id}")
    assert title(refused) == "Pour la modération"
    found = await server.members["Claire"].slash(here, "salon propositions")
    early = await press(server, server.members["Claire"], found, f"acceptexchange~{case.id}")
    assert title(early) == "Rien à décider"
    assert (await case_of(services, server, "exchange")).state == "agreeing"


async def test_one_who_left_and_never_answers_ends_the_wait_after_thirty_days(
    server: Server, services: Services
) -> None:
    gone = server.guild.add_member(server.env.create_user("zoe", global_name="Zoé"))
    thread = await written(server)
    await gone.send(thread, "Un message.")
    await propose(server, thread)
    server.guild.remove_member(gone)
    await minute(server, services.clock() + timedelta(days=29))
    assert (await case_of(services, server, "exchange")).state == "agreeing"
    await minute(server, services.clock() + timedelta(days=31))
    assert (await case_of(services, server, "exchange")).state == "withdrawn"


async def test_the_author_who_left_blocks_no_decision(
    server: Server, services: Services, spaces: Spaces
) -> None:
    author = server.guild.add_member(server.env.create_user("ugo", global_name="Ugo"))
    thread = await written(server)
    await author.send(thread, "Un message.")
    form = await author.context_menu(thread, MENU, thread.history()[-1])
    await author.submit_modal(form, dict(WHY))
    server.guild.remove_member(author)
    await minute(server, services.clock())
    await server.members["Claire"].click(spaces.channels["channel:queue"].history()[-1], label="Accepter")
    await minute(server, services.clock())
    assert (await case_of(services, server, "exchange")).state == "accepted"


async def test_what_is_kept_or_proposed_is_not_proposed_again(server: Server) -> None:
    thread = await written(server, "Nadia")
    await propose(server, thread)
    assert title(await propose(server, thread, "Inès")) == "C’est déjà connu"


async def test_who_asked_with_the_form_is_asked_too_though_the_bot_wrote_the_post(
    server: Server, services: Services
) -> None:
    thread = await written(server, "Sophie")
    nadia = server.members["Nadia"].id
    async with services.database.begin() as store:
        await store.questions.add(
            server.guild.id, thread.id, nadia, services.clock(), Subject(), by_form=True, next_at=None
        )
    await propose(server, thread)
    case = await case_of(services, server, "exchange")
    async with services.database.begin() as store:
        assert (case.state, await store.cases.agreements(case.id)) == ("agreeing", {nadia: "waiting"})


async def test_nobody_has_everybody_asked_about_a_heap_of_exchanges(server: Server) -> None:
    heaper = newcomer(server, "heaper")
    titles = [
        title(await propose(server, await written(server, "Nadia"), heaper)) for _ in range(MOST_WAITING + 1)
    ]
    assert titles == ["Proposition reçue"] * MOST_WAITING + ["Un instant"]


async def test_robots_and_oneself_are_not_asked(server: Server, services: Services) -> None:
    alone = newcomer(server, "alone")
    thread = await written(server, alone)
    channel = server.client.get_channel(thread.id)
    assert isinstance(channel, discord.Thread)
    await channel.send("Un message du robot.")
    thanks = await propose(server, thread, alone)
    assert spoken(thanks)[1].endswith("Personne d’autre n’a écrit dans cet échange : la modération décidera.")
    assert (await case_of(services, server, "exchange")).state == "waiting"


async def test_more_people_than_could_be_asked_is_said(server: Server) -> None:
    thread = await written(server)
    for number in range(26):
        member = server.guild.add_member(server.env.create_user(f"foule{number}"))
        await member.send(thread, "Un message.")
    assert title(await propose(server, thread, newcomer(server, "curious"))) == "Un long échange"


@pytest.mark.parametrize("private", [True, False])
async def test_outside_a_public_thread_nothing_is_kept(server: Server, private: bool) -> None:
    nadia = server.members["Nadia"]
    place = await written(server, "Nadia", private=True) if private else server.channels["bienvenue"]
    told = await nadia.context_menu(place, MENU, place.history()[-1])
    assert (told.ephemeral, title(told)) == (True, "Pas ici")


async def test_when_the_history_is_closed_the_person_knows_whom_to_tell(server: Server) -> None:
    thread = await written(server, "Nadia")
    server.env.inject_error("GET", "/channels/*/messages", status=403, code=50001)
    assert title(await propose(server, thread)) == "Je n’ai pas pu"


async def test_nobody_is_pinged_by_what_is_asked_or_published(server: Server, services: Services) -> None:
    before = len(sent(server))
    await agreed(server, services, "Nadia")
    posts = [one.json or {} for one in sent(server, before) if one.path.endswith("/messages")]
    allowed = [post["allowed_mentions"] for post in posts if "allowed_mentions" in post]
    assert [each for each in allowed if each.get("parse") or each.get("users")] == []


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
