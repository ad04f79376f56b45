"""`tisserande ask`: one command through the whole bot, and what the member would see."""

from collections.abc import Iterator, Mapping

import simcord

import locales
from sandbox.acting import type_line
from sandbox.plain import form_text, message_text
from sandbox.simulation import Server


async def ask(
    server: Server, line: str, *, as_member: str = "Nadia", channel: str | None = "bienvenue"
) -> str:
    """What `as_member` sees after typing this line in `channel`, or in a direct message when it is None.

    Raises:
        UnreadableLineError: no such command, option, member or channel here; its sentence lists the right ones.
    """
    words = locales.reader(server.community.locale_of(as_member))
    result = await type_line(server, line, as_member, channel, words)
    seen = "\n\n".join(filter(None, _seen(result, _names(server))))
    if not seen:
        return words("Tisserande did not answer.")
    return f"{seen}\n\n{words('(only you can see this)')}" if result.ephemeral else seen


def _seen(result: simcord.InteractionResult, names: Mapping[str, str]) -> Iterator[str]:
    if result.modal is not None:
        yield form_text(result.modal, names)
    for message in filter(None, [result.response, *result.followups]):
        yield message_text(message.content, message.components, names)


def _names(server: Server) -> dict[str, str]:
    """Who and what an id is, so that a mention reads as on Discord."""
    members = {str(member.id): name for name, member in server.members.items()}
    channels = {str(channel.id): name for name, channel in server.channels.items()}
    return members | channels | {str(role.id): name for name, role in server.guild.roles.items()}
