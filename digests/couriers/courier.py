"""What every courier is asked, and how it says that it could not."""

from typing import Protocol

from digests.rendering import Page
from storage.editions import Parcel
from storage.subscriptions import Subscriber


class Refused(Exception):
    """It will never be delivered this way: closed messages, unknown address, channel gone. Not tried again."""


class TooMany(Refused):
    """Refused because too many were sent at once: everybody else of this medium waits a good while."""


class NotNow(Exception):
    """Nothing was sent and it may work later: an outage, a limit."""


class Away(NotNow):
    """The same, and whoever it is for has no part in it: everybody of this medium waits, and nobody loses a try."""


class Courier(Protocol):
    """One way to deliver. Called once for each parcel; whatever else it raises leaves the parcel uncertain."""

    async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
        """Send; the id of the message when there is one.

        Raises:
            Refused: it will never be delivered this way; in one word, why.
            TooMany: the same, and nothing else is to be sent this way for now.
            NotNow: nothing was sent; try later.
            Away: the same, for everybody.
        """
