import pytest

from commands.dangers import heard
from storage.catalogue import Catalogue
from storage.text import fold
from tests.builders import danger
from tests.commands.conftest import MakeCatalogue
from tests.commands.reviewed import reviewed

HEARD: dict[str, list[str]] = reviewed("dangers")["heard"]
SILENT: list[str] = reviewed("dangers")["silent"]


def slugs(catalogue: Catalogue, text: str) -> list[str]:
    return [each.slug for each in heard(catalogue, text)]


def test_the_lists_are_long_enough_to_prove_something(catalogue: Catalogue) -> None:
    assert set(HEARD) == set(catalogue.dangers)
    assert sum(map(len, HEARD.values())) >= 60
    assert len(SILENT) >= 60


@pytest.mark.parametrize("slug", HEARD)
def test_a_danger_is_heard(catalogue: Catalogue, slug: str) -> None:
    assert [text for text in HEARD[slug] if slug not in slugs(catalogue, text)] == []


def test_a_look_alike_is_not(catalogue: Catalogue) -> None:
    assert {text: found for text in SILENT if (found := slugs(catalogue, text))} == {}


def test_accents_case_and_punctuation_change_nothing(catalogue: Catalogue) -> None:
    for text in (each for texts in HEARD.values() for each in texts):
        expected = slugs(catalogue, text)
        for typed in (fold(text), text.upper(), f"  « {text} » !!"):
            assert slugs(catalogue, typed) == expected, typed


@pytest.mark.parametrize(
    "story",
    [
        "Bonjour, je travaille dans une MECS. {}. Je ne sais pas vers qui me tourner, merci d'avance.",
        "{}, et j'ai fait une formation de prévention du suicide le mois dernier",
        "formation sur les violences conjugales. Depuis, {}",
    ],
)
def test_a_danger_told_inside_a_story_or_beside_a_look_alike_is_still_heard(
    catalogue: Catalogue, story: str
) -> None:
    told = {slug: texts[0] for slug, texts in HEARD.items()}
    assert [slug for slug, text in told.items() if slug not in slugs(catalogue, story.format(text))] == []


def test_the_most_vital_comes_first(catalogue: Catalogue) -> None:
    told = "mon mari me frappe et il a avalé de la javel"
    assert slugs(catalogue, told) == ["urgence-medicale", "violences-conjugales-et-sexuelles"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("j'ai envie de mourir", {"3114"}),
        ("un enfant me dit que son père le frappe", {"119"}),
        ("mon mari me frappe", {"3919", "17"}),
        ("il ne respire plus", {"15"}),
    ],
)
def test_the_right_numbers_are_given(catalogue: Catalogue, text: str, numbers: set[str]) -> None:
    given = {number.number for each in heard(catalogue, text) for number in each.numbers}
    assert numbers <= given


@pytest.mark.parametrize("text", ["", " ", "?!", "…", "|", "bonjour"])
def test_nothing_is_heard_where_nothing_is_said(catalogue: Catalogue, text: str) -> None:
    assert slugs(catalogue, text) == []


async def test_forms_gaps_and_look_alikes_are_read_as_written(make_catalogue: MakeCatalogue) -> None:
    catalogue = await make_catalogue(
        dangers=[danger("urgence", words=["feu|flammes…maison", "au secours"], not_words=["feu vert"])]
    )
    said = {
        "le feu a pris dans la maison": True,
        "des flammes sortent de la Maison !": True,
        "le feu " + "très " * 10 + "maison": True,
        "le feu " + "très " * 11 + "maison": False,
        "la maison puis le feu": False,
        "feu vert pour la maison": False,
        "feu vert, et le feu dans la maison": True,
        "les maisons en feux": False,
        "AU SECOURS": True,
        "au secourisme": False,
    }
    assert {text: bool(slugs(catalogue, text)) for text in said} == said
