"""A reply as its reader sees it: all of its text, and the problems Discord would have with its components."""

import re
from collections.abc import Iterator
from typing import Any

from commands.reply import Link, Press, Reply
from commands.ui import draw

MOST_COMPONENTS, MOST_TEXT = 40, 4000
TEXT, BUTTON, SELECT = 10, 2, 3
# A mention that would reach somebody; those of channels ping nobody.
PINGS = re.compile(r"@everyone|@here|<@[!&]?\d+>")
FILE_NUMBER = re.compile(r"\b00[0-4](?::\d|\.md\b)")


def text_of(reply: Reply) -> str:
    """Everything that can be read in a reply, menus and buttons included."""
    menus = [text for menu in reply.menus for text in (menu.placeholder, *_labels(menu.options))]
    buttons = [button.label for button in reply.buttons]
    return "\n".join([reply.title, *(block.text for block in reply.blocks), *menus, *buttons, reply.footer])


def _labels(options: Any) -> Iterator[str]:
    for option in options:
        yield f"{option.label} {option.description}".strip()


def pressed(reply: Reply, verb: str) -> list[Press]:
    """The buttons that begin with this verb."""
    return [
        button for button in reply.buttons if isinstance(button, Press) and button.id.split("~")[0] == verb
    ]


def links(reply: Reply) -> list[str]:
    """Every address that a reply leads to."""
    own = [button.url for button in reply.buttons if isinstance(button, Link)]
    return [*own, *(block.link.url for block in reply.blocks if block.link)]


def leads_on(reply: Reply) -> bool:
    """True when the reader is left with something to do: a button, a menu, or a channel or a command to go to."""
    return bool(reply.buttons or reply.menus) or "/orienter" in text_of(reply) or "/aide" in text_of(reply)


def misfits(reply: Reply) -> list[str]:
    """Why Discord would refuse this reply, or whom it would disturb."""
    view = draw(reply)
    components = list(_walk(view.to_components()))  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
    found = [f"{len(components)} components"] if len(components) > MOST_COMPONENTS else []
    if view.content_length() > MOST_TEXT:
        found.append(f"{view.content_length()} characters")
    ids = [each["custom_id"] for each in components if "custom_id" in each]
    if len(ids) > len(set(ids)):
        found.append(f"twice the same id among {ids}")
    return found + [problem for each in components for problem in _problems(each)]


def _problems(component: dict[str, Any]) -> Iterator[str]:
    if len(component.get("custom_id", "")) > 100:
        yield f"a long id: {component['custom_id']}"
    if component["type"] == TEXT:
        yield from _text_problems(component["content"])
    if component["type"] == BUTTON and not 1 <= len(component.get("label") or "") <= 80:
        yield f"the label {component.get('label')!r}"
    if component["type"] == SELECT:
        yield from _menu_problems(component)


def _text_problems(text: str) -> Iterator[str]:
    if not text.strip():
        yield "an empty text"
    if PINGS.search(text):
        yield f"a ping in {text!r}"
    if FILE_NUMBER.search(text):
        yield f"a file number in {text!r}"


def _menu_problems(menu: dict[str, Any]) -> Iterator[str]:
    options = menu["options"]
    values = [option["value"] for option in options]
    if not 1 <= len(options) <= 25 or len(set(values)) < len(values):
        yield f"the options {values}"
    for option in options:
        texts = (option["label"], option["value"], option.get("description") or "-")
        if not all(1 <= len(text) <= 100 for text in texts):
            yield f"the option {option}"


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, dict):
        if isinstance(node.get("type"), int):
            yield node
        for value in node.values():
            yield from _walk(value)
