"""The community of the demonstration, read from `community.yaml`: people, channels, first messages, what to try."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from storage.schema import Theme

DEFAULT_LOCALE = "fr"


class _Invented(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Invented):
    """A member: a first name and a trade, and the language of their Discord."""

    name: str
    role: str
    locale: str = DEFAULT_LOCALE
    moderator: bool = False


class Viewer(_Invented):
    """A person through whose eyes a visitor may look, and who that is in a word."""

    name: str
    label: Literal["member", "moderator", "english"]


class Talk(_Invented):
    """What is said in a channel, as (first name, text), and the commands that a visitor may try there."""

    messages: list[tuple[str, str]]
    suggestions: list[str] = Field(alias="try")


class Channel(Talk):
    """A text channel."""

    name: str
    topic: str
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

    def may_see(self, name: str, channel: str) -> bool:
        """Is this channel open to this person?"""
        closed = {each.name for each in self.channels if each.moderators_only}
        return channel not in closed or any(each.moderator for each in self.people if each.name == name)


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
            "topic": theme.description,
            "messages": talk.messages,
            "try": talk.suggestions,
        }
    )


@cache
def _written() -> Community:
    text = files("sandbox").joinpath("community.yaml").read_text(encoding="utf-8")
    return Community.model_validate(yaml.safe_load(text))
