from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest

from digests.couriers.courier import Away, NotNow, Refused
from digests.couriers.mail import MailCourier, MailSettings
from digests.delivery import Post
from digests.pipeline import make_due_issues
from digests.rendering import Framing, Page, compose
from locales import reader
from storage.database import Database
from storage.editions import Parcel
from storage.territories import Territories
from tests.digests.items import found, item
from tests.digests.mailbox import Mailbox, mailbox
from tests.digests.subscribers import MONDAY, keep, name, subscriber

END = datetime(2026, 11, 30, 7, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
PARCEL = Parcel(42, 1, "2026-W49", END, END, False, 7, None, 1, (1,), 0, 1, "mail")
READER = subscriber(3, id=7, medium="mail", address="nadia@exemple.fr", token="jeton-secret")
SETTINGS = MailSettings("", "veille@tisserande.test", "https://tisserande.test")
PAGE: Page = compose(
    [item(1, title="« L’été » — accès aux droits", summary="Où en est-on ?")],
    Framing(END, False, 0, False), lambda _: [], name, reader("fr"),
)  # fmt: skip


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    async with mailbox() as opened:
        yield opened


def courier(box: Mailbox, **changes: Any) -> MailCourier:
    settings = replace(SETTINGS, url=f"smtp://127.0.0.1:{box.port}", **changes)
    return MailCourier(settings, lambda: LATER)


async def delivered(box: Mailbox, **changes: Any) -> EmailMessage:
    assert await courier(box, **changes).deliver(PARCEL, PAGE, READER) is None
    (mail,) = box.received
    return mail


async def test_the_mail_says_who_sends_it_and_how_to_leave(box: Mailbox) -> None:
    mail = await delivered(box)
    wanted = (
        "Subject", "From", "Reply-To", "To", "Date", "Message-ID", "Auto-Submitted", "Precedence",
        "List-Unsubscribe", "List-Unsubscribe-Post",
    )  # fmt: skip
    assert [str(mail[header]) for header in wanted] == [
        "Votre veille du 30 novembre 2026",
        "Tisserande <veille@tisserande.test>",
        "veille@tisserande.test",
        "nadia@exemple.fr",
        "Mon, 30 Nov 2026 09:30:00 +0000",
        "<issue-42@tisserande.test>",
        "auto-generated",
        "bulk",
        (
            "<https://tisserande.test/abonnement/jeton-secret>,"
            " <mailto:veille@tisserande.test?subject=unsubscribe%20jeton-secret>"
        ),
        "List-Unsubscribe=One-Click",
    ]
    assert box.senders == ["veille@tisserande.test"]


async def test_the_mail_is_text_and_html_and_both_have_the_link_to_leave(box: Mailbox) -> None:
    mail = await delivered(box)
    text, html = mail.iter_parts()
    assert (mail.get_content_type(), text.get_content_type(), html.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
        "text/html",
    )
    for part in (text, html):
        said = part.get_content()
        assert "« L’été » — accès aux droits".translate({32: None}) in said.translate(
            {32: None, 0x202F: None}
        )
        assert "https://tisserande.test/abonnement/jeton-secret" in said


async def test_the_headers_of_a_long_link_are_never_cut(box: Mailbox) -> None:
    token = "x" * 400
    await courier(box).deliver(PARCEL, PAGE, replace(READER, token=token))
    assert f"<https://tisserande.test/abonnement/{token}>" in str(box.received[0]["List-Unsubscribe"])


async def test_without_pages_one_leaves_by_writing(box: Mailbox) -> None:
    mail = await delivered(box, public_url="")
    way = "mailto:veille@tisserande.test?subject=unsubscribe%20jeton-secret"
    assert (str(mail["List-Unsubscribe"]), mail["List-Unsubscribe-Post"]) == (f"<{way}>", None)
    assert way in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


async def test_one_click_is_promised_over_https_alone(box: Mailbox) -> None:
    mail = await delivered(box, public_url="http://localhost:8080")
    assert mail["List-Unsubscribe-Post"] is None


async def test_a_busy_server_is_tried_again_and_the_mail_arrives_once(
    box: Mailbox, database: Database
) -> None:
    """451, then success: complaint 9."""
    await keep(database, [found("handicap")], [replace(READER, id=0)])
    await make_due_issues(database, Territories.load(), MONDAY)
    box.answers["RCPT"] = ["451 Greylisted"]
    post = Post(database, {"mail": courier(box)}, Territories.load(), name)
    rounds = [await post.round(MONDAY.replace(minute=minute), 10) for minute in (0, 1, 2, 3)]
    assert [(done.sent, done.later) for done in rounds] == [(0, 1), (0, 0), (1, 0), (0, 0)]
    assert len(box.received) == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
async def test_a_temporary_refusal_at_any_step_means_later(box: Mailbox, step: str) -> None:
    box.answers[step] = ["451 Try again"]
    with pytest.raises(NotNow):
        await courier(box).deliver(PARCEL, PAGE, READER)
    assert box.received == []


@pytest.mark.parametrize(("step", "reason"), [("RCPT", "address"), ("DATA", "content")])
async def test_a_final_refusal_says_of_what(box: Mailbox, step: str, reason: str) -> None:
    box.answers[step] = ["550 No such user"]
    with pytest.raises(Refused) as refusal:
        await courier(box).deliver(PARCEL, PAGE, READER)
    assert (str(refusal.value), box.received) == (reason, [])


async def test_a_sender_that_is_refused_is_nobody_s_fault_but_ours(box: Mailbox) -> None:
    box.answers["MAIL"] = ["550 Who are you?"]
    with pytest.raises(NotNow):
        await courier(box).deliver(PARCEL, PAGE, READER)


async def test_a_connection_lost_before_the_mail_means_later(box: Mailbox) -> None:
    box.hang_up = "MAIL"
    with pytest.raises(NotNow):
        await courier(box).deliver(PARCEL, PAGE, READER)


async def test_a_connection_lost_after_the_mail_is_uncertain(box: Mailbox) -> None:
    """Complaint 1: it may have arrived, so it is not sent again by itself."""
    box.hang_up = "DATA"
    with pytest.raises(aiosmtplib.SMTPException):
        await courier(box).deliver(PARCEL, PAGE, READER)
    assert len(box.received) == 1


async def test_no_server_at_all_means_later_for_everybody() -> None:
    nowhere = MailCourier(replace(SETTINGS, url="smtp://127.0.0.1:1"), lambda: LATER)
    with pytest.raises(Away):
        await nowhere.deliver(PARCEL, PAGE, READER)


async def test_a_password_is_never_said_in_the_clear(box: Mailbox) -> None:
    open_line = MailCourier(replace(SETTINGS, url=f"smtp://me:secret@127.0.0.1:{box.port}"), lambda: LATER)
    with pytest.raises(NotNow):
        await open_line.deliver(PARCEL, PAGE, READER)
    assert box.received == []


@pytest.mark.parametrize("address", ["", None, "nadia", "a@b\r\nBcc: c@d", "a b@c"])
async def test_what_is_no_address_is_refused(box: Mailbox, address: str | None) -> None:
    with pytest.raises(Refused, match="address"):
        await courier(box).deliver(PARCEL, PAGE, replace(READER, address=address))
    assert box.received == []


async def test_a_new_address_is_asked_before_anything_else(box: Mailbox) -> None:
    await courier(box).ask(READER)
    (mail,) = box.received
    assert (str(mail["Subject"]).translate({0x202F: " "}), mail["List-Unsubscribe"]) == (
        "Voulez-vous recevoir notre veille ?",
        None,
    )
    assert "\nhttps://tisserande.test/confirmer/jeton-secret\n" in mail.get_content().replace("\r\n", "\n")


def test_the_password_is_shown_nowhere() -> None:
    assert "secret" not in repr(replace(SETTINGS, url="smtp://me:secret@host"))
