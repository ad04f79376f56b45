import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.app import open_services
from bot.postman import Postman
from bot.settings import Settings
from commands.services import Services
from digests.rendering import Page
from storage.editions import Parcel
from storage.subscriptions import Subscriber
from tests.digests.clockwork import Clockwork
from tests.digests.items import found
from tests.digests.subscribers import BEFORE, MONDAY, Letterbox, keep, name, subscriber

MINUTE = timedelta(minutes=1)


class Doorstep(Letterbox):
    """A courier that waits at the door until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.knocked, self.door = asyncio.Event(), asyncio.Event()

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        self.knocked.set()
        await self.door.wait()
        return await super().deliver(parcel, page, subscriber)


@pytest_asyncio.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    async with open_services(Settings(database_url=f"sqlite:///{tmp_path / 'post.db'}")) as opened:
        yield opened


async def subscribed(services: Services, *people: Subscriber) -> None:
    await keep(services.database, [found("handicap", themes=("handicap",))], people)


async def test_without_a_pacer_a_minute_delivers_its_share(services: Services) -> None:
    await subscribed(services, *(subscriber(member) for member in range(1, 26)))
    box = Letterbox()
    postman = Postman(services, {"direct": box}, name)
    served = []
    for minutes in range(3):
        await postman.minute(MONDAY + minutes * MINUTE)
        served.append(len(box.delivered))
    assert served == [20, 25, 25]


async def test_with_a_pacer_direct_messages_leave_until_none_waits(services: Services) -> None:
    await subscribed(services, *(subscriber(member) for member in range(1, 51)))
    box, clock = Letterbox(), Clockwork()
    began = clock.now
    await Postman(services, {"direct": box}, name, clock.pacer(0.33)).minute(MONDAY)
    assert sorted(member for member, _ in box.delivered) == list(range(1, 51))
    assert clock.now - began >= 49 / 0.33


async def test_direct_messages_that_are_still_leaving_hold_no_mail_up(services: Services) -> None:
    await subscribed(services, subscriber(1))
    direct, mail = Doorstep(), Letterbox()
    postman = Postman(services, {"direct": direct, "mail": mail}, name, Clockwork().pacer(20))
    first = asyncio.create_task(postman.minute(MONDAY))
    await direct.knocked.wait()
    async with services.database.begin() as store:
        late = subscriber(2, medium="mail", address="a@exemple.fr", schedule="Europe/London 1 8")
        await store.subscriptions.subscribe(late, BEFORE)
    await postman.minute(MONDAY + timedelta(hours=1))
    assert ([member for member, _ in mail.delivered], direct.delivered) == ([2], [])
    direct.door.set()
    await first
    assert [member for member, _ in direct.delivered] == [1]


async def test_a_stop_lets_what_is_in_hand_be_recorded(services: Services) -> None:
    await subscribed(services, *(subscriber(member) for member in range(1, 31)))
    box = Doorstep()
    postman = Postman(services, {"direct": box}, name, Clockwork().pacer(20))
    minute = asyncio.create_task(postman.minute(MONDAY))
    await box.knocked.wait()
    stopping = asyncio.create_task(postman.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    box.door.set()
    await stopping
    await minute
    async with services.database.begin() as store:
        waiting = sum((await store.deliveries.waiting(MONDAY)).values())
        troubled = list(await store.deliveries.troubled())
    assert (len(box.delivered) + waiting, troubled) == (30, [])
