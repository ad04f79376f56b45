"""What editors decide about an item, what members propose, and who is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commands.hosting import Candidate, ComingIssue, LookedAt
from storage.database import Store
from storage.desk import MEMBERS, Judgement
from storage.items import Found, KnownItem
from storage.notices import Note

# The kind of what an author is told.
TOLD = "proposal"
DRAFT = "proposal"
IN_ISSUE = ("pinned", "kept", "chosen")
PRACTICE = ("question", "terrain", "apport")
AT_ONCE = 8


def is_in(candidate: Candidate) -> bool:
    """Is it in the issue as it stands?"""
    return candidate.verdict in IN_ISSUE


def looked_at(issue: ComingIssue) -> bool:
    """Did an editor touch this issue?"""
    return any(each.item.pinned or each.item.state in ("kept", "dropped") for each in issue.candidates)


def in_order(issue: ComingIssue) -> Sequence[Candidate]:
    """Proposals to decide, then what is in the issue, then what is not."""
    rank = {"proposed": 0} | dict.fromkeys(IN_ISSUE, 1)
    return sorted(issue.candidates, key=lambda each: rank.get(each.verdict, 2))


def page_of(candidates: Sequence[Candidate], number: int) -> tuple[Sequence[Candidate], int, int]:
    """The candidates of a page, its number within bounds, and how many pages there are."""
    pages = max(1, -(-len(candidates) // AT_ONCE))
    number = min(max(number, 1), pages)
    return candidates[(number - 1) * AT_ONCE : number * AT_ONCE], number, pages


async def act(store: Store, action: str, id: int, since: datetime) -> bool:
    """One press of an editor on one item; False when it changes nothing."""
    if action in ("keep", "drop"):
        return await store.desk.judge(id, "kept" if action == "keep" else "dropped")
    if action in ("pin", "unpin"):
        return await store.desk.pin(id, pinned=action == "pin")
    if action in ("up", "down"):
        return await store.desk.move(id, since, up=action == "up")
    if action in ("free", "paid"):
        return await store.items.edit(id, access=action)
    return False


async def correct(store: Store, item: KnownItem, themes: Sequence[str]) -> None:
    """The themes an editor gives an item; the words that led to the others are forgotten."""
    why = {slug: list(said) for slug, said in item.why.items() if slug in themes or slug not in item.themes}
    await store.items.edit(item.id, themes=list(themes), why=why)


async def describe(store: Store, item: KnownItem, typed: Mapping[str, str]) -> None:
    """The three practice fields, as an editor fills them; an empty one is taken away."""
    practice = dict(item.practice) | {name: typed.get(name, "") for name in PRACTICE}
    await store.items.edit(item.id, practice={name: text for name, text in practice.items() if text})


async def decide(
    store: Store, id: int, judgement: Judgement, reason: str, guild_id: int, now: datetime
) -> bool:
    """Accept or refuse a proposal, once; its author is told. False when somebody decided already."""
    if not await store.desk.decide(id, judgement, now):
        return False
    author, item = await store.desk.proposed_by(id), await store.items.get(id)
    if author is not None and item is not None:
        subscription = await store.subscriptions.of(guild_id, author)
        facts: dict[str, Any] = {
            "item": id, "title": item.title, "accepted": judgement == "kept", "reason": reason,
        }  # fmt: skip
        locale = subscription.locale if subscription else "fr"
        await store.notices.add(
            Note(f"{TOLD}:{id}", guild_id, TOLD, now, member_id=author, facts=facts, locale=locale)
        )
    return True


def draft_of(looked: LookedAt) -> dict[str, Any]:
    """What is kept of a page between two presses."""
    return {
        "url": looked.url,
        "title": looked.title,
        "summary": looked.summary,
        "themes": list(looked.themes),
        "keys": list(looked.keys),
    }


def found_in(draft: Mapping[str, Any], title: str, summary: str, themes: Sequence[str]) -> Found:
    """What a member proposes, as a source would tell it."""
    return Found(
        MEMBERS,
        tuple(draft["keys"]),
        "resource",
        title,
        str(draft["url"]),
        summary=summary,
        themes=tuple(themes),
    )
