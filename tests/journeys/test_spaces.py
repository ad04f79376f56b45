"""The spaces of a server, lived in: found, joined, left, and who can read them."""

import discord
import pytest
import pytest_asyncio
import simcord

from commands.services import Services
from sandbox.simulation import Server
from storage.members import Profile
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import buttons, choices, reply, sent, title
from tests.journeys.spaces import Spaces, build, press, roles_of, spoken

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


async def test_a_member_finds_a_space_by_a_place_and_joins_it_in_one_request(
    server: Server, here: simcord.ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    found = await nadia.slash(here, "salon trouver", recherche="gironde")
    assert spoken(found)[:4] == [
        "Des salons pour « gironde »",
        "Gironde n’a pas encore son propre salon : voici celui de Nouvelle-Aquitaine.",
        "Nouvelle-Aquitaine · territoire",
        "vous n’y êtes pas encore",
    ]
    before = len(sent(server))
    joined = await nadia.click(reply(found), label="Rejoindre Nouvelle-Aquitaine")
    changed = [one.path for one in sent(server, before) if "/members/" in one.path]
    assert len(changed) == 1
    assert (joined.ephemeral, title(joined)) == (True, "Bienvenue")
    assert "Nouvelle-Aquitaine" in await roles_of(server, nadia)
    again = await nadia.slash(here, "salon rejoindre", nom="territory:R75")
    assert title(again) == "Vous y étiez déjà"
    left = await nadia.click(reply(again), label="Quitter Nouvelle-Aquitaine")
    assert title(left) == "C’est fait"
    assert "Nouvelle-Aquitaine" not in await roles_of(server, nadia)


async def test_a_space_that_was_left_leaves_the_profile_which_would_give_its_role_back(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    chosen = Profile("professionnels", territories=("R75", "D33"))
    async with services.database.begin() as store:
        await store.members.choose(server.guild.id, nadia.id, chosen, services.clock())
    await nadia.slash(here, "salon rejoindre", nom="territory:R75")
    await nadia.slash(here, "salon quitter", nom="territory:R75")
    async with services.database.begin() as store:
        kept = await store.members.profile(server.guild.id, nadia.id)
    assert kept == chosen.but(territories=("D33",))


async def test_words_that_no_space_is_about_lead_somewhere(
    server: Server, here: simcord.ChannelHandle
) -> None:
    found = await server.members["Nadia"].slash(here, "salon trouver", recherche="zzzz")
    assert spoken(found)[:2] == [
        "Les salons",
        "Aucun salon ne parle encore de « zzzz ». Voici les thèmes ; vous pouvez aussi proposer un salon.",
    ]
    assert choices(found, "choosespace~theme") == ["theme:handicap"]
    assert buttons(found) == ["Proposer un salon"]


async def test_without_words_every_space_is_offered_facet_by_facet(
    server: Server, here: simcord.ChannelHandle
) -> None:
    karim = server.members["Karim"]
    found = await karim.slash(here, "salon trouver")
    assert choices(found, "choosespace~trade") == ["trade:cesf"]
    joined = await karim.select(reply(found), ["theme:handicap"], custom_id="choosespace~theme")
    assert title(joined) == "Bienvenue"
    assert "Handicap" in await roles_of(server, karim)


async def test_everything_opens_with_one_word(server: Server, here: simcord.ChannelHandle) -> None:
    nadia = server.members["Nadia"]
    joined = await nadia.slash(here, "salon rejoindre", nom="tout")
    assert spoken(joined)[:2] == [
        "Bienvenue",
        "Vous voyez maintenant tous les salons de ce serveur. Personne n’en est averti.",
    ]
    assert "Tout voir" in await roles_of(server, nadia)
    await nadia.slash(here, "salon quitter", nom="tout")
    assert "Tout voir" not in await roles_of(server, nadia)


async def test_a_space_without_a_role_is_explained_in_words(
    server: Server, here: simcord.ChannelHandle
) -> None:
    told = await server.members["Nadia"].slash(here, "salon rejoindre", nom="audience:etudiants")
    assert title(told) == "Un salon ouvert"


async def test_a_name_that_is_no_space_is_looked_for_and_nothing_is_guessed(
    server: Server, here: simcord.ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    before = await roles_of(server, nadia)
    found = await nadia.slash(here, "salon rejoindre", nom="handicap et société")
    assert title(found) == "Des salons pour « handicap et société »"
    assert await roles_of(server, nadia) == before


async def test_while_typing_only_the_spaces_one_may_join_or_leave_are_offered(
    server: Server, here: simcord.ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    offered = await nadia.autocomplete(here, "salon rejoindre", "nom", "")
    assert [choice["value"] for choice in offered] == [
        "theme:handicap",
        "trade:cesf",
        "territory:R75",
        "everything",
    ]
    assert await nadia.autocomplete(here, "salon quitter", "nom", "") == []


@pytest.mark.parametrize(
    "forged",
    ["joinspace~moderation~", "joinspace~role~moderation", "joinspace~theme~../moderation", "joinspace"],
)
async def test_a_forged_button_gives_no_role_of_the_team(
    server: Server, here: simcord.ChannelHandle, forged: str
) -> None:
    nadia = server.members["Nadia"]
    found = await nadia.slash(here, "salon trouver", recherche="handicap")
    before = await roles_of(server, nadia)
    told = await press(server, nadia, found, forged)
    assert title(told) == "Ce salon n’est pas là"
    assert await roles_of(server, nadia) == before


async def test_a_role_of_a_space_that_was_given_powers_by_hand_is_not_handed_out(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    strong = server.guild.create_role("Petite enfance", permissions=discord.Permissions(manage_messages=True))
    async with services.database.begin() as store:
        await store.spaces.applied(
            server.guild.id, "role:theme:petite-enfance", strong.id, {}, services.clock()
        )
    told = await server.members["Nadia"].slash(here, "salon rejoindre", nom="theme:petite-enfance")
    assert title(told) == "Ce n’est pas un salon"
    assert "Petite enfance" not in await roles_of(server, server.members["Nadia"])


async def test_a_role_removed_between_the_display_and_the_click_is_said_to_be_gone(
    server: Server, services: Services, here: simcord.ChannelHandle
) -> None:
    nadia = server.members["Nadia"]
    short = server.guild.create_role("Insertion")
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "role:theme:insertion", short.id, {}, services.clock())
    found = await nadia.slash(here, "salon trouver", recherche="insertion et emploi")
    server.env.backend.delete_role(server.guild.id, short.id)
    await server.env.settle()
    told = await nadia.click(reply(found), label="Rejoindre Insertion et emploi")
    assert title(told) == "Ce salon n’est pas là"


async def test_when_discord_refuses_a_role_the_person_knows_whom_to_tell(
    server: Server, here: simcord.ChannelHandle
) -> None:
    server.env.inject_error("PUT", "/guilds/*/members/*/roles/*", status=403, code=50013)
    told = await server.members["Nadia"].slash(here, "salon rejoindre", nom="trade:cesf")
    assert title(told) == "Je n’ai pas pu"


async def test_in_private_the_commands_say_where_to_go(server: Server) -> None:
    nadia = server.members["Nadia"].user
    assert title(await nadia.slash("salon trouver")) == "Sur le serveur"
    assert title(await nadia.slash("salon proposer")) == "Sur le serveur"
    assert title(await nadia.slash("salon qui-peut-lire")) == "Qui peut lire ici ?"
    assert title(await nadia.slash("salon propositions")) == "Vos propositions"


async def test_who_can_read_names_groups_and_nobody(
    server: Server, spaces: Spaces, here: simcord.ChannelHandle
) -> None:
    claire = server.members["Claire"]
    told = spoken(await claire.slash(spaces.channels["channel:theme:handicap"], "salon qui-peut-lire"))
    assert told[:3] == [
        "Qui peut lire ici ?",
        "Les personnes qui ont l’un de ces rôles : Modération, Handicap et Tout voir.",
        "Toujours et partout : la personne propriétaire du serveur.",
    ]
    opened = spoken(await server.members["Nadia"].slash(here, "salon qui-peut-lire"))
    assert opened[1] == "Tout le monde sur ce serveur, même les personnes qui arriveront demain."
    assert "Nadia" not in "\n".join(opened)


async def test_a_thread_follows_its_channel_and_a_private_one_says_more(
    server: Server, here: simcord.ChannelHandle
) -> None:
    channel = server.client.get_channel(here.id)
    assert isinstance(channel, discord.TextChannel)
    nadia = server.members["Nadia"]
    for private, said in (
        (False, "Ce fil suit la règle du salon où il se trouve."),
        (True, "Ce fil est privé :"),
    ):
        kind = discord.ChannelType.private_thread if private else discord.ChannelType.public_thread
        thread = await channel.create_thread(name="Un fil", type=kind)
        await thread.add_user(discord.Object(nadia.id))
        await server.env.settle()
        handle = next(each for each in here.threads if each.id == thread.id)
        assert spoken(await nadia.slash(handle, "salon qui-peut-lire"))[1].startswith(said)


async def test_an_english_reader_lives_in_english(server: Server, here: simcord.ChannelHandle) -> None:
    emma = server.members["Emma"]
    found = await emma.slash(here, "salon trouver", recherche="handicap")
    assert spoken(found)[2] == "you are not in it yet"
    assert title(await emma.slash(here, "salon qui-peut-lire")) == "Who can read here?"
    form = await emma.slash(here, "salon proposer")
    assert title(form) == "[Propose a space]"


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
