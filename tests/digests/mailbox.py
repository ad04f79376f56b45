"""A real mail server on loopback: what it answers at each step, and what it received."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class Mailbox:
    """The server and its memory; ``answers`` are its next words at a step, ``hang_up`` the step at which it goes."""

    port: int = 0
    answers: dict[str, list[str]] = field(default_factory=dict)
    hang_up: str = ""
    received: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)

    def answer(self, step: str) -> str:
        """What it was told to answer at this step, once."""
        waiting = self.answers.get(step, [])
        return waiting.pop(0) if waiting else ""

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        if self.hang_up == "MAIL":
            hang_up(server)
        envelope.mail_from = address
        return self.answer("MAIL") or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        envelope.rcpt_tos.append(address)
        return self.answer("RCPT") or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        refused = self.answer("DATA")
        if not refused:
            self.senders.append(envelope.mail_from)
            self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        if self.hang_up == "DATA":
            # It was taken, and its sender never hears of it.
            hang_up(server)
        return refused or "250 OK"


def hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.close()


@asynccontextmanager
async def mailbox() -> AsyncIterator[Mailbox]:
    """The server, while the block runs."""
    handler = Mailbox()
    served = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="loopback", loop=asyncio.get_running_loop()), "127.0.0.1", 0
    )
    handler.port = served.sockets[0].getsockname()[1]
    yield handler
    served.close()
    await served.wait_closed()
