"""The shape of the code: how many rooms, how long things are, and that what is said twice agrees.

Which room may import which is said in pyproject.toml and held by import-linter.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import salesmode

ROOT = Path(__file__).resolve().parents[1]
LOCKED = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PACKAGE = ROOT / "salesmode"

DRAWS = ("report/formats/terminal.py", "interview", "cli")  # where rich may be imported

# Where each of the libraries that only one format needs may be imported, so that the others start without it.
ALONE = {
    "jinja2": ("report/formats/html/", "report/kit/"),
    "markupsafe": ("report/formats/html/", "report/kit/"),
    "icalendar": ("report/formats/ics.py",),
    **dict.fromkeys(("ibis", "duckdb", "pyarrow", "pandas", "numpy", "openpyxl"), ("measure/",)),
}

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

FILES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in FILES} - {PACKAGE})
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


ROOTS_MOST = 20
TINY, TINY_MOST = 40, 0.5


def test_the_house_has_at_most_20_doors() -> None:
    """Whoever opens the package sees all its rooms at once."""
    assert len([path for path in PACKAGE.iterdir() if path.name != "__pycache__"]) <= ROOTS_MOST


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_folder_is_made_of_tiny_files(folder: Path) -> None:
    """A folder is worth opening: at most half of its files are shorter than a screen."""
    files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    tiny = [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) < TINY]
    assert len(tiny) <= TINY_MOST * len(files), tiny


def test_tests_mirror_the_rooms() -> None:
    """What is tested is found by the name of its room."""
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    tested = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and list(path.glob("test_*.py"))}
    assert tested <= rooms


def test_one_place_says_how_many_random_cases_are_drawn() -> None:
    """A test names how many it wants of a deep run; what all tests share turns that into settings."""
    setting = [path.name for path in sorted((ROOT / "tests").rglob("*.py")) if _imports_settings(path)]
    assert setting == ["conftest.py", "draws.py"]


def _imports_settings(path: Path) -> bool:
    tree = ast.parse(path.read_bytes())
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "hypothesis"]
    return any(alias.name == "settings" for node in froms for alias in node.names)


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
    """Each thing that pyproject.toml asks for is pinned at a version that answers it; otherwise `make lock`."""
    asked, project = toml("pyproject.toml"), toml("pyproject.toml")["project"]
    locked = {name: extra for name, extra in project["optional-dependencies"].items() if name != "spark"}
    extras = [one for extra in locked.values() for one in extra]  # Spark has an environment of its own
    wanted = [*project["dependencies"], *extras, *asked["dependency-groups"]["dev"]]
    pinned = {canonicalize_name(one.name): one for one in map(Requirement, LOCKED.splitlines())}
    for one in map(Requirement, wanted):
        (version,) = (pin.version for pin in pinned[canonicalize_name(one.name)].specifier)
        assert one.specifier.contains(version), one.name


def test_the_lock_pins_versions_and_names_no_place() -> None:
    """Exact versions, from whichever index whoever sets up knows: no host, no folder."""
    assert all("==" in line for line in LOCKED.splitlines())
    assert re.findall(r"\w+://|@|^-", LOCKED, re.MULTILINE) == []
