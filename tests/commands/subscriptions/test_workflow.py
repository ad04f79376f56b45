from dataclasses import replace
from datetime import date, timedelta

import pytest

from commands.subscriptions import workflow
from commands.subscriptions.workflow import Choices
from storage.catalogue import Catalogue
from storage.database import Database
from storage.members import Profile
from storage.subscriptions import Medium, Preferences, SubscriptionState
from tests.digests.test_pipeline import BEFORE, GUILD, subscriber

NINA = (GUILD, 1, "en-GB")
TODAY = date(2026, 11, 25)


def test_a_profile_fills_the_menus_and_a_subscription_comes_back_as_it_was() -> None:
    profile = Profile("etudiants", ("es",), ("D33",), ("handicap",))
    choices = workflow.of_profile(profile)
    assert choices == Choices(("handicap",), ("es",), ("etudiants",), ("D33",))
    assert workflow.of_profile(Profile()) == Choices()
    again = subscriber(
        1, schedule="Indian/Mayotte 5 7", rhythm="monthly", medium="none", preferences=choices.preferences
    )
    assert workflow.of_subscriber(again) == replace(
        choices, weekday=5, hour=7, rhythm="monthly", medium="none"
    )


def test_menus_are_read_and_what_is_unknown_is_passed_over(catalogue: Catalogue) -> None:
    said = {
        "themes": ["handicap", "gone"], "territories": ["D33", "X1"], "day": ["9"], "hour": ["23"],
        "rhythm": ["daily"], "medium": ["pigeon"], "less": ["source:insee"],
    }  # fmt: skip
    assert workflow.read(catalogue, said) == Choices(
        ("handicap",), territories=("D33",), less=("source:insee",)
    )
    assert workflow.read(catalogue, {}) == Choices()


@pytest.mark.parametrize(
    ("territories", "schedule"),
    [
        ((), "Europe/Paris 1 8"),
        (("D33", "D976"), "Europe/Paris 1 8"),
        (("D976",), "Indian/Mayotte 1 8"),
        (("C987",), "Pacific/Tahiti 1 8"),
    ],
    ids=["nowhere", "first counts", "Mayotte", "Tahiti"],
)
def test_the_clock_is_that_of_the_first_territory(territories: tuple[str, ...], schedule: str) -> None:
    assert Choices(territories=territories).schedule == schedule


@pytest.mark.parametrize(
    ("medium", "was", "state", "opens"),
    [
        ("direct", None, "active", True),
        ("direct", "direct", "active", False),
        ("direct", "direct", "paused", False),
        ("direct", "direct", "reading", True),
        ("direct", "direct", "ended", True),
        ("direct", "mail", "active", True),
        ("none", None, "active", False),
    ],
)
def test_a_conversation_is_opened_unless_it_is_known_to_be_open(
    medium: Medium, was: Medium | None, state: SubscriptionState, *, opens: bool
) -> None:
    current = subscriber(1, medium=was, state=state) if was else None
    assert workflow.needs_opening(Choices(medium=medium), current) is opens


async def test_mail_waits_for_its_confirmation_and_is_not_asked_twice(database: Database) -> None:
    mail = Choices(medium="mail")
    assert workflow.needs_address(mail, None)
    async with database.begin() as store:
        first = await workflow.subscribe(store, mail, None, NINA, BEFORE, "nina@exemple.fr")
        await store.subscriptions.move(first.id, "active", "")
        confirmed = await store.subscriptions.of(GUILD, 1)
        same = await workflow.subscribe(store, mail, confirmed, NINA, BEFORE)
        other = await workflow.subscribe(store, mail, same, NINA, BEFORE, "autre@exemple.fr")
        private = await workflow.subscribe(store, Choices(), other, NINA, BEFORE)
    assert [each.state for each in (first, same, other, private)] == [
        "unconfirmed",
        "active",
        "unconfirmed",
        "active",
    ]
    assert [each.address for each in (first, same, other, private)] == [
        "nina@exemple.fr", "nina@exemple.fr", "autre@exemple.fr", None,
    ]  # fmt: skip
    assert (workflow.needs_address(mail, same), workflow.needs_address(mail, private)) == (False, True)


async def test_a_change_during_a_pause_stays_a_pause(database: Database) -> None:
    async with database.begin() as store:
        first = await workflow.subscribe(store, Choices(), None, NINA, BEFORE)
        await store.subscriptions.move(first.id, "paused", "", TODAY)
        current = await store.subscriptions.of(GUILD, 1)
        changed = await workflow.subscribe(store, Choices(hour=9), current, NINA, BEFORE)
    assert (changed.state, changed.paused_until, changed.locale) == ("paused", TODAY, "en-GB")


async def test_leaving_forgets_the_address_and_less_keeps_the_rest(database: Database) -> None:
    async with database.begin() as store:
        written = await workflow.subscribe(
            store, Choices(("handicap",), medium="mail"), None, NINA, BEFORE, "nina@exemple.fr"
        )
        less = await workflow.less_of(store, written, "source:insee", BEFORE)
        twice = await workflow.less_of(store, less, "source:insee", BEFORE)
        await workflow.leave(store, twice, "asked", BEFORE)
        left = await store.subscriptions.of(GUILD, 1)
    assert twice.preferences == Preferences(("handicap",), less=("source:insee",))
    assert left is not None
    assert (left.state, left.address, left.reason, left.preferences.less) == (
        "ended",
        None,
        "asked",
        ["source:insee"],
    )


async def test_whoever_has_no_subscription_reads_with_their_profile(database: Database) -> None:
    async with database.begin() as store:
        await store.members.choose(GUILD, 1, Profile("", (), ("D974",), ("handicap",)), BEFORE)
        reading = await workflow.reading(store, GUILD, 1, "fr", BEFORE)
        nothing = await store.subscriptions.of(GUILD, 1)
    assert (reading.id, reading.schedule, nothing) == (0, "Indian/Reunion 1 8", None)
    assert reading.preferences == Preferences(("handicap",), territories=("D974",))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("nina@exemple.fr", "nina@exemple.fr"),
        ("  Nina@EXEMPLE.fr ", "Nina@exemple.fr"),
        ("nina@école.fr", "nina@école.fr"),
        ("nina chez exemple", None),
        ("nina@localhost", None),
        ("nina@exemple.fr\nBcc: tous@exemple.fr", None),
        ("", None),
    ],
)
def test_an_address_is_one_or_comes_back(typed: str, address: str | None) -> None:
    assert workflow.address_of(typed) == address


@pytest.mark.parametrize(
    ("weeks", "typed", "until"),
    [
        (2, "", TODAY + timedelta(weeks=2)),
        (None, "24/12/2026", date(2026, 12, 24)),
        (None, " 2026-12-24 ", date(2026, 12, 24)),
        (None, "25/11/2026", None),
        (None, "25/11/2028", None),
        (None, "31/02/2027", None),
        (None, "bientôt", None),
        (0, "", None),
    ],
)
def test_a_pause_ends_on_a_day_to_come(weeks: int | None, typed: str, until: date | None) -> None:
    assert workflow.pause_until(weeks, typed, TODAY) == until


@pytest.mark.parametrize(
    ("facet", "is_one"),
    [
        ("theme:handicap", True),
        ("theme:gone", False),
        ("source:insee", True),
        ("source:", False),
        ("trade:es", False),
    ],
)
def test_one_hears_less_of_themes_and_sources(catalogue: Catalogue, facet: str, *, is_one: bool) -> None:
    assert workflow.is_less(catalogue, facet) is is_one
