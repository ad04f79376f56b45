"""What is told of settings that cannot be used: one line each, never with a secret in it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from locales import Words

# A value longer than this would hide the sentence that it stands in.
LONGEST_GIVEN = 60
# Out of 100; below it the nearest name has nothing to do with what was typed.
NEAR = 60
# Settings whose value is never shown, right or wrong.
SECRETS = ("discord_token", "openalex_key", "aides_territoires_token")


def unread_lines(file: Path | None, numbers: Iterable[int], words: Words) -> list[str]:
    """One line for each line of the file that is not understood; what it says may be a secret."""
    return [
        words("{file}, line {line}: this is not understood; write NAME=value.", file=str(file), line=number)
        for number in numbers
    ]


def unknown_names(given: Iterable[str], known: Sequence[str], words: Words) -> list[str]:
    """One line for each name that no setting reads, with the nearest one that does."""
    lines = []
    for name in sorted(set(given) - set(known)):
        near = process.extractOne(name, known, processor=_own, scorer=fuzz.WRatio, score_cutoff=NEAR)
        if near:
            line = words("{name}: no such setting; did you mean {nearest}?", name=name, nearest=near[0])
        else:
            line = words("{name}: no such setting; docs/settings.md lists them.", name=name)
        lines.append(line)
    return lines


def refused_values(
    error: ValidationError,
    given: Mapping[str, str],
    prefix: str,
    allowed_values: Callable[[str], str],
    words: Words,
) -> list[str]:
    """One line for each value refused: the name, what was given unless it is secret, what is allowed."""
    lines = []
    for refusal in error.errors(include_url=False, include_context=False):
        field = str(refusal["loc"][0])
        name = prefix + field.upper()
        facts = {"name": name, "allowed": words(allowed_values(field))}
        if field in SECRETS:
            lines.append(
                words("{name}: what is given (secret, so not shown) is refused; allowed: {allowed}.", **facts)
            )
        else:
            lines.append(
                words(
                    "{name}: “{given}” is refused; allowed: {allowed}.", given=_showable(given[name]), **facts
                )
            )
    return lines


def _own(name: str) -> str:
    """The part of a variable's name that tells it from the others."""
    return name.partition("_")[2]


def _showable(given: str) -> str:
    """Shorten a value, and hide where an address may hold a password: before its `@` and after its `?`."""
    without_user = re.sub(r"(?s)^(\w[\w+]*://)?.*@", r"\1…@", given)
    return re.sub(r"(?s)\?.*", "?…", without_user)[:LONGEST_GIVEN]
