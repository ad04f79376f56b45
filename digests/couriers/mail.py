"""An issue as a mail: text and HTML, and one click to leave, from the message itself (RFC 8058)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote, unquote, urlsplit

import aiosmtplib

import locales
from digests.couriers.courier import Away, NotNow, Refused
from digests.rendering import Page, as_html, as_text
from locales import Words
from storage.editions import Parcel
from storage.subscriptions import Subscriber

TIMEOUT = 20
# Long lines stay whole: a link cut in a header is no link. Accents travel encoded, through any server.
POLICY = SMTP.clone(max_line_length=990, cte_type="7bit")
REFUSED_FOR_GOOD = 500
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail leaves from.

    Attributes:
        url: ``smtp[s]://user:password@host:port``; with ``smtp``, encryption is used whenever the server offers it.
        sender: the address in From; answers and requests to leave by mail reach it.
        public_url: where our pages are, without a final slash; empty when there are none.
    """

    url: str = field(repr=False)
    sender: str
    public_url: str = ""


class MailCourier:
    """Brings an issue to a mailbox."""

    def __init__(self, settings: MailSettings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        """See ``Courier``. A mail has no number of ours."""
        if subscriber is None or not subscriber.address:
            raise Refused("address")
        with _addressed():
            mail = issue_mail(self._settings, parcel, page, subscriber, self._clock())
        await self._send(mail, subscriber.address)
        return None

    async def ask(self, subscriber: Subscriber) -> None:
        """Ask an address whether it wants the digest; raises as `deliver` does."""
        if not subscriber.address or not self._settings.public_url:
            raise Refused("address")
        with _addressed():
            mail = question_mail(self._settings, subscriber, self._clock())
        await self._send(mail, subscriber.address)

    async def _send(self, mail: EmailMessage, address: str) -> None:
        parts = urlsplit(self._settings.url)
        client = aiosmtplib.SMTP(
            hostname=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            use_tls=parts.scheme == "smtps",
            # A password never travels in the clear.
            start_tls=True if parts.username and parts.scheme == "smtp" else None,
            timeout=TIMEOUT,
        )
        try:
            await _hand_over(client, mail, self._settings.sender, address)
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()


@contextmanager
def _addressed() -> Iterator[None]:
    """An address that cannot be written in a mail is no address."""
    try:
        yield
    except (ValueError, MessageError) as error:
        raise Refused("address") from error


async def _hand_over(client: aiosmtplib.SMTP, mail: EmailMessage, sender: str, address: str) -> None:
    """The conversation, step by step: what was certainly not sent is told apart from what may have been.

    Raises:
        NotNow: nothing was sent.
        Away: nothing was sent, and nothing would be to anybody: the server does not answer, or does not want us.
        Refused: the server wants neither this address nor this mail.
        aiosmtplib.SMTPException: the connection was lost after the mail had begun to leave: nobody knows.
    """
    try:
        await client.connect()
        await client.mail(sender)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise Away from error
    try:
        await client.rcpt(address)
    except aiosmtplib.SMTPRecipientRefused as error:
        raise (Refused("address") if error.code >= REFUSED_FOR_GOOD else NotNow()) from error
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise NotNow from error
    try:
        await client.data(mail.as_bytes(policy=POLICY))
    except aiosmtplib.SMTPResponseException as error:
        # The server answered: it did not take the mail.
        raise (Refused("content") if error.code >= REFUSED_FOR_GOOD else NotNow()) from error


def issue_mail(
    settings: MailSettings, parcel: Parcel, page: Page, subscriber: Subscriber, now: datetime
) -> EmailMessage:
    """One issue for one reader. The same parcel always makes the same Message-ID: a repeat can be recognised."""
    words = locales.reader(subscriber.locale)
    link = leaving_link(settings, subscriber)
    links = {words("Unsubscribe, in one click"): link or _leaving_mail(settings, subscriber)}
    mail = _mail(settings, subscriber, page.title, f"issue-{parcel.id}", now)
    _say_how_to_leave(mail, settings, subscriber)
    mail.set_content(as_text(page, words, links))
    mail.add_alternative(as_html(page, words, links), subtype="html")
    return mail


def question_mail(settings: MailSettings, subscriber: Subscriber, now: datetime) -> EmailMessage:
    """« Was it you? »: nothing else is ever sent to an address that did not answer."""
    words = locales.reader(subscriber.locale)
    mail = _mail(
        settings,
        subscriber,
        words("Do you want our digest?"),
        f"confirm-{subscriber.id}-{int(now.timestamp())}",
        now,
    )
    mail.set_content(_question(settings, subscriber, words))
    return mail


def _question(settings: MailSettings, subscriber: Subscriber, words: Words) -> str:
    sentences = (
        words("Somebody asked for our digest to be sent to this address."),
        words("If it was you, open this page and say yes:"),
        f"{settings.public_url}/confirmer/{subscriber.token}",
        words("If it was not you, do nothing: we will not write again."),
    )
    return "\n\n".join(sentences) + "\n"


def leaving_link(settings: MailSettings, subscriber: Subscriber) -> str:
    """The page that ends this subscription and does nothing else; empty when we have no pages."""
    return f"{settings.public_url}/abonnement/{subscriber.token}" if settings.public_url else ""


def _leaving_mail(settings: MailSettings, subscriber: Subscriber) -> str:
    return f"mailto:{settings.sender}?subject={quote(f'unsubscribe {subscriber.token}')}"


def _mail(
    settings: MailSettings, subscriber: Subscriber, subject: str, id: str, date: datetime
) -> EmailMessage:
    domain = settings.sender.rpartition("@")[2]
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = subject
    mail["From"] = Address("Tisserande", addr_spec=settings.sender)
    mail["Reply-To"] = settings.sender
    mail["To"] = Address(addr_spec=subscriber.address or "")
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = f"<{id}@{domain}>"
    headers: Mapping[str, str] = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
    for name, value in headers.items():
        mail[name] = value
    return mail


def _say_how_to_leave(mail: EmailMessage, settings: MailSettings, subscriber: Subscriber) -> None:
    """A button of the reader's own mail program: one click over HTTPS, or a mail to us."""
    link = leaving_link(settings, subscriber)
    ways = [f"<{way}>" for way in (link, _leaving_mail(settings, subscriber)) if way]
    mail["List-Unsubscribe"] = ", ".join(ways)
    if link.startswith("https://"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
