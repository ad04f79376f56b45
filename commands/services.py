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
        offers_mail: the digest can be sent by mail, and an address be confirmed.
    """

    catalogue: Catalogue
    database: Database
    clock: Callable[[], datetime]
    months_before_stale: int = 12
    offers_mail: bool = False
