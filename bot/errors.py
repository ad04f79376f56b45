"""Whatever goes wrong becomes one kind sentence for the member and one line with an incident number in the journal."""

import secrets

import discord
import structlog
from discord import app_commands

from bot.journal import trace
from commands.faces import NOBODY, send, words_of
from commands.reply import Block, Reply
from commands.ui import Interaction, draw
from locales import Words
from storage.errors import DatabaseUnavailable

# Without the letters and figures people take for one another on the telephone.
_INCIDENT = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
# Discord says that an interaction is over, or was answered already: there is nobody left to answer.
GONE = (10062, 40060)
# An answer was promised and somebody still waits for it.
PROMISED = (
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.deferred_message_update,
)


async def handle(interaction: Interaction, error: BaseException) -> None:
    """Tell the member, once, and write the line. Where ``extras`` say ``told``, the family answered: only the line."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in GONE:
        return
    incident = "".join(secrets.choice(_INCIDENT) for _ in range(6))
    structlog.get_logger("tisserande").error("incident", incident=incident, **trace(cause))
    if interaction.type is discord.InteractionType.autocomplete:
        return
    words = words_of(interaction)
    reply = Reply(words("Something went wrong"), (Block(sentence(cause, incident, words)),))
    if not interaction.response.is_done():
        await send(interaction, reply)
    elif interaction.response.type in PROMISED and "told" not in interaction.extras:
        await interaction.edit_original_response(view=draw(reply), allowed_mentions=NOBODY)


def sentence(error: BaseException, incident: str, words: Words) -> str:
    """What the member reads: what happened, and what to do next."""
    if isinstance(error, DatabaseUnavailable):
        return words(
            "Our database is not answering. Look-ups still work; for the rest, try again in a few minutes."
        )
    if isinstance(error, app_commands.CheckFailure):
        return words("You may not do this here. If you should, ask a moderator.")
    return words(
        "It is our fault, not yours. Try again; if it happens again, give the number {incident} to a moderator.",
        incident=incident,
    )
