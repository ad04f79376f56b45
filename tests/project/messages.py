"""Every sentence that the code says to people, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.invite import PERMISSIONS
from bot.settings import Settings, allowed_values
from commands import labels
from commands.help.replies import COMMANDS
from commands.reports.replies import STATES
from commands.secrecy import KINDS

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "commands", "digests", "sandbox", "storage", "web")
# Calls whose first argument is a sentence: words(…), reader.words(…), described(…), Sentence(…), Listing(command, …).
SAYING = {"words", "described", "Sentence", "Listing"}
# Failures of sources carry two sentences: what happened, what can be done.
FAILING = {"SourceFailure", "NetworkFailure", "ParseFailure", "SuspiciousEmptiness"}


def sentences() -> dict[str, str | None]:
    """Each sentence of the code with its plural, or None."""
    found: dict[str, str | None] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found.update(_said(ast.parse(path.read_text(encoding="utf-8"))))
    for table in (value for name, value in vars(labels).items() if name.isupper()):
        found.update(dict.fromkeys(table.values()))
    found.update(dict.fromkeys(purpose for _, _, purpose in COMMANDS))
    found.update(dict.fromkeys(STATES.values()))
    found.update(dict.fromkeys(KINDS.values()))
    found.update(dict.fromkeys(PERMISSIONS.values()))
    found.update(dict.fromkeys(map(allowed_values, Settings.model_fields)))
    return found


def _said(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    named = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _from_call(node)
            if getattr(node.func, "id", "") in FAILING:
                given = [named.get(getattr(text, "id", ""), text) for text in node.args]
                yield from ((text, None) for text in _texts(given))
        elif isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "sentences" for t in node.targets):
            yield from ((text, None) for text in _texts(getattr(node.value, "values", [])))


def _constants(tree: ast.AST) -> dict[str, ast.expr]:
    """What is assigned once to a name, such as a sentence that two failures share."""
    return {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _from_call(node: ast.Call) -> Iterator[tuple[str, str | None]]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    inner = getattr(getattr(node.func, "func", None), "attr", "")
    texts = list(_texts(node.args))
    if name == "plural" and len(texts) == 2:
        yield texts[0], texts[1]
    elif name == "Listing" and len(texts) == 2:
        yield texts[1], None
    elif (name in SAYING or inner == "reader") and name != "Listing" and len(texts) >= 1:
        yield texts[0], None


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
