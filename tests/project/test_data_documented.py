"""`docs/donnees.md` says of each table what the bot says and does."""

from itertools import pairwise
from pathlib import Path

from commands.privacy.lookup import erasing, kept, titles
from commands.privacy.workflow import DRAFTS_KEPT, FILE_NAME, NOTICES_KEPT
from locales import reader
from storage.traces import WHERE

PAGE = (Path(__file__).parents[2] / "docs" / "donnees.md").read_text(encoding="utf-8")
PRINTED = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
FRENCH = reader("fr")
NOBODY = "rien : personne dedans"
PEOPLE = [name for name, traces in WHERE.items() if traces.person]


def rows() -> dict[str, list[str]]:
    """The cells of the row of each table, by its name in the database."""
    table = [line for line in PAGE.splitlines() if line.count("|") == 6 and "`)" in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {row[0].split("(`")[1].removesuffix("`)"): row for row in cells}


def plainly(text: str) -> str:
    """As it is typed in the page."""
    return text.translate(PRINTED)


def test_the_page_has_one_row_for_each_table() -> None:
    assert sorted(rows()) == sorted([*WHERE, "alembic_version"])


def test_each_table_with_people_has_its_title_its_time_and_its_erasure_as_the_bot_says_them() -> None:
    said = {name: [rows()[name][0], *rows()[name][3:]] for name in PEOPLE}
    assert said == {
        name: [
            f"{plainly(titles(FRENCH)[name])} (`{name}`)",
            plainly(kept(FRENCH)[name]),
            plainly(erasing(FRENCH)[name]),
        ]
        for name in PEOPLE
    }


def test_the_other_tables_are_said_to_hold_nobody() -> None:
    others = {name: row[4] for name, row in rows().items() if name not in PEOPLE}
    assert set(others.values()) == {NOBODY}


def test_the_bot_names_every_table_with_people_and_no_other() -> None:
    assert [sorted(of(FRENCH)) for of in (titles, kept, erasing)] == [sorted(PEOPLE)] * 3


def test_the_days_that_are_said_are_those_that_are_kept() -> None:
    assert kept(FRENCH)["drafts"].startswith(f"{DRAFTS_KEPT.days} jours")
    assert kept(FRENCH)["notices"].startswith(f"{NOTICES_KEPT.days} jours")


def test_the_page_shows_the_three_commands_and_the_name_of_the_file() -> None:
    said = [
        "/mes-donnees voir",
        "/mes-donnees exporter",
        "/mes-donnees effacer",
        FILE_NAME,
        "tisserande erase ",
    ]
    assert [one for one in said if f"`{one}" not in PAGE and f"\n{one}" not in PAGE] == []
    places = [PAGE.index(f"`{one}`") for one in said[:3]]
    assert all(before < after for before, after in pairwise(places))
