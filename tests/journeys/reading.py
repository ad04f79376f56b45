"""Read a simulated answer as a person does: its text, the labels of its buttons, the choices of its menus."""

import re
from collections.abc import Iterator
from typing import Any

import simcord
from simcord.types import HttpLogEntry

from sandbox.plain import form_text, message_text
from sandbox.simulation import Server

BUTTON, MENU, TEXT = 2, 3, 10
REMOVAL = re.compile(r"/channels/\d+|/guilds/\d+(/roles/\d+)?")
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def reply(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that answers, now."""
    assert result.response is not None, "there is no message in this answer"
    return result.response


def sent(server: Server, since: int = 0) -> list[HttpLogEntry]:
    """What the bot said to Discord from this request on."""
    return server.env.http_requests[since:]


def taken_away(server: Server) -> list[str]:
    """The requests that took a channel, a thread or a role from a server: there is none, ever."""
    return [
        f"{each.method} {each.path}"
        for each in server.env.http_requests
        if each.method == "DELETE" and REMOVAL.fullmatch(each.path)
    ]


def published(server: Server) -> list[dict[str, Any]]:
    """The commands as Discord received them."""
    (request,) = (request for request in sent(server) if request.method == "PUT")
    assert isinstance(request.json, list)
    return request.json


def text(result: simcord.InteractionResult) -> str:
    """The whole answer as plain text, with ordinary spaces."""
    if result.modal is not None:
        return form_text(result.modal, {}).translate(SPACES)
    return message_text("", reply(result).components, {}).translate(SPACES)


def lines(result: simcord.InteractionResult) -> list[str]:
    """The same, one line each."""
    return text(result).splitlines()


def title(result: simcord.InteractionResult) -> str:
    """The first line."""
    return lines(result)[0]


def buttons(result: simcord.InteractionResult) -> list[str]:
    """Labels of the buttons that come back to the bot, in order."""
    found = components(result, BUTTON)
    return [str(button["label"]).translate(SPACES) for button in found if "custom_id" in button]


def choices(result: simcord.InteractionResult, custom_id: str = "open") -> list[str]:
    """Values of a menu, in order."""
    (menu,) = (each for each in components(result, MENU) if each["custom_id"] == custom_id)
    return [str(option["value"]) for option in menu["options"]]


def components(result: simcord.InteractionResult, kind: int) -> list[dict[str, Any]]:
    """Every component of this kind, in the order of reading."""
    return [each for each in _walk(reply(result).components) if each["type"] == kind]


def _walk(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in found:
        yield component
        yield from _walk(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]
