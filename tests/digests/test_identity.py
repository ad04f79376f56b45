from dataclasses import replace
from datetime import date

import pytest

from digests.identity import canonical, doi, keys, readable
from digests.sources.source import Entry

WORK = Entry(
    "Les mots de la protection de l’enfance", "https://hal.science/hal-04123456v2", "hal-04123456",
    doi="https://doi.org/10.3917/VST.150.0012", published_on=date(2026, 3, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.cnsa.fr/actualites/x", "https://www.cnsa.fr/index%2Ephp/actualites/x"),
        ("https://www.cnsa.fr/actualites/x", "https://cnsa.fr/index.php/actualites/x/"),
        ("http://exemple.fr/a?b=1&utm_source=x&xtor=3", "https://exemple.fr/a?b=1#haut"),
        ("https://exemple.fr/a?b=2&a=1", "https://EXEMPLE.fr/a?a=1&b=2&fbclid=zzz"),
        ("https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/été"),
    ],
)
def test_two_addresses_of_one_page_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_two_pages_stay_two() -> None:
    pages = [
        "https://exemple.fr/?p=1",
        "https://exemple.fr/?p=2",
        "https://exemple.fr/a",
        "https://exemple.org/a",
    ]
    assert len(set(map(canonical, pages))) == len(pages)


def test_the_address_to_open_loses_only_what_follows_the_reader() -> None:
    assert (
        readable("https://www.exemple.fr/a/?id=3&utm_medium=rss&vide=#page2")
        == "https://www.exemple.fr/a/?id=3&vide=#page2"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.3917/vst.150.0012", "10.3917/vst.150.0012"),
        ("doi:10.1000/ABC(1).", "10.1000/abc(1)"),
        ("https://dx.doi.org/10.4000%2Frdr.1789", "10.4000/rdr.1789"),
        ("rien", ""),
    ],
)
def test_a_doi_is_found_and_written_one_way(text: str, expected: str) -> None:
    assert doi(text) == expected


def test_a_work_has_its_names_surest_first() -> None:
    assert keys(WORK, "hal") == (
        "doi:10.3917/vst.150.0012",
        "hal:hal-04123456",
        "id:hal:hal-04123456",
        "url:https://hal.science/hal-04123456v2",
        "title:lesmotsdelaprotectiondelenfance:2026",
    )


def test_the_same_work_from_another_source_shares_a_name() -> None:
    elsewhere = Entry(
        "Les mots de la protection de l'enfance",
        "https://shs.cairn.info/revue-vst-2026",
        published_on=date(2026, 9, 9),
    )
    versions = replace(WORK, url="https://hal.archives-ouvertes.fr/hal-04123456", doi="")
    assert set(keys(elsewhere, "cairn")) & set(keys(WORK, "hal")) == {
        "title:lesmotsdelaprotectiondelenfance:2026"
    }
    assert "hal:hal-04123456" in keys(versions, "openalex")


def test_a_short_title_or_one_without_a_year_names_nothing() -> None:
    assert keys(Entry("Éditorial", "https://exemple.fr/1", published_on=date(2026, 1, 1)), "x") == (
        "url:https://exemple.fr/1",
    )
    assert keys(replace(WORK, published_on=None, doi="", url="", external_id=""), "x") == ()
