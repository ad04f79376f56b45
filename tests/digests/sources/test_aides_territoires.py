import json
from datetime import date, datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.aides_territoires import AidesTerritoires, entry_of
from digests.sources.source import Declaration, Entry, NetworkFailure
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

AID = {
    "id": 7,
    "url": "/aides/7-aide-d-exemple/",
    "name": "Aide d’exemple",
    "financers": ["Département d’exemple"],
    "programs": [],
    "description": "<p>Une aide pour les <strong>associations</strong>.</p>",
    "perimeter": "Gironde",
    "categories": ["Cohésion sociale"],
    "aid_types": ["Subvention"],
    "origin_url": "https://exemple.fr/aide",
    "submission_deadline": "2026-12-31",
    "date_created": "2026-11-20T10:00:00+01:00",
    "is_live": True,
}


def source(site: Site, given: str = "jeton") -> AidesTerritoires:
    options = {"parameters": {"targeted_audiences": "association"}}
    return AidesTerritoires(
        Declaration(
            "aides", "Aides", "aides_territoires", f"{site.address}/api/aids/", "funding", options=options
        ),
        given,
    )


def page(next_page: str | None, *aids: dict[str, object]) -> web.Response:
    return web.json_response({"count": 2, "previous": None, "next": next_page, "results": list(aids)})


async def test_an_aid_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/api/connexion/"] = web.json_response({"token": "session"})
    site.pages["/api/aids/"] = page(None, AID, AID | {"is_live": False})
    entries, cursor = await read(source(site), fetch, now, {"until": "2026-11-20"})
    assert (entries, cursor) == (
        [
            Entry(
                "Aide d’exemple",
                f"{site.address}/aides/7-aide-d-exemple/",
                "7",
                kind="funding",
                summary="Une aide pour les associations.",
                authors=("Département d’exemple",),
                published_on=date(2026, 11, 20),
                deadline=date(2026, 12, 31),
                language="fr",
                keywords=("Cohésion sociale", "Subvention"),
                place="Gironde",
                aliases=("https://exemple.fr/aide",),
            )
        ],
        {"until": "2026-11-25"},
    )


async def test_the_token_opens_a_session_that_reads_every_page(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/api/connexion/"] = web.json_response({"token": "session"})
    site.pages["/api/aids/"] = in_turn(page("/api/aids/?page=2", AID), page(None, AID))
    await read(source(site), fetch, now)
    opened, *listed = site.asked
    assert (opened.method, opened.headers["X-AUTH-TOKEN"]) == ("POST", "jeton")
    assert [
        (one.headers["Authorization"], one.query["page"], one.headers.get("X-AUTH-TOKEN")) for one in listed
    ] == [
        ("Bearer session", "1", None),
        ("Bearer session", "2", None),
    ]
    assert listed[0].query["published_after"] == "2026-10-26"


async def test_without_a_token_nothing_is_asked(site: Site, fetch: Fetcher, now: datetime) -> None:
    with pytest.raises(NetworkFailure, match="only to those who have an account"):
        await read(source(site, ""), fetch, now)
    assert site.asked == []


async def test_a_refused_token_says_what_to_do(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/api/connexion/"] = web.Response(status=401)
    with pytest.raises(NetworkFailure) as refused:
        await read(source(site), fetch, now)
    assert refused.value.remedy == "It asks for a key: put it in the settings, or switch this source off."


@recorded
@pytest.mark.parametrize("name", ["aids_list_page_COMPOSED", "aid_detail_trimmed"])
def test_recorded_aids_are_read(name: str) -> None:
    told = json.loads((RECORDINGS / "aides_territoires" / f"{name}.json").read_text(encoding="utf-8"))
    (aid,) = told.get("results", [told])
    entry = entry_of(aid, "https://aides-territoires.beta.gouv.fr/api/aids/")
    assert entry is not None
    assert (entry.url, "<" in entry.summary) == (
        "https://aides-territoires.beta.gouv.fr/aides/32cf-sadapter-au-recul-du-trait-de-cote/",
        False,
    )
