import pytest

from bot.settings import SettingsError, load_settings


def mistakes(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {"TISSERANDE_LANGUAGE": "en"} | environ)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TISSERANDE_TOKEN", "TISSERANDE_DISCORD_TOKEN"),
        ("TISSERANDE_DISCORD_TOKN", "TISSERANDE_DISCORD_TOKEN"),
        ("TISSERANDE_DATABASE", "TISSERANDE_DATABASE_URL"),
        ("TISSERANDE_LOGLEVEL", "TISSERANDE_LOG_LEVEL"),
        ("tisserande_time_zone", "TISSERANDE_TIMEZONE"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(typed: str, meant: str) -> None:
    assert mistakes({typed: "x"}) == [f"{typed.upper()}: no such setting; did you mean {meant}?"]


def test_an_unknown_name_near_to_none_leads_to_the_documentation() -> None:
    assert mistakes({"TISSERANDE_XYZZY": "x"}) == [
        "TISSERANDE_XYZZY: no such setting; docs/settings.md lists them."
    ]


def test_a_refused_token_is_never_shown() -> None:
    told = mistakes({"TISSERANDE_DISCORD_TOKEN": "Bot s3cr3t"})

    assert told == [
        (
            "TISSERANDE_DISCORD_TOKEN: what is given (secret, so not shown) is refused;"
            " allowed: the token of the bot, without spaces and without “Bot” before it."
        )
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("mysql://me:s3cr3t@host/base", "mysql://…@host/base"),
        ("mysql://me:s3@cr3t@host/base", "mysql://…@host/base"),
        ("me:s3cr3t@host/base", "…@host/base"),
        ("mysql://host/base?password=s3cr3t", "mysql://host/base?…"),
    ],
)
def test_the_password_of_a_refused_database_is_never_shown(given: str, shown: str) -> None:
    assert mistakes({"TISSERANDE_DATABASE_URL": given}) == [
        (
            f"TISSERANDE_DATABASE_URL: “{shown}” is refused;"
            " allowed: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."
        )
    ]


def test_a_very_long_value_is_cut() -> None:
    assert mistakes({"TISSERANDE_LOG_LEVEL": "x" * 500}) == [
        f"TISSERANDE_LOG_LEVEL: “{'x' * 60}” is refused; allowed: debug, info, warning, error."
    ]
