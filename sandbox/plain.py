"""What a member sees, as plain text: titles, facts, buttons as `[label → address]`, menus with their choices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from discord import ComponentType

Component = Mapping[str, Any]

_RULE = "────────"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE000
_MARKDOWN = (
    (re.compile(r"^\s*(?:#{1,3}|-#|>>>|>)\s+", re.MULTILINE), ""),
    (re.compile(r"\[([^\]\n]+)\]\(<?(\S+?)>?\)"), r"\1 (\2)"),
    (re.compile(r"(\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"```(?:\w+\n)?(.+?)```", re.DOTALL), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"</([\w -]+):\d+>"), r"/\1"),
)
_INSTANT = re.compile(r"<t:(\d+)(?::\w)?>")
_MENTION = re.compile(r"<(#|@&|@!?)(\d+)>")


def text_of(markdown: str, names: Mapping[str, str]) -> str:
    """Discord's Markdown without its marks; `names` says who or what a mentioned id is."""
    # An escaped mark is text: it is put out of reach of the patterns, and put back at the end.
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), markdown)
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    text = _INSTANT.sub(lambda found: f"{datetime.fromtimestamp(int(found[1]), UTC):%d/%m/%Y}", text)
    text = _MENTION.sub(lambda found: f"{found[1][0]}{names.get(found[2], found[2])}", text)
    return "".join(
        chr(ord(each) - _HIDDEN) if _HIDDEN <= ord(each) < _HIDDEN + 128 else each for each in text
    )


def message_text(content: str, components: Iterable[Component], names: Mapping[str, str]) -> str:
    """A whole message, one block below the other."""
    blocks = [text_of(content, names)] if content else []
    blocks += [block for component in components for block in _blocks(component, names)]
    return "\n".join(blocks)


def form_text(modal: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A form: its title, then each question with its field."""
    blocks = [block for component in modal["components"] for block in _blocks(component, names)]
    return "\n".join([f"[{modal['title']}]", *blocks])


def _blocks(component: Component, names: Mapping[str, str]) -> Iterator[str]:
    match ComponentType(component["type"]):
        case ComponentType.text_display:
            yield text_of(component["content"], names)
        case ComponentType.separator:
            yield _RULE
        case ComponentType.action_row:
            yield "  ".join(control(each) for each in component["components"])
        case ComponentType.section:
            yield from _all(component["components"], names)
            yield from _all([component["accessory"]], names)
        case ComponentType.container:
            yield from _all(component["components"], names)
        case ComponentType.label:
            yield component["label"]
            yield from filter(None, [component.get("description")])
            yield from _all([component["component"]], names)
        case ComponentType.media_gallery:
            yield from (f"[{item.get('description') or item['media']['url']}]" for item in component["items"])
        case ComponentType.file:
            yield f"[{component['name']}]"
        case _:
            yield control(component)


def _all(components: Iterable[Component], names: Mapping[str, str]) -> Iterator[str]:
    for component in components:
        yield from _blocks(component, names)


def control(component: Component) -> str:
    """A button, a menu or a field on one line; a button that cannot be pressed stands between parentheses."""
    label = component.get("label") or component.get("placeholder") or ""
    if options := component.get("options"):
        label = f"{label} : " if label else ""
        return f"[{label}{' · '.join(option['label'] for option in options)}]"
    if component.get("disabled"):
        return f"({label})"
    if url := component.get("url"):
        return f"[{label} → {url}]"
    return f"[{label or '…'}]"
