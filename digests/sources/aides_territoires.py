"""Aides-territoires: money and help for local authorities and associations. It answers to those who have an account."""

from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from pydantic import Field

from digests.cleaning import day, plain, summary
from digests.sources.answers import json_object, many, unexpected
from digests.sources.source import Declaration, Entry, Fetch, NetworkFailure, Reading
from digests.sources.window import Window, WindowOptions, opened

ROWS = 50


class AidesOptions(WindowOptions):
    """What is asked: the parameters of its list (``targeted_audiences``, ``text``, ``perimeter``…)."""

    parameters: dict[str, str] = Field(default_factory=dict)


class AidesTerritoires:
    """Aids published since the last reading. The token of an account opens a session of a day."""

    whole = False
    options_of = AidesOptions

    def __init__(self, declaration: Declaration, token: str = "") -> None:
        self.declaration = declaration
        self.options = AidesOptions.model_validate(dict(declaration.options))
        self._token = token

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The aids of the window, page after page.

        Raises:
            NetworkFailure: there is no token, or it is refused.
        """
        if not self._token:
            raise NetworkFailure(
                "It answers only to those who have an account.",
                "Put the token of your account in the settings, or switch this source off.",
            )
        session = await self._session(fetch)
        window = opened(reading, self.options, now)
        page = int(window.page or 1)
        while True:
            asked = self._asked(window, page)
            answer = json_object(await fetch(self.declaration.address, params=asked, headers=session))
            aids = answer.get("results")
            if aids is None:
                raise unexpected()
            for aid in aids:
                if entry := entry_of(aid, self.declaration.address):
                    yield entry
            page += 1
            if not aids or not answer.get("next"):
                break
            window.pause(reading, page)
        window.close(reading)

    async def _session(self, fetch: Fetch) -> dict[str, str]:
        address = urljoin(self.declaration.address, "/api/connexion/")
        answer = json_object(await fetch(address, headers={"X-AUTH-TOKEN": self._token}, method="POST"))
        if not answer.get("token"):
            raise unexpected()
        return {"Authorization": f"Bearer {answer['token']}"}

    def _asked(self, window: Window, page: int) -> dict[str, str]:
        paging = {"published_after": window.since.isoformat(), "page": str(page), "itemsPerPage": str(ROWS)}
        return dict(self.options.parameters) | paging


def entry_of(aid: Mapping[str, Any], address: str) -> Entry | None:
    """One aid; None for one that is no longer live, or that has no title or no page."""
    title, path = plain(str(aid.get("name") or "")), str(aid.get("url") or "")
    if not title or not path or aid.get("is_live") is False:
        return None
    text = str(aid.get("description") or "")
    return Entry(
        title=title,
        url=urljoin(address, path),
        external_id=str(aid.get("id") or ""),
        kind="funding",
        summary=summary(text),
        authors=tuple(plain(str(one)) for one in many(aid.get("financers"))),
        published_on=day(aid.get("date_created")),
        deadline=day(aid.get("submission_deadline")),
        language="fr",
        keywords=tuple(
            plain(str(one)) for name in ("categories", "aid_types", "programs") for one in many(aid.get(name))
        ),
        place=plain(str(aid.get("perimeter") or "")),
        aliases=tuple(str(one) for one in many(aid.get("origin_url"))),
    )
