"""The declaration: ``server.toml`` and the catalogue → a ``Blueprint``, or every mistake at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path as FilePath
from typing import Any

from bot.blueprint.access import Access, check_permissions
from bot.blueprint.expansion import PLACES, Item, Items, fill
from bot.blueprint.positions import Path
from bot.blueprint.reading import (
    CategoryEntry,
    ChannelEntry,
    File,
    Mistakes,
    PromptEntry,
    RoleEntry,
    nearest,
    read,
)
from bot.blueprint.shapes import Blueprint, Choice, Declared, Kind, Prompt
from storage.catalogue import Catalogue

# Where what is archived goes.
ARCHIVES = "category:archives"


class DeclarationError(Exception):
    """The declaration was refused as a whole.

    Attributes:
        problems: one sentence for each mistake, with its line and its key, in the order of the file.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def load(catalogue: Catalogue, path: FilePath | None = None) -> Blueprint:
    """The server as it should be: the file at ``path``, else the one that comes with the project.

    Raises:
        DeclarationError: the file cannot be read, or holds mistakes; all of them are told at once.
    """
    file = path or resources.files("bot.blueprint") / "server.toml"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError([f"{file.name}: it cannot be read: {error}."]) from error
    return declare(text, catalogue, file.name)


def declare(text: str, catalogue: Catalogue, name: str = "server.toml") -> Blueprint:
    """The blueprint that a text declares; ``name`` is how mistakes call the file.

    Raises:
        DeclarationError: as for :func:`load`.
    """
    mistakes = Mistakes(name, text)
    file = read(text, mistakes)
    blueprint = _Declaration(file, catalogue, mistakes).blueprint() if file else None
    if blueprint is None or mistakes.found:
        raise DeclarationError(mistakes.lines())
    return blueprint


class _Declaration:
    """One reading of one file; each step adds its mistakes and goes on."""

    def __init__(self, file: File, catalogue: Catalogue, mistakes: Mistakes) -> None:
        self._file, self._mistakes = file, mistakes
        self._items = Items(catalogue, file.names)
        self._keys: dict[str, Path] = {}
        self._names: dict[tuple[str, str], str] = {}

    def blueprint(self) -> Blueprint:
        """The whole, in the order in which things are created."""
        self._check_names()
        self._access.check()
        roles = self._roles
        channels = [
            channel
            for number, entry in enumerate(self._file.categories)
            for channel in self._channels(("categories", number), entry)
        ]
        categories = list(self._categories())
        if ARCHIVES not in self._keys:
            self._mistakes.add((), 'a category with key = "archives" is needed: what is archived goes there.')
        prompts = tuple(self._prompts())
        return Blueprint((*roles.values(), *categories, *channels), prompts)

    @cached_property
    def _access(self) -> Access:
        return Access(self._file.access, self._roles, self._mistakes)

    @cached_property
    def _roles(self) -> dict[str, Declared]:
        return {
            role.key: role
            for number, entry in enumerate(self._file.roles)
            for role in self._of_role(("roles", number), entry)
        }

    def _of_role(self, path: Path, entry: RoleEntry) -> Iterator[Declared]:
        check_permissions(entry.permissions, (*path, "permissions"), self._mistakes)
        for key, item in self._spread(path, entry):
            facts: dict[str, Any] = {
                "name": self._fill(path, "name", entry.name, item),
                "permissions": sorted(set(entry.permissions)),
                "mentionable": entry.mentionable,
            }
            yield from self._declared(path, f"role:{key}", "role", facts)

    def _categories(self) -> Iterator[Declared]:
        for number, entry in enumerate(self._file.categories):
            path: Path = ("categories", number)
            facts = {
                "name": self._fill(path, "name", entry.name, None),
                "access": self._access.of(entry.access, None, (*path, "access")),
            }
            yield from self._declared(path, f"category:{entry.key}", "category", facts)

    def _channels(self, above: Path, category: CategoryEntry) -> Iterator[Declared]:
        for number, entry in enumerate(category.channels):
            path = (*above, "channels", number)
            spread = list(self._spread(path, entry))
            if entry.together:
                spread = _together(entry.together, [item for _, item in spread if item])
            for key, item in spread:
                facts = self._channel_facts(path, entry, item, f"category:{category.key}")
                yield from self._declared(path, f"channel:{key}", entry.kind, facts)

    def _channel_facts(
        self, path: Path, entry: ChannelEntry, item: Item | None, parent: str
    ) -> dict[str, Any]:
        own = self._own(path, entry, item)
        facts: dict[str, Any] = {
            "name": self._fill(path, "name", entry.name, item, channel=True),
            "topic": self._fill(path, "topic", entry.topic, item),
            "parent": parent,
            "access": self._access.of(entry.access, own, (*path, "access")),
        }
        if entry.kind == "forum":
            facts["tags"] = list(self._tags(path, entry, item))
        elif entry.tags:
            self._mistakes.add(
                (*path, "tags"), 'only a forum has tags: write kind = "forum", or take them out.'
            )
        if entry.slowmode is not None:
            facts["slowmode"] = entry.slowmode
        return facts

    def _own(self, path: Path, entry: ChannelEntry, item: Item | None) -> list[str]:
        """The keys of the roles that open this space."""
        own = [f"role:{name}" for name in entry.opened_by]
        if item:
            own += [f"role:{item.facet}:{slug}" for slug in item.slug.split("+")]
        for role in own:
            if role not in self._roles:
                where = "opened_by" if entry.opened_by else "each"
                self._mistakes.add(
                    (*path, where), f'"{role.removeprefix("role:")}" has no role; add it to [[roles]].'
                )
        return own

    def _tags(self, path: Path, entry: ChannelEntry, item: Item | None) -> Iterator[str]:
        for tag in entry.tags:
            if tag == PLACES and item:
                yield from item.places
            else:
                yield self._fill(path, "tags", tag, item)

    def _prompts(self) -> Iterator[Prompt]:
        for number, entry in enumerate(self._file.prompts):
            path: Path = ("prompts", number)
            choices = [*self._choices(path, entry), *self._written(path, entry)]
            yield Prompt(self._fill(path, "title", entry.title, None), entry.several, tuple(choices))

    def _choices(self, path: Path, entry: PromptEntry) -> Iterator[Choice]:
        for _, item in self._spread(path, entry) if entry.each else ():
            if item is None:
                continue
            if item.role not in self._roles:
                self._mistakes.add(
                    (*path, "each"), f'"{item.facet}:{item.slug}" has no role; add it to [[roles]].'
                )
            yield Choice(self._fill(path, "choice", entry.choice, item), "", (item.role,))

    def _written(self, path: Path, entry: PromptEntry) -> Iterator[Choice]:
        for number, choice in enumerate(entry.choices):
            for key in choice.opens:
                if key not in self._keys:
                    where = (*path, "choices", number, "opens")
                    self._mistakes.add(where, f'"{key}" is unknown{nearest(key, list(self._keys))}')
            yield Choice(choice.title, choice.description, tuple(choice.opens))

    def _spread(
        self, path: Path, entry: RoleEntry | ChannelEntry | PromptEntry
    ) -> Iterator[tuple[str, Item | None]]:
        """The keys, without their kind, that an entry stands for."""
        key = None if isinstance(entry, PromptEntry) else entry.key
        if (key is None) == (entry.each is None):
            self._mistakes.add((*path, "key"), "give either key = … or each = …, one of them.")
        elif key is not None:
            yield key, None
        else:
            for item in self._items.chosen(entry, path, self._mistakes):
                if entry.only is not None or isinstance(entry, RoleEntry) or item.role in self._roles:
                    yield f"{item.facet}:{item.slug}", item

    def _declared(self, path: Path, key: str, kind: Kind, facts: Mapping[str, Any]) -> Iterator[Declared]:
        """The object, unless its key or its name is taken."""
        name = str(facts["name"])
        if key in self._keys:
            self._mistakes.add((*path, "key"), f'"{key}" is declared twice; a key names one thing only.')
            return
        self._keys[key] = path
        space = key.partition(":")[0]
        other = self._names.setdefault((space, name.casefold()), key)
        # A name with a wrong {field} is a mistake already, the same for all.
        if other != key and "{" not in name:
            self._mistakes.add((*path, "name"), f'"{name}" ({key}) is already the name of {other}.')
        yield Declared(key, kind, facts)

    def _fill(self, path: Path, key: str, template: str, item: Item | None, *, channel: bool = False) -> str:
        return fill(template, item.fields if item else {}, (*path, key), self._mistakes, channel=channel)

    def _check_names(self) -> None:
        for facet, names in self._file.names.items():
            known = list(self._items.all(facet))
            for slug in names:
                if slug not in known:
                    self._mistakes.add(("names", facet, slug), f"unknown{nearest(slug, known)}")


def _together(name: str, items: Sequence[Item]) -> list[tuple[str, Item | None]]:
    """Several items as one: their slugs are joined with ``+``, their places are all its places."""
    if not items:
        return []
    facet = items[0].facet
    places = tuple(place for item in items for place in item.places)
    return [(f"{facet}:{name}", Item(facet, "+".join(item.slug for item in items), {}, places))]
