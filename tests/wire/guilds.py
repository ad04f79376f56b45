"""The server of the loopback Discord: its roles, channels and welcome, as REST routes change them."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import discord

from tests.wire import payloads
from tests.wire.payloads import Payload

Answered = tuple[int, Any, list[tuple[str, Payload]]]
TEXT, CATEGORY, FORUM = 0, 4, 15


class LoopbackGuild:
    """What the server holds; each request that changes it gives an answer, and the events that follow."""

    def __init__(self) -> None:
        self.features: list[str] = []
        self.roles: dict[str, Payload] = {}
        self.channels: dict[str, Payload] = {}
        self.threads: list[Payload] = []
        self.onboarding: Payload = {
            "guild_id": payloads.GUILD,
            "prompts": [],
            "default_channel_ids": [payloads.CHANNEL],
            "enabled": False,
            "mode": 0,
        }
        # An id tells when its object was made.
        self._ids = count(discord.utils.time_snowflake(datetime.now(UTC)))
        self._own_role = str(next(self._ids))

    def created(self) -> Payload:
        """GUILD_CREATE, as the server is now; the bot's own role stands above all others."""
        guild = payloads.guild()
        own = payloads.role(self._own_role, "Tisserande", position=200, managed=True)
        guild["members"][1]["roles"] = [own["id"]]
        guild["features"] = list(self.features)
        guild["roles"] += [own, *self.roles.values()]
        guild["channels"] += self.channels.values()
        guild["threads"] = list(self.threads)
        return guild

    def answer(self, method: str, segments: list[str], body: Any) -> Answered | None:
        """The answer to a request about this server; None for any other request."""
        match method, segments:
            case "GET", ["guilds", _, "roles"]:
                return 200, self.created()["roles"], []
            case "GET", ["guilds", _, "channels"]:
                return 200, [payloads.channel(), *self.channels.values()], []
            case "POST", ["guilds", _, "roles"]:
                return self._role(str(next(self._ids)), body, "GUILD_ROLE_CREATE")
            case "PATCH", ["guilds", _, "roles", identity] if identity in self.roles:
                return self._role(identity, body, "GUILD_ROLE_UPDATE")
            case "POST", ["guilds", _, "channels"]:
                status, channel, events = self._channel(str(next(self._ids)), body, "CHANNEL_CREATE")
                return status + 1, channel, events
            case "PATCH", ["channels", identity] if identity in self.channels:
                return self._channel(identity, body, "CHANNEL_UPDATE")
            case "GET", ["guilds", _, "onboarding"]:
                return 200, self.onboarding, []
            case "PUT", ["guilds", _, "onboarding"]:
                return 200, self._welcome(body), []
        return None

    def _role(self, identity: str, body: Payload, event: str) -> Answered:
        before = self.roles.get(identity, payloads.role(identity, "nouveau rôle"))
        after = before | body | {"permissions": str(body.get("permissions", before["permissions"]))}
        self.roles[identity] = after
        return 200, after, [(event, {"guild_id": payloads.GUILD, "role": after})]

    def _channel(self, identity: str, body: Payload, event: str) -> Answered:
        before = self.channels.get(identity, payloads.channel() | {"id": identity, "flags": 0})
        after = before | {key: value for key, value in body.items() if key != "available_tags"}
        if "permission_overwrites" in body:
            after["permission_overwrites"] = [
                each | {"allow": str(each["allow"]), "deny": str(each["deny"])}
                for each in body["permission_overwrites"]
            ]
        if "available_tags" in body:
            after["available_tags"] = [
                {"id": str(next(self._ids)), "moderated": False, "emoji_id": None, "emoji_name": None} | tag
                for tag in body["available_tags"]
            ]
        after["parent_id"] = str(after["parent_id"]) if after["parent_id"] else None
        self.channels[identity] = after
        return 200, after, [(event, after)]

    def _welcome(self, body: Payload) -> Payload:
        """A question or an answer that comes without an id of ours receives one."""
        known = {each["id"] for each in self.onboarding["prompts"]}
        prompts = [self._numbered(prompt, known) for prompt in body["prompts"]]
        self.onboarding |= {**body, "prompts": prompts}
        return self.onboarding

    def _numbered(self, prompt: Payload, known: set[str]) -> Payload:
        emoji = {"id": None, "name": None, "animated": False}
        options = [
            {"description": "", "emoji": emoji, "role_ids": [], "channel_ids": []}
            | option
            | {"id": option.get("id") or str(next(self._ids))}
            for option in prompt["options"]
        ]
        identity = prompt["id"] if prompt["id"] in known else str(next(self._ids))
        return prompt | {"id": identity, "options": options}
