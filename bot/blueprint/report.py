"""A plan in words, for somebody who never saw one: what would be done, what was changed by hand, what forbids it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.blueprint.shapes import ONBOARDING, Change, Drift, Kind, Plan, Sentence, Verb
from commands.markdown import cut, plain
from locales import Words

MOST_NAMES = 12
MOST_SHOWN = 60
_FAMILIES: tuple[tuple[Kind, ...], ...] = (("role",), ("category",), ("text", "announcement", "forum"))


def lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """The report, one paragraph each: the summary, the changes, what people should know, and how to go on."""
    return (
        _summary(plan, words),
        *_changes(plan.changes, words),
        *_adopted(plan, words),
        *drifted(plan.drifts, words),
        *_first((words("**To know:** {said}", said=said(each, words)) for each in plan.remarks), words),
        *_first(
            (words("**To settle first:** {said}", said=said(each, words)) for each in plan.obstacles), words
        ),
        *_what_next(plan, words),
    )


def _summary(plan: Plan, words: Words) -> str:
    counts = {verb: sum(change.verb == verb for change in plan.changes) for verb in _verbs(words)}
    if not plan.changes:
        if plan.drifts or plan.obstacles or plan.adopted:
            return words("Nothing would be changed on the server.")
        return words("The server is as it is declared: there is nothing to do.")
    if counts["create"] and counts["create"] + counts["onboard"] == len(plan.changes):
        return words.plural(
            "{n} channel or role will be created, nothing will be deleted.",
            "{n} channels and roles will be created, nothing will be deleted.",
            counts["create"],
        )
    parts = [sentence.format(n=counts[verb]) for verb, sentence in _verbs(words).items() if counts[verb]]
    return words("To do: {parts}. Nothing will be deleted.", parts=words.list(parts))


def _verbs(words: Words) -> dict[Verb, str]:
    return {
        "create": words("{n} to create"),
        "rename": words("{n} to rename"),
        "edit": words("{n} to change"),
        "archive": words("{n} to archive"),
        "onboard": words("the questions of welcome to write"),
    }


def _changes(changes: Sequence[Change], words: Words) -> Iterator[str]:
    created = [change for change in changes if change.verb == "create"]
    for family in _FAMILIES:
        names = [plain(change.name) for change in created if change.kind in family]
        if names:
            yield f"**{_creating(family, len(names), words)}** {_some(names, words)}"
    listed = [_renaming(change, words) for change in changes if change.verb == "rename"]
    if listed:
        yield words("**To rename:** {names}", names=_some(listed, words))
    listed = [_editing(change, words) for change in changes if change.verb == "edit"]
    if listed:
        yield words("**To change:** {names}", names=_some(listed, words))
    listed = [plain(change.name) for change in changes if change.verb == "archive"]
    if listed:
        yield words(
            "**To archive:** {names}. Archived means: put away in the last category, where those who could read "
            "it still read it, and nobody writes any more. It can come back.",
            names=_some(listed, words),
        )
    for change in changes:
        if change.verb == "onboard":
            titles = [plain(str(prompt["title"])) for prompt in change.becomes["prompts"]]
            yield words("**Questions that Discord asks on arrival:** {names}", names=_some(titles, words))


def _creating(family: tuple[Kind, ...], count: int, words: Words) -> str:
    if family == ("role",):
        return words.plural("{n} role to create:", "{n} roles to create:", count)
    if family == ("category",):
        return words.plural("{n} category to create:", "{n} categories to create:", count)
    return words.plural("{n} channel to create:", "{n} channels to create:", count)


def _renaming(change: Change, words: Words) -> str:
    return words(
        "“{was}” becomes “{now}”", was=plain(str(change.was["name"])), now=plain(str(change.becomes["name"]))
    )


def _editing(change: Change, words: Words) -> str:
    return words("{name} ({what})", name=plain(change.name), what=_what(change.becomes, words))


def _what(facts: Iterable[str], words: Words) -> str:
    """Which facts, in words: « le sujet et les étiquettes »."""
    sentences = {
        "name": "the name",
        "topic": "the topic",
        "parent": "the category",
        "access": "who may read and write",
        "tags": "the tags",
        "permissions": "the permissions",
        "mentionable": "whether it may be mentioned",
        "slowmode": "the slow mode",
        "prompts": "the questions",
    }
    return words.list(words(sentences.get(name, name)) for name in facts)


def _adopted(plan: Plan, words: Words) -> Iterator[str]:
    if plan.adopted:
        yield words.plural(
            "{n} object was there already: it is followed from now on, nothing is sent for it.",
            "{n} objects were there already: they are followed from now on, nothing is sent for them.",
            len(plan.adopted),
        )


def drifted(drifts: Sequence[Drift], words: Words) -> Iterator[str]:
    """What was changed by hand: one paragraph each, the first ones only when they are many."""
    for drift in drifts[:MOST_NAMES]:
        yield _drift(drift, words)
    if len(drifts) > MOST_NAMES:
        more = len(drifts) - MOST_NAMES
        yield words.plural(
            "And {n} other change made by hand, left as it is.",
            "And {n} other changes made by hand, left as they are.",
            more,
        )


def _drift(drift: Drift, words: Words) -> str:
    if drift.key == ONBOARDING:
        return words("**Changed by hand:** the questions that Discord asks on arrival; left as they are.")
    name = plain(drift.name)
    if drift.now is None:
        return words("**Taken away by hand:** {name}; it is not made again.", name=name)
    if list(drift.now) == ["name"]:
        was, now = (plain(str(facts.get("name") or "?")) for facts in (drift.was, drift.now))
        return words("**Renamed by hand:** “{was}” became “{now}”; left as it is.", was=was, now=now)
    return words(
        "**Changed by hand:** {name} ({what}); left as it is.", name=name, what=_what(drift.now, words)
    )


def _what_next(plan: Plan, words: Words) -> Iterator[str]:
    if plan.obstacles:
        yield words("Nothing can be applied yet: settle what is above, then ask for the plan again.")
    elif plan.changes and plan.large:
        yield words(
            "This plan changes much of the server. Read it, then type its code to apply exactly this plan: {code}",
            code=f"**{plan.fingerprint}**",
        )
    elif plan.changes or plan.adopted:
        yield words("To apply exactly this plan, use its code: {code}", code=f"**{plan.fingerprint}**")
    if plan.drifts:
        yield words("To undo what was changed by hand, ask for the plan again and say so.")


def said(sentence: Sentence, words: Words) -> str:
    """A sentence in the reader's language; a list of facts is a list of words of ours."""
    facts = {name: _fact(value, words) for name, value in sentence.facts.items()}
    return words(sentence.id, **facts)


def _fact(value: Any, words: Words) -> Any:
    if isinstance(value, tuple):
        return words.list(words(str(each)) for each in value)
    return plain(cut(value, MOST_SHOWN)) if isinstance(value, str) else value


def _first(paragraphs: Iterable[str], words: Words) -> Iterator[str]:
    """The first paragraphs, and how many others there are."""
    listed = list(paragraphs)
    yield from listed[:MOST_NAMES]
    if len(listed) > MOST_NAMES:
        yield words.plural(
            "And {n} other of this sort.", "And {n} others of this sort.", len(listed) - MOST_NAMES
        )


def _some(names: Sequence[str], words: Words) -> str:
    """The first names, and how many others: « a, b, c et 9 autres »."""
    if len(names) <= MOST_NAMES:
        return words.list(names)
    more = words.plural("{n} other", "{n} others", len(names) - MOST_NAMES)
    return words.list([*names[:MOST_NAMES], more])
