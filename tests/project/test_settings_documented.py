import re
from pathlib import Path

import pytest

from bot.client import INTENTS
from bot.invite import PERMISSIONS, PRIVILEGED, SCOPES, permissions, privileged
from bot.settings import Settings, allowed_values, load_settings, variable_names

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def default(field: str) -> str:
    value = Settings.model_fields[field].default
    return "" if value is None else str(value)


def rows(*, columns: int) -> list[tuple[str, ...]]:
    """The rows of the page's tables that have this many columns, their headings left out."""
    cells = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in PAGE.splitlines()
        if "|" in line
    ]
    return [row for row in cells if len(row) == columns and not set(row[0]) <= {"-"}][1:]


def test_the_page_lists_every_setting_with_its_default_and_its_allowed_values() -> None:
    documented = rows(columns=4)

    assert documented == [
        (
            f"`{name}`",
            f"`{default(field)}`" if default(field) else "none",
            allowed_values(field),
            Settings.model_fields[field].description,
        )
        for name, field in zip(variable_names(), Settings.model_fields, strict=True)
    ]


def test_the_example_holds_every_setting_with_its_default() -> None:
    written = re.findall(r"^(?:# )?(TISSERANDE_\w+)=(.*)$", EXAMPLE, flags=re.MULTILINE)

    assert written == [
        (name, default(field)) for name, field in zip(variable_names(), Settings.model_fields, strict=True)
    ]


def test_the_example_says_what_each_setting_decides() -> None:
    written = re.findall(r"^# (.+)\n(?:# )?TISSERANDE_\w+=", EXAMPLE, flags=re.MULTILINE)

    assert written == [field.description for field in Settings.model_fields.values()]


def test_the_example_can_be_used_as_it_is() -> None:
    assert load_settings(ROOT / ".env.example", {}) == Settings()


def test_the_example_can_be_used_with_every_line_switched_on(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_text(re.sub(r"^# (?=TISSERANDE_)", "", EXAMPLE, flags=re.MULTILINE), encoding="utf-8")

    assert load_settings(path, {}) == Settings()


@pytest.mark.parametrize("field", list(Settings.model_fields))
def test_a_setting_says_what_it_decides_in_one_sentence(field: str) -> None:
    assert re.fullmatch(r"[A-Z][^|\n]*\.", Settings.model_fields[field].description or "") is not None


def test_the_page_names_the_intents_that_a_person_must_switch_on() -> None:
    assert [name for name, (label, _) in PRIVILEGED.items() if f"*{label}*" in PAGE] == privileged(INTENTS)


def test_the_page_names_the_permissions_and_the_number_of_the_invitation() -> None:
    section = PAGE.partition("## What Tisserande asks of Discord")[2]
    named = re.findall(r"^\| ([A-Z][^|]+?) \|", section, flags=re.MULTILINE)

    assert named == list(PERMISSIONS.values())
    assert re.findall(r"As a number: `(\d+)`", section) == [str(permissions().value)]
    assert [scope for scope in SCOPES if f"`{scope}`" not in section] == []
