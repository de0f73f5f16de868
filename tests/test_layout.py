"""The shape of the code: which room may import which, how long things are, and that what is said twice agrees."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import salesmode

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "salesmode"

# The order in which an answer travels. A room is a file, or a folder once too large; it imports only from rooms above.
ROOMS = [
    "errors", "profile", "forms", "markup", "answers", "output", "conditions", "facts", "economics",
    "knowledge", "schema", "source", "shelves", "library", "evidence", "diagnose", "team", "trade", "benchmark",
    "seasons", "weigh", "guard", "candidate", "choose", "schedule", "challenge", "plan", "influence", "stamp",
    "targets", "luck", "rhythm", "words", "calc", "outline", "render", "kit", "questions", "interview", "check", "cli",
]  # fmt: skip
DOORS = ("__init__", "__main__")  # they open on every room
DRAWS = ("render/terminal.py", "interview", "cli")  # where rich may be imported

# Where each of the libraries that only one format needs may be imported, so that the others start without it.
ALONE = {
    "jinja2": ("render/html/", "kit/"), "markupsafe": ("render/html/", "kit/"), "icalendar": ("render/ics.py",),
}  # fmt: skip

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

FILES = sorted(PACKAGE.rglob("*.py"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


def room_of(path: Path) -> str:
    """Return the room a file belongs to: its own name, or its folder's."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of every import in a file, wherever it stands, relative ones spelt out."""
    package = ("salesmode", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def wrong_imports(path: Path, text: str) -> list[str]:
    """Return every import of `path` that goes down the list, or through the front door."""
    here, found = room_of(path), []
    for line, name in imports(path, ast.parse(text)):
        top, _, rest = name.partition(".")
        room = rest.partition(".")[0]
        if top != "salesmode" or here in DOORS or room in (here, "__version__"):
            continue
        if room not in ROOMS:
            found.append(f"{path.name}:{line} imports {name}: name the room it lives in")
        elif ROOMS.index(room) > ROOMS.index(here):
            found.append(f"{path.name}:{line} imports {name}: {room} stands below {here}")
    return found


@each_file
def test_every_file_stands_in_the_list(path: Path) -> None:
    """A new room is put in its place in ROOMS before it is used."""
    assert room_of(path) in (*ROOMS, *DOORS)


@each_file
def test_imports_go_only_up_the_list(path: Path) -> None:
    """Nothing flows back: also not inside a function, nor for types alone."""
    if room_of(path) not in (*ROOMS, *DOORS):
        pytest.fail(f"{room_of(path)} is not in ROOMS")
    assert wrong_imports(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "import salesmode.plan",
        "from salesmode import plan",
        "from salesmode.plan import make_plan",
        "def f():\n    from salesmode.plan import make_plan",
        "if TYPE_CHECKING:\n    from salesmode.plan import Plan",
        "from .plan import Plan",
        "from . import plan",
        "import salesmode",
        "from salesmode import make_plan",
    ],
)
def test_an_import_down_the_list_is_seen(text: str) -> None:
    """The test above has eyes: each way of importing from below is found."""
    assert wrong_imports(PACKAGE / "diagnose.py", text)


def test_an_import_up_the_list_is_left_alone() -> None:
    """From above, from one's own folder, from elsewhere, and the version: all fine."""
    text = "import json\nfrom salesmode.errors import InputError\nfrom salesmode import __version__, profile"
    assert wrong_imports(PACKAGE / "diagnose.py", text) == []
    text = "from salesmode.weigh.levers import x\nfrom . import y"
    assert wrong_imports(PACKAGE / "weigh" / "coverage.py", text) == []


@each_file
def test_a_file_is_no_longer_than_400_lines(path: Path) -> None:
    """A room can be known whole."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_file
def test_a_function_is_no_longer_than_60_lines(path: Path) -> None:
    """A function fits on a screen."""
    nodes = ast.walk(ast.parse(path.read_bytes()))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = {f"{path.name}:{one.lineno} {one.name}": (one.end_lineno or 0) - one.lineno + 1 for one in functions}
    assert {name: count for name, count in lines.items() if count > LONGEST_FUNCTION} == {}


@each_file
def test_rich_is_imported_only_where_something_is_drawn(path: Path) -> None:
    """`md` and `json` must start at once, and only the terminal is drawn on."""
    if path.relative_to(PACKAGE).as_posix() in DRAWS or room_of(path) in DRAWS:
        return
    found = imports(path, ast.parse(path.read_bytes()))
    assert [f"{path.name}:{line}" for line, name in found if name.split(".")[0] == "rich"] == []


@each_file
def test_what_one_format_needs_is_imported_only_there(path: Path) -> None:
    """A format that a command does not draw costs it nothing."""
    here = path.relative_to(PACKAGE).as_posix()
    named = [name.split(".")[0] for _, name in imports(path, ast.parse(path.read_bytes()))]
    assert [name for name in named if name in ALONE and not here.startswith(ALONE[name])] == []


def toml(name: str) -> dict[str, Any]:
    """Return a TOML file at the top of the checkout."""
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def test_the_version_is_the_same_everywhere() -> None:
    """The package, pyproject.toml and the changelog name one version."""
    version = toml("pyproject.toml")["project"]["version"]
    assert salesmode.__version__ == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_lock_was_renewed_after_pyproject() -> None:
    """What pyproject.toml asks for is what the lock answers; otherwise `make lock`."""
    asked = toml("pyproject.toml")
    (ours,) = [package for package in toml("uv.lock")["package"] if package["name"] == "salesmode"]

    def spelt(wanted: list[dict[str, str]]) -> set[str]:
        return {one["name"] + one.get("specifier", "") for one in wanted}

    def plain(wanted: list[str]) -> set[str]:
        return {one.replace(".yaml", "-yaml").lower() for one in wanted}

    assert spelt(ours["metadata"]["requires-dist"]) == plain(asked["project"]["dependencies"])
    assert spelt(ours["metadata"]["requires-dev"]["dev"]) == plain(asked["dependency-groups"]["dev"])


def test_both_lock_files_hold_the_same_versions() -> None:
    """Whoever sets up with pip gets what whoever sets up with uv gets."""
    locked = {one["name"]: one["version"] for one in toml("uv.lock")["package"] if one["name"] != "salesmode"}
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)) == locked


def test_the_lock_names_only_the_public_package_index() -> None:
    """Nobody's private mirror or folder is in the lock."""
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^/\"]*", text)) == {"https://pypi.org", "https://files.pythonhosted.org"}
    assert set(re.findall(r"source = \{ (\w+) =", text)) == {"registry", "editable"}
