import json
from datetime import date, datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.identity import keys
from digests.sources.hal import Hal, entry_of
from digests.sources.source import Declaration, Entry, ParseFailure
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

DOCUMENT = {
    "docid": "5000001",
    "halId_s": "hal-05000001",
    "uri_s": "https://hal.science/hal-05000001v2",
    "doiId_s": "10.1234/exemple.1",
    "title_s": ["Habiter &eacute; accompagner", "Living and supporting"],
    "subTitle_s": ["Une enquête"],
    "authFullName_s": ["Léa Exemple", "Paul Modèle"],
    "abstract_s": ["<p>Le <i>résumé</i>.</p>"],
    "keyword_s": ["travail social", "habitat"],
    "submittedDate_tdate": "2026-11-20T15:38:30Z",
    "producedDate_s": "2026-06-02",
    "docType_s": "ART",
    "language_s": ["fr"],
    "openAccess_bool": True,
    "nntId_s": "2025LYO20001",
}


def source(site: Site) -> Hal:
    options = {"query": 'text:"travail social"', "filters": ["domainAllCode_s:shs.socio"]}
    return Hal(Declaration("hal", "HAL", "hal", f"{site.address}/search/", "research", options=options))


def page(documents: list[dict[str, object]], mark: str) -> web.Response:
    return web.json_response({"response": {"numFound": 3, "docs": documents}, "nextCursorMark": mark})


def document(number: int) -> dict[str, object]:
    return DOCUMENT | {"uri_s": f"https://hal.science/hal-0500000{number}", "halId_s": f"hal-0500000{number}"}


async def test_a_deposit_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/search/"] = in_turn(page([DOCUMENT], "AAA"), page([], "AAA"))
    entries, _ = await read(source(site), fetch, now)
    assert entries == [
        Entry(
            "Habiter é accompagner : Une enquête",
            "https://hal.science/hal-05000001",
            "hal-05000001",
            "10.1234/exemple.1",
            summary="Le résumé.",
            authors=("Léa Exemple", "Paul Modèle"),
            published_on=date(2026, 6, 2),
            language="fr",
            access="free",
            keywords=("travail social", "habitat"),
            aliases=("2025LYO20001",),
        )
    ]


async def test_pages_follow_one_another_until_the_mark_repeats(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/search/"] = in_turn(page([document(1)], "AAA"), page([document(2)], "BBB"), page([], "BBB"))
    entries, cursor = await read(source(site), fetch, now)
    assert [entry.external_id for entry in entries] == ["hal-05000001", "hal-05000002"]
    assert ([request.query["cursorMark"] for request in site.asked], cursor) == (
        ["*", "AAA", "BBB"],
        {"until": "2026-11-25"},
    )


async def test_only_recent_deposits_of_recent_works_are_asked_for(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/search/"] = page([], "*")
    await read(source(site), fetch, now, {"until": "2026-11-23"})
    assert site.asked[0].query["fq"] == (
        "(domainAllCode_s:shs.socio) AND (submittedDate_tdate:[2026-11-20T00:00:00Z TO *])"
        " AND (producedDateY_i:[2024 TO *])"
    )


async def test_a_reading_that_was_cut_short_goes_on_from_its_page(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/search/"] = page([], "CCC")
    _, cursor = await read(
        source(site), fetch, now, {"since": "2026-10-01", "until": "2026-11-01", "page": "CCC"}
    )
    query = site.asked[0].query
    assert (query["cursorMark"], "2026-10-01T" in query["fq"], cursor) == (
        "CCC",
        True,
        {"until": "2026-11-01"},
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026", date(2026, 11, 20)),
        ("2026-11", date(2026, 11, 20)),
        ("2025", None),
        ("2026-06", None),
        ("", None),
    ],
)
def test_a_year_alone_is_a_day_only_with_a_deposit_made_in_it(said: str, day: date | None) -> None:
    entry = entry_of(DOCUMENT | {"producedDate_s": said})
    assert entry is not None
    assert entry.published_on == day


def test_a_document_without_its_fields_is_passed_over() -> None:
    assert entry_of({"docid": "1", "label_s": "Une étiquette", "uri_s": "https://hal.science/hal-1"}) is None


def test_a_thesis_of_hal_is_the_one_of_theses_fr() -> None:
    entry = entry_of(DOCUMENT | {"doiId_s": ""})
    assert entry is not None
    assert "thesis:2025lyo20001" in keys(entry, "hal")
    assert "thesis:2025lyo20001" in keys(
        Entry("Autre", "https://theses.fr/2025LYO20001", "2025LYO20001"), "theses"
    )


@pytest.mark.parametrize("body", ['{"response": {}}', '{"error": {"msg": "undefined field"}}', "[]"])
async def test_what_is_no_answer_of_solr_is_a_failure(
    site: Site, fetch: Fetcher, now: datetime, body: str
) -> None:
    site.pages["/search/"] = web.Response(text=body, content_type="application/json")
    with pytest.raises(ParseFailure, match="something else than what was asked"):
        await read(source(site), fetch, now)


@recorded
@pytest.mark.parametrize("name", ["search_q_real", "search_fl_star_docs"])
def test_recorded_answers_are_read(name: str) -> None:
    answer = json.loads((RECORDINGS / "hal" / f"{name}.json").read_text(encoding="utf-8"))
    entries = [entry_of(one) for one in answer["response"]["docs"]]
    assert [bool(entry and entry.title and entry.url and entry.authors) for entry in entries] == [True] * len(
        entries
    )


@recorded
@pytest.mark.parametrize("name", ["search_default_fields", "search_authIdHal_one_doc"])
def test_recorded_answers_without_our_fields_give_nothing_and_break_nothing(name: str) -> None:
    answer = json.loads((RECORDINGS / "hal" / f"{name}.json").read_text(encoding="utf-8"))
    assert {entry_of(one) for one in answer["response"]["docs"]} == {None}


@recorded
def test_a_recorded_document_of_the_humanities_is_read() -> None:
    entry = entry_of(json.loads((RECORDINGS / "hal" / "doc_shs_abridged.json").read_text(encoding="utf-8")))
    assert (entry.external_id if entry else None) in (None, "hal-04836977")
