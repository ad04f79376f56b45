"""A server in memory on which a plan can be applied, cut anywhere, and looked at as people without a role see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.blueprint.plan import make_plan
from bot.blueprint.shapes import (
    EVERYONE,
    Blueprint,
    Change,
    Choice,
    Declared,
    Kind,
    Observed,
    Plan,
    Prompt,
    Seen,
)
from storage.spaces import ManagedSpace

GUILD = 77
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
BOT_MAY = ["send_messages", "view_channel"]


def snowflake(instant: datetime, number: int = 0) -> int:
    """An id of Discord made at this instant."""
    return (int((instant - _EPOCH) / timedelta(milliseconds=1)) << 22) + number


def role(key: str, name: str) -> Declared:
    """A declared role."""
    return Declared(key, "role", {"name": name, "permissions": [], "mentionable": False})


def category(key: str, name: str, access: Mapping[str, Any]) -> Declared:
    """A declared category."""
    return Declared(key, "category", {"name": name, "access": access})


def channel(
    key: str, name: str, parent: str, access: Mapping[str, Any], kind: Kind = "forum", topic: str = "Sujet."
) -> Declared:
    """A declared channel; a forum has two tags."""
    facts: dict[str, Any] = {"name": name, "topic": topic, "parent": parent, "access": access}
    return Declared(key, kind, facts | ({"tags": ["Question", "Résolu"]} if kind == "forum" else {}))


OPEN: Mapping[str, Any] = {"bot": BOT_MAY}
READING = {"bot": BOT_MAY, "everyone": ["-send_messages"]}


def chosen(role_key: str) -> dict[str, Any]:
    """Seen by the holders of a role only."""
    return {"bot": BOT_MAY, "everyone": ["-view_channel"], role_key: ["view_channel"]}


SMALL = Blueprint(
    (
        role("role:everything", "Tout voir"),
        role("role:theme:handicap", "Handicap"),
        role("role:theme:sante", "Santé"),
        category("category:welcome", "Accueil", OPEN),
        category("category:themes", "Thématiques", chosen("role:everything")),
        category("category:archives", "Archives", READING),
        channel("channel:rules", "règles", "category:welcome", READING, "text"),
        channel("channel:watch", "veille", "category:welcome", READING, "announcement"),
        channel("channel:help", "aide", "category:welcome", OPEN),
        channel("channel:theme:handicap", "handicap", "category:themes", chosen("role:theme:handicap")),
        channel("channel:theme:sante", "santé", "category:themes", chosen("role:theme:sante")),
    ),
    (Prompt("Vos thèmes ?", several=True, choices=(Choice("Handicap", "", ("role:theme:handicap",)),)),),
)


@dataclass
class World:
    """The server, and what we wrote down of it."""

    community: bool = True
    seen: dict[int, Seen] = field(default_factory=dict)
    managed: dict[str, ManagedSpace] = field(default_factory=dict)
    onboarding: tuple[Prompt, ...] = ()
    now: datetime = START
    requests: int = 0

    def observed(self) -> Observed:
        """The server as it is, with our keys for our own ids."""
        keys = {space.discord_id: key for key, space in self.managed.items()}
        names = {f"#{discord_id}": key for discord_id, key in keys.items()}
        seen = {id: Seen(id, each.kind, _keyed(each.facts, names)) for id, each in self.seen.items()}
        return Observed(GUILD, seen, self.community, onboarding=self.onboarding if self.community else None)

    def plan(self, blueprint: Blueprint, *, overwrite: bool = False, adopt: bool = False) -> Plan:
        """The plan now."""
        return make_plan(blueprint, self.observed(), self.managed, overwrite=overwrite, adopt=adopt)

    def apply(self, plan: Plan, most: int | None = None, *, lose_last: bool = False) -> None:
        """Carry out the first changes; ``lose_last``: the last request arrives, and we never hear of it."""
        for key, discord_id in plan.adopted:
            self.managed[key] = ManagedSpace(key, discord_id, plan.recorded[key], self.now)
        changes = plan.changes if most is None else plan.changes[:most]
        for number, change in enumerate(changes, 1):
            self.now += timedelta(seconds=1)
            if change.verb == "create":
                self.managed[change.key] = ManagedSpace(change.key, None, {}, self.now)
            discord_id = self.send(change)
            if not (lose_last and number == len(changes)):
                self.write_down(change, discord_id)

    def send(self, change: Change) -> int:
        """What one request does to the server."""
        self.requests += 1
        if change.verb == "onboard":
            self.onboarding = _prompts(change.becomes["prompts"])
            return GUILD
        discord_id = change.discord_id or snowflake(self.now, self.requests)
        before = self.seen[discord_id].facts if change.discord_id else {}
        facts = _numbered(change.becomes, {key: space.discord_id for key, space in self.managed.items()})
        self.seen[discord_id] = Seen(discord_id, change.kind, {**before, **facts})
        return discord_id

    def write_down(self, change: Change, discord_id: int) -> None:
        """Remember what we left on the server."""
        space = self.managed.get(change.key)
        before = space.applied if space and change.verb != "create" else {}
        self.managed[change.key] = ManagedSpace(
            change.key,
            discord_id,
            {**before, **change.becomes},
            self.now,
            archived=change.verb == "archive",
        )

    def by_hand(self, key: str, **facts: Any) -> None:
        """Somebody changes one of our objects."""
        discord_id = self.id_of(key)
        seen = self.seen[discord_id]
        self.seen[discord_id] = Seen(discord_id, seen.kind, {**seen.facts, **facts})

    def made_by_hand(self, kind: Kind, name: str, at: datetime | None = None, **facts: Any) -> int:
        """Somebody makes an object that is not ours."""
        discord_id = snowflake(at or self.now, 4000 + len(self.seen))
        self.seen[discord_id] = Seen(discord_id, kind, {"name": name, **facts})
        return discord_id

    def taken_away(self, key: str) -> None:
        """Somebody takes one of our objects away: Discord then forgets it wherever it was named."""
        gone = self.id_of(key)
        del self.seen[gone]
        for id, each in self.seen.items():
            facts = dict(each.facts)
            if facts.get("parent") == f"#{gone}":
                facts["parent"] = None
            if "access" in facts:
                facts["access"] = {who: what for who, what in facts["access"].items() if who != f"#{gone}"}
            self.seen[id] = Seen(id, each.kind, facts)

    def id_of(self, key: str) -> int:
        """The id of one of our objects."""
        discord_id = self.managed[key].discord_id
        assert discord_id is not None
        return discord_id

    def facts_of(self, key: str) -> Mapping[str, Any]:
        """What the server shows of one of our objects."""
        return self.observed().seen[self.id_of(key)].facts

    def shown(self) -> list[tuple[str, str, Any]]:
        """Every object by what people see of it, without ids: two equal servers show the same."""
        named = {id: str(each.facts["name"]) for id, each in self.seen.items()}
        shown = []
        for each in self.seen.values():
            facts = _keyed(each.facts, {f"#{id}": name for id, name in named.items()})
            shown.append((each.kind, named[each.discord_id], facts))
        return sorted(shown, key=str)

    def open_to_everyone(self) -> set[str]:
        """The names of the channels and categories that somebody without any role can see."""
        return {
            str(each.facts["name"])
            for each in self.seen.values()
            if each.kind != "role" and "-view_channel" not in each.facts["access"].get(EVERYONE, [])
        }


def built(blueprint: Blueprint = SMALL, *, community: bool = True) -> World:
    """A server on which the blueprint was applied."""
    world = World(community)
    world.apply(world.plan(blueprint))
    return world


def done(plan: Plan) -> list[tuple[str, str]]:
    """What a plan does: the verb and the key of each change."""
    return [(change.verb, change.key) for change in plan.changes]


def without(blueprint: Blueprint, *keys: str) -> Blueprint:
    """The blueprint without these objects."""
    return Blueprint(tuple(each for each in blueprint.objects if each.key not in keys), blueprint.prompts)


def changed(blueprint: Blueprint, key: str, **facts: Any) -> Blueprint:
    """The blueprint where one object is otherwise."""
    objects = [
        Declared(each.key, each.kind, {**each.facts, **facts}) if each.key == key else each
        for each in blueprint.objects
    ]
    return Blueprint(tuple(objects), blueprint.prompts)


# Some declarations near the small one.
RENAMED = changed(SMALL, "channel:help", name="entraide")
RETOPICED = changed(SMALL, "channel:help", topic="Demandez ici.")
CLOSED = changed(SMALL, "channel:help", access=chosen("role:theme:sante"))
FEWER = without(SMALL, "channel:help", "channel:theme:sante", "role:theme:sante")
MORE = Blueprint(
    (*SMALL.objects, channel("channel:agenda", "agenda", "category:welcome", OPEN, "text")), SMALL.prompts
)
VERSIONS = (SMALL, RENAMED, RETOPICED, CLOSED, FEWER, MORE)


def _keyed(facts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The facts with ``#`` and an id replaced by what these ids are called."""
    keyed = dict(facts)
    if keyed.get("parent"):
        keyed["parent"] = names.get(keyed["parent"], keyed["parent"])
    if "access" in keyed:
        keyed["access"] = {names.get(who, who): what for who, what in keyed["access"].items()}
    return keyed


def _numbered(facts: Mapping[str, Any], ids: Mapping[str, int | None]) -> dict[str, Any]:
    """The facts as Discord keeps them: ids, not keys."""
    return _keyed(facts, {key: f"#{discord_id}" for key, discord_id in ids.items() if discord_id})


def _prompts(written: Sequence[Mapping[str, Any]]) -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            prompt["title"],
            prompt["several"],
            tuple(
                Choice(each["title"], each["description"], tuple(each["opens"])) for each in prompt["choices"]
            ),
        )
        for prompt in written
    )
