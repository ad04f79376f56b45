import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "commands", "digests", "locales", "sandbox", "storage", "web")
TOP = (
    *PACKAGES,
    "docs",
    "tests",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    "uv.lock",
    ".env.example",
    ".ci/run",
)
# What tools and installations leave in the tree; .gitignore holds them.
LEFT_BEHIND = {".git", ".venv", ".env", "__pycache__", "build", "dist", "node_modules"}
MODULE_LINES = 400
FUNCTION_LINES = 60
DRAWERS = {"utils", "helpers", "common", "misc"}
# Tests that mirror no module: stories, the house itself, measures, the wire between discord.py and Discord.
# They look at every family at once.
WHOLE_FAMILY = {"test_complaints", "test_limits", "test_reviewed", "test_withdrawn"}
WITHOUT_MIRROR = {"journeys", "project", "benchmarks", "wire"}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".po",
    ".cfg",
    ".ini",
    ".mako",
    ".json",
    ".html",
    ".css",
    ".js",
    ".txt",
    "",
}

HOME_OF_A_MACHINE = re.compile(
    r"(?<![\w.:/~-])(?:/(?:root|home|Users|work|workspace|builds)/|[A-Z]:\\Users\\)"
)


def files() -> Iterator[Path]:
    """Every text file of the project, from its root."""
    for path in sorted(ROOT.rglob("*")):
        place = path.relative_to(ROOT)
        hidden_folder = any(part.startswith(".") and part != ".ci" for part in place.parts[:-1])
        if (
            path.is_file()
            and not hidden_folder
            and not LEFT_BEHIND & set(place.parts)
            and path.suffix in TEXT
        ):
            yield place


MODULES = [path for path in files() if path.suffix == ".py"]
TESTS = [path for path in MODULES if path.parts[0] == "tests" and path.name.startswith("test_")]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def long_functions(module: Path) -> Iterator[str]:
    """The functions that one screen cannot hold; a migration is a list, as long as the tables it makes."""
    if "migrations" in module.parts:
        return
    for node in ast.walk(ast.parse(text_of(module))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{module}: {node.name} has {length} lines"


def is_mirrored(test: Path) -> bool:
    """`tests/bot/test_check.py` speaks of `bot/check.py`; `test_check_online.py` would too."""
    folder, words = ROOT.joinpath(*test.parts[1:-1]), test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    return any((folder / f"{name}.py").is_file() or (folder / name).is_dir() for name in names)


def test_the_house_has_its_rooms() -> None:
    assert [name for name in TOP if not (ROOT / name).exists()] == []


def test_every_module_is_short() -> None:
    lengths = {str(module): text_of(module).count("\n") for module in MODULES}

    assert {module: length for module, length in lengths.items() if length > MODULE_LINES} == {}


def test_every_function_fits_on_one_screen() -> None:
    assert [one for module in MODULES for one in long_functions(module)] == []


def test_no_module_is_a_drawer() -> None:
    assert [str(module) for module in MODULES if DRAWERS & {*module.parts[:-1], module.stem}] == []


def test_every_test_file_mirrors_a_module() -> None:
    mirrors = [
        test for test in TESTS if test.parts[1] not in WITHOUT_MIRROR and test.stem not in WHOLE_FAMILY
    ]

    assert [str(test) for test in mirrors if not is_mirrored(test)] == []


def test_nothing_speaks_of_the_machine_of_its_author() -> None:
    assert {str(path): found for path in files() if (found := HOME_OF_A_MACHINE.findall(text_of(path)))} == {}


def test_the_lock_names_one_public_index_and_no_file_of_a_machine() -> None:
    sources = set(re.findall(r"^source = \{ (.+) \}$", text_of(Path("uv.lock")), flags=re.MULTILINE))
    addresses = set(re.findall(r"url = \"(\w+://[^/\"]+)/", text_of(Path("uv.lock"))))

    assert [re.sub(r"\"https://[\w.]+/simple\"", "INDEX", source) for source in sorted(sources)] == [
        'editable = "."',
        "registry = INDEX",
    ]
    assert [re.sub(r"https://[\w.]+", "HOST", address) for address in addresses] == ["HOST"]


def test_the_lock_holds_every_declared_dependency() -> None:
    project = tomllib.loads(text_of(Path("pyproject.toml")))["project"]
    declared = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    locked = {package["name"] for package in tomllib.loads(text_of(Path("uv.lock")))["package"]}

    names = [re.split(r"[\[<>=]", requirement)[0].replace(".", "-").lower() for requirement in declared]

    assert [name for name in names if name not in locked] == []


def test_the_ci_ends_with_what_a_person_runs() -> None:
    assert text_of(Path(".ci/run")).splitlines()[-1] == "exec make test"
