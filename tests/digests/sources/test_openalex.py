import json
from datetime import date, datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.openalex import OpenAlex, abstract, entry_of
from digests.sources.source import Declaration, Entry, NetworkFailure
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

TODAY = date(2026, 11, 25)
WORK = {
    "id": "https://openalex.org/W4400000001",
    "doi": "https://doi.org/10.1234/exemple.2",
    "title": "Faire avec les <i>familles</i>",
    "publication_date": "2026-11-01",
    "language": "fr",
    "type": "article",
    "authorships": [
        {"author": {"display_name": "Léa Exemple"}},
        {"author": {"display_name": None}, "raw_author_name": "P. Modèle"},
    ],
    "primary_location": {"landing_page_url": "https://hal.science/hal-05000001"},
    "open_access": {"is_oa": False},
    "abstract_inverted_index": {"familles": [3], "Travailler": [0], "avec": [1], "les": [2]},
    "is_retracted": False,
    "is_paratext": False,
}


def source(site: Site, key: str = "cle") -> OpenAlex:
    return OpenAlex(
        Declaration(
            "openalex", "OpenAlex", "openalex", f"{site.address}/works", options={"filters": ["language:fr"]}
        ),
        key,
    )


def page(next_cursor: str | None, *works: dict[str, object]) -> web.Response:
    return web.json_response({"meta": {"count": 2, "next_cursor": next_cursor}, "results": list(works)})


async def test_a_work_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/works"] = page(None, WORK)
    entries, cursor = await read(source(site), fetch, now)
    assert (entries, cursor) == (
        [
            Entry(
                "Faire avec les familles",
                "https://hal.science/hal-05000001",
                "W4400000001",
                "https://doi.org/10.1234/exemple.2",
                summary="Travailler avec les familles",
                authors=("Léa Exemple", "P. Modèle"),
                published_on=date(2026, 11, 1),
                language="fr",
                access="paid",
            )
        ],
        {"until": "2026-11-25"},
    )


async def test_pages_follow_the_cursor_and_the_window_is_bounded(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/works"] = in_turn(page("AAA", WORK), page(None, WORK))
    entries, _ = await read(source(site), fetch, now, {"until": "2026-11-20"})
    assert len(entries) == 2
    assert [(request.query["cursor"], request.query["api_key"]) for request in site.asked] == [
        ("*", "cle"),
        ("AAA", "cle"),
    ]
    assert site.asked[0].query["filter"] == (
        "language:fr,from_publication_date:2026-10-06,to_publication_date:2026-11-25"
    )


async def test_without_a_key_nothing_is_asked(site: Site, fetch: Fetcher, now: datetime) -> None:
    with pytest.raises(NetworkFailure, match="only to those who have a key"):
        await read(source(site, ""), fetch, now)
    assert site.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"is_retracted": True},
        {"is_paratext": True},
        {"title": None},
        {"id": "", "doi": None, "primary_location": None},
    ],
)
def test_what_is_not_to_be_read_is_passed_over(change: dict[str, object]) -> None:
    assert entry_of(WORK | change, TODAY) is None


def test_a_day_that_has_not_come_is_no_day_of_publication() -> None:
    entry = entry_of(WORK | {"publication_date": "2027-01-01"}, TODAY)
    assert entry is not None
    assert entry.published_on is None


@pytest.mark.parametrize("index", [None, {}, [], {"mot": "0"}, {"mot": [-1, 10**9, "1"]}])
def test_an_abstract_that_cannot_be_put_back_in_order_is_no_abstract(index: object) -> None:
    assert abstract(index) == ""


@recorded
@pytest.mark.parametrize("name", ["works_search_page_real", "works_list_page"])
def test_recorded_pages_are_read(name: str) -> None:
    answer = json.loads((RECORDINGS / "openalex" / f"{name}.json").read_text(encoding="utf-8"))
    entries = [entry_of(work, TODAY) for work in answer["results"]]
    assert [bool(one and one.title and one.doi and one.published_on) for one in entries] == [True] * len(
        entries
    )


@recorded
@pytest.mark.parametrize("name", ["work_W2741809807", "work_fr_abridged"])
def test_recorded_works_are_read(name: str) -> None:
    work = json.loads((RECORDINGS / "openalex" / f"{name}.json").read_text(encoding="utf-8"))
    entry = entry_of(work, TODAY)
    assert entry is not None
    assert (bool(entry.authors), entry.summary.startswith("<")) == (True, False)
