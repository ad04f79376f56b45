import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "commands", "digests", "locales", "sandbox", "storage")
# What the library calls the removal of a channel, a thread, a role, a whole server.
FORBIDDEN = {"delete_channel", "delete_role", "delete_thread", "delete_guild", "remove_guild"}
# What may be deleted, by the name it has where it is: a message of the bot.
MESSAGES = ("message", "response", "reply", "sent")


def removals(source: str) -> Iterator[str]:
    """Each call of this source that could take a channel, a thread or a role away."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (said := _removal(node)):
            yield f"line {node.lineno}: {said}"
        elif isinstance(node, ast.Attribute) and node.attr in FORBIDDEN:
            yield f"line {node.lineno}: {node.attr}"


def _removal(call: ast.Call) -> str:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "delete" and isinstance(call.func, ast.Attribute):
        receiver = ast.unparse(call.func.value)
        return "" if receiver.split(".")[-1].split("_")[-1] in MESSAGES else f"{receiver}.delete"
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    if name == "getattr":
        return next((f"getattr of {word}" for word in words if word in {"delete", *FORBIDDEN}), "")
    return "a DELETE request" if "DELETE" in words else ""


MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_no_code_path_takes_a_channel_a_thread_or_a_role_away() -> None:
    found = {str(path.relative_to(ROOT)): [*removals(path.read_text(encoding="utf-8"))] for path in MODULES}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "await channel.delete()",
        "await self.guild.get_thread(1).delete(reason='')",
        "await role.delete()",
        "await client.http.delete_channel(1)",
        "do = client.http.delete_role",
        "await http.request(Route('DELETE', '/channels/{channel_id}', channel_id=1))",
        "getattr(channel, 'delete')()",
    ],
)
def test_every_way_to_take_something_away_is_seen(source: str) -> None:
    assert len([*removals(source)]) == 1


@pytest.mark.parametrize(
    "source", ["await message.delete()", "delete(Notice)", "await channel.edit(name='a')"]
)
def test_what_takes_nothing_away_is_let_through(source: str) -> None:
    assert [*removals(source)] == []
