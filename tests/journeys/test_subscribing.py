"""A person subscribes to the digest, changes their mind, and leaves in one step."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
import simcord

from commands.ids import make
from commands.reply import Menu, Option, Reply
from commands.services import Services
from commands.subscriptions.cog import Subscriptions
from commands.ui import draw
from digests.pipeline import make_due_issues
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.members import Profile
from storage.subscriptions import Subscriber
from tests.digests.items import found
from tests.journeys.reading import MENU, SPACES, buttons, components, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

WEEK = timedelta(days=7)


@pytest_asyncio.fixture(loop_scope="module")
async def lea(server: Server, services: Services) -> AsyncIterator[simcord.MemberActor]:
    """A member with a profile, and two new items: one for her, one for others."""
    number = len(server.guild.member_ids())
    member = server.guild.add_member(server.env.create_user(f"lea{number}", global_name="Léa"))
    now = services.clock()
    async with services.database.begin() as store:
        profile = Profile("etudiants", ("educateur-specialise",), ("D33",), ("handicap",))
        await store.members.choose(server.guild.id, member.id, profile, now)
        await store.items.keep(
            [
                found(f"handicap {number}", themes=("handicap",), source="insee"),
                found(f"logement {number}", themes=("logement",)),
            ],
            now - timedelta(minutes=1),
            baseline=False,
        )
    yield member
    async with services.database.begin() as store:
        await store.privacy.erase(member.id, now)
        for item in await store.items.between(now - WEEK, now + WEEK):
            await store.items.edit(item.id, state="baseline")


def here(server: Server) -> simcord.ChannelHandle:
    return server.channels["bienvenue"]


def chosen(result: simcord.InteractionResult) -> dict[str, list[str]]:
    """What each menu shows as chosen."""
    return {
        menu["custom_id"].split("~")[1]: [each["value"] for each in menu["options"] if each.get("default")]
        for menu in components(result, MENU)
    }


def private(member: simcord.MemberActor) -> list[list[str]]:
    """What the member was told in private."""
    channel = member.user.dm_channel
    shown = [
        message_text("", [each.to_dict() for each in message.components], {}).translate(SPACES)
        for message in channel.history()
    ]
    return [each.splitlines() for each in shown]


async def subscriber(server: Server, services: Services, member: simcord.MemberActor) -> Subscriber:
    async with services.database.begin() as store:
        found = await store.subscriptions.of(server.guild.id, member.id)
    assert found is not None
    return found


async def subscribed(server: Server, member: simcord.MemberActor, hour: int = 8) -> simcord.InteractionResult:
    """At an hour of their own, so that each story has an issue of its own."""
    form = await member.slash(here(server), "digest abonner")
    if hour != 8:
        menu = make("choosedigest", "hour", str(server.guild.id))
        form = await member.select(reply(form), [str(hour)], custom_id=menu)
    return await member.click(reply(form), label="S’abonner")


async def test_a_person_subscribes_with_what_their_profile_says_and_is_told_in_private_at_once(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    form = await lea.slash(here(server), "digest abonner")
    assert (form.ephemeral, title(form), buttons(form)) == (True, "Ma veille", ["S’abonner"])
    assert chosen(form) == {
        "themes": ["handicap"], "trades": ["educateur-specialise"], "audiences": ["etudiants"], "territories": ["D33"],
        "day": ["1"], "hour": ["8"], "rhythm": ["weekly"], "medium": ["direct"],
    }  # fmt: skip
    guild = str(server.guild.id)
    changed = await lea.select(reply(form), ["4"], custom_id=make("choosedigest", "day", guild))
    changed = await lea.select(
        reply(changed), ["handicap", "ethique"], custom_id=make("choosedigest", "themes", guild)
    )
    assert (chosen(changed)["day"], sorted(chosen(changed)["themes"])) == (["4"], ["ethique", "handicap"])
    done = await lea.click(reply(changed), label="S’abonner")
    assert lines(done)[:2] == ["Vous êtes abonné", "C’est réglé : votre veille arrivera d’elle-même."]
    (welcome,) = private(lea)
    assert welcome[0] == "Bonjour !"
    written = await subscriber(server, services, lea)
    assert (written.medium, written.state, written.schedule) == ("direct", "active", "Europe/Paris 4 8")
    assert [sorted(each) for each in written.preferences] == [
        ["ethique", "handicap"], ["educateur-specialise"], ["etudiants"], ["D33"], [],
    ]  # fmt: skip


async def test_overseas_the_hour_is_that_of_the_place(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    form = await lea.slash(here(server), "digest abonner", territoire="Mayotte")
    assert "Les heures sont celles de Mayotte." in lines(form)
    await lea.click(reply(form), label="S’abonner")
    assert (await subscriber(server, services, lea)).schedule == "Indian/Mayotte 1 8"


async def test_with_closed_messages_nothing_is_kept_and_reading_on_demand_is_offered(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    refused = await subscribed(server, lea)
    assert lines(refused)[1].startswith("Discord ne nous laisse pas vous écrire en privé.")
    assert chosen(refused)["medium"] == ["none"]
    async with services.database.begin() as store:
        assert await store.subscriptions.of(server.guild.id, lea.id) is None
    done = await lea.click(reply(refused), label="S’abonner")
    assert lines(done)[1] == "Rien ne vous sera envoyé : lisez-la quand vous voulez avec /veille lire."
    written = await subscriber(server, services, lea)
    assert (written.medium, written.state, private(lea)) == ("none", "active", [])


async def test_mail_is_offered_only_where_there_is_mail_and_an_address_is_confirmed_first(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    form = await lea.slash(here(server), "digest abonner")
    media = next(each for each in components(form, MENU) if "medium" in each["custom_id"])
    assert [option["value"] for option in media["options"]] == ["direct", "none"]
    cog = server.client.get_cog("Subscriptions")
    assert isinstance(cog, Subscriptions)
    cog.services = replace(services, offers_mail=True)
    try:
        await mailed(server, services, lea)
    finally:
        cog.services = services


async def mailed(server: Server, services: Services, lea: simcord.MemberActor) -> None:
    form = await lea.slash(here(server), "digest abonner")
    medium = make("choosedigest", "medium", str(server.guild.id))
    form = await lea.select(reply(form), ["mail"], custom_id=medium)
    asked = await lea.click(reply(form), label="S’abonner")
    wrong = await lea.submit_modal(asked, {"address": "nina chez exemple"})
    assert lines(wrong)[1] == "Cela ne ressemble pas à une adresse e-mail : nina chez exemple"
    asked = await lea.click(reply(form), label="S’abonner")
    done = await lea.submit_modal(asked, {"address": "nina@Exemple.fr"})
    assert lines(done)[1].replace("\u200b", "").startswith("Un e-mail part vers n…@exemple.fr.")
    written = await subscriber(server, services, lea)
    assert (written.medium, written.state, written.address) == ("mail", "unconfirmed", "nina@exemple.fr")
    again = await lea.slash(here(server), "digest preferences")
    twice = [await lea.click(reply(again), label="Changer d’adresse") for _ in range(3)]
    assert ("nina" in text(again), "Par e-mail, à n…@\u200bexemple.fr." in lines(again)) == (False, True)
    saved = await lea.click(reply(again), label="Enregistrer")
    assert (title(saved), (await subscriber(server, services, lea)).state) == ("Encore un pas", "unconfirmed")
    answers = [
        await lea.submit_modal(form, {"address": f"autre{n}@exemple.fr"}) for n, form in enumerate(twice)
    ]
    assert [title(answer) for answer in answers] == ["Encore un pas", "Encore un pas", "La veille par e-mail"]
    assert (await subscriber(server, services, lea)).address == "autre1@exemple.fr"


async def test_the_preview_shows_what_concerns_the_reader_and_sends_nothing(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    shown = await lea.slash(here(server), "digest apercu")
    assert (shown.ephemeral, title(shown)) == (True, "Votre prochain numéro, s’il partait maintenant")
    assert ("handicap" in text(shown), "logement" in text(shown)) == (True, False)
    async with services.database.begin() as store:
        assert await store.subscriptions.of(server.guild.id, lea.id) is None


async def test_less_of_a_source_keeps_every_other_choice_and_belongs_to_its_owner(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea)
    before = await subscriber(server, services, lea)
    menu = Menu(make("chooseless", str(before.id)), "Moins de…", (Option("Insee", "source:insee"),))
    user = await server.client.fetch_user(lea.id)
    message = await user.send(view=draw(Reply("Votre veille", menus=(menu,))))
    said = await lea.user.select(message, ["source:insee"], custom_id=menu.id)
    assert title(said) == "Moins de : insee"
    after = await subscriber(server, services, lea)
    assert after.preferences == before.preferences._replace(less=["source:insee"])
    channel = server.client.get_partial_messageable(here(server).id, guild_id=server.guild.id)
    shared = await channel.send(view=draw(Reply("Votre veille", menus=(menu,))))
    other = await server.members["Claire"].select(shared, ["source:insee"], custom_id=menu.id)
    assert lines(other)[1].startswith("Ce bouton est celui de la veille d’une autre personne.")
    again = await lea.slash(here(server), "digest preferences")
    assert chosen(again)["less"] == ["source:insee"]


async def test_a_pause_ends_by_itself_and_can_be_cut_short(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea)
    asked = await lea.slash(here(server), "digest pause")
    assert buttons(asked) == ["1 semaine", "2 semaines", "4 semaines"]
    paused = await lea.click(reply(asked), label="2 semaines")
    written = await subscriber(server, services, lea)
    assert (written.state, written.paused_until) == ("paused", services.clock().date() + 2 * WEEK)
    back = await lea.click(reply(paused), label="Reprendre maintenant")
    assert lines(back)[1] == "Votre veille reprend."
    until = services.clock().date() + timedelta(days=10)
    await lea.slash(here(server), "digest pause", jusquau=f"{until:%d/%m/%Y}")
    assert (await subscriber(server, services, lea)).paused_until == until
    wrong = await lea.slash(here(server), "digest pause", jusquau="bientôt")
    assert lines(wrong)[1].startswith("Nous n’avons pas su lire « bientôt »")


async def test_leaving_takes_one_step_and_stops_what_is_on_its_way(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea, 9)
    now = services.clock()
    await make_due_issues(services.database, services.catalogue.territories, now + WEEK)
    written = await subscriber(server, services, lea)
    async with services.database.begin() as store:
        assert len(await store.editions.received(written.id)) == 1
    left = await lea.slash(here(server), "digest desabonner")
    assert lines(left)[1].startswith("C’est fait : plus rien ne vous sera envoyé")
    assert (await subscriber(server, services, lea)).state == "ended"
    async with services.database.begin() as store:
        assert await store.editions.claim(now + 2 * WEEK, 10) == []
    again = await lea.slash(here(server), "digest desabonner")
    assert lines(again)[1].startswith("Vous ne recevez pas la veille.")


async def test_the_ledger_is_public_and_each_reads_their_own_issues_again(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea, 10)
    now = services.clock()
    await make_due_issues(services.database, services.catalogue.territories, now + WEEK)
    shown = await lea.slash(here(server), "digest historique")
    assert title(shown) == "Le registre des numéros"
    monday = "Le lundi, à 10 h, Paris · 1 en chemin · envoyé en retard"
    assert [line.partition(" · ")[2] for line in lines(shown) if "à 10 h" in line] == [monday]
    (menu,) = components(shown, MENU)
    issue = await lea.select(reply(shown), [menu["options"][0]["value"]], custom_id=menu["custom_id"])
    assert ("handicap" in text(issue), "logement" in text(issue)) == (True, False)
    (less,) = components(issue, MENU)
    heard = await lea.select(reply(issue), ["theme:handicap"], custom_id=less["custom_id"])
    assert title(heard) == "Moins de : Handicap et société inclusive"
    assert (await subscriber(server, services, lea)).preferences.less == ["theme:handicap"]
    form = await lea.click(reply(issue), label="Mes préférences")
    assert chosen(form)["less"] == ["theme:handicap"]
    left = await lea.click(reply(issue), label="Me désabonner")
    assert lines(left)[1].startswith("C’est fait : plus rien ne vous sera envoyé")


async def test_another_day_never_brings_an_item_twice(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea, 11)
    now = services.clock()
    await make_due_issues(services.database, services.catalogue.territories, now + WEEK)
    form = await lea.slash(here(server), "digest preferences")
    form = await lea.select(reply(form), ["3"], custom_id=make("choosedigest", "day", str(server.guild.id)))
    await lea.click(reply(form), label="Enregistrer")
    written = await subscriber(server, services, lea)
    async with services.database.begin() as store:
        (parcel,) = await store.editions.received(written.id)
    assert (written.schedule, written.seen_until) == ("Europe/Paris 3 11", parcel.ends_at)
    assert len(private(lea)) == 1


async def test_who_leaves_the_server_receives_nothing_more(
    server: Server, services: Services, lea: simcord.MemberActor
) -> None:
    await subscribed(server, lea)
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    await (await guild.fetch_member(lea.id)).kick()
    await server.env.settle()
    written = await subscriber(server, services, lea)
    assert (written.state, written.reason) == ("ended", "left")
