import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from digests.sources.catalogue import SHIPPED, SourcesError, build, declarations
from storage.catalogue import Catalogue

SECRETS = {"openalex_key": "cle", "aides_territoires_token": "jeton"}
FINE = """[[source]]
name = "exemple"
label = "Exemple"
adapter = "feed"
address = "https://exemple.fr/feed"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(SourcesError) as refused:
        declarations(written(folder, text))
    return refused.value.mistakes


def test_every_source_of_the_shipped_list_can_be_built() -> None:
    declared = declarations(None, SECRETS)
    assert [build(each, SECRETS).declaration for each in declared] == list(declared)


def test_every_kind_of_source_has_one_in_the_shipped_list() -> None:
    assert {each.adapter for each in declarations()} == {
        "feed", "hal", "theses", "oai_pmh", "openalex", "crossref", "opendatasoft_v21", "aides_territoires", "file",
    }  # fmt: skip


def test_every_shipped_source_says_its_licence_and_whom_to_write_to() -> None:
    assert [
        each.name for each in declarations() if not (each.licence and each.contact.startswith("https://"))
    ] == []


def test_every_shipped_source_is_asked_on_the_safe_web() -> None:
    assert {urlsplit(each.address).scheme for each in declarations()} == {"https"}


async def test_the_themes_of_shipped_sources_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    named = {theme for each in declarations() for theme in each.themes}
    assert named - set(catalogue.themes) == set()


def test_a_source_that_needs_a_key_is_off_without_it() -> None:
    off = {each.name for each in declarations() if each.needs and not each.enabled}
    on = {each.name for each in declarations(None, SECRETS) if each.needs and each.enabled}
    assert off == on == {"openalex", "aides-territoires"}


def test_a_list_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    (only,) = declarations(
        written(tmp_path, FINE + 'themes = ["handicap"]\nterritories = ["R75", "D33", "C988"]\n')
    )
    assert (only.name, only.kind, only.themes, only.territories, only.enabled) == (
        "exemple",
        "news",
        ("handicap",),
        ("R75", "D33", "C988"),
        True,
    )


def test_every_mistake_is_told_at_once_with_its_source_and_its_key(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        FINE
        + FINE
        + """
[[source]]
label = "Sans nom"
adapter = "feed"
address = "https://exemple.fr/feed"
[[source]]
name = "faux"
label = "Faux"
adapter = "gopher"
address = "gopher://exemple.fr"
kind = "rumeur"
territories = ["33"]
evry = 24
[[source]]
name = "hal"
label = "HAL"
adapter = "hal"
address = "https://api.archives-ouvertes.fr/search/"
every = "24"
[source.options]
filter = "x"
""",
    )
    assert [": ".join(line.split(": ")[:2]) for line in told] == [
        "source no. 3: name",
        "faux: adapter",
        "faux: address",
        "faux: kind",
        "faux: territories.0",
        "faux: evry",
        "hal: every",
        "hal: options.query",
        "hal: options.filter",
        "exemple: name",
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("[[source]\n", "sources.toml: this is not TOML: "),
        ("[sources]\nname = 'x'\n", "sources.toml: sources: no such key"),
        ("[source]\nname = 'x'\n", "sources.toml: source: write [[source]] before each one."),
        ("source = ['x']\n", "source no. 1: : "),
    ],
)
def test_a_file_that_is_no_list_says_so(tmp_path: Path, text: str, start: str) -> None:
    (only,) = mistakes(tmp_path, text)
    assert only.startswith(start)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"rien\.toml: the file cannot be opened"):
        declarations(tmp_path / "rien.toml")


def test_an_empty_list_reads_nothing(tmp_path: Path) -> None:
    assert declarations(written(tmp_path, "")) == ()


def test_the_shipped_list_is_sorted_into_known_keys_only() -> None:
    assert list(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))) == ["source"]
