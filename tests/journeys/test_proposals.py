"""A space proposed by a member, decided once by moderators, and its author told."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from commands.services import Services
from sandbox.simulation import Server
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import buttons, reply, sent, title
from tests.journeys.spaces import Spaces, build, case_of, minute, press, shown, spoken

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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def second_moderator(server: Server) -> simcord.MemberActor:
    """Somebody else in the team of moderators."""
    return server.guild.add_member(
        server.env.create_user("paul", global_name="Paul"), roles=[server.guild.roles["Modération"]]
    )


async def proposed(
    server: Server, here: simcord.ChannelHandle, who: str = "Nadia", name: str = "Addictions"
) -> Any:
    member = server.members[who]
    form = await member.slash(here, "salon proposer")
    return await member.submit_modal(
        form,
        {"name": name, "purpose": "Échanger sur les conduites addictives.", "audience": "Tous les métiers"},
    )


async def card(server: Server, services: Services, spaces: Spaces) -> discord.Message:
    """The card that moderators have just received."""
    await minute(server, services.clock())
    return spaces.channels["channel:queue"].history()[-1]


@pytest_asyncio.fixture(loop_scope="module")
async def proposal(
    server: Server, services: Services, here: simcord.ChannelHandle, spaces: Spaces
) -> discord.Message:
    """The card of a proposal of Nadia, alone to wait."""
    async with services.database.begin() as store:
        for case in await store.cases.waiting(server.guild.id):
            await store.cases.decide(case.id, "refused", 1, "Une autre histoire.", services.clock())
    thanks = await proposed(server, here)
    assert (thanks.ephemeral, title(thanks)) == (True, "Proposition reçue")
    return await card(server, services, spaces)


async def test_a_proposal_is_accepted_with_the_lines_of_the_plan_and_its_author_is_told(
    server: Server, services: Services, here: simcord.ChannelHandle, proposal: discord.Message, spaces: Spaces
) -> None:
    case = await case_of(services, server, "space")
    assert shown(proposal).splitlines() == [
        f"Salon proposé, numéro {case.id} : Addictions",
        "À quoi il servirait : Échanger sur les conduites addictives.",
        "Pour qui : Tous les métiers",
        "[Accepter]  [Refuser, en disant pourquoi]",
    ]
    await server.members["Claire"].click(proposal, label="Accepter")
    now_shown = shown(spaces.channels["channel:queue"].history()[-1])
    assert "[Accepter]" not in now_shown
    assert 'key = "addictions"' in now_shown
    own = spoken(await server.members["Nadia"].slash(here, "salon propositions"))
    assert own[2:4] == [
        "Elle est acceptée, merci.",
        "Le salon n’existe pas encore : il reste à l’équipe à l’ajouter au plan du serveur.",
    ]
    await minute(server, services.clock() + timedelta(minutes=1))
    told = shown(server.members["Nadia"].user.dm_channel.history()[-1])
    assert told.splitlines()[:2] == [f"Votre proposition numéro {case.id}", "Elle est acceptée, merci."]


async def test_a_refusal_carries_its_reason_even_when_private_messages_are_closed(
    server: Server, services: Services, here: simcord.ChannelHandle, proposal: discord.Message
) -> None:
    claire = server.members["Claire"]
    form = await claire.click(proposal, label="Refuser, en disant pourquoi")
    await claire.submit_modal(form, {"reason": "Le salon Santé s’en charge déjà."})
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await minute(server, services.clock() + timedelta(minutes=1))
    own = spoken(await server.members["Nadia"].slash(here, "salon propositions"))
    assert own[2:4] == [
        "Elle n’a pas été retenue cette fois-ci.",
        "La réponse de la modération : Le salon Santé s’en charge déjà.",
    ]


async def test_two_moderators_at_once_take_one_decision(
    server: Server, services: Services, proposal: discord.Message, second_moderator: simcord.MemberActor
) -> None:
    claire = server.members["Claire"]
    form = await second_moderator.click(proposal, label="Refuser, en disant pourquoi")
    await claire.click(proposal, label="Accepter")
    late = await second_moderator.submit_modal(form, {"reason": "Non merci."})
    assert (late.ephemeral, spoken(late)[:2]) == (
        True,
        ["Déjà décidé", f"Déjà traité par @{claire.id}. Rien n’a été changé."],
    )
    case = await case_of(services, server, "space")
    assert (case.state, case.decided_by, case.reason) == ("accepted", claire.id, "")


@pytest.mark.usefixtures("proposal")
async def test_a_member_who_presses_a_button_of_the_queue_decides_nothing(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    case = await case_of(services, server, "space")
    karim = server.members["Karim"]
    found = await karim.slash(here, "salon trouver", recherche="handicap")
    for verb in ("acceptspace", "refusespace", "readspace"):
        refused = await press(server, karim, found, f"{verb}~{case.id}")
        assert title(refused) == ONLY_MODERATORS
    assert (await case_of(services, server, "space")).state == "waiting"


@pytest.mark.usefixtures("proposal")
async def test_a_moderator_who_is_one_no_longer_decides_nothing(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    case = await case_of(services, server, "space")
    user, role = server.env.create_user("lea", global_name="Léa"), server.guild.roles["Modération"]
    leaving = server.guild.add_member(user, roles=[role])
    listed = await leaving.slash(here, "salon file")
    read = await leaving.click(reply(listed), label=f"Lire le numéro {case.id}")
    form = await leaving.click(reply(read), label="Refuser, en disant pourquoi")
    server.guild.remove_member(leaving)
    again = server.guild.add_member(user)
    refused = await again.submit_modal(form, {"reason": "Trop tard."})
    assert title(refused) == ONLY_MODERATORS
    assert (await case_of(services, server, "space")).state == "waiting"


async def test_a_case_of_another_kind_or_server_is_not_decided_by_a_forged_button(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    async with services.database.begin() as store:
        elsewhere = await store.cases.open(1, "space", 2, {"name": "Ailleurs"}, services.clock())
        other = await store.cases.open(server.guild.id, "another", 2, {}, services.clock())
    claire = server.members["Claire"]
    found = await claire.slash(here, "salon trouver", recherche="handicap")
    for number in (str(elsewhere), str(other), "999999", "x", ""):
        told = await press(server, claire, found, f"acceptspace~{number}")
        assert title(told) == "Rien à décider"


@pytest.mark.usefixtures("proposal")
async def test_the_queue_is_read_by_command_when_its_card_was_lost(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    case = await case_of(services, server, "space")
    claire = server.members["Claire"]
    listed = await claire.slash(here, "salon file")
    assert buttons(listed) == [f"Lire le numéro {case.id}"]
    read = await claire.click(reply(listed), label=f"Lire le numéro {case.id}")
    assert title(read) == f"Salon proposé, numéro {case.id} : Addictions"
    await claire.click(reply(read), label="Accepter")
    assert (await case_of(services, server, "space")).state == "accepted"


async def test_the_author_who_left_blocks_no_decision(
    server: Server, services: Services, here: simcord.ChannelHandle, spaces: Spaces
) -> None:
    leaving = server.guild.add_member(server.env.create_user("tom", global_name="Tom"))
    form = await leaving.slash(here, "salon proposer")
    await leaving.submit_modal(
        form, {"name": "Jardins", "purpose": "Jardiner avec les familles.", "audience": "Tout le monde"}
    )
    server.guild.remove_member(leaving)
    shown_card = await card(server, services, spaces)
    await server.members["Claire"].click(shown_card, label="Accepter")
    assert (await case_of(services, server, "space")).state == "accepted"
    await minute(server, services.clock() + timedelta(minutes=1))


async def test_erasing_ones_data_takes_the_words_away_from_moderators_too(
    server: Server, services: Services, spaces: Spaces, here: simcord.ChannelHandle
) -> None:
    zelie = server.guild.add_member(server.env.create_user("zelie", global_name="Zélie"))
    form = await zelie.slash(here, "salon proposer")
    await zelie.submit_modal(
        form,
        {"name": "cinema", "purpose": "Des ciné-débats entre collègues.", "audience": "Tous les métiers"},
    )
    shown_card = await card(server, services, spaces)
    assert "Des ciné-débats" in shown(shown_card)
    asked = await zelie.slash(here, "mes-donnees effacer")
    await zelie.click(reply(asked), label="Tout effacer")
    left = shown(spaces.channels["channel:queue"].history()[-1])
    assert [word for word in ("cinema", "ciné-débats", "Tous les métiers") if word in left] == []
    case = await case_of(services, server, "space")
    assert (case.state, case.author_id, case.facts.get("words")) == ("withdrawn", None, None)
    own = await zelie.slash(here, "salon propositions")
    assert (
        spoken(own)[1] == "Vous n’avez encore rien proposé. Il manque un salon ? Dites lequel, et pour qui."
    )


async def test_nobody_heaps_up_proposals(server: Server, here: simcord.ChannelHandle) -> None:
    for name in ("Un", "Deux", "Trois"):
        assert title(await proposed(server, here, "Karim", f"Salon {name}")) == "Proposition reçue"
    assert title(await proposed(server, here, "Karim", "Salon quatre")) == "Un instant"


async def test_names_and_words_of_people_ping_nobody_and_break_nothing(
    server: Server, services: Services, here: simcord.ChannelHandle, spaces: Spaces
) -> None:
    before = len(sent(server))
    await proposed(server, here, "Nadia", "@everyone **gras** `x`")
    shown_card = await card(server, services, spaces)
    assert "@everyone" not in shown(shown_card)
    posts = [one.json for one in sent(server, before) if one.method == "POST" and "/messages" in one.path]
    assert [(post or {}).get("allowed_mentions", {}).get("parse") for post in posts] == [[]] * len(posts)


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
