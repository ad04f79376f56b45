"""An editor prepares Monday in five minutes; a member proposes a resource."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
import simcord
from aiohttp import web

from bot.client import Tisserande
from bot.newsroom import DigestRoom
from commands.ids import make
from commands.services import Services
from digests.fetching import fetching
from digests.sources.source import Declaration
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.items import KnownItem
from tests.digests.items import found
from tests.digests.site import LOOPBACK, Site
from tests.journeys.reading import MENU, SPACES, buttons, choices, components, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

PAGE = """<html><head><title>Habiter avec un handicap &eacute;tudiant</title>
<meta property="og:description" content="Un guide pour le handicap, en dix fiches."></head></html>"""
PRACTICE = {"question": "Qui vit seul ?", "terrain": "Trente foyers", "apport": "Demander avant d’aider."}


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def site(server: Server, services: Services) -> AsyncIterator[Site]:
    """A web site on loopback, which the newsroom of these stories may open."""
    served = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", served.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    served.pages["/guide"] = web.Response(text=PAGE, content_type="text/html")
    served.pages["/gone"] = web.Response(status=404)
    declared = [
        Declaration("insee", "Insee", "feed", "https://insee.fr"),
        Declaration("off", "Éteinte", "feed", "https://off.fr", enabled=False),
    ]
    assert isinstance(server.client, Tisserande)
    server.client.newsroom = DigestRoom(
        services, declared, lambda: fetching("Tisserande/test", allowed=lambda address: address in LOOPBACK)
    )
    yield served
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="module")
async def editor(server: Server, services: Services) -> AsyncIterator[simcord.MemberActor]:
    """A facilitator, and six items of the week: one section is full."""
    role = server.guild.create_role("Animation")
    number = len(server.guild.member_ids())
    member = server.guild.add_member(
        server.env.create_user(f"alix{number}", global_name="Alix"), roles=[role]
    )
    now = services.clock()
    async with services.database.begin() as store:
        await store.spaces.applied(server.guild.id, "role:facilitation", role.id, {}, now)
        await store.items.keep(
            [
                found(f"{slug} {number}", kind=kind, source=f"{slug}-source")
                for slug, kind in (
                    ("a", "resource"),
                    ("b", "resource"),
                    ("c", "resource"),
                    ("d", "resource"),
                    ("étude", "research"),
                    ("loi", "law"),
                )
            ],
            now - timedelta(minutes=1),
            baseline=False,
        )
    yield member
    async with services.database.begin() as store:
        for item in await store.items.between(now - timedelta(days=9), now + timedelta(days=9)):
            await store.items.edit(item.id, state="baseline", pinned=False)


def here(server: Server) -> simcord.ChannelHandle:
    return server.channels["bienvenue"]


async def items(services: Services) -> dict[str, KnownItem]:
    """The items of the week, by the first word of their title after « Titre »."""
    now = services.clock()
    async with services.database.begin() as store:
        week = await store.items.between(now - timedelta(days=9), now + timedelta(days=1))
    return {item.title.split()[1]: item for item in week}


async def test_an_editor_prepares_monday_in_five_minutes(
    server: Server, services: Services, editor: simcord.MemberActor
) -> None:
    found = await items(services)
    one = await editor.slash(here(server), "veille file")
    assert title(one).startswith("Numéro du ")
    assert lines(one)[1:3] == [
        "Dans le numéro que tout le monde pourrait lire : 5. À l’écart : 1.",
        "Personne ne l’a encore regardé : sans vous, il part tel quel, et le dit.",
    ]
    assert "écarté parce que sa rubrique est pleine ; qui suit ses thèmes peut le recevoir" in text(one)
    two = await editor.select(reply(one), [str(found["étude"].id)], custom_id="opennews")
    three = await editor.click(reply(two), label="Mettre en tête")
    assert "Pour l’instant : retenu, en tête pour tout le monde" in lines(three)
    four = await editor.click(reply(three), label="Ce que ça change pour la pratique")
    five = await editor.submit_modal(four, PRACTICE)
    assert "Ce que ça change pour la pratique : Demander avant d’aider." in lines(five)
    six = await editor.click(reply(five), label="Retour au numéro")
    seven = await editor.select(reply(six), [str(found["d"].id)], custom_id="opennews")
    eight = await editor.click(reply(seven), label="Écarter")
    assert "Pour l’instant : écarté parce que la rédaction l’a décidé" in lines(eight)
    done = await items(services)
    assert (done["étude"].pinned, done["étude"].practice, done["d"].state) == (True, PRACTICE, "dropped")
    after = await editor.click(reply(eight), label="Retour au numéro")
    assert lines(after)[1:3] == [
        "Dans le numéro que tout le monde pourrait lire : 5. À l’écart : 1.",
        "Quelqu’un de la rédaction l’a regardé : le numéro le dira.",
    ]
    assert choices(after, "opennews")[0] == str(found["étude"].id)
    shown = await editor.click(reply(after), label="Le lire tel qu’il est")
    assert ("Demander avant d’aider." in text(shown), "Titre d " in text(shown)) == (True, False)


async def test_an_editor_corrects_the_themes_the_summary_and_the_access(
    server: Server, services: Services, editor: simcord.MemberActor
) -> None:
    item = (await items(services))["loi"]
    queue = await editor.slash(here(server), "veille file")
    card = await editor.select(reply(queue), [str(item.id)], custom_id="opennews")
    card = await editor.select(
        reply(card), ["handicap", "ethique"], custom_id=make("choosenews", str(item.id))
    )
    card = await editor.click(reply(card), label="Accès libre")
    form = await editor.click(reply(card), label="Réécrire le résumé")
    late = await editor.click(reply(card), label="Réécrire le résumé")
    await editor.submit_modal(form, {"summary": "Ce que la loi change."})
    lost = await editor.submit_modal(late, {"summary": "Autre chose."})
    assert (lines(lost)[1], "Autre chose." in text(lost)) == (
        "Quelqu’un a réécrit ce résumé entre-temps ; le sien a été gardé. Voici le vôtre :",
        True,
    )
    now = (await items(services))["loi"]
    assert (sorted(now.themes), now.access, now.summary) == (
        ["ethique", "handicap"],
        "free",
        "Ce que la loi change.",
    )


async def test_pinned_items_are_put_in_order(
    server: Server, services: Services, editor: simcord.MemberActor
) -> None:
    found = await items(services)
    queue = await editor.slash(here(server), "veille file")
    for slug in ("a", "b"):
        card = await editor.select(reply(queue), [str(found[slug].id)], custom_id="opennews")
        card = await editor.click(reply(card), label="Mettre en tête")
        queue = await editor.click(reply(card), label="Retour au numéro")
    assert choices(queue, "opennews")[:2] == [str(found["a"].id), str(found["b"].id)]
    card = await editor.select(reply(queue), [str(found["b"].id)], custom_id="opennews")
    card = await editor.click(reply(card), label="Monter")
    queue = await editor.click(reply(card), label="Retour au numéro")
    assert choices(queue, "opennews")[:2] == [str(found["b"].id), str(found["a"].id)]


async def test_members_are_told_kindly_that_this_is_for_editors(
    server: Server, editor: simcord.MemberActor
) -> None:
    queue = await editor.slash(here(server), "veille file")
    member = server.guild.add_member(server.env.create_user(f"curieux{editor.id}", global_name="Ali"))
    for command in ("veille file", "veille sources"):
        refused = await member.slash(here(server), command)
        assert title(refused) == "Pour l’animation"
    guild = server.client.get_guild(server.guild.id)
    assert guild is not None
    await (await guild.fetch_member(editor.id)).edit(roles=[])
    stopped = await editor.click(reply(queue), label="Le lire tel qu’il est")
    assert title(stopped) == "Pour l’animation"


async def test_a_member_proposes_a_page_an_editor_accepts_it_and_the_author_is_told(
    server: Server, services: Services, site: Site, editor: simcord.MemberActor
) -> None:
    member = server.guild.add_member(server.env.create_user(f"nour{editor.id}", global_name="Nour"))
    looked = await member.slash(here(server), "veille proposer", adresse=f"{site.address}/guide?utm_source=x")
    assert lines(looked)[1:3] == [
        "Habiter avec un handicap étudiant",
        "Un guide pour le handicap, en dix fiches.",
    ]
    form = await member.click(reply(looked), label="Relire et proposer")
    twice = await member.click(reply(looked), label="Relire et proposer")
    sent = {"title": "Habiter avec un handicap", "summary": "Dix fiches.", "themes": ["handicap"]}
    done = await member.submit_modal(form, sent)
    assert lines(done)[1].startswith("Merci ! « Habiter avec un handicap » attend l’avis de la rédaction.")
    again = await member.submit_modal(twice, sent)
    assert lines(again)[1].startswith("Cette proposition est déjà partie")
    item = (await items(services))["avec"]
    assert (item.state, item.themes, item.url) == ("proposed", ("handicap",), f"{site.address}/guide")
    queue = await editor.slash(here(server), "veille file")
    assert "1 proposition à décider." in lines(queue)
    assert choices(queue, "opennews")[0] == str(item.id)
    card = await editor.select(reply(queue), [str(item.id)], custom_id="opennews")
    assert buttons(card) == ["Accepter", "Refuser", "Réécrire le résumé", "Retour au numéro"]
    other = await server.members["Claire"].slash(here(server), "veille file")
    late = await server.members["Claire"].select(reply(other), [str(item.id)], custom_id="opennews")
    await editor.click(reply(card), label="Accepter")
    late = await server.members["Claire"].click(reply(late), label="Accepter")
    assert lines(late)[1].startswith("Cette ressource n’attend plus")
    assert (await items(services))["avec"].state == "kept"
    assert isinstance(server.client, Tisserande)
    await server.client.each_minute(services.clock() + timedelta(minutes=1))
    (told,) = member.user.dm_channel.history()
    said = message_text("", [each.to_dict() for each in told.components], {}).translate(SPACES)
    assert said.splitlines()[:2] == [
        "Votre proposition",
        "« Habiter avec un handicap », que vous aviez proposé, sera dans le prochain numéro. Merci !",
    ]


async def test_a_refusal_has_a_reason_that_stays_readable(
    server: Server, site: Site, editor: simcord.MemberActor
) -> None:
    site.pages["/autre"] = web.Response(text=PAGE.replace("Habiter", "Travailler"), content_type="text/html")
    member = server.guild.add_member(server.env.create_user(f"lou{editor.id}", global_name="Lou"))
    looked = await member.slash(here(server), "veille proposer", adresse=f"{site.address}/autre")
    form = await member.click(reply(looked), label="Relire et proposer")
    await member.submit_modal(form, {"title": "Travailler", "summary": "", "themes": []})
    queue = await editor.slash(here(server), "veille file")
    card = await editor.select(reply(queue), [choices(queue, "opennews")[0]], custom_id="opennews")
    form = await editor.click(reply(card), label="Refuser")
    await editor.submit_modal(form, {"reason": "Trop **ancien** pour nous."})
    mine = await member.slash(here(server), "veille propositions")
    assert lines(mine)[1:] == ["- Travailler · refusée", "Trop **ancien** pour nous."]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("{site}/gone", "Nous n’avons pas pu lire cette page"),
        ("http://10.0.0.1/admin", "Cette adresse n’est pas celle d’une page ouverte à tous"),
        ("javascript:alert(1)", "Cette adresse n’est pas celle d’une page ouverte à tous"),
    ],
    ids=["dead", "inside a network", "no page"],
)
async def test_a_page_that_cannot_be_read_gives_the_address_back(
    server: Server, site: Site, editor: simcord.MemberActor, path: str, said: str
) -> None:
    url = path.format(site=site.address)
    shown = await editor.slash(here(server), "veille proposer", adresse=url)
    assert (lines(shown)[1].startswith(said), url in text(shown), buttons(shown)) == (True, True, [])


async def test_the_sources_say_how_they_fare_and_what_to_do(
    server: Server, services: Services, editor: simcord.MemberActor
) -> None:
    async with services.database.begin() as store:
        await store.sources.failed("insee", "network", "Elle répond 503. Réessayez.", services.clock())
    shown = await editor.slash(here(server), "veille sources")
    assert lines(shown)[1:3] == ["- Insee · ne répond pas · 1 échec de suite", "Elle répond 503. Réessayez."]
    assert "Éteintes : Éteinte." in lines(shown)


async def test_the_issue_is_read_on_demand_without_a_subscription(
    server: Server, services: Services, editor: simcord.MemberActor
) -> None:
    now = services.clock()
    async with services.database.begin() as store:
        await store.items.keep([found("passée", kind="research")], now - timedelta(days=7), baseline=False)
    shown = await editor.slash(here(server), "veille lire")
    assert (shown.ephemeral, "Titre passée" in text(shown), components(shown, MENU)) == (True, True, [])
