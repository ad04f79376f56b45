"""Leaving the digest, and confirming an address, from the mail itself. Looking changes nothing; pressing does.

Programs that protect mailboxes open every link of every mail: only a POST acts (RFC 8058).
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from aiohttp import web
from jinja2 import Environment, PackageLoader, Template, select_autoescape

import locales
from locales import Words, typeset
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.subscriptions import Subscriber

# Names a facet's slug as people read it: ``name("themes", "handicap")``.
Naming = Callable[[str, str], str]
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")

sentences = {
    "mail": "You receive our digest by mail.",
    "direct": "You receive our digest in a direct message on Discord.",
    "none": "You read our digest on Discord when you like.",
    "weekly": "It comes once a week.",
    "monthly": "It comes once a month.",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """What a page says, and the one button it may have."""

    title: str
    sentences: Sequence[str]
    button: str = ""
    small: str = ""
    status: int = 200


class SubscriptionPages:
    """The pages behind the links of a mail."""

    def __init__(self, database: Database, name: Naming, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._name = name
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [
            web.get("/abonnement/{token}", self.show),
            web.post("/abonnement/{token}", self.leave),
            web.get("/confirmer/{token}", self.ask),
            web.post("/confirmer/{token}", self.confirm),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What the subscription is, and the button that ends it."""
        return await self._answer(request, self._subscription)

    async def leave(self, request: web.Request) -> web.Response:
        """End this subscription and forget its address; an issue on its way stops."""

        async def act(found: Subscriber) -> None:
            async with self._database.begin() as store:
                ended = replace(found, state="ended", address=None, paused_until=None, reason="asked")
                await store.subscriptions.subscribe(ended, self._clock())
                await store.editions.drop_waiting(found.id)

        return await self._answer(request, lambda _found, words: _ended(words), act)

    async def ask(self, request: web.Request) -> web.Response:
        """Was it you who asked for the digest?"""
        return await self._answer(request, self._confirming)

    async def confirm(self, request: web.Request) -> web.Response:
        """The address is theirs: the next issue comes. What was ended stays ended."""

        async def act(found: Subscriber) -> None:
            if found.state == "unconfirmed":
                async with self._database.begin() as store:
                    await store.subscriptions.move(
                        found.id, "active", "", was="unconfirmed", address=found.address
                    )

        def said(found: Subscriber, words: Words) -> Screen:
            return _ended(words) if found.state == "ended" else _confirmed(words)

        return await self._answer(request, said, act)

    async def _answer(
        self,
        request: web.Request,
        said: Callable[[Subscriber, Words], Screen],
        act: Callable[[Subscriber], Awaitable[None]] | None = None,
    ) -> web.Response:
        words = _words(request)
        try:
            found = await self._find(request.match_info["token"])
            if found is None:
                return _page(_unknown(words), words)
            words = locales.reader(found.locale)
            if act is not None:
                await act(found)
        except DatabaseUnavailable:
            return _page(_asleep(words), words)
        return _page(said(found, words), words)

    async def _find(self, token: str) -> Subscriber | None:
        if not _TOKEN.fullmatch(token):
            return None
        async with self._database.begin() as store:
            return await store.subscriptions.by_token(token)

    def _subscription(self, found: Subscriber, words: Words) -> Screen:
        if found.state == "ended":
            return _ended(words)
        about = self._about(found, words)
        return Screen(
            words("Our digest"),
            (words(sentences[found.medium]), words(sentences[found.rhythm]), about),
            words("Unsubscribe"),
            words("Nothing has changed yet. One press, and no issue comes any more."),
        )

    def _confirming(self, found: Subscriber, words: Words) -> Screen:
        if found.state == "ended":
            return _ended(words)
        if found.state != "unconfirmed":
            return _confirmed(words)
        return Screen(
            words("Do you want our digest?"),
            (
                words("It will come to this address."),
                words(sentences[found.rhythm]),
                self._about(found, words),
            ),
            words("Yes, send it to me"),
            words("If you did not ask for it, close this page: nothing will come."),
        )

    def _about(self, found: Subscriber, words: Words) -> str:
        chosen = [
            self._name(facet, slug)
            for facet in ("themes", "trades", "audiences", "territories")
            for slug in getattr(found.preferences, facet)
        ]
        return words("About: {names}.", names=words.list(chosen)) if chosen else words("About everything.")


def _ended(words: Words) -> Screen:
    said = words("It is done: no issue comes any more, and your address is forgotten.")
    return Screen(words("You are unsubscribed"), (said,), small=words("To come back: /digest on Discord."))


def _confirmed(words: Words) -> Screen:
    said = words("Thank you: the next issue will come. Each one can be left in one click.")
    return Screen(words("It is confirmed"), (said,))


def _unknown(words: Words) -> Screen:
    said = words("Perhaps it was cut in the mail: copy it whole. On Discord, /digest does the same.")
    return Screen(words("We do not know this link"), (said,), status=404)


def _asleep(words: Words) -> Screen:
    said = words("Nothing has changed. Try again in a few minutes, please.")
    return Screen(words("Our database is not answering"), (said,), status=503)


def _words(request: web.Request) -> Words:
    """Before anybody is known: English for programs that ask for it first, French for all others."""
    return locales.reader(request.headers.get("Accept-Language", "fr"))


def _page(screen: Screen, words: Words) -> web.Response:
    said = [typeset(sentence) for sentence in screen.sentences]
    text = _template().render(
        words=words, title=screen.title, sentences=said, button=screen.button, small=screen.small
    )
    return web.Response(text=text, content_type="text/html", status=screen.status)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("web"), autoescape=select_autoescape(("html.j2",)), trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("subscription.html.j2")
