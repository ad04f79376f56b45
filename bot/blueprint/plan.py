"""The plan: what is declared, what we last left and what the server shows → what to do, and what not, as a value.

Three-way, field by field: what shows as declared is left; what shows as we left it follows the declaration; anything
else was changed by hand, and is told instead. What is no longer declared is archived. No verb takes anything away.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from bot.blueprint import limits, welcoming
from bot.blueprint.archiving import ARCHIVES, archive, no_longer_declared
from bot.blueprint.comparing import Facts, canonical, renamed, without
from bot.blueprint.matching import match
from bot.blueprint.shapes import (
    Blueprint,
    Change,
    Declared,
    Drift,
    Kind,
    Observed,
    Plan,
    Seen,
    Sentence,
    Verb,
)
from storage.spaces import ManagedSpace

# Above this share of the declared objects, the fingerprint must be typed.
LARGE = 0.3
FINGERPRINT_LETTERS = 8
_MADE_FIRST: Mapping[Kind, int] = {"role": 0, "category": 1}


def make_plan(
    blueprint: Blueprint,
    observed: Observed,
    managed: Mapping[str, ManagedSpace],
    *,
    overwrite: bool = False,
    adopt: bool = False,
) -> Plan:
    """What applying the blueprint would do on this server.

    ``overwrite`` undoes changes made by hand; ``adopt`` takes over what was made by hand under the name of ours.
    """
    planning = _Planning(_possible(blueprint, observed), observed, managed, overwrite=overwrite, adopt=adopt)
    return planning.plan()


class _Planning:
    """One plan being made."""

    def __init__(
        self,
        blueprint: Blueprint,
        observed: Observed,
        managed: Mapping[str, ManagedSpace],
        *,
        overwrite: bool,
        adopt: bool,
    ) -> None:
        self._blueprint, self._observed, self._managed = blueprint, observed, managed
        self._overwrite, self._adopt = overwrite, adopt
        self._matches = match(blueprint, observed, managed, adopt=adopt)
        # What was taken away by hand stays away: nothing else may point to it.
        self._gone = frozenset() if overwrite else frozenset(self._matches.lost)
        self._new_keys = {f"#{self._matches.found[key].discord_id}": key for key in self._matches.adopted}
        self._drifts: list[Drift] = []
        self._recorded: dict[str, Facts] = {}
        self._remarks: list[Sentence] = [*self._matches.remarks]

    def plan(self) -> Plan:
        """The whole plan."""
        changes = (*self._creations(), *self._edits(), *self._archives(), *self._onboarding())
        adopted = tuple((key, self._matches.found[key].discord_id) for key in self._recorded)
        return Plan(
            self._observed.guild_id,
            changes,
            adopted,
            tuple(self._drifts),
            (*_forbidden(self._observed), *limits.excesses(self._blueprint, self._observed, changes)),
            (*self._remarks, *limits.warnings(self._observed)),
            len(changes) > LARGE * len(self._blueprint.objects),
            fingerprint(self._observed.guild_id, changes, adopted),
            self._recorded,
        )

    def _creations(self) -> Iterator[Change]:
        for declared in self._blueprint.objects:
            if declared.key in self._gone:
                space = self._managed[declared.key]
                name = str(space.applied.get("name", declared.name))
                self._drifts.append(
                    Drift(declared.key, declared.kind, name, space.discord_id, dict(space.applied), None)
                )
            elif declared.key not in self._matches.found:
                facts = dict(without(declared.facts, self._gone))
                yield Change("create", declared.key, declared.kind, declared.name, becomes=facts)

    def _edits(self) -> Iterator[Change]:
        for declared in self._blueprint.objects:
            seen = self._matches.found.get(declared.key)
            if seen is None:
                continue
            told, comparable = _kinds(declared, seen)
            if told is not None:
                self._remarks.append(told)
            if comparable and (change := self._edit(declared, seen)):
                yield change

    def _edit(self, declared: Declared, seen: Seen) -> Change | None:
        """What must change on an object that is there; what was changed by hand becomes a drift."""
        key, names = declared.key, tuple(declared.facts)
        adopted = key in self._matches.adopted
        want = canonical(without(declared.facts, self._gone), names)
        now = canonical(renamed(seen.facts, self._new_keys), names)
        left = now if adopted else canonical(without(self._managed[key].applied, self._gone), names)
        differing = [name for name in names if now[name] != want[name]]
        if adopted or (not differing and left != want):
            self._recorded[key] = now
        ours = [name for name in differing if self._overwrite or now[name] == left[name]]
        by_hand = [name for name in differing if name not in ours]
        name, kind = str(seen.facts["name"]), declared.kind
        if by_hand:
            was, shown = _some(left, by_hand), _some(now, by_hand)
            self._drifts.append(Drift(key, kind, name, seen.discord_id, was, shown))
        if not ours:
            return None
        verb: Verb = "rename" if ours == ["name"] else "edit"
        return Change(verb, key, kind, name, seen.discord_id, _some(now, ours), _some(want, ours))

    def _archives(self) -> Iterator[Change]:
        parent = None if ARCHIVES in self._gone else ARCHIVES
        for key, seen in no_longer_declared(self._blueprint, self._observed, self._managed):
            done = archive(key, replace(seen, facts=renamed(seen.facts, self._new_keys)), parent)
            if isinstance(done, Change):
                yield done
            else:
                self._remarks.append(done)

    def _onboarding(self) -> Iterator[Change]:
        welcome = welcoming.compare(
            welcoming.possible(self._blueprint.prompts, self._gone),
            welcoming.known(self._observed.onboarding, self._new_keys),
            self._managed,
            self._observed.guild_id,
            overwrite=self._overwrite,
            adopt=self._adopt,
        )
        if isinstance(welcome, Change):
            yield welcome
        elif isinstance(welcome, Drift):
            self._drifts.append(welcome)
        elif welcome is not None:
            self._remarks.append(welcome)


def fingerprint(guild_id: int, changes: Sequence[Change], adopted: Sequence[tuple[str, int]]) -> str:
    """Eight letters and figures that stand for these changes on this server."""
    content = [guild_id, [astuple(change) for change in changes], list(adopted)]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_LETTERS]


def _possible(blueprint: Blueprint, observed: Observed) -> Blueprint:
    """The blueprint in the order in which things are made, without what Discord keeps for Community mode."""
    objects: Iterable[Declared] = sorted(blueprint.objects, key=lambda each: _MADE_FIRST.get(each.kind, 2))
    if not observed.community:
        objects = [replace(each, kind="text") if each.kind == "announcement" else each for each in objects]
    return Blueprint(tuple(objects), blueprint.prompts)


def _kinds(declared: Declared, seen: Seen) -> tuple[Sentence | None, bool]:
    """What to say when an object is not of the declared kind, and whether its facts can be compared all the same."""
    facts = {"name": str(seen.facts["name"])}
    if declared.kind == seen.kind:
        return None, True
    if {declared.kind, seen.kind} == {"text", "announcement"}:
        told = Sentence(
            "“{name}” is an ordinary channel and could be an announcement channel, which others may follow: "
            "change it by hand in its settings if you wish.",
            facts,
        )
        return (told if declared.kind == "announcement" else None), True
    told = Sentence(
        "“{name}” is declared as another kind of channel, and Discord cannot turn one into the other: give the "
        "new one another key in server.toml, and this one will be archived.",
        facts,
    )
    return told, False


def _forbidden(observed: Observed) -> Iterator[Sentence]:
    if observed.missing:
        yield Sentence(
            "The bot lacks permissions: {permissions}. Give them to its role in the settings of the server, or "
            "invite it again with the link that tisserande check gives.",
            {"permissions": observed.missing},
        )
    if not observed.highest:
        yield Sentence(
            "The role of the bot must stand above the roles it makes: in the settings of the server, Roles, "
            "drag it to the top."
        )


def _some(facts: Facts, names: Iterable[str]) -> dict[str, Any]:
    return {name: facts[name] for name in names}
