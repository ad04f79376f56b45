"""Who may read and write: the rules ``[access.…]`` of the declaration, checked and turned into facts."""

from collections.abc import Collection, Mapping, Sequence

import discord

from bot.blueprint.positions import Path
from bot.blueprint.reading import Mistakes, nearest
from bot.blueprint.shapes import BOT, EVERYONE
from bot.invite import PERMISSIONS

# In a rule, the roles of the space itself: those who chose a theme, in the forum of that theme.
OWN = "own"
# What the bot needs wherever everybody is refused it: without, it would shut itself out for ever.
NEEDED = ("view_channel", "send_messages")


class Access:
    """The rules of one file; ``roles`` are the keys of its roles."""

    def __init__(
        self, rules: Mapping[str, Mapping[str, Sequence[str]]], roles: Collection[str], mistakes: Mistakes
    ) -> None:
        self._rules, self._roles, self._mistakes = rules, roles, mistakes

    def of(self, rule: str, own: Sequence[str] | None, path: Path) -> dict[str, list[str]]:
        """The fact ``access`` of a channel that ``own`` roles open; a category (None) has none of its own."""
        written = self._rules.get(rule)
        if written is None:
            near = nearest(rule, list(self._rules))
            self._mistakes.add(path, f"there is no rule [access.{rule}]{near}")
            return {}
        if OWN in written and own is not None and not own:
            self._mistakes.add(path, f'[access.{rule}] opens to "own", but no role opens this channel.')
        access = {}
        for who, permissions in written.items():
            for target in (own or ()) if who == OWN else (_target(who),):
                access[target] = sorted(set(permissions))
        return dict(sorted(access.items()))

    def check(self) -> None:
        """Add the mistakes of the rules themselves."""
        for rule, written in self._rules.items():
            for who, permissions in written.items():
                path = ("access", rule, who)
                if who not in (EVERYONE, BOT, OWN) and _target(who) not in self._roles:
                    known = [EVERYONE, BOT, OWN, *(key.removeprefix("role:") for key in self._roles)]
                    self._mistakes.add(path, f"no role has this key{nearest(who, known)}")
                check_permissions(permissions, path, self._mistakes)
            for needed in NEEDED:
                if f"-{needed}" in written.get(EVERYONE, ()) and needed not in written.get(BOT, ()):
                    sentence = f'everyone is refused {needed}: give it to the bot, with bot = ["{needed}"].'
                    self._mistakes.add(("access", rule, BOT), sentence)


def check_permissions(permissions: Sequence[str], path: Path, mistakes: Mistakes) -> None:
    """A permission that Discord does not know, or that the bot has not, is a mistake."""
    for permission in permissions:
        name = permission.removeprefix("-")
        if name not in discord.Permissions.VALID_FLAGS:
            mistakes.add(path, f'permission "{name}" is unknown{nearest(name, list(PERMISSIONS))}')
        elif name not in PERMISSIONS:
            sentence = f'permission "{name}": the bot has it not, so it can neither give nor refuse it'
            mistakes.add(path, f"{sentence}; it has: {', '.join(PERMISSIONS)}.")


def _target(who: str) -> str:
    return who if who in (EVERYONE, BOT) else f"role:{who}"
