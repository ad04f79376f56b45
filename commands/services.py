"""What a command may use: the catalogue, the database, the clock. Built in one place, ``bot/app.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.catalogue import Catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The services of a running bot.

    Attributes:
        clock: gives the present instant, in the time zone of the community.
        months_before_stale: the age from which a checked entry says that it must be checked again.
        days_kept_after_leaving: how long the profile of somebody who left the server waits for them.
        open_territory_at: the members of a département from which a channel of its own is proposed.
        dormant_days: the days without a post after which a space sleeps.
        offers_mail: the digest can be sent by mail, and an address be confirmed.
    """

    catalogue: Catalogue
    database: Database
    clock: Callable[[], datetime]
    months_before_stale: int = 12
    days_kept_after_leaving: int = 30
    open_territory_at: int = 40
    dormant_days: int = 180
    offers_mail: bool = False
