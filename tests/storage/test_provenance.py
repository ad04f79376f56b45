from storage.provenance import DOCUMENTS, documents, sites
from storage.reference_files import ShelfFile


def test_documents_are_named_once_whatever_the_number_of_their_lines() -> None:
    cited = documents(["003:12-15", "000:4", "003:99", "https://www.caf.fr/aides"])
    assert cited == [
        "livre blanc du travail social (2023)",
        "compte rendu du colloque INTS (5 novembre 2024)",
    ]


def test_public_pages_are_named_by_their_sites_once() -> None:
    pages = ["https://www.caf.fr/aides", "https://caf.fr/autre", "003:12", "http://www.onisep.fr/"]
    assert sites(pages) == ["caf.fr", "onisep.fr"]


def test_without_references_nothing_is_cited() -> None:
    assert (documents([]), sites([])) == ([], [])


def test_every_document_that_the_catalogue_cites_has_a_name(catalogue_files: list[ShelfFile]) -> None:
    cited = {
        reference.split(":")[0]
        for file in catalogue_files
        for entry in file.entries
        for reference in entry.get("sources", ())
        if not reference.startswith("http")
    }
    assert cited - set(DOCUMENTS) == set()
