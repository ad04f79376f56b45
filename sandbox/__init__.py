"""The bot without Discord: the real client on a simulated server, to click in a browser or to ask in a terminal."""

import importlib
import logging


def _load_simcord() -> None:
    """Load SimCord, which tries discord.py on a client of its own: what that client is warned of is not about ours."""
    warned = [logging.getLogger(name) for name in ("discord.client", "discord.state")]
    before = [logger.disabled for logger in warned]
    for logger in warned:
        logger.disabled = True
    try:
        importlib.import_module("simcord")
    finally:
        for logger, disabled in zip(warned, before, strict=True):
            logger.disabled = disabled


_load_simcord()
