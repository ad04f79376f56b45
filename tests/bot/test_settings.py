from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings, SettingsError, load_settings, variable_names

ENGLISH = {"TISSERANDE_LANGUAGE": "en"}


def mistakes(environ: dict[str, str], env_file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file, ENGLISH | environ)
    return str(caught.value).splitlines()


def env_file(folder: Path, text: str) -> Path:
    path = folder / "settings.env"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_variable_every_setting_has_its_default() -> None:
    assert load_settings(None, {}) == Settings()


def test_each_setting_is_read_from_its_variable() -> None:
    settings = load_settings(
        None,
        {
            "TISSERANDE_DISCORD_TOKEN": "one.two.three",
            "TISSERANDE_DATABASE_URL": "sqlite:///other.db",
            "TISSERANDE_INDEX_PATH": "index.db",
            "TISSERANDE_GUILD_ID": "123456789012345678",
            "TISSERANDE_LANGUAGE": "EN",
            "TISSERANDE_TIMEZONE": "Indian/Reunion",
            "TISSERANDE_LOG_FORMAT": "Json",
            "TISSERANDE_LOG_LEVEL": "WARNING",
            "TISSERANDE_STALE_AFTER_MONTHS": "6",
            "TISSERANDE_KEEP_LEFT_DAYS": "90",
            "TISSERANDE_REFRESH_SECONDS": "5",
        },
    )

    assert settings == Settings(
        discord_token=SecretStr("one.two.three"),
        database_url="sqlite+aiosqlite:///other.db",
        index_path="index.db",
        guild_id=123456789012345678,
        language="en",
        timezone=ZoneInfo("Indian/Reunion"),
        log_format="json",
        log_level="warning",
        stale_after_months=6,
        keep_left_days=90,
        refresh_seconds=5,
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = env_file(tmp_path, "TISSERANDE_LOG_LEVEL=debug\nTISSERANDE_REFRESH_SECONDS=5\n")

    settings = load_settings(path, {"TISSERANDE_LOG_LEVEL": "error"})

    assert (settings.log_level, settings.refresh_seconds) == ("error", 5)


def test_an_empty_variable_counts_as_absent(tmp_path: Path) -> None:
    path = env_file(tmp_path, "TISSERANDE_GUILD_ID=\nTISSERANDE_DISCORD_TOKEN=   \n")

    assert load_settings(path, {"TISSERANDE_LANGUAGE": ""}) == Settings()


def test_a_file_that_does_not_exist_is_no_mistake(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "absent", {}) == Settings()


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_bytes("\ufeffTISSERANDE_LOG_LEVEL=debug\r\nTISSERANDE_LANGUAGE=en\r\n".encode())

    assert load_settings(path, {}) == Settings(log_level="debug", language="en")


def test_the_variables_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    path = env_file(tmp_path, "POSTGRES_PASSWORD=secret\nLANGUAGE=de\n")

    assert load_settings(path, {"PATH": "anything"}) == Settings()


def test_a_dollar_in_a_value_stays_a_dollar(tmp_path: Path) -> None:
    path = env_file(tmp_path, "TISSERANDE_DISCORD_TOKEN=a${HOME}b\n")

    assert load_settings(path, {}).require_token() == "a${HOME}b"


def test_every_mistake_is_told_at_once_with_the_allowed_values(tmp_path: Path) -> None:
    path = env_file(
        tmp_path, "\n\nTISSERANDE_LOG_LEVEL=bavard\n\nTISSERANDE_LOG_FORMAT\nTISSERANDE_LANG=fr\n"
    )

    told = mistakes(
        {
            "TISSERANDE_GUILD_ID": "12",
            "TISSERANDE_TIMEZONE": "Paris",
            "TISSERANDE_STALE_AFTER_MONTHS": "0",
            "TISSERANDE_KEEP_LEFT_DAYS": "366",
            "TISSERANDE_REFRESH_SECONDS": "often",
        },
        path,
    )

    assert told == [
        f"{path}, line 5: this is not understood; write NAME=value.",
        "TISSERANDE_LANG: no such setting; did you mean TISSERANDE_LANGUAGE?",
        "TISSERANDE_GUILD_ID: “12” is refused; allowed: a Discord id: 17 to 20 digits.",
        "TISSERANDE_TIMEZONE: “Paris” is refused; allowed: a name such as Europe/Paris or Indian/Reunion.",
        "TISSERANDE_LOG_LEVEL: “bavard” is refused; allowed: debug, info, warning, error.",
        "TISSERANDE_STALE_AFTER_MONTHS: “0” is refused; allowed: a whole number from 1 to 120.",
        "TISSERANDE_KEEP_LEFT_DAYS: “366” is refused; allowed: a whole number from 1 to 365.",
        "TISSERANDE_REFRESH_SECONDS: “often” is refused; allowed: a whole number from 1 to 3600.",
    ]


def test_a_mistake_is_told_in_french_unless_english_is_chosen() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {"TISSERANDE_LOG_LEVEL": "bavard"})

    assert str(caught.value) == (
        "TISSERANDE_LOG_LEVEL\u00a0: «\u202fbavard\u202f» est refusé\u202f;"
        " valeurs permises\u00a0: debug, info, warning, error."
    )


def test_a_language_that_does_not_exist_is_refused_in_french() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {"TISSERANDE_LANGUAGE": "de"})

    assert (
        str(caught.value)
        == "TISSERANDE_LANGUAGE\u00a0: «\u202fde\u202f» est refusé\u202f; valeurs permises\u00a0: fr, en."
    )


def test_neither_the_token_nor_the_database_shows_in_the_settings_themselves() -> None:
    settings = Settings(discord_token=SecretStr("s3cr3t"), database_url="postgresql://me:s3cr3t@host/base")

    assert "s3cr3t" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///tisserande.db", "sqlite+aiosqlite:///tisserande.db"),
        ("sqlite:////var/lib/tisserande.db", "sqlite+aiosqlite:////var/lib/tisserande.db"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgres://me:pw@host/base", "postgresql+psycopg://me:pw@host/base"),
        ("postgresql://host/base", "postgresql+psycopg://host/base"),
        ("postgresql+psycopg://host/base", "postgresql+psycopg://host/base"),
        ("postgresql://me:@/base?host=/tmp/pg", "postgresql+psycopg://me:@/base?host=/tmp/pg"),
    ],
)
def test_a_database_address_is_given_the_driver_that_tisserande_uses(given: str, used: str) -> None:
    assert load_settings(None, {"TISSERANDE_DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    "given",
    [
        "mysql://host/base",
        "postgresql+asyncpg://host/base",
        "tisserande.db",
        "sqlite://x.db",
        "sqlite:///",
        "://",
    ],
)
def test_another_database_is_refused(given: str) -> None:
    assert mistakes({"TISSERANDE_DATABASE_URL": given}) == [
        (
            f"TISSERANDE_DATABASE_URL: “{given}” is refused;"
            " allowed: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."
        )
    ]


def test_a_missing_token_says_which_setting_and_that_the_demo_needs_none() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(language="en").require_token()

    assert str(caught.value) == (
        "The setting TISSERANDE_DISCORD_TOKEN is missing: put the token of your bot in the file .env."
        " Without a token, “tisserande demo” shows everything in your browser."
    )


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValidationError):
        Settings().language = "en"


def test_settings_built_by_hand_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TISSERANDE_LANGUAGE", "en")

    assert Settings().language == "fr"
    assert load_settings(None).language == "en"


def test_every_variable_has_the_prefix() -> None:
    assert [name for name in variable_names() if not name.startswith("TISSERANDE_")] == []
