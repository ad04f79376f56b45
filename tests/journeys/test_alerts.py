"""A search that goes on by itself, a closing told in time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import simcord

import locales
from commands.alerts.lookup import found
from commands.answer import Question
from commands.cards import name_of
from commands.ids import make
from commands.services import Services
from locales import typeset
from sandbox.simulation import Server
from storage.alerts import MOST_ALERTS, Wish
from storage.notices import Note
from tests.journeys.reading import SPACES, buttons, reply, title
from tests.journeys.spaces import minute, press, shown, spoken

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

ASKED = "habitat inclusif"
WEEKLY = (
    "Chaque lundi matin, Tisserande cherche de nouveau, et vous écrit en privé s’il y a du nouveau. "
    "Rien de nouveau : pas de message."
)
NONE = (
    "Vous n’avez aucune alerte. « M’alerter », sous les résultats d’une recherche, la garde et vous dit "
    "ce qu’il y a de nouveau."
)


@pytest.fixture
def somebody(server: Server) -> simcord.MemberActor:
    """Somebody without any alert."""
    number = len(server.guild.member_ids())
    return server.guild.add_member(server.env.create_user(f"lea{number}", global_name="Léa"))


@pytest.fixture
def here(server: Server) -> simcord.ChannelHandle:
    return server.channels["bienvenue"]


@pytest.fixture
def monday(services: Services) -> datetime:
    """Half past eight on the Monday that comes."""
    now = services.clock()
    day = now + timedelta(days=7 - now.weekday())
    return day.replace(hour=8, minute=30, second=0, microsecond=0)


async def closes(services: Services, days: int) -> str:
    """A scheme that closes in so many days."""
    slug = next(iter(services.catalogue.funding))
    await change(
        services, "funding", slug, "closes_on", (services.clock().date() + timedelta(days)).isoformat()
    )
    return slug


async def change(services: Services, shelf: str, slug: str, name: str, value: Any) -> None:
    now = services.clock()
    async with services.database.begin() as store:
        await store.entries.correct(shelf, slug, name, value, now.date(), "Vu sur le site.")
    await services.catalogue.refresh(services.database, now)


async def kept(services: Services, member: simcord.MemberActor) -> list[Wish]:
    async with services.database.begin() as store:
        return list(await store.alerts.of(member.id))


async def told(services: Services, server: Server, member: simcord.MemberActor) -> list[Note]:
    async with services.database.begin() as store:
        return list(await store.notices.told_to(server.guild.id, member.id))


def unrelated(services: Services) -> str:
    """A resource that the search does not find."""
    hits = found(services.catalogue, "ressource", Question(ASKED), services.clock())
    answers = {hit.slug for hit in hits}
    return next(slug for slug in services.catalogue.slugs("resources") if slug not in answers)


def private(member: simcord.MemberActor) -> list[str]:
    """What this person was told in private, each message as plain text."""
    return [shown(message) for message in member.user.dm_channel.history()]


async def test_a_search_is_kept_once_and_monday_tells_only_what_is_new(
    server: Server,
    services: Services,
    here: simcord.ChannelHandle,
    somebody: simcord.MemberActor,
    monday: datetime,
) -> None:
    answer = await somebody.slash(here, "ressource", recherche="habitat inclusif")
    assert buttons(answer)[-1] == "M’alerter"
    first = await somebody.click(reply(answer), label="M’alerter")
    assert first.ephemeral
    assert spoken(first) == [
        "C’est noté",
        "« habitat inclusif » · /ressource",
        WEEKLY,
        "[Mes alertes]",
        "Gardée avec votre compte jusqu’à ce que vous l’arrêtiez : ici, avec /alertes, ou avec /mes-donnees.",
    ]
    again = await somebody.click(reply(answer), label="M’alerter")
    assert title(again) == "Vous avez déjà cette alerte"
    (wish,) = await kept(services, somebody)
    assert wish.question == {"text": "habitat inclusif"}

    await minute(server, monday)
    assert await told(services, server, somebody) == []

    other = unrelated(services)
    await change(services, "resources", other, "title", "Habitat inclusif : le guide des ruches")
    await minute(server, monday + timedelta(minutes=5))
    assert await told(services, server, somebody) == []
    await minute(server, (monday + timedelta(days=7)).replace(hour=7, minute=59))
    assert await told(services, server, somebody) == []
    for minutes in (0, 1):
        await minute(server, monday + timedelta(days=7, minutes=minutes))
    (note,) = await told(services, server, somebody)
    assert note.facts == {"alert": wish.id, "found": [f"resources~{other}"]}
    (message,) = private(somebody)
    assert message.splitlines() == [
        "Du nouveau pour vous",
        "Votre alerte : « habitat inclusif » · /ressource",
        "- Habitat inclusif : le guide des ruches",
        "[Ouvrir une fiche : Habitat inclusif : le guide des ruches]",
        "[Arrêter cette alerte]  [Mes alertes]",
    ]


async def test_alertes_shows_them_with_what_was_told_and_stops_them(
    server: Server,
    services: Services,
    here: simcord.ChannelHandle,
    somebody: simcord.MemberActor,
) -> None:
    nothing = await somebody.slash(here, "alertes")
    assert (nothing.ephemeral, spoken(nothing)) == (
        True,
        [
            "Vos alertes",
            NONE,
        ],
    )
    answer = await somebody.slash(here, "annuaire", recherche="école", territoire="33")
    await somebody.click(reply(answer), label="M’alerter")
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    gone = next(iter(services.catalogue.slugs("organisations")))
    (wish,) = await kept(services, somebody)
    async with services.database.begin() as store:
        await store.notices.add(
            Note(
                f"alert:{wish.id}:2026-W01", server.guild.id, "alert", services.clock(), member_id=somebody.id,
                facts={"alert": wish.id, "found": [f"organisations~{gone}"]},
            )
        )  # fmt: skip
    await minute(server, services.clock())
    name = name_of(services.catalogue.some("organisations", [gone])[0])
    page = await somebody.slash(here, "alertes")
    said = spoken(page)
    assert said[1] == "1. « école » · Gironde · /annuaire"
    assert said[3] == "Dit récemment"
    assert typeset(name).translate(SPACES) in said[4]
    assert said[4].endswith(" · vos messages privés étaient fermés")
    assert said[5:] == ["[Arrêter la n° 1]"]

    stopped = await somebody.click(reply(page), label="Arrêter la n° 1")
    assert spoken(stopped)[1].startswith("Vous n’avez aucune alerte.")
    assert await kept(services, somebody) == []


async def test_a_closing_is_told_seven_days_before_then_the_day_before_and_never_after(
    server: Server, services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    slug = await closes(services, 20)
    day = locales.reader("fr").date(services.clock().date() + timedelta(days=20))
    name = services.catalogue.funding[slug].name
    answer = await somebody.slash(here, "financement", recherche=name)
    card = await somebody.select(reply(answer), [f"funding~{slug}"], custom_id="open")
    kept_now = await somebody.click(reply(card), label="Me rappeler la clôture")
    assert title(kept_now) == "C’est noté"
    assert [wish.slug for wish in await kept(services, somebody)] == [slug]

    now = services.clock().replace(hour=9, minute=0)
    spoken_on = []
    for days in range(22):
        before = len(private(somebody))
        for minutes in (0, 1):
            await minute(server, now + timedelta(days=days, minutes=minutes))
        spoken_on += [20 - days] * (len(private(somebody)) - before)
    assert spoken_on == [7, 1]
    assert await kept(services, somebody) == []
    assert private(somebody)[0].splitlines()[1:3] == [
        typeset(name).translate(SPACES),
        f"clôture dans 7 jours, le {day}",
    ]


async def test_a_scheme_closed_early_is_forgotten_without_a_word(
    server: Server, services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    slug = await closes(services, 20)
    answer = await somebody.slash(here, "financement", recherche=services.catalogue.funding[slug].name)
    card = await somebody.select(reply(answer), [f"funding~{slug}"], custom_id="open")
    await somebody.click(reply(card), label="Me rappeler la clôture")
    assert len(await kept(services, somebody)) == 1
    await change(services, "funding", slug, "status", "termine")
    await minute(server, services.clock().replace(hour=9) + timedelta(days=13))
    assert (await kept(services, somebody), private(somebody)) == ([], [])
    late = await somebody.click(reply(card), label="Me rappeler la clôture")
    assert (title(late), await kept(services, somebody)) == ("Pas d’alerte", [])
    await change(services, "funding", slug, "status", "existant")


async def test_one_alert_too_many_is_refused_kindly(
    server: Server, services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    for number in range(MOST_ALERTS):
        wish = Wish(server.guild.id, somebody.id, "search", "ressource", {"text": f"sujet {number}"})
        async with services.database.begin() as store:
            await store.alerts.keep(wish, services.clock())
    answer = await somebody.slash(here, "recherche", sujet="logement")
    refused = await somebody.click(reply(answer), label="M’alerter")
    assert title(refused) == "Une alerte de trop"
    assert len(await kept(services, somebody)) == MOST_ALERTS


async def test_nobody_stops_the_alert_of_somebody_else(
    server: Server, services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    karim = server.members["Karim"]
    for member in (somebody, karim):
        answer = await member.slash(here, "ressource", recherche="logement")
        await member.click(reply(answer), label="M’alerter")
    (wish,) = await kept(services, somebody)
    shown_first = await karim.slash(here, "alertes")
    await press(server, karim, shown_first, make("alertstop", str(wish.id)))
    assert (await kept(services, somebody), len(await kept(services, karim))) == ([wish], 1)


async def test_erasing_ones_data_erases_the_alerts(
    services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    answer = await somebody.slash(here, "ressource", recherche="logement")
    await somebody.click(reply(answer), label="M’alerter")
    page = spoken(await somebody.slash(here, "mes-donnees voir"))
    day = locales.reader("fr").date(services.clock().date())
    at = page.index("Vos alertes · 1")
    assert page[at + 1 : at + 3] == [
        f"- {day} · « logement » · /ressource",
        "Gardé : jusqu’à ce que vous les arrêtiez ou les effaciez, ou que vous quittiez le serveur",
    ]
    asked = await somebody.slash(here, "mes-donnees effacer")
    await somebody.click(reply(asked), label="Tout effacer")
    assert await kept(services, somebody) == []


async def test_who_leaves_the_server_is_told_nothing_more(
    server: Server, services: Services, here: simcord.ChannelHandle, somebody: simcord.MemberActor
) -> None:
    answer = await somebody.slash(here, "ressource", recherche="logement")
    await somebody.click(reply(answer), label="M’alerter")
    assert len(await kept(services, somebody)) == 1
    server.guild.remove_member(somebody)
    await server.env.settle()
    assert await kept(services, somebody) == []
