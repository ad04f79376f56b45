import json
from datetime import date, datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.columns import Columns, entry_of
from digests.sources.opendatasoft_v21 import Opendatasoft
from digests.sources.source import Declaration, Entry, ParseFailure
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

PATH = "/api/explore/v2.1/catalog/datasets/offres/records"
COLUMNS = {
    "title": "Prestations de {mois}",
    "url": "liens.0.valeur",
    "id": "code",
    "summary": "texte",
    "published": "maj",
    "place": "departement",
    "keywords": "mots",
}
ROW: dict[str, object] = {
    "code": "A1",
    "mois": "octobre 2026",
    "liens": '[{"libelle": "", "valeur": "https://exemple.fr/a1"}]',
    "texte": "<p>Un <b>texte</b></p>",
    "maj": "2026-11-20T15:59:51+00:00",
    "departement": "Gironde",
    "mots": ["rsa", "apl"],
    "geom": {"lon": 1.0, "lat": 2.0},
    "vide": None,
}


def source(site: Site, **options: object) -> Opendatasoft:
    asked = {"columns": COLUMNS, "where": 'departement="Gironde"', "order_by": "maj desc"} | options
    return Opendatasoft(
        Declaration("offres", "Offres", "opendatasoft_v21", f"{site.address}{PATH}", "figures", options=asked)
    )


def page(total: int, *rows: dict[str, object]) -> web.Response:
    return web.json_response({"total_count": total, "results": list(rows)})


async def test_a_row_is_read_column_by_column(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages[PATH] = page(1, ROW)
    entries, cursor = await read(source(site), fetch, now)
    assert (entries, cursor) == (
        [
            Entry(
                "Prestations de octobre 2026",
                "https://exemple.fr/a1",
                "A1",
                summary="Un texte",
                published_on=date(2026, 11, 20),
                keywords=("rsa", "apl"),
                place="Gironde",
            )
        ],
        {"until": "2026-11-25"},
    )


async def test_pages_go_on_to_the_last_row(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages[PATH] = in_turn(page(201, ROW), page(201, ROW), page(201, ROW))
    entries, _ = await read(source(site), fetch, now)
    assert [request.query["offset"] for request in site.asked] == ["0", "100", "200"]
    assert len(entries) == 3


async def test_only_what_is_newer_is_asked_where_a_column_tells_it(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages[PATH] = page(0)
    newer = source(site, newer="maj")
    await read(newer, fetch, now, {"until": "2026-11-20"})
    assert (site.asked[0].query["where"], newer.whole, source(site).whole) == (
        "(departement=\"Gironde\") and (maj >= date'2026-11-17')",
        False,
        True,
    )


async def test_more_rows_than_pages_can_give_come_in_one_export(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages[PATH] = page(10_001, ROW)
    site.pages[PATH.removesuffix("/records") + "/exports/json"] = web.json_response([ROW, ROW, ROW])
    entries, _ = await read(source(site), fetch, now)
    assert (len(entries), len(site.asked)) == (3, 2)
    assert [request.query for request in site.asked if int(request.query.get("offset", 0)) > 9_900] == []


@pytest.mark.parametrize("body", [{"error_code": "ODSQLError", "message": "no"}, [], {"results": "none"}])
async def test_an_error_of_the_portal_is_a_failure(
    site: Site, fetch: Fetcher, now: datetime, body: object
) -> None:
    site.pages[PATH] = web.json_response(body)
    with pytest.raises(ParseFailure):
        await read(source(site), fetch, now)


@recorded
def test_recorded_rows_are_read() -> None:
    folder = RECORDINGS / "opendatasoft"
    rows = json.loads((folder / "v21_records.json").read_text(encoding="utf-8"))["results"]
    columns = Columns(
        title="Station de {ville}",
        url="https://exemple.fr/{id}",
        keywords="services.service",
        place="departement",
    )
    entries = [entry_of(row, columns) for row in rows]
    assert [(one.place, bool(one.keywords)) for one in entries if one] == [
        ("Hautes-Alpes", True),
        ("Isère", False),
    ]


@recorded
def test_recorded_services_of_the_administration_are_read() -> None:
    folder = RECORDINGS / "annuaire_administration"
    (row,) = json.loads((folder / "ods_v21_records.json").read_text(encoding="utf-8"))["results"]
    entry = entry_of(row, Columns(title="nom", url="site_internet.0.valeur"))
    assert entry == Entry("Mairie - Fontaine-le-Port", "http://www.ville-fontaineleport.fr")
