from datetime import date, timedelta

import pytest

from commands.ids import make
from commands.reading import Reader
from commands.reply import Reply
from commands.subscriptions import replies
from commands.subscriptions.lookup import territories, trades
from commands.subscriptions.workflow import Choices
from storage.catalogue import Catalogue
from storage.editions import MadeEdition
from tests.commands.seen import misfits, text_of
from tests.digests.test_pipeline import BEFORE, GUILD, MONDAY, subscriber

MAIL = "lea.martin@exemple.fr"


@pytest.fixture(params=["french", "english"])
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.getfixturevalue(request.param)
    return found


def full(catalogue: Catalogue) -> Choices:
    """Everything chosen that can be."""
    return Choices(
        tuple(catalogue.themes), tuple(trades(catalogue, ()))[:25], tuple(catalogue.audiences),
        ("D33", "D976", *territories(catalogue, ()))[:25], tuple(f"source:{'x' * 50}{n}" for n in range(25)), 7, 20,
        "monthly", "mail",
    )  # fmt: skip


def ledger() -> list[MadeEdition]:
    return [
        MadeEdition(n, f"{GUILD} {rest}", "2026-W48", BEFORE, MONDAY, MONDAY, n % 2 == 0, n, 1, n)
        for n, rest in enumerate(["Pacific/Noumea 1 8 weekly", "channel:12", "Europe/Paris 7 20 monthly"] * 4)
    ]


def everything(catalogue: Catalogue, reader: Reader) -> list[Reply]:
    mail = subscriber(1, id=2**40, medium="mail", address=MAIL)
    choices, forms = full(catalogue), []
    for current in (None, mail, subscriber(1, state="reading"), subscriber(1, state="ended")):
        forms += [
            replies.form(
                catalogue,
                each,
                current,
                reader,
                2**62,
                offers_mail=offered,
                note=replies.closed(reader.words),
            )
            for each in (choices, Choices(), Choices(medium="none"))
            for offered in (True, False)
        ]
    return [
        *forms, replies.welcome(MONDAY, reader), replies.bad_address("`@everyone`" * 60, reader),
        *(replies.subscribed(subscriber(1, state=state, medium=medium, address=MAIL), MONDAY, reader)
          for state, medium in (("unconfirmed", "mail"), ("active", "none"), ("active", "direct"))),
        replies.not_subscribed(reader),
        replies.too_many_addresses(reader), replies.not_yours(reader), replies.left(reader, GUILD),
        replies.pausing(subscriber(1, state="paused"), reader), replies.paused(None, reader, GUILD),
        replies.paused(date(2026, 12, 24), reader, GUILD), replies.cannot_pause(reader),
        replies.bad_day("@here" * 9, reader), replies.heard(catalogue, "theme:handicap", reader), replies.gone(reader),
        replies.history(ledger(), (), mail, reader), replies.history((), (), None, reader),
    ]  # fmt: skip


def test_every_reply_fits_and_disturbs_nobody(catalogue: Catalogue, reader: Reader) -> None:
    assert [problem for each in everything(catalogue, reader) for problem in misfits(each)] == []


def test_an_address_is_never_shown_whole(catalogue: Catalogue, reader: Reader) -> None:
    assert [each.title for each in everything(catalogue, reader) if "lea.martin" in text_of(each)] == []


def test_the_form_shows_what_is_chosen_first_and_offers_mail_only_where_there_is_mail(
    catalogue: Catalogue, english: Reader
) -> None:
    choices = Choices(("handicap",), territories=("D33",), weekday=4)
    shown = replies.form(catalogue, choices, None, english, GUILD, offers_mail=False)
    by_id = {menu.id: menu for menu in shown.menus}
    chosen = {id: [option.value for option in menu.options if option.chosen] for id, menu in by_id.items()}
    expected = {
        "themes": ["handicap"], "trades": [], "audiences": [], "territories": ["D33"], "day": ["4"], "hour": ["8"],
        "rhythm": ["weekly"], "medium": ["direct"],
    }  # fmt: skip
    assert chosen == {make("choosedigest", what, str(GUILD)): values for what, values in expected.items()}
    assert by_id[make("choosedigest", "territories", str(GUILD))].options[0].label == "Gironde"
    assert [option.value for option in by_id[make("choosedigest", "medium", str(GUILD))].options] == [
        "direct",
        "none",
    ]


def test_the_ledger_says_what_left_and_when_nothing_did(english: Reader) -> None:
    made = MadeEdition(1, f"{GUILD} Europe/Paris 1 8 weekly", "2026-W48", BEFORE, MONDAY, MONDAY, late=False)
    sent = MadeEdition(2, f"{GUILD} channel:12", "2026-W48", BEFORE, MONDAY, MONDAY, True, 3, 1, 2)
    shown = text_of(replies.history([made, sent], (), None, english)).splitlines()
    span = "- from November 20, 2026 to November 23, 2026"
    assert shown[2:4] == [
        f"{span} · On Mondays, at 8:00, Paris · nothing to report",
        f"{span} · <#12> · 3 sent, 1 on its way, 2 not delivered · late",
    ]


def test_the_next_issue_is_told_by_the_clock_of_the_place(english: Reader) -> None:
    there = subscriber(1, schedule="Indian/Mayotte 1 8")
    shown = text_of(replies.subscribed(there, MONDAY + timedelta(days=7), english))
    assert "Next issue: November 30, 2026 at 8:00, Mayotte time." in shown
