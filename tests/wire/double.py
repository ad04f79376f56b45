"""A Discord on loopback: the REST routes and the gateway that a client needs to log in, synchronise and answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import discord
from aiohttp import WSMsgType, web

from tests.wire import payloads
from tests.wire.guilds import LoopbackGuild
from tests.wire.limits import Limits, Verdict
from tests.wire.payloads import Payload
from tests.wire.redirection import connected


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request the client sent."""

    method: str
    path: str
    json: Any


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer the double gave, so that it can be held against Discord's file too."""

    method: str
    path: str
    status: int
    body: Any


@dataclass(slots=True)
class Trouble:
    """A fault to serve instead of the next answers to one kind of request."""

    method: str
    path_end: str
    status: int
    body: Payload = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    # The work is done all the same: only its answer is lost.
    done: bool = False


class LoopbackDiscord:
    """Discord as one client sees it; `async with` starts and stops it.

    With `limits`, it refuses what Discord would; `latency` is how long each answer takes on its way, in seconds.
    """

    def __init__(self, limits: Limits | None = None, latency: float = 0) -> None:
        self.limits, self.latency = limits, latency
        self.requests: list[Recorded] = []
        self.replies: list[Reply] = []
        self.commands: dict[str, Payload] = {}
        self.guild = LoopbackGuild()
        self.identified = 0
        self.resumed = 0
        self._troubles: list[Trouble] = []
        self._answers: dict[str, asyncio.Future[Recorded]] = {}
        self._events: list[Payload] = []
        self._socket: web.WebSocketResponse | None = None
        self._online = asyncio.Event()
        self._snowflake = int(payloads.APPLICATION) + 1_000_000
        self._port = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{rest:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()
        await self._runner.cleanup()

    @property
    def base(self) -> str:
        """Where the REST routes are."""
        return f"http://127.0.0.1:{self._port}/api/v10"

    @property
    def gateway(self) -> str:
        """Where the gateway is."""
        return f"ws://127.0.0.1:{self._port}/gateway"

    @asynccontextmanager
    async def connected(self, client: discord.Client) -> AsyncIterator[None]:
        """Log this client in and keep it connected; a client that stops by itself raises its own error."""
        async with connected(client, self.base, self.gateway, self.back_online()):
            yield

    def asked(self, method: str, path_end: str) -> list[Recorded]:
        """The requests of this kind, in order."""
        return [each for each in self.requests if each.method == method and each.path.endswith(path_end)]

    def trouble(self, method: str, path_end: str, status: int, *, times: int = 1, done: bool = False) -> None:
        """Answer the next `times` such requests with this status (429 carries the header discord.py wants).

        With `done`, what they ask is done all the same, and only its answer is lost.
        """
        body: Payload = {"message": "injected", "code": 0}
        headers = {}
        if status == 429:
            body |= {"retry_after": 0.01, "global": False}
            headers["Via"] = "1.1 loopback"
        self._troubles.append(Trouble(method, path_end, status, body, headers, times, done))

    async def slash(self, name: str, /, *, locale: str = "fr", **options: str) -> Recorded:
        """A member types a command; the request by which the client answers it."""
        return await (await self.dispatch(name, options, locale=locale))

    async def dispatch(self, name: str, options: Payload, *, locale: str = "fr") -> asyncio.Future[Recorded]:
        """Send a slash command without waiting for its answer; the future gives the answering request."""
        self._snowflake += 2
        interaction = payloads.slash(self._snowflake, self.commands[name], options, locale=locale)
        answer: asyncio.Future[Recorded] = asyncio.get_running_loop().create_future()
        self._answers[interaction["token"]] = answer
        await self._event("INTERACTION_CREATE", interaction)
        return answer

    async def drop(self, code: int = 4000) -> None:
        """Close the gateway on the client; what is dispatched meanwhile is replayed when it resumes."""
        socket, self._socket = self._socket, None
        self._online.clear()
        assert socket is not None, "no client is connected"
        await socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Send opcode 7: the client must leave and resume by itself."""
        socket, self._socket = self._socket, None
        self._online.clear()
        assert socket is not None, "no client is connected"
        await socket.send_json({"op": 7, "d": None, "s": None, "t": None})

    async def back_online(self) -> None:
        """Return once the client has identified or resumed."""
        await self._online.wait()

    # ---------------------------------------------------------------- gateway

    async def _event(self, name: str, data: Payload) -> None:
        frame = {"op": 0, "s": len(self._events) + 1, "t": name, "d": data}
        self._events.append(frame)
        if self._socket is not None:
            await self._socket.send_json(frame)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": 41250}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                said = json.loads(frame.data)
                if said["op"] == 1:
                    await socket.send_json({"op": 11, "s": None, "t": None, "d": None})
                elif said["op"] == 2:
                    await self._identify(socket)
                elif said["op"] == 6:
                    await self._resume(socket, said["d"]["seq"])
        return socket

    async def _identify(self, socket: web.WebSocketResponse) -> None:
        self.identified += 1
        self._events.clear()
        self._socket = socket
        await self._event("READY", payloads.ready(f"session-{self.identified}", self.gateway))
        await self._event("GUILD_CREATE", self.guild.created())
        self._online.set()

    async def _resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        self.resumed += 1
        for frame in self._events[seen:]:
            await socket.send_json(frame)
        self._socket = socket
        await self._event("RESUMED", {})
        self._online.set()

    # ------------------------------------------------------------------- REST

    async def _rest(self, request: web.Request) -> web.Response:
        recorded = Recorded(request.method, "/" + request.match_info["rest"], await _body(request))
        self.requests.append(recorded)
        verdict = self.limits.weigh(recorded.method, recorded.path) if self.limits else Verdict({})
        if self.latency:
            await asyncio.sleep(self.latency)
        if verdict.refused is not None:
            return _json(verdict.refused, status=429, headers=verdict.headers)
        trouble = self._trouble_for(recorded)
        if trouble is not None and not trouble.done:
            return _json(trouble.body, status=trouble.status, headers=trouble.headers)
        about_guild = self.guild.answer(recorded.method, recorded.path.strip("/").split("/"), recorded.json)
        status, answer = about_guild[:2] if about_guild else self._answer(recorded)
        for name, data in about_guild[2] if about_guild else ():
            await self._event(name, data)
        if trouble is not None:
            return _json(trouble.body, status=trouble.status, headers=trouble.headers)
        self.replies.append(Reply(recorded.method, recorded.path, status, answer))
        return _json(answer, status=status, headers=verdict.headers)

    def _answer(self, asked: Recorded) -> tuple[int, Any]:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                answer: Any = payloads.own_user()
            case "GET", ["oauth2", "applications", "@me"]:
                answer = payloads.application()
            case "PUT", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]:
                answer = [payloads.registered(position, each) for position, each in enumerate(asked.json)]
                self.commands |= {each["name"]: each for each in answer}
            case "POST", ["users", "@me", "channels"]:
                answer = payloads.conversation(asked.json["recipient_id"])
            case "POST", ["channels", channel, "messages"] if payloads.is_conversation(channel):
                self._snowflake += 1
                answer = payloads.message(self._snowflake, asked.json) | {"channel_id": channel}
            case "POST", ["interactions", identity, token, "callback"]:
                # A deferral is not an answer yet: the answer comes by the webhook of the interaction.
                if asked.json["type"] != 5:
                    self._answered(token, asked)
                answer = payloads.acknowledgement(identity, asked.json)
            case "POST" | "PATCH", ["webhooks", _, token, *_]:
                self._answered(token, asked)
                answer = payloads.message(self._snowflake + 1, asked.json)
            case _:
                return 404, {"message": "404: Not Found", "code": 0}
        return 200, answer

    def _trouble_for(self, recorded: Recorded) -> Trouble | None:
        for trouble in self._troubles:
            if (
                trouble.times
                and trouble.method == recorded.method
                and recorded.path.endswith(trouble.path_end)
            ):
                trouble.times -= 1
                return trouble
        return None

    def _answered(self, token: str, recorded: Recorded) -> None:
        answer = self._answers.pop(token, None)
        if answer is not None:
            answer.set_result(recorded)


async def _body(request: web.Request) -> Any:
    if request.content_type == "application/json" and request.can_read_body:
        return await request.json()
    return None


def _json(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py compares the content type with exactly this, without a charset.
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers={"Content-Type": "application/json", **(headers or {})},
    )
