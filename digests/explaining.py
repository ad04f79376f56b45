"""Why an item is in the issue that everybody could read, or is not: what an editor asks before Monday."""

from collections.abc import Mapping, Sequence
from typing import Literal

from digests.selection import SECTIONS, Limits, reading_order
from storage.items import KnownItem

Verdict = Literal["pinned", "kept", "chosen", "dropped", "proposed", "section", "source", "full"]


def verdicts(items: Sequence[KnownItem], limits: Limits = Limits()) -> Mapping[int, Verdict]:  # noqa: B008 - frozen
    """The verdict about each item, in the order in which they are looked at.

    In the issue: ``pinned``, ``kept`` or ``chosen``. Not in it: ``dropped`` by an editor, ``proposed`` and waiting for
    one, or its ``section``, its ``source`` or the whole issue (``full``) had its share.
    """
    found: dict[int, Verdict] = {}
    sections: dict[int, int] = {}
    sources: dict[str, int] = {}
    left = limits.items
    for item in sorted(items, key=reading_order):
        section = next(number for number, kinds in enumerate(SECTIONS.values()) if item.kind in kinds)
        verdict = _verdict(item, limits, left, sections.get(section, 0), sources)
        found[item.id] = verdict
        if verdict in ("pinned", "kept", "chosen"):
            left -= 1
            sections[section] = sections.get(section, 0) + 1
            for source in item.sources:
                sources[source] = sources.get(source, 0) + 1
    return found


def _verdict(
    item: KnownItem, limits: Limits, left: int, in_section: int, sources: Mapping[str, int]
) -> Verdict:
    spent = any(sources.get(source, 0) >= limits.source for source in item.sources)
    said: list[tuple[Verdict, bool]] = [
        ("dropped", item.state == "dropped"),
        ("proposed", item.state == "proposed"),
        ("section", in_section >= limits.section),
        ("source", spent),
        ("full", left == 0),
        ("pinned", item.pinned),
        ("kept", item.state == "kept"),
    ]
    return next((verdict for verdict, holds in said if holds), "chosen")
