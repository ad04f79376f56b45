"""The web of loopback of the digests, for what the bot does with it."""

from tests.digests.conftest import fetch, site, waits

__all__ = ["fetch", "site", "waits"]
