"""What Discord holds at most: looked at before anything is sent, each excess with its remedy in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.blueprint.shapes import Blueprint, Change, Declared, Observed, Prompt, Sentence

MOST_CHANNELS, MOST_IN_CATEGORY, MOST_ROLES = 500, 50, 250
MOST_TAGS, TAG_LETTERS = 20, 20
NAME_LETTERS, TOPIC_LETTERS, FORUM_TOPIC_LETTERS = 100, 1024, 4096
MOST_PROMPTS, MOST_CHOICES, PROMPT_LETTERS, CHOICE_LETTERS, DESCRIPTION_LETTERS = 15, 50, 100, 50, 100
MOST_THREADS, NEAR_THREADS = 1000, 900


def excesses(blueprint: Blueprint, observed: Observed, changes: Sequence[Change]) -> tuple[Sentence, ...]:
    """What would not fit, once these changes were made on this server; nothing may be applied then."""
    each = (sentence for declared in blueprint.objects for sentence in _of_object(declared))
    return (*each, *_of_prompts(blueprint.prompts), *_of_server(blueprint, observed, changes))


def warnings(observed: Observed) -> tuple[Sentence, ...]:
    """What is near its limit, and does not forbid anything yet."""
    if observed.active_threads < NEAR_THREADS:
        return ()
    return (
        Sentence(
            "{n} posts and threads are open, and Discord holds {most} at most: close the oldest ones, they can "
            "still be read and found.",
            {"n": observed.active_threads, "most": MOST_THREADS},
        ),
    )


def _of_object(declared: Declared) -> Iterator[Sentence]:
    name, tags = declared.name, declared.facts.get("tags", ())
    if not name:
        yield Sentence("“{key}” has no name: give it one in server.toml.", {"key": declared.key})
    if len(name) > NAME_LETTERS:
        yield Sentence(
            "The name “{name}” has {n} letters, and Discord takes {most}: shorten it in server.toml.",
            {"name": name, "n": len(name), "most": NAME_LETTERS},
        )
    length = len(declared.facts.get("topic", ""))
    most = FORUM_TOPIC_LETTERS if declared.kind == "forum" else TOPIC_LETTERS
    if length > most:
        yield Sentence(
            "The topic of “{name}” has {n} letters, and Discord takes {most}: shorten it in server.toml.",
            {"name": name, "n": length, "most": most},
        )
    if len(tags) > MOST_TAGS:
        yield Sentence(
            "“{name}” has {n} tags, and Discord takes {most} in a forum: take some out in server.toml, or make "
            "two forums.",
            {"name": name, "n": len(tags), "most": MOST_TAGS},
        )
    for tag in tags:
        if not 0 < len(tag) <= TAG_LETTERS:
            yield Sentence(
                "The tag “{tag}” of “{name}” has {n} letters, and Discord takes {most}: shorten it in "
                "server.toml, under [names] when it is a place.",
                {"tag": tag, "name": name, "n": len(tag), "most": TAG_LETTERS},
            )


def _of_prompts(prompts: Sequence[Prompt]) -> Iterator[Sentence]:
    if len(prompts) > MOST_PROMPTS:
        yield Sentence(
            "There are {n} questions of welcome, and Discord takes {most}: take some out in server.toml.",
            {"n": len(prompts), "most": MOST_PROMPTS},
        )
    for prompt in prompts:
        if not 0 < len(prompt.choices) <= MOST_CHOICES:
            yield Sentence(
                "The question “{name}” has {n} answers, and Discord takes from 1 to {most}: choose them with "
                "only = […] in server.toml.",
                {"name": prompt.title, "n": len(prompt.choices), "most": MOST_CHOICES},
            )
        for text, most in _texts(prompt):
            if len(text) > most:
                yield Sentence(
                    "“{name}”, in the questions of welcome, has {n} letters, and Discord takes {most}: shorten "
                    "it in server.toml.",
                    {"name": text, "n": len(text), "most": most},
                )


def _texts(prompt: Prompt) -> Iterator[tuple[str, int]]:
    yield prompt.title, PROMPT_LETTERS
    for choice in prompt.choices:
        yield choice.title, CHOICE_LETTERS
        yield choice.description, DESCRIPTION_LETTERS


def _of_server(blueprint: Blueprint, observed: Observed, changes: Sequence[Change]) -> Iterator[Sentence]:
    created = [change for change in changes if change.verb == "create"]
    kinds = [*(seen.kind for seen in observed.seen.values()), *(change.kind for change in created)]
    made = kinds.count("role")
    roles, channels = made + observed.other_roles, len(kinds) - made + observed.other_channels
    if roles > MOST_ROLES:
        yield Sentence(
            "The server would have {n} roles, and Discord holds {most}: declare fewer in server.toml, or take "
            "away by hand roles that nobody holds.",
            {"n": roles, "most": MOST_ROLES},
        )
    if channels > MOST_CHANNELS:
        yield Sentence(
            "The server would have {n} channels, categories included, and Discord holds {most}: declare fewer "
            "in server.toml, or take away by hand those that nobody needs.",
            {"n": channels, "most": MOST_CHANNELS},
        )
    for parent, count in sorted(_filled(observed, changes).items()):
        if count > MOST_IN_CATEGORY:
            yield Sentence(
                "The category “{name}” would hold {n} channels, and Discord puts {most} in one: declare a second "
                "category in server.toml and share them out, or move some of them by hand.",
                {"name": _name_of(parent, blueprint, observed), "n": count, "most": MOST_IN_CATEGORY},
            )


def _filled(observed: Observed, changes: Sequence[Change]) -> Counter[str]:
    """How many channels each category would hold: those that stay, those that come, those that are made in it."""
    moving = {change.discord_id: change.becomes["parent"] for change in changes if "parent" in change.becomes}
    staying: Iterable[str | None] = (
        moving.get(seen.discord_id, seen.facts.get("parent")) for seen in observed.seen.values()
    )
    made = (change.becomes.get("parent") for change in changes if change.verb == "create")
    return Counter(parent for parent in (*staying, *made) if parent)


def _name_of(parent: str, blueprint: Blueprint, observed: Observed) -> str:
    """What people call a category, known by its key or by ``#`` and its id; its key when nothing is better."""
    if parent.startswith("#") and (seen := observed.seen.get(int(parent[1:]))):
        return str(seen.facts["name"])
    declared = blueprint.get(parent)
    return declared.name if declared else parent
