"""What is no longer declared: archived, still read by those who could read it, and no longer written in."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.blueprint.comparing import Facts, canonical
from bot.blueprint.shapes import BOT, EVERYONE, ONBOARDING, Blueprint, Change, Observed, Seen, Sentence
from bot.invite import PERMISSIONS
from storage.spaces import ManagedSpace

ARCHIVES = "category:archives"
# What nobody may do any more in an archived channel, as far as the bot may refuse it.
_WRITING = ("send_messages", "create_public_threads", "send_messages_in_threads")
SILENCED = tuple(permission for permission in _WRITING if permission in PERMISSIONS)


def no_longer_declared(
    blueprint: Blueprint, observed: Observed, managed: Mapping[str, ManagedSpace]
) -> Iterator[tuple[str, Seen]]:
    """Our objects that are still there, are not archived yet, and that the declaration says nothing of any more."""
    declared = {each.key for each in blueprint.objects} | {ONBOARDING}
    for key in sorted(managed.keys() - declared):
        space = managed[key]
        seen = observed.seen.get(space.discord_id) if space.discord_id is not None else None
        if seen is not None and not space.archived:
            yield key, seen


def archive(key: str, seen: Seen, parent: str | None) -> Change | Sentence:
    """The change that archives a channel; why nothing is done, for a role or a category."""
    name = str(seen.facts["name"])
    if seen.kind == "role":
        return Sentence(
            "The role “{name}” is no longer declared: it is left as it is, with those who hold it. It opens "
            "nothing new; you may take it away by hand.",
            {"name": name},
        )
    if seen.kind == "category":
        return Sentence(
            "The category “{name}” is no longer declared: it is left as it is, and its channels go to the "
            "archives. Once empty, you may take it away by hand.",
            {"name": name},
        )
    now = canonical(seen.facts, ("parent", "access"))
    becomes = {"parent": parent, "access": silenced(now["access"])}
    return Change("archive", key, seen.kind, name, seen.discord_id, now, becomes)


def silenced(access: Facts) -> dict[str, Any]:
    """The same access, who may see exactly as before, and nobody but the bot may write."""
    quiet = {
        who: permissions if who == BOT else [each for each in permissions if not _is_writing(each)]
        for who, permissions in access.items()
    }
    refused = [f"-{permission}" for permission in SILENCED]
    quiet[EVERYONE] = [*quiet.get(EVERYONE, []), *refused]
    return dict(canonical({"access": quiet}, ("access",))["access"])


def _is_writing(permission: str) -> bool:
    return permission.removeprefix("-") in _WRITING
