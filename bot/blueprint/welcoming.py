"""The questions of Discord's own welcome: written only on a difference, and never over those of somebody else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.blueprint.comparing import written
from bot.blueprint.shapes import ONBOARDING, Change, Drift, Prompt, Sentence
from storage.spaces import ManagedSpace


def possible(prompts: Sequence[Prompt], gone: Collection[str]) -> tuple[Prompt, ...]:
    """The questions without the answers that would open nothing."""
    kept = []
    for prompt in prompts:
        opened = (
            replace(choice, opens=tuple(key for key in choice.opens if key not in gone))
            for choice in prompt.choices
        )
        choices = tuple(choice for choice in opened if choice.opens)
        if choices:
            kept.append(replace(prompt, choices=choices))
    return tuple(kept)


def known(prompts: Sequence[Prompt] | None, keys: Mapping[str, str]) -> tuple[Prompt, ...] | None:
    """The present questions, with ``#`` and an id replaced by the key that this id has just been given."""
    if prompts is None or not keys:
        return prompts if prompts is None else tuple(prompts)
    return tuple(
        replace(
            prompt,
            choices=tuple(
                replace(choice, opens=tuple(keys.get(key, key) for key in choice.opens))
                for choice in prompt.choices
            ),
        )
        for prompt in prompts
    )


def compare(
    declared: Sequence[Prompt],
    present: Sequence[Prompt] | None,
    managed: Mapping[str, ManagedSpace],
    guild_id: int,
    *,
    overwrite: bool,
    adopt: bool,
) -> Change | Drift | Sentence | None:
    """What to do of the questions: the change, the drift or the remark; None when all is as it should be.

    ``present`` is None where Discord asks nothing (no Community mode); ``overwrite`` writes over
    what was changed by hand since we wrote them, ``adopt`` over what was there before us.
    """
    if not declared:
        return None
    if present is None:
        return Sentence(
            "This server is not in Community mode, so Discord can neither ask questions on arrival nor make "
            "announcement channels: the bot welcomes newcomers itself with the same questions, and ordinary "
            "channels stand for announcements. To change that: settings of the server, Enable Community."
        )
    want, now = {"prompts": written(declared)}, {"prompts": written(present)}
    if want == now:
        return None
    space = managed.get(ONBOARDING)
    left = {"prompts": space.applied.get("prompts", [])} if space else {"prompts": []}
    if now == left or overwrite or (adopt and space is None):
        return Change("onboard", ONBOARDING, ONBOARDING, "", guild_id, now, want)
    if space:
        return Drift(ONBOARDING, ONBOARDING, "", guild_id, left, now)
    return Sentence(
        "The questions that Discord asks on arrival were written by hand: they are left alone. To put those of "
        "server.toml instead, ask for the plan with adoption."
    )
