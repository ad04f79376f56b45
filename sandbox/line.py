"""A line typed in a terminal, read as Discord's own entry field would: `/annuaire recherche:mecs territoire:33`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from discord import AppCommandOptionType
from discord.app_commands import Command, Parameter

import locales
from storage.text import fold

AnyCommand = Command[Any, ..., Any]

# `recherche:` opens an option; the `https:` of an address and the `:` of a sentence do not.
_OPENING = re.compile(r"(?:^|(?<=\s))([\w-]+):(?!//)(?=\S)")


class UnreadableLineError(Exception):
    """The line is no command that may be typed here; its sentence, for the person, lists what is right."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the command's whole name, and a value for each option."""

    command: str
    options: dict[str, object]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may be typed here: the commands by their whole name, and who and what an option may point at."""

    words: locales.Words
    commands: Mapping[str, AnyCommand]
    people: Mapping[str, object]
    channels: Mapping[str, object]


def read(line: str, here: Surroundings) -> Typed:
    """The command and the options of this line.

    Raises:
        UnreadableLineError: no such command or option here, a missing option, a value of the wrong kind.
    """
    name, rest = _command(line.strip().removeprefix("/"), here)
    parameters = {parameter.display_name: parameter for parameter in here.commands[name].parameters}
    texts = _texts(name, rest, parameters, here.words)
    missing = [each for each, parameter in parameters.items() if parameter.required and each not in texts]
    if missing:
        raise UnreadableLineError(
            here.words("/{command} needs “{option}:”.", command=name, option=missing[0])
        )
    return Typed(name, {option: _value(parameters[option], text, here) for option, text in texts.items()})


def _command(text: str, here: Surroundings) -> tuple[str, str]:
    """The longest command name that opens the text, and what follows it."""
    words = text.split()
    for length in range(min(3, len(words)), 0, -1):
        name = " ".join(words[:length])
        if name in here.commands:
            return name, text.split(maxsplit=length)[length] if len(words) > length else ""
    typed = words[0] if words else ""
    known = ", ".join(f"/{name}" for name in sorted(here.commands))
    for close in get_close_matches(typed, here.commands, n=1):
        raise UnreadableLineError(
            here.words(
                "There is no command /{typed} here; did you mean /{close}? Commands: {known}.",
                typed=typed,
                close=close,
                known=known,
            )
        )
    raise UnreadableLineError(
        here.words("There is no command /{typed} here. Commands: {known}.", typed=typed, known=known)
    )


def _texts(
    command: str, rest: str, parameters: Mapping[str, Parameter], words: locales.Words
) -> dict[str, str]:
    """The text of each option; text before the first one belongs to the first required option."""
    openings = list(_OPENING.finditer(rest))
    known = ", ".join(f"{name}:" for name in parameters)
    for opening in openings:
        if opening[1] not in parameters:
            raise UnreadableLineError(
                words(
                    "/{command} has no option “{option}:”. Options: {known}.",
                    command=command,
                    option=opening[1],
                    known=known,
                )
            )
    ends = [*(opening.start() for opening in openings), len(rest)][1:]
    texts = {
        opening[1]: rest[opening.end() : end].strip() for opening, end in zip(openings, ends, strict=True)
    }
    before = rest[: openings[0].start()].strip() if openings else rest.strip()
    if before:
        free = [name for name in parameters if name not in texts]
        first = next((name for name in free if parameters[name].required), free[0] if free else None)
        if first is None:
            raise UnreadableLineError(
                words(
                    "/{command} takes no more text than its options: “{text}”. Options: {known}.",
                    command=command,
                    text=before,
                    known=known,
                )
            )
        texts[first] = before
    return texts


def _value(parameter: Parameter, text: str, here: Surroundings) -> object:
    """The text as the option wants it: one of its choices, a number, yes or no, a member, a channel."""
    if parameter.choices:
        return _among(parameter, text, {choice.name: choice.value for choice in parameter.choices}, here)
    match parameter.type:
        case AppCommandOptionType.integer | AppCommandOptionType.number:
            return _number(parameter, text, here.words)
        case AppCommandOptionType.boolean:
            return _among(parameter, text, {here.words("yes"): True, here.words("no"): False}, here)
        case AppCommandOptionType.user | AppCommandOptionType.mentionable:
            return _among(parameter, text.removeprefix("@"), here.people, here)
        case AppCommandOptionType.channel:
            return _among(parameter, text.removeprefix("#"), here.channels, here)
    return text


def _among(parameter: Parameter, text: str, choices: Mapping[str, object], here: Surroundings) -> object:
    """The choice of this label, else the only one that holds it: what the arrow keys and Enter would choose."""
    folded = {fold(label): value for label, value in choices.items()}
    asked = fold(text)
    holding = [label for label in folded if asked in label]
    if asked in folded:
        return folded[asked]
    if len(holding) == 1:
        return folded[holding[0]]
    raise UnreadableLineError(
        here.words(
            "“{text}” is not a choice for “{option}:”. Choices: {choices}.",
            text=text,
            option=parameter.display_name,
            choices=", ".join(choices),
        )
    )


def _number(parameter: Parameter, text: str, words: locales.Words) -> int | float:
    try:
        return int(text) if parameter.type is AppCommandOptionType.integer else float(text.replace(",", "."))
    except ValueError:
        option = parameter.display_name
        raise UnreadableLineError(
            words("“{text}” is not a number for “{option}:”.", text=text, option=option)
        ) from None
