import json
from datetime import date, datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.crossref import ROWS, Crossref, entry_of
from digests.sources.source import Declaration, Entry
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

ARTICLE: dict[str, object] = {
    "DOI": "10.3917/EXEMPLE.1",
    "title": ["Éduquer hors les murs"],
    "subtitle": ["Récits de rue"],
    "author": [{"given": "Léa", "family": "Exemple"}, {"name": "Collectif d’exemple"}],
    "container-title": ["Revue d’exemple"],
    "issued": {"date-parts": [[2026, 11]]},
    "created": {"date-parts": [[2026, 11, 12]], "date-time": "2026-11-12T00:00:00Z"},
    "abstract": "<jats:title>Résumé</jats:title><jats:p>Le résumé.</jats:p>",
    "URL": "https://doi.org/10.3917/exemple.1",
    "type": "journal-article",
    "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
}


def source(site: Site) -> Crossref:
    options = {"issn": ["1152-3336", "0042-5605"]}
    return Crossref(Declaration("revues", "Revues", "crossref", f"{site.address}/works", options=options))


def page(cursor: str, *items: dict[str, object]) -> web.Response:
    message = {"total-results": len(items), "items": list(items), "next-cursor": cursor}
    return web.json_response({"status": "ok", "message-type": "work-list", "message": message})


async def test_an_article_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/works"] = page("AAA", ARTICLE)
    entries, cursor = await read(source(site), fetch, now, {"until": "2026-11-20"})
    assert (entries, cursor) == (
        [
            Entry(
                "Éduquer hors les murs : Récits de rue",
                "https://doi.org/10.3917/exemple.1",
                "10.3917/exemple.1",
                "10.3917/EXEMPLE.1",
                summary="Le résumé.",
                authors=("Léa Exemple", "Collectif d’exemple"),
                published_on=date(2026, 11, 12),
                access="free",
                keywords=("Revue d’exemple",),
            )
        ],
        {"until": "2026-11-25"},
    )
    assert site.asked[0].query["filter"] == "issn:1152-3336,issn:0042-5605,from-created-date:2026-11-17"


async def test_a_page_that_is_not_full_is_the_last_one(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/works"] = in_turn(page("AAA", *[ARTICLE] * ROWS), page("BBB", ARTICLE))
    entries, _ = await read(source(site), fetch, now)
    assert (len(entries), [request.query["cursor"] for request in site.asked]) == (ROWS + 1, ["*", "AAA"])


def test_an_abstract_that_may_not_be_repeated_is_left_out() -> None:
    entry = entry_of(ARTICLE | {"license": [{"URL": "https://exemple.org/tdm"}]})
    assert entry is not None
    assert (entry.summary, entry.access) == ("", "")


@pytest.mark.parametrize("change", [{"type": "journal-issue"}, {"title": []}, {"DOI": ""}])
def test_what_is_no_article_is_passed_over(change: dict[str, object]) -> None:
    assert entry_of(ARTICLE | change) is None


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"published-online": {"date-parts": [[2026, 10, 3]]}}, date(2026, 10, 3)),
        ({"issued": {"date-parts": [[2025]]}}, None),
        ({"issued": {"date-parts": [[None]]}}, None),
        ({"issued": {"date-parts": [[2026, 13, 1]]}}, None),
    ],
)
def test_a_day_is_read_only_where_there_is_one(told: dict[str, object], day: date | None) -> None:
    entry = entry_of(ARTICLE | told)
    assert entry is not None
    assert entry.published_on == day


@recorded
@pytest.mark.parametrize("name", ["works_search_real", "80fb765e", "c4b5da60", "crossref_batch"])
def test_recorded_answers_are_read(name: str) -> None:
    answer = json.loads((RECORDINGS / "crossref" / f"{name}.json").read_text(encoding="utf-8"))
    items = answer["message"]["items"]
    entries = [entry for item in items if (entry := entry_of(item))]
    assert len(entries) == len([item for item in items if item.get("title")])
    assert [entry.title for entry in entries if "<" in entry.title + entry.summary] == []
