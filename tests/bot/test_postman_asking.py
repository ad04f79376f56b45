from datetime import UTC, datetime, timedelta

import pytest

from bot.postman import Postman
from commands.services import Services
from digests.couriers.courier import NotNow, Refused
from digests.couriers.mail import MailCourier, MailSettings
from storage.catalogue import Catalogue
from storage.database import Database
from storage.subscriptions import Subscriber
from tests.digests.subscribers import keep, name, subscriber

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Asking(MailCourier):
    """Asks nobody; ``does`` are its next answers, ``asked`` the addresses."""

    def __init__(self, *does: Exception | None) -> None:
        super().__init__(MailSettings("smtp://localhost", "a@b.test", "https://b.test"), lambda: NOW)
        self.does, self.asked = list(does), list[str | None]()

    async def ask(self, subscriber: Subscriber) -> None:
        """Note whom, or fail as told."""
        self.asked.append(subscriber.address)
        answer = self.does.pop(0) if self.does else None
        if answer:
            raise answer


@pytest.fixture
def services(catalogue: Catalogue, sqlite_database: Database) -> Services:
    return Services(catalogue, sqlite_database, lambda: NOW)


async def waiting(services: Services, *members: int) -> list[Subscriber]:
    people = [
        subscriber(each, medium="mail", state="unconfirmed", address=f"n{each}@exemple.fr")
        for each in members
    ]
    return await keep(services.database, [], people)


async def states(services: Services, people: list[Subscriber]) -> list[tuple[str, str]]:
    async with services.database.begin() as store:
        found = [await store.subscriptions.get(each.id) for each in people]
    return [(each.state, each.reason) for each in found if each]


async def test_a_connection_lost_while_asking_one_address_keeps_no_other_from_being_asked(
    services: Services,
) -> None:
    people = await waiting(services, 1, 2, 3, 4)
    mail = Asking(ConnectionResetError(), NotNow(), Refused("address"))
    postman = Postman(services, {"mail": mail}, name)
    await postman.minute(NOW)
    assert mail.asked == ["n1@exemple.fr", "n2@exemple.fr", "n3@exemple.fr", "n4@exemple.fr"]
    await postman.minute(NOW + timedelta(minutes=1))
    assert mail.asked[4:] == ["n2@exemple.fr"]
    assert await states(services, people) == [
        ("unconfirmed", "asked"), ("unconfirmed", "asked"), ("ended", "address"), ("unconfirmed", "asked"),
    ]  # fmt: skip


@pytest.mark.parametrize("answer", [NotNow(), Refused("address")])
async def test_who_leaves_while_their_address_is_being_asked_has_left(
    services: Services, answer: Exception
) -> None:
    (one,) = await waiting(services, 1)

    class Slow(Asking):
        async def ask(self, subscriber: Subscriber) -> None:
            async with services.database.begin() as store:
                await store.subscriptions.move(one.id, "ended", "asked")
            raise answer

    await Postman(services, {"mail": Slow()}, name).minute(NOW)
    assert await states(services, [one]) == [("ended", "asked")]
