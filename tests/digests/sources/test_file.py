import json
from datetime import datetime

import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.file import File
from digests.sources.source import Declaration, Entry, ParseFailure
from tests.digests.site import RECORDINGS, Site, read, recorded

COLUMNS = {"title": "nom", "url": "https://exemple.fr/{id}", "id": "id"}
CSV = 'id;nom;type\n1;Foyer « Été »;mecs\n2;"Deux\nlignes";esat\n3;Trois;mecs\n'


def source(site: Site, form: str = "csv", **options: object) -> File:
    asked = {"format": form, "columns": COLUMNS} | options
    return File(
        Declaration("fichier", "Fichier", "file", f"{site.address}/fichier", "resource", options=asked)
    )


def csv(text: str, encoding: str = "utf-8", **headers: str) -> web.Response:
    return web.Response(body=text.encode(encoding), headers={"Content-Type": "text/csv", **headers})


async def test_rows_of_a_csv_are_read_by_the_names_of_their_columns(
    site: Site, fetch: Fetcher, now: datetime
) -> None:
    site.pages["/fichier"] = csv(CSV, ETag='"1"')
    entries, cursor = await read(source(site), fetch, now)
    assert (entries[0], [entry.title for entry in entries], cursor) == (
        Entry("Foyer « Été »", "https://exemple.fr/1", "1"),
        ["Foyer « Été »", "Deux lignes", "Trois"],
        {"etag": '"1"'},
    )


async def test_an_unchanged_file_is_not_read_again(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/fichier"] = web.Response(status=304)
    assert await read(source(site), fetch, now, {"etag": '"1"'}) == ([], {"etag": '"1"'})
    assert site.asked[0].headers["If-None-Match"] == '"1"'


async def test_old_letters_are_read_and_rows_are_chosen(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/fichier"] = csv(CSV, "cp1252")
    entries, _ = await read(source(site, only={"type": "mecs"}), fetch, now)
    assert [entry.title for entry in entries] == ["Foyer « Été »", "Trois"]


async def test_a_csv_without_names_is_given_them(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/fichier"] = csv(CSV.partition("\n")[2].replace(";", ","))
    entries, _ = await read(source(site, names=["id", "nom", "type"], delimiter=","), fetch, now)
    assert len(entries) == 3


async def test_a_json_is_read_from_where_its_rows_stand(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/fichier"] = web.json_response({"data": {"items": [{"id": 1, "nom": "Un"}, "autre"]}})
    entries, _ = await read(source(site, "json", root="data.items"), fetch, now)
    assert entries == [Entry("Un", "https://exemple.fr/1", "1")]


@pytest.mark.parametrize(
    ("form", "body", "sentence"),
    [
        ("csv", "<!DOCTYPE html><html></html>", "It answers a web page where data was expected."),
        ("json", "<html><body>Maintenance</body></html>", "It answers a web page where data was expected."),
        ("json", '[{"id": 1, "nom": "Coup', "Its JSON cannot be read."),
        ("json", '{"autre": []}', "It answers something else than what was asked."),
        ("csv", "code;libelle\n1;Un\n", "It has no column “nom”."),
    ],
)
async def test_what_is_not_the_file_is_a_failure(
    site: Site, fetch: Fetcher, now: datetime, form: str, body: str, sentence: str
) -> None:
    site.pages["/fichier"] = web.Response(text=body, content_type="text/plain")
    with pytest.raises(ParseFailure) as refused:
        await read(source(site, form), fetch, now)
    assert str(refused.value) == sentence


@recorded
async def test_the_recorded_establishments_are_read(site: Site, fetch: Fetcher, now: datetime) -> None:
    (path,) = (RECORDINGS / "finess").glob("*.csv")
    names = ["typeet", "nofinesset", "nofinessej", "rs", "rslongue"]
    site.pages["/fichier"] = web.Response(body=path.read_bytes(), content_type="text/csv")
    columns = {"title": "rs", "url": "https://exemple.fr/{nofinesset}", "id": "nofinesset"}
    establishments = source(site, names=names, columns=columns, only={"typeet": "structureet"})
    entries, _ = await read(establishments, fetch, now)
    assert len(entries) == path.read_text(encoding="utf-8").count("\nstructureet;")


@recorded
async def test_recorded_services_of_inclusion_are_read(site: Site, fetch: Fetcher, now: datetime) -> None:
    told = json.loads(
        (RECORDINGS / "data_inclusion" / "real_api_v1_service_detail.json").read_text(encoding="utf-8")
    )
    site.pages["/fichier"] = web.json_response([told])
    columns = {"title": "nom", "url": "https://exemple.fr/{id}", "id": "id", "keywords": "thematiques"}
    (entry,), _ = await read(source(site, "json", columns=columns), fetch, now)
    assert entry.keywords == tuple(told["thematiques"])
