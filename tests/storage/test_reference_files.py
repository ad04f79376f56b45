import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import InvalidReference
from storage.reference_files import ShelfFile, dump_shelf, read_folder, read_shelf, shipped
from storage.schema import SHELVES
from tests.builders import HEADER, small_catalogue, theme, write_folder


def problems(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidReference) as refused:
        read_shelf("themes", text)
    return [(problem.file, problem.entry, problem.field) for problem in refused.value.problems]


def test_every_shelf_comes_with_the_project(catalogue_files: list[ShelfFile]) -> None:
    assert [file.shelf for file in catalogue_files] == list(SHELVES)


def test_the_shipped_files_are_written_in_the_canonical_form(catalogue_files: list[ShelfFile]) -> None:
    rewritten = {file.shelf: dump_shelf(file.header, file.entries) for file in catalogue_files}
    assert rewritten == {
        shelf: (shipped() / f"{shelf}.yaml").read_text(encoding="utf-8") for shelf in SHELVES
    }


def test_every_shipped_shelf_says_its_source_licence_and_date(catalogue_files: list[ShelfFile]) -> None:
    assert {file.shelf: set(file.header) for file in catalogue_files} == dict.fromkeys(
        SHELVES, set(HEADER) | {"shelf"}
    )


def test_what_is_written_reads_back_equal() -> None:
    entries = [
        theme("un", label="« Été » : l’œuvre d'Anne\nsuite"),
        theme("deux", notes=None, sources=["003:1"]),
    ]
    header = {"shelf": "themes", **HEADER}
    assert read_shelf("themes", dump_shelf(header, entries)) == ShelfFile("themes", header, entries)


def test_the_bare_list_of_entries_is_a_shelf_without_a_header() -> None:
    assert read_shelf("themes", "- slug: un\n") == ShelfFile("themes", {}, [{"slug": "un"}])


def test_dates_are_read_as_text_wherever_they_are() -> None:
    text = "- {slug: un, verified_on: 2026-11-25, inside: [{day: 2026-11-26}]}\n"
    (entry,) = read_shelf("themes", text).entries
    assert entry == {"slug": "un", "verified_on": "2026-11-25", "inside": [{"day": "2026-11-26"}]}


@pytest.mark.parametrize(
    "text", ["", "42", "entries: 3", "entries: [un, deux]", "title: rien", "- un\n- deux\n"]
)
def test_a_file_of_another_shape_is_refused_by_its_name(text: str) -> None:
    assert problems(text) == [("themes.yaml", "-", "entries")]


def test_a_file_that_is_no_yaml_is_refused_by_its_name() -> None:
    assert problems("entries: [") == [("themes.yaml", "-", "-")]


def test_a_file_cannot_make_the_reader_build_objects() -> None:
    assert problems("entries: [!!python/object/apply:os.getcwd []]") == [("themes.yaml", "-", "-")]


def test_missing_and_broken_files_are_all_named_at_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalogue", small_catalogue())
    (folder / "themes.yaml").unlink()
    (folder / "trades.yaml").write_text("42", encoding="utf-8")
    with pytest.raises(InvalidReference) as refused:
        read_folder(folder)
    assert [problem.file for problem in refused.value.problems] == ["themes.yaml", "trades.yaml"]


def test_a_file_in_another_encoding_is_named_with_the_place_of_its_first_wrong_byte(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalogue", small_catalogue())
    (folder / "themes.yaml").write_bytes("- slug: été\n".encode("latin-1"))
    with pytest.raises(InvalidReference, match=r"themes\.yaml.* this is not UTF-8, from byte 8 on"):
        read_folder(folder)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text(min_size=1, max_size=8), VALUES, max_size=4), max_size=3))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_reads_back_equal_and_is_written_again_the_same(
    entries: list[dict[str, Any]],
) -> None:
    header = {"shelf": "themes", **HEADER}
    written = dump_shelf(header, entries)
    read = read_shelf("themes", written)
    assert (read.entries, dump_shelf(read.header, read.entries)) == (entries, written)


def test_no_text_shown_names_a_founding_document_by_its_file(catalogue_files: list[ShelfFile]) -> None:
    number = re.compile(
        r"\b00[0-4](?:[:.]|\.(?:pdf|txt|md))|\b(?:fichier|seed|document)s? 00[0-4]\b", re.IGNORECASE
    )
    named = [
        (file.shelf, entry["slug"], text)
        for file in catalogue_files
        for entry in file.entries
        for key, value in entry.items()
        if key != "sources"
        for text in texts(value)
        if number.search(text)
    ]
    assert named == []
    assert [file.shelf for file in catalogue_files if number.search(file.header["source"])] == []


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
