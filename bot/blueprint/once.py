"""A creation that Discord failed is not asked twice: it may have been made, and a second one would stand beside it.

Discord's library asks again by itself after an error of Discord's servers, which is right for everything but this. The
application stops instead; the next plan looks at what is there.
"""

import re
from types import SimpleNamespace

import aiohttp

_CREATION = re.compile(r"/guilds/\d+/(?:channels|roles)")


class MaybeMade(aiohttp.ClientError):
    """Discord failed while a role or a channel was being made: nobody knows whether it was."""


def creations_once() -> aiohttp.TraceConfig:
    """What to give to a client as ``http_trace``."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_look)
    return trace


async def _look(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
) -> None:
    failed = ended.response.status >= 500
    if failed and ended.method == "POST" and _CREATION.search(ended.url.path):
        ended.response.close()
        raise MaybeMade
