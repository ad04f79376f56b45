from importlib import resources

import pytest

from bot.blueprint.declaration import declare
from bot.blueprint.shapes import Blueprint
from commands.plan_lines import archive_lines, fenced, space_lines, territory_lines
from storage.catalogue import Catalogue

# The plan sets its French as a printer would.
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
SHIPPED = (resources.files("bot.blueprint") / "server.toml").read_text(encoding="utf-8")
TERRITORIES = 'name = "Territoires"\naccess = "chosen"\n'
THEMES = 'name = "Thématiques"\naccess = "chosen"\n'
THEME_CHANNELS = '[[categories.channels]]\neach = "theme"\n'


def pasted(catalogue: Catalogue, lines: str, after: str) -> Blueprint:
    """The server declared by the shipped file once somebody has pasted these lines."""
    assert SHIPPED.count(after) == 1
    return declare(SHIPPED.replace(after, f"{after}\n{lines}\n"), catalogue)


def keys(blueprint: Blueprint) -> set[str]:
    return {each.key for each in blueprint.objects}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Addictions & logement", "addictions-logement"),
        ('L\'« été » {et} "la" ruralité \\', "l-ete-et-la-ruralite"),
        ("🌱🌱🌱", "nouvel-espace"),
    ],
)
def test_the_lines_of_a_space_are_read_by_the_plan_whatever_was_typed(
    catalogue: Catalogue, name: str, key: str
) -> None:
    lines = space_lines(name, 'À quoi\nil « servirait » : {name}, "tout" \\ ``` ça.')
    found = pasted(catalogue, lines, THEMES).get(f"channel:{key}")
    assert found is not None
    assert (found.kind, found.facts["parent"], found.facts["topic"].translate(SPACES)) == (
        "forum",
        "category:themes",
        'À quoi il « servirait » : {name}, "tout" \\ ``` ça.',
    )


def test_the_lines_of_a_departement_add_its_forum_and_nothing_else(catalogue: Catalogue) -> None:
    before = keys(declare(SHIPPED, catalogue))
    after = pasted(catalogue, territory_lines("D33"), TERRITORIES)
    assert keys(after) - before == {"channel:territory:D33"}
    assert before - keys(after) == set()
    found = after.get("channel:territory:D33")
    assert found is not None
    assert (found.name, found.facts["parent"]) == ("gironde", "category:territories")
    assert found.facts["access"]["role:territory:D33"] == ["view_channel"]


def test_the_line_of_an_archive_leaves_out_that_space_alone(catalogue: Catalogue) -> None:
    lines = archive_lines("handicap", catalogue.themes)
    after = declare(SHIPPED.replace(THEME_CHANNELS, f"{THEME_CHANNELS}{lines}\n"), catalogue)
    assert keys(declare(SHIPPED, catalogue)) - keys(after) == {"channel:theme:handicap"}


def test_a_region_is_archived_without_touching_the_others(catalogue: Catalogue) -> None:
    regions = [id for id in catalogue.territories.places if id.startswith("R") and id[1:].isdigit()]
    entry = '[[categories.channels]]\neach = "territory"\nlevels = ["region"]\n'
    assert SHIPPED.count(entry) == 1
    lines = archive_lines("R75", regions)
    after = declare(SHIPPED.replace(entry, entry + lines + "\n"), catalogue)
    assert keys(declare(SHIPPED, catalogue)) - keys(after) == {"channel:territory:R75"}


def test_what_people_typed_does_not_close_the_block() -> None:
    assert fenced("a ``` b") == "```toml\na ''' b\n```"
