"""What a member of the simulation does: type a line, use the menu of a message."""

import simcord
from discord import AppCommandType
from discord.app_commands import Command

import locales
from sandbox.line import Surroundings, UnreadableLineError, read
from sandbox.simulation import Server


async def type_line(
    server: Server, line: str, member_name: str, channel_name: str | None, words: locales.Words
) -> simcord.InteractionResult:
    """What comes of this line, typed in a channel, or in a direct message when `channel_name` is None.

    Raises:
        UnreadableLineError: Discord would not let this member send this line here; the sentence says why.
    """
    member = _member(server, member_name, words)
    place = None if channel_name is None else _channel(server, channel_name, words)
    usable = member.user.available_commands() if place is None else member.available_commands(place)
    commands = {
        command.qualified_name: command
        for command in server.client.tree.walk_commands()
        if isinstance(command, Command) and command.qualified_name in usable
    }
    typed = read(line, Surroundings(words, commands, server.members, server.channels))
    try:
        if place is None:
            result: simcord.InteractionResult = await member.user.slash(typed.command, **typed.options)
            return result
        return await member.slash(place, typed.command, **typed.options)
    except simcord.OptionError as refused:
        sentence = words("Discord does not accept this value for “{option}:”.", option=refused.option or "?")
        raise UnreadableLineError(sentence) from refused


def message_menus(server: Server) -> list[str]:
    """The names of the commands in the menu of a message."""
    return [command.name for command in server.client.tree.walk_commands(type=AppCommandType.message)]


async def use_message_menu(
    server: Server, menu: str, message_id: int, member_name: str, channel_name: str
) -> simcord.InteractionResult:
    """What comes of choosing this entry in the menu of a message that the member can see.

    Raises:
        KeyError: no such member, channel or message.
    """
    member, channel = server.members[member_name], server.channels[channel_name]
    messages = {message.id: message for message in channel.history(viewer=member)}
    return await member.context_menu(channel, menu, messages[message_id])


def _member(server: Server, name: str, words: locales.Words) -> simcord.MemberActor:
    if name not in server.members:
        known = ", ".join(server.members)
        raise UnreadableLineError(
            words("There is no member {asked} here. Members: {known}.", asked=name, known=known)
        )
    return server.members[name]


def _channel(server: Server, name: str, words: locales.Words) -> simcord.ChannelHandle:
    if name not in server.channels:
        known = ", ".join(server.channels)
        raise UnreadableLineError(
            words("There is no channel {asked} here. Channels: {known}.", asked=name, known=known)
        )
    return server.channels[name]
