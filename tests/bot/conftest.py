"""The web of loopback of the digests, for what the bot does with it; a journal that no test leaves open behind it."""

from collections.abc import Iterator

import pytest
import structlog

from tests.digests.conftest import fetch, site, waits

__all__ = ["fetch", "site", "waits"]


@pytest.fixture(autouse=True)
def journal_closed() -> Iterator[None]:
    """What a test opened writes to a stream that ends with it."""
    yield
    structlog.reset_defaults()
