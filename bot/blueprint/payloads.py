"""Facts ↔ what Discord's requests hold: pure functions, no request is sent here.

Facts name permissions, roles and categories; requests number them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import discord

from bot.blueprint.shapes import BOT, EVERYONE, Kind

Payload = dict[str, Any]

ROLE, MEMBER = 0, 1
# Discord shows more answers than this as a list that drops down.
MOST_SHOWN_ANSWERS = 12
BUTTONS, DROPDOWN = 0, 1
# Beside some of Discord's own names, the library kept older ones.
_DISCORD_NAMES = {
    "read_messages": "view_channel",
    "external_emojis": "use_external_emojis",
    "external_stickers": "use_external_stickers",
}
_BITS = tuple(
    (discord.Permissions(**{name: True}).value, _DISCORD_NAMES.get(name, name))
    for name, _ in discord.Permissions()
)
CHANNEL_TYPES: dict[Kind, discord.ChannelType] = {
    "category": discord.ChannelType.category,
    "text": discord.ChannelType.text,
    "announcement": discord.ChannelType.news,
    "forum": discord.ChannelType.forum,
}


@lru_cache(maxsize=4096)
def names_of(value: int) -> tuple[str, ...]:
    """The names of the permissions in this number, sorted."""
    return tuple(sorted(name for bit, name in _BITS if value & bit))


def value_of(names: Iterable[str]) -> int:
    """The number of these permissions; ``TypeError`` for a name that Discord does not have."""
    return discord.Permissions(**dict.fromkeys(names, True)).value


@lru_cache(maxsize=4096)
def access_of(allow: int, deny: int) -> tuple[str, ...]:
    """What an overwrite allows and denies (with ``-`` before), sorted."""
    return tuple(sorted([*names_of(allow), *(f"-{name}" for name in names_of(deny))]))


def role(facts: Mapping[str, Any]) -> Payload:
    """The body of a request that makes or changes a role, with those facts that are given."""
    body: Payload = {}
    if "name" in facts:
        body["name"] = facts["name"]
    if "permissions" in facts:
        body["permissions"] = value_of(facts["permissions"])
    if "mentionable" in facts:
        body["mentionable"] = bool(facts["mentionable"])
    return body


def channel(
    facts: Mapping[str, Any],
    ids: Mapping[str, int],
    tags: Mapping[str, Payload] | None = None,
) -> Payload:
    """The body of a request that makes or changes a category or a channel, with those facts that are given.

    Args:
        ids: the Discord id of each key, of ``everyone`` and of ``bot``.
        tags: the tags that are there already, by name: they keep their ids, so that posts keep them.
    """
    body: Payload = {}
    if "name" in facts:
        body["name"] = facts["name"]
    if "topic" in facts:
        body["topic"] = facts["topic"] or ""
    if "parent" in facts:
        body["parent_id"] = id_of(facts["parent"], ids) if facts["parent"] else None
    if "access" in facts:
        body["permission_overwrites"] = [
            _overwrite(target, names, ids) for target, names in sorted(facts["access"].items())
        ]
    if "slowmode" in facts:
        body["rate_limit_per_user"] = int(facts["slowmode"] or 0)
    if "tags" in facts:
        body["available_tags"] = [(tags or {}).get(name) or _new_tag(name) for name in facts["tags"]]
    return body


def _new_tag(name: str) -> Payload:
    return {"name": name, "moderated": False, "emoji_id": None, "emoji_name": None}


def id_of(key: str, ids: Mapping[str, int]) -> int:
    """The Discord id of a key, or the one that ``#`` and its figures give."""
    return int(key[1:]) if key.startswith("#") else ids[key]


def _overwrite(target: str, names: Sequence[str], ids: Mapping[str, int]) -> Payload:
    member = target == BOT or target.startswith("#member:")
    return {
        "id": str(ids[target] if target in (EVERYONE, BOT) else id_of(target.replace("member:", ""), ids)),
        "type": MEMBER if member else ROLE,
        "allow": value_of(name for name in names if not name.startswith("-")),
        "deny": value_of(name[1:] for name in names if name.startswith("-")),
    }


def onboarding(prompts: Sequence[Payload], ids: Mapping[str, int], present: Payload) -> Payload:
    """The body that writes the questions of Discord's welcome; whatever else it holds stays as it is.

    Questions and answers of the same title keep their ids, so that what members answered stays theirs.

    Args:
        prompts: the questions as plain values: ``title``, ``several``, ``choices`` of ``title``, ``description``,
            ``opens``.
        present: what Discord answered when it was asked for the present welcome.
    """
    there = {each["title"]: each for each in present["prompts"]}
    return {
        "prompts": [
            _prompt(place, prompt, ids, there.get(prompt["title"])) for place, prompt in enumerate(prompts)
        ],
        "default_channel_ids": list(present["default_channel_ids"]),
        "enabled": present["enabled"],
        "mode": present["mode"],
    }


def _prompt(place: int, prompt: Payload, ids: Mapping[str, int], present: Payload | None) -> Payload:
    there = {each["title"]: each["id"] for each in present["options"]} if present else {}
    return {
        # A new question has no id yet, and Discord wants one: any small number that no other has.
        "id": present["id"] if present else str(place),
        "title": prompt["title"],
        "single_select": not prompt["several"],
        "required": False,
        "in_onboarding": True,
        "type": DROPDOWN if len(prompt["choices"]) > MOST_SHOWN_ANSWERS else BUTTONS,
        "options": [_option(choice, ids, there.get(choice["title"])) for choice in prompt["choices"]],
    }


def _option(choice: Payload, ids: Mapping[str, int], present_id: str | None) -> Payload:
    return {
        **({"id": present_id} if present_id else {}),
        "title": choice["title"],
        "description": choice["description"],
        "role_ids": [str(id_of(key, ids)) for key in choice["opens"] if _is_role(key)],
        "channel_ids": [str(id_of(key, ids)) for key in choice["opens"] if not _is_role(key)],
    }


def _is_role(key: str) -> bool:
    return key.startswith("role:")
