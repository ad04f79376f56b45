"""What an operator decides: read once from `.env` and the environment, typed, frozen, then passed down.

A `TISSERANDE_…` variable of the environment wins over the same line of `.env`; an empty one counts as absent.
Every mistake is told at once, in one `SettingsError`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

import locales
from bot.mistakes import refused_values, unknown_names, unread_lines

PREFIX = "TISSERANDE_"
TOKEN_VARIABLE, DATABASE_VARIABLE = f"{PREFIX}DISCORD_TOKEN", f"{PREFIX}DATABASE_URL"

DATABASE_SCHEMES = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    # Some hosts still write the first, which SQLAlchemy no longer reads.
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class SettingsError(Exception):
    """The settings cannot be used; each mistake is a sentence in the operator's language."""

    def __init__(self, mistakes: Sequence[str], language: str) -> None:
        self.mistakes, self.language = tuple(mistakes), language
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True, slots=True)
class Allowed:
    """The values that a setting accepts, in words."""

    text: str


class Settings(BaseSettings):
    """The settings of one installation. Building one by hand reads neither `.env` nor the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True
    )

    discord_token: Annotated[
        SecretStr | None, Allowed("the token of the bot, without spaces and without “Bot” before it")
    ] = Field(default=None, description="Connects the bot to Discord; `tisserande demo` needs none.")
    database_url: Annotated[str, Allowed("sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")] = (
        Field(
            default="sqlite+aiosqlite:///tisserande.db",
            repr=False,
            description="Where Tisserande keeps what it knows; PostgreSQL needs the extra `postgres`.",
        )
    )
    index_path: Annotated[str, Allowed(":memory: or the path of a file")] = Field(
        default=":memory:",
        min_length=1,
        description="Where each process keeps its search index; a file spares the memory of a large catalogue.",
    )
    guild_id: Annotated[int | None, Allowed("a Discord id: 17 to 20 digits")] = Field(
        default=None,
        ge=10**16,
        lt=10**20,
        description="The one server that receives the commands, at once; without it they are offered everywhere.",
    )
    language: Annotated[Literal["fr", "en"], Allowed("fr, en")] = Field(
        default="fr", description="The language used where nobody's own is known: the terminal, a report."
    )
    timezone: Annotated[ZoneInfo, Allowed("a name such as Europe/Paris or Indian/Reunion")] = Field(
        default=ZoneInfo("Europe/Paris"),
        description="What “today” means: dates shown, order of equal results.",
    )
    log_format: Annotated[Literal["auto", "text", "json"], Allowed("auto, text, json")] = Field(
        default="auto",
        description="How the journal is written; auto is text on a terminal and JSON elsewhere.",
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Allowed("debug, info, warning, error")
    ] = Field(default="info", description="The least serious lines that the journal keeps.")
    stale_after_months: Annotated[int, Allowed("a whole number from 1 to 120")] = Field(
        default=12,
        ge=1,
        le=120,
        description="The age in months from which a record says that it must be checked.",
    )
    keep_left_days: Annotated[int, Allowed("a whole number from 1 to 365")] = Field(
        default=30,
        ge=1,
        le=365,
        description="For how many days the profile of a person who left the server waits for them.",
    )
    refresh_seconds: Annotated[int, Allowed("a whole number from 1 to 3600")] = Field(
        default=30,
        ge=1,
        le=3600,
        description="How often, in seconds, a process looks for changes that another one made to the catalogue.",
    )
    open_territory_at: Annotated[int, Allowed("a whole number from 2 to 10000")] = Field(
        default=40,
        ge=2,
        le=10000,
        description="How many members of a département make the bot propose a channel of its own to moderators.",
    )
    dormant_days: Annotated[int, Allowed("a whole number from 30 to 3650")] = Field(
        default=180,
        ge=30,
        le=3650,
        description="How many days without a post make a space sleep; archiving it is then proposed, with notice.",
    )

    contact: Annotated[str | None, Allowed("an e-mail address")] = Field(
        default=None,
        pattern=r"^[^@\s,;()<>]+@[^@\s,;()<>]+\.[a-zA-Z]{2,}$",
        description="Told to the sites whose news the digest reads, so that they can write to those who run this bot.",
    )
    openalex_key: Annotated[
        SecretStr | None, Allowed("the key of an account of openalex.org, without spaces")
    ] = Field(default=None, description="Lets the digest read OpenAlex; the key is free.")
    aides_territoires_token: Annotated[
        SecretStr | None, Allowed("the token of an account of Aides-territoires, without spaces")
    ] = Field(default=None, description="Lets the digest read the calls for projects of Aides-territoires.")
    sources_file: Annotated[Path | None, Allowed("the path of a file in TOML")] = Field(
        default=None,
        description="A list of sources of your own, instead of the one that comes with Tisserande.",
    )

    smtp_url: Annotated[SecretStr | None, Allowed("smtp[s]://USER:PASSWORD@HOST:PORT")] = Field(
        default=None, description="The mail server that brings digests; without it, mail is not offered."
    )
    mail_from: Annotated[str | None, Allowed("an address such as veille@example.org")] = Field(
        default=None,
        pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$",
        description="The sender of mails; answers, and requests to leave, reach it.",
    )
    public_url: Annotated[str | None, Allowed("https://HOST or https://HOST/PATH")] = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Where readers reach the pages of this bot: to confirm an address, to unsubscribe.",
    )
    web_port: Annotated[int | None, Allowed("a whole number from 1 to 65535")] = Field(
        default=None,
        ge=1,
        le=65535,
        description="The local port on which `tisserande run` serves these pages; without it, they are not served.",
    )
    # Each one may open a conversation first: 20 a second are 40 of the 50 requests that Discord allows, and leave a
    # fifth of them to everything else.
    deliveries_per_second: Annotated[float, Allowed("a number from 0.01 to 20")] = Field(
        default=0.33,
        ge=0.01,
        le=20,
        allow_inf_nan=False,
        description="How many direct messages of the digest leave each second, at most; Discord takes haste for spam.",
    )

    @field_validator("smtp_url")
    @classmethod
    def _with_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.port == 0:
                raise ValueError("no mail server")
        return value

    @field_validator("public_url")
    @classmethod
    def _without_final_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @field_validator("language", "log_format", "log_level", mode="before")
    @classmethod
    def _in_lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("discord_token", "openalex_key", "aides_territoires_token")
    @classmethod
    def _without_spaces(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\S+", value.get_secret_value()):
            raise ValueError("a token has no spaces")
        return value

    @field_validator("database_url")
    @classmethod
    def _with_a_known_driver(cls, value: str) -> str:
        scheme, separator, rest = value.partition("://")
        driver = DATABASE_SCHEMES.get(scheme.lower())
        if not separator or driver is None:
            raise ValueError("an unknown kind of database")
        # `sqlite://FILE` would be read as a host, and `sqlite:///` as a database forgotten when the bot stops.
        if driver.startswith("sqlite") and not re.match(r"//?[^/?]", rest):
            raise ValueError("the file of the database is missing")
        # Reading the port refuses one that is no number.
        _ = urlsplit(value).port
        return f"{driver}://{rest}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic-settings' own
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the caller gives: `load_settings` alone looks at the machine."""
        return (init_settings,)

    def require_token(self) -> str:
        """Return the Discord token. Raise `SettingsError`, which says what to do, when there is none."""
        if self.discord_token is None:
            missing = locales.reader(self.language)(
                "The setting {name} is missing: put the token of your bot in the file .env."
                " Without a token, “tisserande demo” shows everything in your browser.",
                name=TOKEN_VARIABLE,
            )
            raise SettingsError([missing], self.language)
        return self.discord_token.get_secret_value()


def load_settings(env_file: Path | None = Path(".env"), environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `env_file` (when there is one) and `environ` (by default, the process's own).

    Raises `SettingsError` listing every mistake: values refused, names unknown, lines not understood.
    """
    variables, unread = _read_file(env_file)
    variables |= _ours(os.environ if environ is None else environ)
    language = "en" if variables.get(f"{PREFIX}LANGUAGE", "").lower() == "en" else "fr"
    words = locales.reader(language)
    mistakes = [*unread_lines(env_file, unread, words), *unknown_names(variables, variable_names(), words)]
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    settings = None
    try:
        settings = Settings(**source())
    except ValidationError as error:
        mistakes += refused_values(error, variables, PREFIX, allowed_values, words)
    if mistakes or settings is None:
        raise SettingsError(mistakes, language)
    return settings


def variable_names() -> tuple[str, ...]:
    """Every variable that is read, in the order of the documentation."""
    return tuple(PREFIX + field.upper() for field in Settings.model_fields)


def allowed_values(field: str) -> str:
    """The values that the setting `field` accepts, in English words."""
    return next(mark.text for mark in Settings.model_fields[field].metadata if isinstance(mark, Allowed))


def _ours(variables: Mapping[str, str | None]) -> dict[str, str]:
    """Keep the variables that speak to Tisserande and say something."""
    return {
        name.upper(): value.strip()
        for name, value in variables.items()
        if name.upper().startswith(PREFIX) and value and value.strip()
    }


def _read_file(env_file: Path | None) -> tuple[dict[str, str], list[int]]:
    """Return our variables of a file, and the numbers of its lines that are not NAME=value."""
    if env_file is None or not env_file.is_file():
        return {}, []
    with env_file.open(encoding="utf-8-sig", errors="replace") as stream:
        bindings = list(parse_stream(stream))
    unread = [
        # A statement begins with the blank lines before it.
        line.original.line + len(line.original.string) - len(line.original.string.lstrip("\n"))
        for line in bindings
        if line.error or (line.key is not None and line.value is None)
    ]
    return _ours({line.key: line.value for line in bindings if line.key is not None}), unread
