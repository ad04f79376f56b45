"""Hold what the bot sends to Discord against Discord's own OpenAPI file.

The file is read where it lies, beside the project (`../shared/discord/openapi.json`), and is never copied into it:
tests that need it carry `@requires_contract` and are skipped, with the reason, where it is absent.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

SPECIFICATION = Path(__file__).resolve().parents[2] / "shared" / "discord" / "openapi.json"
PREFIX = "/api/v10"
METHODS = ("get", "put", "post", "patch", "delete")

requires_contract = pytest.mark.skipif(
    not SPECIFICATION.is_file(), reason="Discord's OpenAPI file is not there: ../shared/discord/openapi.json"
)


class Request(Protocol):
    """One request as SimCord's `env.http_requests` and the loopback double record it."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def json(self) -> Any: ...


class Operation(NamedTuple):
    """One documented operation: its path template cut in segments, and what the file says of it."""

    method: str
    template: tuple[str, ...]
    description: Mapping[str, Any]

    def fits(self, method: str, segments: tuple[str, ...]) -> bool:
        """True when the method is the same and every fixed segment of the template is found in its place."""
        return (
            method == self.method
            and len(segments) == len(self.template)
            and all(
                part.startswith("{") or part == given
                for part, given in zip(self.template, segments, strict=True)
            )
        )

    @property
    def freedom(self) -> tuple[bool, ...]:
        """Sort key: fixed segments come before variable ones, so that `@me` wins over `{user_id}`."""
        return tuple(part.startswith("{") for part in self.template)


class Contract:
    """Discord's documented operations, ready to judge requests and answers."""

    def __init__(self, specification: dict[str, Any]) -> None:
        schemas = specification["components"]["schemas"]
        # discord.py sends some ids as integers (attachments, onboarding) and Discord takes them.
        schemas["SnowflakeType"]["type"] = ["string", "integer"]
        self._components = specification["components"]
        self._operations = sorted(
            (
                Operation(method.upper(), tuple(path.strip("/").split("/")), described[method])
                for path, described in specification["paths"].items()
                for method in METHODS
                if method in described
            ),
            key=lambda operation: operation.freedom,
        )
        self._validators: dict[int, Draft202012Validator] = {}

    def operation(self, method: str, path: str) -> Operation | None:
        """The documented operation a request addresses, or None when Discord documents no such thing."""
        segments = tuple(path.removeprefix(PREFIX).split("?")[0].strip("/").split("/"))
        return next((each for each in self._operations if each.fits(method.upper(), segments)), None)

    def violations(self, requests: Iterable[Request]) -> list[str]:
        """One readable line for each request that Discord's file does not allow; empty when all are well."""
        return [line for request in requests for line in self._judge_request(request)]

    def answer_violations(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """The same judgement on an answer, for doubles that play Discord."""
        operation = self.operation(method, path)
        if operation is None:
            return [f"{method} {path}: not a documented operation"]
        answers = operation.description["responses"]
        described = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if described is None:
            return [f"{method} {path}: the status {status} is not documented"]
        return list(self._judge(f"{method} {path} -> {status}", described, body))

    def _judge_request(self, request: Request) -> Iterator[str]:
        operation = self.operation(request.method, request.path)
        if operation is None:
            yield f"{request.method} {request.path}: not a documented operation"
        elif request.json is not None and "requestBody" in operation.description:
            yield from self._judge(
                f"{request.method} {request.path}", operation.description["requestBody"], request.json
            )

    def _judge(self, where: str, described: Mapping[str, Any], body: Any) -> Iterator[str]:
        schema = described.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return
        if id(schema) not in self._validators:
            self._validators[id(schema)] = Draft202012Validator({**schema, "components": self._components})
        for error in self._validators[id(schema)].iter_errors(body):
            reason = explain(error)
            yield f"{where}: at {reason.json_path}: {_short(reason.message)}"


def explain(error: ValidationError) -> ValidationError:
    """The reason inside a failed union: look only into the branch whose `type` is the one that was sent."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        meant = [errors[0] for errors in branches.values() if not any(_wrong_branch(each) for each in errors)]
        if not meant:
            return error
        error = meant[0]
    return error


def _wrong_branch(error: ValidationError) -> bool:
    """True when the error says that the branch is for another `type` of object, or for no object at all."""
    where = list(error.relative_path)
    return where == ["type"] or (not where and error.validator == "type")


def _short(message: str, length: int = 200) -> str:
    """The message without the middle of a long value, so that its end (what is wrong) stays readable."""
    return message if len(message) <= length else f"{message[: length // 2]} … {message[-length // 2 :]}"


@cache
def discord_contract() -> Contract:
    """The contract read from beside the project; raises FileNotFoundError when it is not there."""
    return Contract(json.loads(SPECIFICATION.read_text(encoding="utf-8")))
