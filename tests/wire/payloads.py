"""What Discord says over the wire, in the shapes discord.py reads: pure functions, no state."""

from collections.abc import Iterator
from itertools import count
from typing import Any

Payload = dict[str, Any]

APPLICATION = "1000000000000000001"
GUILD = "1000000000000000002"
CHANNEL = "1000000000000000003"
MEMBER = "1000000000000000004"
CONVERSATIONS = 5 * 10**18
ALL_PERMISSIONS = str(2**50 - 1)
JOINED = "2026-01-05T09:00:00+00:00"


def user(identity: str, name: str, *, bot: bool = False) -> Payload:
    """A user, the bot's own included."""
    return {
        "id": identity,
        "username": name,
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        "bot": bot,
    }


def own_user() -> Payload:
    """The answer to `GET /users/@me`."""
    return user(APPLICATION, "Tisserande", bot=True) | {"mfa_enabled": False, "locale": "fr", "email": None}


def application() -> Payload:
    """The answer to `GET /oauth2/applications/@me`."""
    return {
        "id": APPLICATION,
        "name": "Tisserande",
        "description": "",
        "icon": None,
        "type": None,
        "team": None,
        "verify_key": "0" * 64,
        "owner": user("1000000000000000009", "équipe"),
        "bot": user(APPLICATION, "Tisserande", bot=True),
        "bot_public": False,
        "bot_require_code_grant": False,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
    }


def ready(session: str, gateway: str) -> Payload:
    """READY: who the bot is, where to resume, which servers will follow."""
    return {
        "v": 10,
        "user": own_user(),
        "guilds": [{"id": GUILD, "unavailable": True}],
        "session_id": session,
        "resume_gateway_url": gateway,
        "shard": [0, 1],
        "application": {"id": APPLICATION, "flags": 0},
    }


def member() -> Payload:
    """The one human member of the server."""
    return {
        "user": user(MEMBER, "Nadia"),
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": JOINED,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": ALL_PERMISSIONS,
    }


def role(
    identity: str, name: str, *, permissions: str = "0", position: int = 0, managed: bool = False
) -> Payload:
    """A role."""
    return {
        "id": identity,
        "name": name,
        "permissions": permissions,
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def guild() -> Payload:
    """GUILD_CREATE: one server, one channel, one member and the bot."""
    bot = member() | {"user": user(APPLICATION, "Tisserande", bot=True)}
    empty = ("emojis", "stickers", "features", "threads", "voice_states", "presences", "stage_instances")
    return {
        "id": GUILD,
        "name": "Communauté d’essai",
        "owner_id": "1000000000000000009",
        "preferred_locale": "fr",
        "member_count": 2,
        "members": [member(), bot],
        "channels": [channel()],
        "roles": [role(GUILD, "@everyone", permissions=ALL_PERMISSIONS)],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        **{key: [] for key in empty},
    }


def channel() -> Payload:
    """The one text channel."""
    return {
        "id": CHANNEL,
        "type": 0,
        "guild_id": GUILD,
        "name": "accueil",
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "nsfw": False,
    }


def conversation(recipient: Any) -> Payload:
    """The private channel of the bot and one person; its id says whose it is."""
    return {
        "id": str(CONVERSATIONS + int(recipient)),
        "type": 1,
        "flags": 0,
        "last_message_id": None,
        "recipients": [user(str(recipient), f"n{recipient}")],
    }


def is_conversation(channel: str) -> bool:
    """Whether this id is one that `conversation` gives."""
    return int(channel) > CONVERSATIONS


def thread(number: int) -> Payload:
    """One open thread of the text channel, out of many."""
    return {
        "id": str(int(GUILD) + 1_000_000 + number),
        "type": 11,
        "guild_id": GUILD,
        "parent_id": CHANNEL,
        "owner_id": MEMBER,
        "name": f"fil {number}",
        "message_count": 3,
        "member_count": 2,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 10080,
            "archive_timestamp": JOINED,
            "locked": False,
        },
    }


def slash(identity: int, command: Payload, options: Payload, *, locale: str = "fr") -> Payload:
    """INTERACTION_CREATE for a slash command typed by the member, with text options."""
    typed = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    return {
        "id": str(identity),
        "application_id": APPLICATION,
        "type": 2,
        "token": f"token-{identity}",
        "version": 1,
        "data": {"id": command["id"], "name": command["name"], "type": 1, "options": typed},
        "guild_id": GUILD,
        "guild_locale": "fr",
        "channel_id": CHANNEL,
        "channel": channel() | {"permissions": ALL_PERMISSIONS},
        "member": member(),
        "locale": locale,
        "app_permissions": ALL_PERMISSIONS,
        "entitlements": [],
        "authorizing_integration_owners": {"0": GUILD},
        "context": 0,
        "attachment_size_limit": 10485760,
    }


def message(identity: int, sent: Payload) -> Payload:
    """The message Discord makes of what the bot sent."""
    ids = count(1)
    return {
        "id": str(identity),
        "channel_id": CHANNEL,
        "type": 20,
        "content": sent.get("content") or "",
        "components": [shown(each, ids) for each in sent.get("components") or []],
        "flags": sent.get("flags") or 0,
        "author": user(APPLICATION, "Tisserande", bot=True),
        "timestamp": JOINED,
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        **{key: [] for key in ("mentions", "mention_roles", "attachments", "embeds")},
    }


def shown(component: Payload, ids: Iterator[int]) -> Payload:
    """A component as Discord gives it back: numbered with all that it holds, without what was left null."""
    given = {key: value for key, value in component.items() if value is not None} | {"id": next(ids)}
    if "components" in given:
        given["components"] = [shown(each, ids) for each in given["components"]]
    if "accessory" in given:
        given["accessory"] = shown(given["accessory"], ids)
    return given


def acknowledgement(identity: str, callback: Payload) -> Payload:
    """The answer to an interaction callback, as `with_response=true` asks for it."""
    answer: Payload = {"interaction": {"id": identity, "type": 2}}
    if callback["type"] == 4:
        answer["resource"] = {"type": 4, "message": message(int(identity) + 1, callback.get("data") or {})}
    return answer


def registered(position: int, command: Payload) -> Payload:
    """A command as Discord remembers it once synchronised: what was left null is left out or has its default."""
    identity = str(int(APPLICATION) + 100 + position)
    given = {key: value for key, value in command.items() if value is not None}
    fixed = {"id": identity, "application_id": APPLICATION, "version": identity, "nsfw": False}
    return {"type": 1, "description": "", "default_member_permissions": None} | given | fixed
