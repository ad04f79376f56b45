"""The community of the demonstration, read from `community.yaml`: people, channels, first messages, what to try."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from storage.schema import Theme
from storage.spaces import channel_key

DEFAULT_LOCALE = "fr"


class _Invented(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Chosen(_Invented):
    """What a person said of themselves with /profil; with `everything`, they also asked to see every space."""

    audience: str = ""
    trades: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    everything: bool = False


class Person(_Invented):
    """A member: a first name and a trade, and the language of their Discord. A newcomer arrives last."""

    name: str
    role: str
    locale: str = DEFAULT_LOCALE
    moderator: bool = False
    newcomer: bool = False
    profile: Chosen = Chosen()


class Viewer(_Invented):
    """A person through whose eyes a visitor may look, and who that is in a word."""

    name: str
    label: Literal["member", "moderator", "english", "newcomer"]


class Talk(_Invented):
    """What is said in a channel, as (first name, text), and the commands that a visitor may try there."""

    messages: list[tuple[str, str]]
    suggestions: list[str] = Field(alias="try")


class Channel(Talk):
    """A text channel; `key` is that of the blueprint's own channel of the same use."""

    name: str
    topic: str
    key: str = ""
    moderators_only: bool = False


class Category(_Invented):
    """A group of channels; those under `themes` are named by the catalogue."""

    name: str
    channels: list[Channel] = []
    themes: dict[str, Talk] = {}


class Community(_Invented):
    """The whole invented server."""

    name: str
    people: list[Person]
    viewers: list[Viewer]
    categories: list[Category]

    @property
    def channels(self) -> list[Channel]:
        """Every channel, in the order of the server's list."""
        return [channel for category in self.categories for channel in category.channels]

    def locale_of(self, name: str) -> str:
        """The language that this person reads; French for a stranger."""
        return next((person.locale for person in self.people if person.name == name), DEFAULT_LOCALE)

    def opened(self, names: Mapping[str, str]) -> "Community":
        """The same with only the channels of these keys, under the names given."""
        return self.model_copy(
            update={
                "categories": [
                    category.model_copy(
                        update={
                            "channels": [
                                each.model_copy(update={"name": names[each.key]})
                                for each in category.channels
                                if each.key in names
                            ]
                        }
                    )
                    for category in self.categories
                ]
            }
        )


def community(themes: Iterable[Theme]) -> Community:
    """The community with one channel for each theme of the catalogue that it talks about."""
    named = {theme.slug: theme for theme in themes}
    written = _written()
    categories = [
        category.model_copy(
            update={
                "channels": [
                    *category.channels,
                    *(_themed(named[slug], talk) for slug, talk in category.themes.items() if slug in named),
                ]
            }
        )
        for category in written.categories
    ]
    return written.model_copy(update={"categories": categories})


def _themed(theme: Theme, talk: Talk) -> Channel:
    return Channel.model_validate(
        {
            "name": theme.channel,
            "key": channel_key("theme", theme.slug),
            "topic": theme.description,
            "messages": talk.messages,
            "try": talk.suggestions,
        }
    )


@cache
def _written() -> Community:
    text = files("sandbox").joinpath("community.yaml").read_text(encoding="utf-8")
    return Community.model_validate(yaml.safe_load(text))
