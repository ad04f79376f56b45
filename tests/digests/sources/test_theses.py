import json
from datetime import date, datetime

from aiohttp import web

from digests.fetching import Fetcher
from digests.sources.source import Declaration, Entry
from digests.sources.theses import Theses, entry_of
from tests.digests.site import RECORDINGS, Site, in_turn, read, recorded

THESIS: dict[str, object] = {
    "id": "2026LYO20042",
    "titrePrincipal": "Le quotidien des assistantes de service social",
    "titreEN": "The everyday life of social workers",
    "auteurs": [{"ppn": "1", "nom": "Exemple", "prenom": "Léa"}],
    "discipline": "Sociologie",
    "etabSoutenanceN": "Lyon 2",
    "dateSoutenance": "03/11/2026",
    "datePremiereInscriptionDoctorat": None,
    "nnt": "2026LYO20042",
    "doi": None,
    "status": "soutenue",
    "sujets": [{"langue": "fr", "libelle": "Travail social"}, {"langue": "en", "libelle": "Social work"}],
    "sujetsRameau": [{"ppn": "2", "libelle": "Service social"}, "… autres"],
}


def source(site: Site, **options: object) -> Theses:
    asked = {"query": 'titres.\\*:"travail social"'} | options
    return Theses(
        Declaration("theses", "Thèses", "theses", f"{site.address}/recherche/", "research", options=asked)
    )


def page(total: int, *theses: dict[str, object]) -> web.Response:
    return web.json_response({"totalHits": total, "took": 5, "theses": list(theses)})


async def test_a_thesis_is_read_field_by_field(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/recherche/"] = page(1, THESIS)
    entries, cursor = await read(source(site), fetch, now)
    assert (entries, cursor) == (
        [
            Entry(
                "Le quotidien des assistantes de service social",
                "https://theses.fr/2026LYO20042",
                "2026LYO20042",
                summary="Sociologie, Lyon 2",
                authors=("Léa Exemple",),
                published_on=date(2026, 11, 3),
                language="fr",
                keywords=("Travail social", "Service social"),
                aliases=("2026LYO20042",),
            )
        ],
        {"until": "2026-11-25"},
    )


async def test_dates_are_asked_one_way_and_read_the_other(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/recherche/"] = page(0)
    await read(source(site), fetch, now, {"until": "2026-11-20"})
    assert site.asked[0].query["q"] == '(titres.\\*:"travail social") AND dateSoutenance:[2026-07-23 TO *]'


async def test_theses_begun_are_dated_by_their_beginning(site: Site, fetch: Fetcher, now: datetime) -> None:
    begun = THESIS | {
        "dateSoutenance": None,
        "datePremiereInscriptionDoctorat": "01/10/2026",
        "status": "enCours",
    }
    site.pages["/recherche/"] = page(1, begun)
    (entry,), _ = await read(source(site, by="datePremiereInscriptionDoctorat"), fetch, now)
    assert entry.published_on == date(2026, 10, 1)


async def test_pages_go_on_to_the_last_thesis(site: Site, fetch: Fetcher, now: datetime) -> None:
    site.pages["/recherche/"] = in_turn(page(250, THESIS), page(250, THESIS), page(250, THESIS))
    entries, _ = await read(source(site), fetch, now)
    assert ([request.query["debut"] for request in site.asked], len(entries)) == (["0", "100", "200"], 3)


def test_a_title_that_is_its_own_translation_is_in_english() -> None:
    entry = entry_of(THESIS | {"titrePrincipal": "Social work", "titreEN": "Social work"})
    assert entry is not None
    assert entry.language == "en"


@recorded
def test_recorded_theses_are_read() -> None:
    listed = json.loads((RECORDINGS / "theses_fr" / "recherche_one_these.json").read_text(encoding="utf-8"))
    alone = json.loads((RECORDINGS / "theses_fr" / "these_abridged_source.json").read_text(encoding="utf-8"))
    entries = [entry_of(one) for one in (*listed["theses"], alone)]
    assert [(one.url, one.published_on, one.language) for one in entries if one] == [
        ("https://theses.fr/2022UCFAC034", date(2022, 9, 22), "en")
    ] * 2
