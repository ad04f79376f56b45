"""A newcomer from Mayotte finds their place in a minute, whatever their message settings; who comes back is known."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import build_client
from commands.services import Services
from sandbox.simulation import Server
from storage.members import Profile
from tests.journeys.reading import buttons, components, lines, reply, title

pytestmark = [
    pytest.mark.journey,
    pytest.mark.usefixtures("spaces"),
    pytest.mark.asyncio(loop_scope="module"),
]

MAYOTTE = ("role:territory:R06", "role:trade:ass", "role:audience:professionnels")


@dataclass
class Spaces:
    """What the blueprint left on the simulated server, by key."""

    roles: dict[str, simcord.RoleHandle] = field(default_factory=dict)
    channels: dict[str, simcord.ChannelHandle] = field(default_factory=dict)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spaces(server: Server, services: Services) -> AsyncIterator[Spaces]:
    """Roles and channels as the blueprint makes them, written down as it writes them."""
    guild, made = server.guild, Spaces()
    for key in (
        *MAYOTTE,
        "role:territory:R75",
        "role:territory:D33",
        "role:trade:cesf",
        "role:theme:handicap",
    ):
        made.roles[key] = guild.create_role(key.replace("role:", ""))
    made.roles["role:everything"] = guild.create_role("Tout voir")
    for key in (
        "channel:territory:R06",
        "channel:territory:R75",
        "channel:trade:ass",
        "channel:theme:handicap",
    ):
        made.channels[key] = guild.create_forum_channel(key.replace(":", "-"))
    made.channels["channel:welcome"] = server.channels["bienvenue"]
    now = services.clock()
    async with services.database.begin() as store:
        for key, handle in (made.roles | made.channels).items():
            await store.spaces.applied(guild.id, key, handle.id, {}, now)
    yield made


async def arrive(server: Server, name: str) -> simcord.MemberActor:
    """Somebody joins the server."""
    member = server.guild.add_member(server.env.create_user(name))
    await server.env.settle()
    return member


async def minute(server: Server, services: Services, later: timedelta = timedelta()) -> None:
    """The bot's own minute."""
    await server.client.each_minute(services.clock() + later)
    await server.env.settle()


def greeting(server: Server, member: simcord.MemberActor) -> discord.Message:
    """The message that greets this person in the welcome channel."""
    (found,) = (
        message
        for message in server.channels["bienvenue"].history(viewer=member)
        if member.mention in str([component.to_dict() for component in message.components])
    )
    return found


async def roles(server: Server, member: simcord.MemberActor) -> set[str]:
    """The roles that Discord shows on this person."""
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    return {role.name for role in (await guild.fetch_member(member.id)).roles if not role.is_default()}


def role_changes(server: Server, since: int) -> list[object]:
    """The requests that changed somebody's roles since this one."""
    changes = [each for each in server.env.http_requests[since:] if "/members/" in each.path]
    return [each.json for each in changes if each.method == "PATCH"]


async def test_a_newcomer_from_mayotte_finds_their_place_in_a_minute(
    server: Server, services: Services, spaces: Spaces
) -> None:
    fatima = await arrive(server, "fatima")
    await minute(server, services)
    hello = greeting(server, fatima)

    who = await fatima.click(hello, label="Trouver ma place")
    assert (who.ephemeral, title(who)) == (True, "Votre place ici : étape 1 sur 3")
    told = await fatima.select(reply(who), ["ass"], custom_id="choosetrades")
    where = await fatima.click(reply(told), label="Continuer")
    placed = await fatima.select(reply(where), ["R06"], custom_id="chooseregions")
    ended = await fatima.click(reply(placed), label="Terminer maintenant")

    assert {reply(each).id for each in (told, where, placed, ended)} == {reply(who).id}
    assert await roles(server, fatima) == {"territory:R06", "trade:ass"}
    mayotte, trade = (f"#{spaces.channels[key].id}" for key in ("channel:territory:R06", "channel:trade:ass"))
    said = lines(ended)
    assert f"Vos salons : {trade} et {mayotte}" in said
    assert said[said.index("Et maintenant :") :][1:3] == [
        f"1. Dites bonjour dans {mayotte} : vous y serez entre pairs.",
        "2. Tapez /annuaire recherche:formation territoire:Mayotte : qui fait quoi autour de vous.",
    ]


async def test_nobody_is_greeted_twice_nor_written_to_in_private(server: Server, services: Services) -> None:
    ines = await arrive(server, "ines-b")
    since = len(server.env.http_requests)
    await minute(server, services)
    await minute(server, services, timedelta(minutes=1))
    hello = greeting(server, ines)
    asked = [request.path for request in server.env.http_requests[since:] if request.method == "POST"]
    assert asked == [f"/channels/{hello.channel.id}/messages"]


async def test_a_message_with_the_same_button_stays_in_the_welcome_channel_once(
    server: Server, services: Services
) -> None:
    await minute(server, services)
    shown = [
        message
        for message in server.channels["bienvenue"].history()
        if "Trouvez votre place" in str([component.to_dict() for component in message.components])
    ]
    opened = await server.members["Awa"].click(shown[0], label="Trouver ma place")
    assert (len(shown), title(opened), opened.ephemeral) == (1, "Votre place ici : étape 1 sur 3", True)


async def test_people_who_arrive_together_are_greeted_together_and_rung(
    server: Server, services: Services
) -> None:
    crowd = [await arrive(server, f"crowd-{number}") for number in range(23)]
    since = len(server.env.http_requests)
    await minute(server, services)
    sent = [
        dict(request.json or {}) for request in server.env.http_requests[since:] if request.method == "POST"
    ]
    # The standing message with the button may leave in the same minute; it rings nobody.
    ringing = [each["allowed_mentions"]["users"] for each in sent if "users" in each["allowed_mentions"]]
    assert [sorted(each) for each in ringing] == [
        sorted(member.id for member in some) for some in (crowd[:20], crowd[20:])
    ]


async def test_every_answer_can_be_skipped_and_going_back_loses_nothing(server: Server) -> None:
    noe = await arrive(server, "noe")
    who = await noe.slash(server.channels["bienvenue"], "profil")
    assert buttons(who) == ["Passer"]
    where = await noe.click(reply(who), label="Passer")
    assert buttons(where) == ["Retour", "Passer"]
    placed = await noe.select(reply(where), ["R75"], custom_id="chooseregions")
    finer = await noe.select(reply(placed), ["D33", "D40"], custom_id="chooseplaces~R75")
    assert chosen(finer, "chooseplaces~R75") == ["D33", "D40"]
    what = await noe.click(reply(finer), label="Continuer")
    assert buttons(what) == ["Retour", "Passer", "Tout oublier"]
    back = await noe.click(reply(what), label="Retour")
    assert (chosen(back, "chooseregions"), chosen(back, "chooseplaces~R75")) == (["R75"], ["D33", "D40"])
    undone = await noe.select(reply(back), [], custom_id="chooseregions")
    assert (chosen(undone, "chooseregions"), buttons(undone)) == ([], ["Retour", "Passer"])


async def test_a_profile_is_changed_and_roles_follow_in_one_request(server: Server, spaces: Spaces) -> None:
    lea = server.guild.add_member(server.env.create_user("lea"), roles=[spaces.roles["role:everything"]])
    await server.env.settle()
    here = server.channels["bienvenue"]
    opened = await lea.slash(here, "profil", metier="CESF", territoire="Gironde")
    assert (chosen(opened, "choosetrades"), buttons(opened)) == (
        ["cesf"],
        ["Continuer", "Terminer maintenant", "Tout oublier"],
    )
    await lea.click(reply(opened), label="Terminer maintenant")
    assert await roles(server, lea) == {"Tout voir", "trade:cesf", "territory:R75", "territory:D33"}

    again = await lea.slash(here, "profil")
    changed = await lea.select(reply(again), ["ass"], custom_id="choosetrades")
    since = len(server.env.http_requests)
    ended = await lea.click(reply(changed), label="Terminer maintenant")
    edits = [
        each
        for each in server.env.http_requests[since:]
        if each.method == "PATCH" and "roles" in (each.json or {})
    ]
    assert len(edits) == 1
    assert await roles(server, lea) == {"Tout voir", "trade:ass", "territory:R75", "territory:D33"}

    since = len(server.env.http_requests)
    once_more = await lea.click(reply(ended), label="Changer mes réponses")
    await lea.click(reply(once_more), label="Terminer maintenant")
    assert role_changes(server, since) == []


async def test_who_stops_half_way_has_the_spaces_of_what_they_told(server: Server) -> None:
    mia = await arrive(server, "mia")
    who = await mia.slash(server.channels["bienvenue"], "profil")
    told = await mia.select(reply(who), ["ass"], custom_id="choosetrades")
    await mia.click(reply(told), label="Continuer")
    assert await roles(server, mia) == {"trade:ass"}


async def test_roles_given_by_somebody_else_are_in_the_menus_and_stay(server: Server, spaces: Spaces) -> None:
    zoe = server.guild.add_member(server.env.create_user("zoe"), roles=[spaces.roles["role:theme:handicap"]])
    await server.env.settle()
    opened = await zoe.slash(server.channels["bienvenue"], "profil", metier="ASS")
    await zoe.click(reply(opened), label="Terminer maintenant")
    assert await roles(server, zoe) == {"trade:ass", "theme:handicap"}


async def test_everything_can_be_forgotten_after_one_question(server: Server, services: Services) -> None:
    omar = await arrive(server, "omar")
    opened = await omar.slash(server.channels["bienvenue"], "profil", metier="ASS")
    ended = await omar.click(reply(opened), label="Terminer maintenant")
    asked = await omar.click(reply(ended), label="Tout oublier")
    assert (title(asked), buttons(asked)) == ("Tout oublier ?", ["Oui, tout oublier", "Non, on garde"])
    kept = await omar.click(reply(asked), label="Non, on garde")
    assert chosen(kept, "choosetrades") == ["ass"]
    asked = await omar.click(reply(kept), label="Tout oublier")
    gone = await omar.click(reply(asked), label="Oui, tout oublier")
    async with services.database.begin() as store:
        profile = await store.members.profile(server.guild.id, omar.id)
    assert (title(gone), profile, await roles(server, omar)) == ("C’est oublié", Profile(), set())


async def test_who_comes_back_in_time_finds_profile_and_roles_again(
    server: Server, services: Services
) -> None:
    user = server.env.create_user("paul")
    paul = server.guild.add_member(user)
    await server.env.settle()
    opened = await paul.slash(server.channels["bienvenue"], "profil", metier="ASS", territoire="Mayotte")
    await paul.click(reply(opened), label="Terminer maintenant")
    server.guild.remove_member(paul)
    await server.env.settle()
    await minute(server, services, timedelta(days=1))
    paul = server.guild.add_member(user)
    await server.env.settle()
    assert await roles(server, paul) == {"trade:ass", "territory:R06"}
    since = len(server.env.http_requests)
    await minute(server, services, timedelta(days=1, minutes=1))
    assert server.env.http_requests[since:] == [], "somebody who is known needs no greeting"


async def test_who_stays_away_is_forgotten(server: Server, services: Services) -> None:
    user = server.env.create_user("rose")
    rose = server.guild.add_member(user)
    await server.env.settle()
    await rose.slash(server.channels["bienvenue"], "profil", metier="ASS")
    server.guild.remove_member(rose)
    await server.env.settle()
    at_the_hour = services.clock().replace(minute=0)
    kept, gone = at_the_hour + timedelta(days=29), at_the_hour + timedelta(days=31)
    found = []
    for now in (kept, gone):
        await server.client.each_minute(now)
        async with services.database.begin() as store:
            found.append(await store.members.profile(server.guild.id, rose.id))
    assert found == [Profile(trades=("ass",)), Profile()]


async def test_the_button_answers_after_a_restart(server: Server, services: Services) -> None:
    sami = await arrive(server, "sami")
    await minute(server, services)
    hello = greeting(server, sami)
    await server.env.restart_bot(build_client(services))
    who = await sami.click(hello, label="Trouver ma place")
    told = await sami.select(reply(who), ["etudiants"], custom_id="chooseaudience")
    await server.env.restart_bot(build_client(services))
    where = await sami.click(reply(told), label="Continuer")
    ended = await sami.click(reply(where), label="Terminer maintenant")
    assert "2. Tapez /financement situation:étudiant : qui paie vos études, étape par étape." in lines(ended)


async def test_a_role_above_the_bot_is_told_and_the_profile_kept(server: Server, services: Services) -> None:
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    high = server.guild.create_role("métier haut placé", position=len(guild.roles) + 5)
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "role:trade:tisf", high.id, {}, services.clock())
    tom = await arrive(server, "tom")
    opened = await tom.slash(server.channels["bienvenue"], "profil", metier="TISF", territoire="Mayotte")
    ended = await tom.click(reply(opened), label="Terminer maintenant")
    async with services.database.begin() as store:
        profile = await store.members.profile(server.guild.id, tom.id)
    assert (profile, await roles(server, tom)) == (
        Profile(trades=("tisf",), territories=("R06",)),
        {"territory:R06"},
    )
    assert any(line.startswith("Votre profil est gardé, mais je n’ai pas le droit") for line in lines(ended))


async def test_a_role_given_powers_by_hand_is_not_handed_out_by_a_profile(
    server: Server, services: Services
) -> None:
    strong = server.guild.create_role(
        "métier puissant", permissions=discord.Permissions(manage_messages=True)
    )
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "role:trade:tisf", strong.id, {}, services.clock())
    zoe = await arrive(server, "zoe")
    opened = await zoe.slash(server.channels["bienvenue"], "profil", metier="TISF", territoire="Mayotte")
    await zoe.click(reply(opened), label="Terminer maintenant")
    assert await roles(server, zoe) == {"territory:R06"}


async def test_a_role_refused_by_discord_is_told_and_the_profile_kept(server: Server) -> None:
    lou = await arrive(server, "lou")
    opened = await lou.slash(server.channels["bienvenue"], "profil", metier="ASS")
    server.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013)
    ended = await lou.click(reply(opened), label="Terminer maintenant")
    assert any(line.startswith("Votre profil est gardé, mais je n’ai pas le droit") for line in lines(ended))


async def test_what_an_id_says_is_never_trusted(server: Server, services: Services) -> None:
    eve = await arrive(server, "eve")
    shown = []
    for id, values in (
        ("profile", None),
        ("profile~99", None),
        ("profile~-1~end", None),
        ("chooseplaces~R999", ["D33"]),
        ("chooseplaces", ["D33"]),
        ("chooseregions", ["R999", "national", "D33"]),
        ("choosetrades", ["no-such-trade"]),
        ("chooseaudience", ["'; DROP TABLE members"]),
    ):
        opened = await eve.slash(server.channels["bienvenue"], "profil")
        shown.append(title(await forged(server, eve, opened, id, values)))
    async with services.database.begin() as store:
        profile = await store.members.profile(server.guild.id, eve.id)
    assert (profile, {each.split(" :")[0] for each in shown}) == (Profile(), {"Votre place ici"})


async def test_in_private_the_profile_says_where_to_go(server: Server) -> None:
    asked = await server.members["Awa"].user.slash("profil")
    assert lines(asked)[1].startswith("Un profil ouvre des salons : tapez /profil sur le serveur")


async def test_in_english_too(server: Server) -> None:
    emma = server.members["Emma"]
    who = await emma.slash(server.channels["bienvenue"], "profil", metier="ASS", territoire="Mayotte")
    ended = await emma.click(reply(who), label="Finish now")
    assert title(ended) == "Your place here"
    assert "2. Type /directory search:formation territory:Mayotte: who does what around you." in lines(ended)
    await emma.click(
        reply(await emma.click(reply(ended), label="Forget everything")), label="Yes, forget everything"
    )


def chosen(result: simcord.InteractionResult, custom_id: str) -> list[str]:
    """What a menu shows as chosen."""
    (menu,) = (each for each in components(result, 3) if each["custom_id"] == custom_id)
    return [str(option["value"]) for option in menu["options"] if option.get("default")]


async def forged(
    server: Server,
    member: simcord.MemberActor,
    shown: simcord.InteractionResult,
    id: str,
    values: list[str] | None,
) -> simcord.InteractionResult:
    """A press or a choice whose id and values were never ours, or are those of another version."""
    stored = server.env.backend.get_message(server.channels["bienvenue"].id, reply(shown).id)
    (container,) = stored.components
    kind = 2 if values is None else 3
    row = next(
        each
        for each in container["components"]
        if each["type"] == 1 and each["components"][0]["type"] == kind
    )
    row["components"][0]["custom_id"] = id
    container["components"] = [row]
    if values is None:
        return await member.click(reply(shown), custom_id=id)
    row["components"][0]["options"] = [{"label": value, "value": value} for value in values]
    row["components"][0]["max_values"] = len(values)
    return await member.select(reply(shown), values, custom_id=id)
