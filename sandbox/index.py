"""The page that leads to the previews: whom to look through, which channel, what to try there."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

import simcord
from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

import locales
from sandbox.acting import message_menus, type_line, use_message_menu
from sandbox.line import UnreadableLineError
from sandbox.mail import last_mail
from sandbox.previews import Previews, Spot
from sandbox.simulation import Server

if TYPE_CHECKING:
    import discord

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

DIRECT = "@"
LOCAL_HOSTS = {"127.0.0.1", "localhost"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
MESSAGES_IN_MENU = 5
EXCERPT = 70


class Index:
    """The routes of the page."""

    def __init__(self, server: Server, previews: Previews, language: str) -> None:
        self._server = server
        self._previews = previews
        self._language = language
        self._words = locales.reader(language)
        templates = Environment(
            loader=PackageLoader("sandbox"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._page = templates.get_template("index.html.j2")
        self._style = files("sandbox").joinpath("templates/index.css").read_text(encoding="utf-8")

    def application(self) -> web.Application:
        """The page as an application of aiohttp, for this computer only."""
        application = web.Application(middlewares=[_for_this_computer])
        application.router.add_get("/", self._index)
        application.router.add_get("/index.css", self._stylesheet)
        application.router.add_get("/open", self._open)
        application.router.add_get("/mail", self._mail)
        application.router.add_post("/try", self._try)
        application.router.add_post("/menu", self._menu)
        return application

    async def _index(self, request: web.Request) -> web.Response:
        return self._rendered(request.query.get("viewer", ""))

    async def _stylesheet(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._style, content_type="text/css", headers=HEADERS)

    async def _open(self, request: web.Request) -> web.Response:
        return await self._led_to(self._spot(request.query))

    async def _mail(self, request: web.Request) -> web.Response:
        viewer = self._viewer(request.query.get("viewer", ""))
        mail = await last_mail(self._server, viewer)
        if mail is None:
            words = self._words
            problem = words("{name} has received no issue.", name=viewer)
            return self._rendered(viewer, problem=problem, status=404)
        # A mail carries its style in its tags.
        headers = HEADERS | {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return web.Response(text=mail, content_type="text/html", headers=headers)

    async def _try(self, request: web.Request) -> web.Response:
        form = await request.post()
        spot = self._spot(form)
        try:
            await type_line(self._server, str(form.get("line", "")), spot.viewer, spot.channel, self._words)
        except UnreadableLineError as unreadable:
            return self._rendered(spot.viewer, problem=str(unreadable), status=400)
        return await self._led_to(spot)

    async def _menu(self, request: web.Request) -> web.Response:
        form = await request.post()
        spot, chosen = self._spot(form), str(form.get("message", ""))
        if spot.channel is None or not chosen.isdecimal():
            raise web.HTTPBadRequest
        try:
            await use_message_menu(
                self._server, str(form.get("menu", "")), int(chosen), spot.viewer, spot.channel
            )
        except (KeyError, simcord.SetupError) as error:
            raise web.HTTPNotFound from error
        return await self._led_to(spot)

    async def _led_to(self, spot: Spot) -> web.Response:
        try:
            address = await self._previews.show(spot)
        except (KeyError, simcord.SetupError):
            words = self._words
            problem = words("This channel is not open to {name}.", name=spot.viewer)
            return self._rendered(spot.viewer, problem=problem, status=404)
        return web.Response(status=303, headers=HEADERS | {"Location": address})

    def _spot(self, asked: Mapping[str, object]) -> Spot:
        channel = str(asked.get("channel", ""))
        return Spot(None if channel == DIRECT else channel, self._viewer(str(asked.get("viewer", ""))))

    def _viewer(self, name: str) -> str:
        known = [viewer.name for viewer in self._server.community.viewers]
        return name if name in known else known[0]

    def _rendered(self, viewer: str, *, problem: str = "", status: int = 200) -> web.Response:
        text = self._page.render(
            say=_sentences(self._words),
            language=self._language,
            community=self._server.community,
            viewer=self._viewer(viewer),
            direct=DIRECT,
            menus=message_menus(self._server),
            excerpts=self._excerpts,
            may_see=self._server.may_see,
            problem=problem,
        )
        return web.Response(text=text, content_type="text/html", headers=HEADERS, status=status)

    def _excerpts(self, channel: str, viewer: str) -> list[tuple[int, str]]:
        """The last messages of people in a channel: their id, and how they begin."""
        said: list[discord.Message] = self._server.channels[channel].history(
            viewer=self._server.members[viewer]
        )
        by_people = [message for message in said if message.content and not message.author.bot]
        return [
            (message.id, f"{message.author.display_name} : {_cut(message.content)}")
            for message in reversed(by_people[-MESSAGES_IN_MENU:])
        ]


def _sentences(words: locales.Words) -> dict[str, str]:
    """What the page says, by the names that its template uses."""
    return {
        "title": words("Tisserande: the demonstration"),
        "skip": words("Go to the channels"),
        "what": words(
            "The real bot on a simulated Discord. Everyone here is invented, and nothing leaves this computer."
        ),
        "how": words("How to go about it"),
        "choose": words("Choose through whose eyes you look."),
        "type": words(
            "Try one of the commands below, or open a channel and type / in its field: the list of commands opens."
        ),
        "change": words("Come back here to change channel: one channel is open at a time."),
        "as": words("I look as"),
        "member": words("member"),
        "moderator": words("moderator"),
        "english": words("member whose Discord is in English"),
        "newcomer": words("who has just arrived"),
        "direct": words("Direct message"),
        "apart": words("The same commands, away from the channels."),
        "open_direct": words("Open the direct message"),
        "open_mail": words("The last digest, as a mail"),
        "open": words("Open the channel"),
        "try": words("Try:"),
        "menu": words("On Discord: the menu of a message, under Applications."),
    }


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"


@web.middleware
async def _for_this_computer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what came under another name than this computer's: a page elsewhere may not drive the demonstration."""
    if request.url.host not in LOCAL_HOSTS:
        raise web.HTTPForbidden
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden
    return await handler(request)
