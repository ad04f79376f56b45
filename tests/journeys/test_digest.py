"""The weekly digest reaches everyone once; a subscriber leaves from the mail itself."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import aiohttp
import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import couriers_of, naming_of
from bot.client import Tisserande
from bot.postman import Postman
from bot.settings import Settings
from commands.services import Services
from digests.couriers.courier import Courier
from digests.couriers.mail import MailCourier, MailSettings
from digests.pipeline import make_due_issues
from digests.rendering import Page
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.editions import LEASE, Parcel
from storage.subscriptions import Preferences, Subscriber
from tests.digests.items import found
from tests.digests.mailbox import mailbox
from tests.digests.subscribers import subscriber
from tests.journeys.reading import SPACES
from web.server import build_web, serving

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

MONDAY = datetime(2027, 1, 4, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
MINUTE = timedelta(minutes=1)
STEPS = ("before-make", "after-make", "after-claim", "before-send", "after-send")
_numbers = count(1)
_weeks = count(0)


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Fragile:
    """The real courier, in a process that dies before or after one of its sendings."""

    courier: Courier
    dies: list[str] = field(default_factory=list)

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        step = self.dies.pop() if self.dies else ""
        if step == "before-send":
            raise Killed
        id = await self.courier.deliver(parcel, page, subscriber)
        if step == "after-send":
            raise Killed
        return id


class Place:
    """One Monday of one test: its people, its channel, its items."""

    def __init__(self, server: Server, services: Services) -> None:
        self.server, self.services = server, services
        self.monday = MONDAY + timedelta(weeks=next(_weeks))
        self.people: list[simcord.MemberActor] = []
        client = server.client
        assert isinstance(client, Tisserande)
        self.couriers = couriers_of(client, services, Settings())
        self.name = naming_of(services, Settings())

    def postman(self, couriers: Mapping[str, Courier] | None = None) -> Postman:
        """A process that has just started."""
        return Postman(self.services, couriers or self.couriers, self.name)

    async def find(self, *slugs: str, days_before: int = 2) -> None:
        async with self.services.database.begin() as store:
            items = [found(f"{slug}-{next(_numbers)}", title=slug, themes=("handicap",)) for slug in slugs]
            await store.items.keep(items, self.monday - timedelta(days=days_before), baseline=False)

    async def join(self, **changes: object) -> tuple[simcord.MemberActor, Subscriber]:
        user = self.server.env.create_user(f"lectrice{next(_numbers)}", global_name="Lectrice")
        member = self.server.guild.add_member(user)
        self.people.append(member)
        values = {"guild_id": self.server.guild.id} | changes
        async with self.services.database.begin() as store:
            kept = await store.subscriptions.subscribe(
                subscriber(member.id, **values), self.monday - timedelta(days=6)
            )
        return member, kept

    async def everybody_leaves(self) -> None:
        async with self.services.database.begin() as store:
            for each in self.people:
                for one in await store.subscriptions.all_of(each.id):
                    await store.subscriptions.move(one.id, "ended", "asked")

    async def looked_at(self) -> Counter[str]:
        """What a person is asked to look at, in every issue."""
        async with self.services.database.begin() as store:
            troubled = await store.deliveries.troubled()
        return Counter({
            state: sum(getattr(each, state) for each in troubled) for state in ("uncertain", "failed", "refused")
        })  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watch(server: Server, services: Services) -> simcord.ChannelHandle:
    """The channels of the blueprint that the digest knows: « veille », and the moderators' journal."""
    channel, journal = server.guild.create_news_channel("veille"), server.guild.create_text_channel("journal")
    async with services.database.begin() as store:
        for key, made in (("channel:watch", channel), ("channel:journal", journal)):
            await store.spaces.applied(server.guild.id, key, made.id, {}, MONDAY - timedelta(weeks=8))
    return channel


@pytest_asyncio.fixture(loop_scope="module")
async def place(server: Server, services: Services, watch: simcord.ChannelHandle) -> Place:
    server.env.backend.faults.clear()
    assert watch.history() is not None
    return Place(server, services)


def told(member: simcord.MemberActor) -> list[str]:
    """What this person was told in private, each message as plain text."""
    return [read(message) for message in member.user.dm_channel.history()]


def read(message: discord.Message) -> str:
    return message_text("", [each.to_dict() for each in message.components], {}).translate(SPACES)


async def test_the_weekly_digest_reaches_everyone_once(place: Place, watch: simcord.ChannelHandle) -> None:
    nadia, _ = await place.join(preferences=Preferences(themes=["handicap"]))
    karim, _ = await place.join(preferences=Preferences(themes=["logement"]))
    await place.find("Vivre chez soi")
    before = len(watch.history())
    postman = place.postman()
    for early in (timedelta(hours=-1), -MINUTE):
        await postman.minute(place.monday + early)
    assert (len(watch.history()) - before, told(nadia), told(karim)) == (0, [], [])
    for minutes in range(5):
        await place.postman().minute(place.monday + minutes * MINUTE)
    (issue,) = told(nadia)
    day = f"{place.monday.day} janvier 2027"
    assert issue.splitlines()[0] == f"Votre veille du {day}"
    assert "Vivre chez soi" in issue
    assert "reçu parce que : Handicap" in issue
    assert told(karim) == []
    (announced,) = watch.history()[before:]
    assert read(announced).splitlines()[0] == f"Veille du {day}"
    await place.everybody_leaves()


@pytest.mark.parametrize("step", STEPS)
async def test_a_process_that_dies_at_any_step_sends_nothing_twice_and_loses_nothing(
    place: Place, step: str, watch: simcord.ChannelHandle
) -> None:
    """Complaints 1 and 9: whatever dies, each person has one message at most; who has none is told to a person."""
    people = [(await place.join())[0] for _ in range(3)]
    await place.find("Un rapport")
    before, listed = len(watch.history()), (await place.looked_at())["uncertain"]
    await die(place, step)
    now = place.monday
    while now < place.monday + LEASE + 20 * MINUTE:
        await place.postman().minute(now)
        now += MINUTE
    received = [len(told(each)) for each in people]
    uncertain = (await place.looked_at())["uncertain"] - listed
    killed = 0 if step in ("before-make", "after-make") else 1
    assert (max(received), len(watch.history()) - before) == (1, 1)
    assert uncertain == killed
    # After a sending, the message had arrived: it is listed all the same, for nobody knew.
    assert sum(received) == 3 - (killed and step != "after-send")
    await place.everybody_leaves()


async def die(place: Place, step: str) -> None:
    """A process that does its minute until it dies."""
    database, now = place.services.database, place.monday
    if step == "before-make":
        async with database.begin() as store:
            assert await store.subscriptions.audiences() != []
        return
    await make_due_issues(database, place.services.catalogue.territories, now)
    if step == "after-make":
        return
    # The channel has its issue; then one direct message goes wrong.
    channel_only = {"channel": place.couriers["channel"]}
    await place.postman(channel_only).minute(now)
    if step == "after-claim":
        async with database.begin() as store:
            assert len(await store.editions.claim(now, 1, ["direct"])) == 1
        return
    fragile = Fragile(place.couriers["direct"], [step])
    with pytest.raises(Killed):
        await place.postman({"direct": fragile}).minute(now)


async def test_moderators_are_told_once_of_what_needs_a_person(place: Place) -> None:
    """Complaint 1: uncertain sends are listed for a person."""
    await place.join()
    await place.find("Un rapport")
    place.server.env.inject_error("POST", "/channels/*/messages", status=500)
    direct = {"direct": place.couriers["direct"]}
    for minutes in range(30):
        await place.postman(direct).minute(place.monday + minutes * MINUTE)
        await place.server.client.each_minute(place.monday + minutes * MINUTE)
    said = [json.dumps(each.json, ensure_ascii=False) for each in place.server.env.http_requests]
    period = f"{place.monday:%G-W%V}"
    about = [one for one in said if f"La veille {period} n’est pas arrivée chez tout le monde" in one]
    assert len(about) == 1
    assert "1 envoi est incertain" in about[0].translate(SPACES)
    await place.everybody_leaves()


async def test_closed_messages_stop_nobody_and_are_not_tried_again(place: Place) -> None:
    """Complaint 8."""
    closed, kept = await place.join()
    others = [(await place.join())[0] for _ in range(2)]
    await place.find("Un rapport")
    address = f"/channels/{closed.user.dm_channel.id}/messages"
    place.server.env.inject_error("POST", address, status=403, code=50007, times=None)
    since = len(place.server.env.http_requests)
    for minutes in range(4):
        await place.postman().minute(place.monday + minutes * MINUTE)
    assert [len(told(each)) for each in (closed, *others)] == [0, 1, 1]
    tried = [each for each in place.server.env.http_requests[since:] if each.path == address]
    assert len([each for each in tried if each.method == "POST"]) == 1
    async with place.services.database.begin() as store:
        now = await store.subscriptions.get(kept.id)
        received = await store.editions.received(kept.id)
    assert now is not None
    assert (now.state, now.reason, len(received)) == ("reading", "closed", 1)
    await place.everybody_leaves()


async def test_a_stop_from_sunday_to_wednesday_makes_the_issue_late_and_whole(place: Place) -> None:
    """Complaint 2."""
    nadia, _ = await place.join()
    await place.find("Un rapport")
    await place.postman().minute(place.monday + timedelta(days=2))
    (issue,) = told(nadia)
    assert issue.splitlines()[1:3] != []
    assert "Envoyé en retard" in issue
    await place.postman().minute(place.monday + timedelta(days=3))
    assert len(told(nadia)) == 1
    await place.everybody_leaves()


async def test_a_subscriber_leaves_from_the_mail_itself(place: Place) -> None:
    """Complaint 5: from the mail, in one action, without any login; a look changes nothing."""
    services = place.services
    async with mailbox() as box, aiohttp.ClientSession() as browser:
        app = build_web(services.database, place.name, services.clock)
        async with serving(app, 0) as port:
            public = f"http://127.0.0.1:{port}"
            settings = MailSettings(f"smtp://127.0.0.1:{box.port}", "veille@tisserande.test", public)
            couriers = {"mail": MailCourier(settings, services.clock)}
            _, kept = await place.join(medium="mail", address="nadia@exemple.fr", state="unconfirmed")
            await place.find("Un rapport")
            # An address that did not answer receives the question, once, and nothing else.
            for hours in (-2, -1):
                await place.postman(couriers).minute(place.monday + timedelta(hours=hours))
            (question,) = box.received
            (link,) = re.findall(r"http://\S+/confirmer/\S+", question.get_content())
            for method in ("GET", "POST"):
                async with browser.request(method, link) as answer:
                    assert answer.status == 200
            await place.postman(couriers).minute(place.monday)
            _, issue = box.received
            assert "Un rapport" in issue.get_body(("html",)).get_content()  # type: ignore[union-attr]
            (leave,) = re.findall(r"<(http[^>]+)>", str(issue["List-Unsubscribe"]))
            async with browser.get(leave) as page:
                assert "Me désabonner" in await page.text()
            await place.find("Un autre rapport", days_before=-2)
            await make_due_issues(
                services.database, services.catalogue.territories, place.monday + timedelta(days=7)
            )
            async with browser.post(leave, data="List-Unsubscribe=One-Click") as page:
                assert "Votre abonnement est terminé" in await page.text()
            for minutes in range(3):
                await place.postman(couriers).minute(place.monday + timedelta(days=7, minutes=minutes))
    assert len(box.received) == 2
    async with services.database.begin() as store:
        ended = await store.subscriptions.get(kept.id)
    assert ended is not None
    assert (ended.state, ended.address, ended.reason, ended.token) == ("ended", None, "asked", kept.token)


async def test_an_address_is_asked_once_whatever_is_changed_meanwhile(place: Place) -> None:
    """Nobody makes us write ten times to somebody else; an outage of the mail server is waited for."""
    async with mailbox() as box:
        settings = MailSettings(
            f"smtp://127.0.0.1:{box.port}", "veille@tisserande.test", "https://tisserande.test"
        )
        postman = place.postman({"mail": MailCourier(settings, place.services.clock)})
        _, kept = await place.join(medium="mail", address="autrui@exemple.fr", state="unconfirmed")
        box.answers["RCPT"] = ["451 Greylisted"]
        for minutes in range(4):
            await postman.minute(place.monday - timedelta(days=3) + minutes * MINUTE)
            async with place.services.database.begin() as store:
                changed = replace(kept, preferences=Preferences(themes=[f"theme-{minutes}"]))
                await store.subscriptions.subscribe(changed, place.monday)
        assert len(box.received) == 1
        await postman.minute(place.monday - timedelta(days=1))
        assert len(box.received) == 2


async def test_a_reader_acts_from_the_direct_message_itself(place: Place) -> None:
    """Complaint 5: from the message itself, one action ends that subscription and no other."""
    nadia, kept = await place.join()
    karim, other = await place.join()
    await place.find("Un rapport")
    await place.postman().minute(place.monday)
    message = nadia.user.dm_channel.history()[-1]
    await nadia.user.select(message, ["theme:handicap"], custom_id=f"chooseless~{kept.id}")
    async with place.services.database.begin() as store:
        less = await store.subscriptions.get(kept.id)
    assert less is not None
    assert list(less.preferences.less) == ["theme:handicap"]
    await nadia.user.click(message, label="Me désabonner")
    async with place.services.database.begin() as store:
        states = [found.state for id in (kept.id, other.id) if (found := await store.subscriptions.get(id))]
    assert (states, len(told(karim))) == (["ended", "active"], 1)
    await place.everybody_leaves()
