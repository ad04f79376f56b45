"""The values that the blueprint is made of: what is declared, what the server shows, what would change.

Keys name things for ever, whatever people call them: ``role:theme:handicap``, ``category:themes``,
``channel:theme:handicap``, ``channel:welcome``. Facts are plain JSON values, compared field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Kind = Literal["role", "category", "text", "announcement", "forum", "onboarding"]
Verb = Literal["create", "rename", "edit", "archive", "onboard"]
# Who a permission is for: ``everyone``, ``bot``, or the key of a declared role.
EVERYONE, BOT = "everyone", "bot"
# The key and kind of Discord's own welcome: there is one on a server, and its id is the server's.
ONBOARDING: Final = "onboarding"
# The fields that facts may have. ``parent`` is the key of a category; ``access`` gives, for each of the above, the
# names of permissions allowed (bare) and denied (with ``-`` before), sorted.
FACTS = ("name", "topic", "parent", "access", "tags", "permissions", "mentionable", "slowmode")


@dataclass(frozen=True, slots=True)
class Declared:
    """One role, category or channel that the server should have.

    Attributes:
        key: its name for ever.
        kind: what it is on Discord.
        facts: how it should be: ``name`` always, then those of ``FACTS`` that the kind has.
    """

    key: str
    kind: Kind
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What people read."""
        return str(self.facts["name"])


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question of Discord's own welcome: the roles and channels it gives, by key."""

    title: str
    description: str
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of Discord's own welcome (onboarding)."""

    title: str
    several: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The whole declaration, in the order in which things are created: roles, categories, channels."""

    objects: tuple[Declared, ...]
    prompts: tuple[Prompt, ...] = ()

    def get(self, key: str) -> Declared | None:
        """The declared object of that key."""
        return next((each for each in self.objects if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """One role, category or channel as the server shows it now; ``facts`` as in :class:`Declared`.

    ``parent`` is the key of the category when it is one of ours, else ``#`` and its id; so are the roles in ``access``.
    """

    discord_id: int
    kind: Kind
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Observed:
    """The server as it is.

    Attributes:
        guild_id: its id.
        seen: every role, category and channel, by Discord id.
        community: whether the server is in Community mode (onboarding and announcement channels need it).
        missing: permissions that the bot lacks to apply a blueprint, as Discord names them.
        highest: True when the bot's own role stands above every role it must manage.
        onboarding: the present questions of Discord's welcome, in our shape; None without Community mode.
        active_threads: how many threads and posts are open.
        other_roles: how many roles it has that are not in ``seen``, such as those of other applications.
        other_channels: how many channels it has that are not in ``seen``, such as those for voices.
    """

    guild_id: int
    seen: Mapping[int, Seen]
    community: bool = False
    missing: tuple[str, ...] = ()
    highest: bool = True
    onboarding: tuple[Prompt, ...] | None = None
    active_threads: int = 0
    other_roles: int = 0
    other_channels: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do: exactly one request to Discord, except that a creation may need the tags to follow.

    Attributes:
        was: the facts that change, as they are now (empty for a creation).
        becomes: the facts that change, as they will be (every fact for a creation).
    """

    verb: Verb
    key: str
    kind: Kind
    name: str
    discord_id: int | None = None
    was: Mapping[str, Any] = field(default_factory=dict)
    becomes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drift:
    """Something changed by hand on an object of ours: reported, left alone unless asked otherwise."""

    key: str
    kind: Kind
    name: str
    discord_id: int | None
    was: Mapping[str, Any]
    now: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, and what would not, as a value: sorted, comparable, with a fingerprint.

    Attributes:
        changes: what to do, in order.
        adopted: keys of objects that need no request: they are there already and are only written down, with their ids.
        drifts: changes made by hand.
        obstacles: sentences (message ids with their facts) that forbid applying: limits, permissions.
        remarks: sentences that people should know: no Community mode, a hand-made channel of the same name.
        large: more than 30 % of the blueprint would change: the fingerprint must be typed.
        fingerprint: eight letters and figures, the same for the same changes on the same server.
        recorded: the facts to write down for each key of ``adopted``: the server's own, in our shape.
    """

    guild_id: int
    changes: tuple[Change, ...] = ()
    adopted: tuple[tuple[str, int], ...] = ()
    drifts: tuple[Drift, ...] = ()
    obstacles: tuple["Sentence", ...] = ()
    remarks: tuple["Sentence", ...] = ()
    large: bool = False
    fingerprint: str = ""
    recorded: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence not yet in anybody's language: an English id and its facts."""

    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
