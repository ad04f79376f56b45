from datetime import date, datetime
from pathlib import Path

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.answers import xml_of
from digests.sources.oai_pmh import OaiPmh, entry_of
from digests.sources.source import Declaration, Entry, Fetched, ParseFailure
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded, xml

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
CALL = f"""<record><header><identifier>20.500.13089/ab1c</identifier><datestamp>2026-11-24T10:00:00Z</datestamp>
<setSpec>events</setSpec></header><metadata><oai_dc:dc {DC}>
<dc:title>Care and &amp; territories</dc:title><dc:title xml:lang="fr">Territoires du soin</dc:title>
<dc:creator>Exemple, Léa</dc:creator><dc:creator>Collectif</dc:creator>
<dc:identifier>https://hdl.handle.net/20.500.13089/ab1c</dc:identifier>
<dc:identifier>https://doi.org/10.58079/exemple</dc:identifier>
<dc:identifier>https://calenda.org/1200000</dc:identifier>
<dc:type>call for papers</dc:type><dc:subject>Sociologie</dc:subject><dc:language>fre</dc:language>
<dc:description>International audience</dc:description>
<dc:description>
Ce colloque réunit celles et ceux qui accompagnent, étudient et soignent, partout en France.
</dc:description>
<dc:rights>info:eu-repo/semantics/openAccess</dc:rights>
<dc:date>2026</dc:date><dc:date>info:eu-repo/date/publication/2026-11-23</dc:date>
<dc:date>info:eu-repo/date/embargoEnd/2029-01-01</dc:date></oai_dc:dc></metadata></record>"""
DELETED = """<record><header status="deleted"><identifier>20.500.13089/vmnb</identifier>
<datestamp>2026-11-24</datestamp></header></record>"""


def document(inside: str) -> web.Response:
    return xml(
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-11-25T09:00:00Z</responseDate>{inside}</OAI-PMH>"
    )


def page(*records: str, token: str = "") -> web.Response:
    return document(
        f"<ListRecords>{''.join(records)}<resumptionToken>{token}</resumptionToken></ListRecords>"
    )


def error(code: str) -> web.Response:
    return document(f'<error code="{code}">said</error>')


def source(site: Site, **options: object) -> OaiPmh:
    asked: dict[str, object] = {"set": "events"} | options
    return OaiPmh(Declaration("calenda", "Calenda", "oai_pmh", f"{site.address}/oai", "event", options=asked))


async def test_a_record_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = page(CALL, DELETED)
    entries, cursor = await read(source(site), fetch, now, {"until": "2026-11-24"})
    assert (entries, cursor) == (
        [
            Entry(
                "Territoires du soin",
                "https://calenda.org/1200000",
                "20.500.13089/ab1c",
                "10.58079/exemple",
                "call",
                "Ce colloque réunit celles et ceux qui accompagnent, étudient et soignent, partout en France.",
                ("Léa Exemple", "Collectif"),
                date(2026, 11, 23),
                language="fr",
                access="free",
                keywords=("Sociologie",),
                aliases=("https://hdl.handle.net/20.500.13089/ab1c", "https://doi.org/10.58079/exemple"),
            )
        ],
        {"until": "2026-11-25"},
    )
    assert dict(site.asked[0].query) == {
        "verb": "ListRecords",
        "metadataPrefix": "oai_dc",
        "from": "2026-11-21",
        "set": "events",
    }


async def test_tokens_lead_from_page_to_page(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = in_turn(page(CALL, token="set=events&amp;cursor=100"), page(CALL))
    entries, _ = await read(source(site), fetch, now)
    assert (len(entries), dict(site.asked[1].query)) == (
        2,
        {"verb": "ListRecords", "resumptionToken": "set=events&cursor=100"},
    )


async def test_a_token_written_as_in_an_address_is_tried_decoded_too(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/oai"] = in_turn(page(CALL, token="set%3Devents"), error("badResumptionToken"), page(CALL))
    entries, _ = await read(source(site), fetch, now)
    assert (len(entries), [request.query.get("resumptionToken") for request in site.asked]) == (
        2,
        [None, "set%3Devents", "set=events"],
    )


async def test_a_token_that_expired_begins_the_window_again_once(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    cursor = {"since": "2026-11-01", "until": "2026-11-20", "page": "old"}
    site.pages["/oai"] = in_turn(error("badResumptionToken"), page(CALL))
    entries, left = await read(source(site), fetch, now, cursor)
    assert (len(entries), site.asked[1].query["from"], left) == (1, "2026-11-01", {"until": "2026-11-20"})
    site.pages["/oai"] = in_turn(
        error("badResumptionToken"), page(CALL, token="new"), error("badResumptionToken")
    )
    with pytest.raises(ParseFailure, match="badResumptionToken"):
        await read(source(site), fetch, now, cursor)


async def test_no_record_is_nothing_new(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = error("noRecordsMatch")
    assert await read(source(site), fetch, now) == ([], {"until": "2026-11-25"})


async def test_other_errors_are_told(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = error("badArgument")
    with pytest.raises(ParseFailure, match=r"refuses the question \(badArgument\)"):
        await read(source(site), fetch, now)


async def test_only_the_types_that_are_wanted_are_kept(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = page(CALL, CALL.replace("call for papers", "post"))
    entries, _ = await read(source(site, types=["call for papers", "colloquium"]), fetch, now)
    assert [entry.kind for entry in entries] == ["call"]


async def test_another_document_is_a_failure(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/oai"] = xml("<rss><channel/></rss>")
    with pytest.raises(ParseFailure, match="something else than what was asked"):
        await read(source(site), fetch, now)


def records(path: Path) -> list[Entry | None]:
    root = xml_of(Fetched(200, "", {}, path.read_bytes()))
    return [entry_of(each) for each in root.iter() if each.tag.rpartition("}")[2] == "record"]


@recorded
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("oai/sickle_ListRecords", 1),
        ("oai/sickle_ListRecords2", 1),
        ("oai/sickle_ListRecords4", 1),
        ("oai/eperiodica_list_records", 50),
        ("oai/base_proxy_getrecord_shs_fr", 1),
        ("hal/oai_getrecord_oai_dc", 1),
        ("hal/oai_listrecords_with_token_abridged", 1),
    ],
)
def test_recorded_records_are_read(name: str, kept: int) -> None:
    found = [entry for entry in records(RECORDINGS / f"{name}.xml") if entry]
    assert len(found) == kept
    assert [entry for entry in found if not (entry.title and entry.url.startswith("http"))] == []


@recorded
def test_every_recorded_document_can_be_read() -> None:
    files = [*(RECORDINGS / "oai").glob("*.xml"), *(RECORDINGS / "hal").glob("*.xml")]
    assert {xml_of(Fetched(200, "", {}, path.read_bytes())).tag.rpartition("}")[2] for path in files} <= {
        "OAI-PMH",
        "TEI",
    }
