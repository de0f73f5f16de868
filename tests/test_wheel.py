"""The wheel, in an empty environment, with the checkout away: what a user gets is what we tested."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLAYBOOKS = ROOT / "playbooks"
PAGE = "salesmode/report/formats/html"
EXAMPLE = PLAYBOOKS / "examples" / "industrial-robots.yaml"

pytestmark = pytest.mark.wheel

# Runs the command and says, on standard error, every file and folder that Python was asked to open.
WATCHED = """
import sys
opened = set()
reads = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event in reads else None)
from salesmode.__main__ import main
sys.argv = ["salesmode", *sys.argv[1:]]
try:
    main()
except SystemExit as exit:
    assert not exit.code, exit.code
import salesmode
print("MODULE", salesmode.__file__, file=sys.stderr)
for name in sorted(opened):
    print("OPENED", name, file=sys.stderr)
"""


@dataclass(frozen=True)
class Installed:
    """salesmode as a user has it: an environment, an empty home, a folder to work in."""

    environment: Path
    folder: Path

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder, with nothing of the developer's environment but the path to programs."""
        ours = ("PYTHON", "VIRTUAL_ENV", "XDG_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return run(*command, cwd=self.folder, env={**kept, "HOME": str(self.folder)})

    def salesmode(self, *arguments: str | Path) -> str:
        return self.run(self.environment / "bin" / "salesmode", *arguments).stdout


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command and show all it said if it fails."""
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


# Standard library and the developer's pip alone, unless their environment was made by uv and uv is here: then uv, for
# speed. Nothing is compiled ahead: Python writes the bytecode of what is run.
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
UV = importlib.util.find_spec("pip") is None and shutil.which("uv") is not None


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment, outside the checkout."""
    place = tmp_path_factory.mktemp("away").resolve()
    assert not place.is_relative_to(ROOT)
    here = (sys.executable, "-m", "venv", "--without-pip")
    make = ("uv", "venv", "--quiet", "--python", sys.executable) if UV else here
    run(*make, place / "environment", cwd=place)
    return place / "environment"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    out = tmp_path_factory.mktemp("dist")
    if UV:
        run("uv", "build", "--quiet", "--wheel", "--python", sys.executable, "--out-dir", out, ROOT, cwd=out)
    else:
        run(*PIP, "wheel", "--quiet", "--no-deps", "-w", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(environment: Path, wheel: Path) -> Installed:
    """The wheel and what it depends on, nothing else, and a folder to work in."""
    python, folder = environment / "bin" / "python", environment.parent / "folder"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "answers.yaml")
    if UV:
        run("uv", "pip", "install", "--quiet", "--python", python, wheel, cwd=folder)
    else:
        run(*PIP, "--python", python, "install", "--quiet", "--no-compile", wheel, cwd=folder)
    return Installed(environment, folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, name to bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_holds_the_playbooks_of_the_checkout(wheel: Path) -> None:
    """Every file of playbooks/ is in the wheel, byte for byte, and no other."""
    start = "salesmode/playbooks/"
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix(start): archive.read(name) for name in archive.namelist() if name.startswith(start)}
    here = contents(PLAYBOOKS)
    assert sorted(packed) == sorted(here)
    assert packed == here
    assert any(name.startswith("plays/") for name in packed)


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path) -> None:
    """Types are marked, the licence is there, and tests and docs stay at home."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "salesmode/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"salesmode"}


def test_the_installed_command_says_what_it_can_do(installed: Installed) -> None:
    """`salesmode --help` works with the runtime dependencies alone."""
    assert "plan" in installed.salesmode("--help")


def test_the_installed_command_lists_the_examples(installed: Installed) -> None:
    """`salesmode examples` finds the packaged ones."""
    assert EXAMPLE.stem in installed.salesmode("examples")


def test_the_installed_command_prints_a_plan(installed: Installed) -> None:
    """`salesmode plan` turns a person's file into Markdown."""
    assert installed.salesmode("plan", "-a", "answers.yaml", "-f", "md").lstrip().startswith("#")


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", "<!DOCTYPE html>"), ("csv", "id,"), ("ics", "BEGIN:VCALENDAR")]
)
def test_the_installed_command_draws_every_format(installed: Installed, ending: str, begins: str) -> None:
    """The page's template and style travel in the wheel, and every format has what it needs."""
    text = installed.salesmode("plan", "-a", "answers.yaml", "-f", ending, "--start", "2027-01-04")
    assert text.startswith(begins)


def test_the_wheel_holds_what_a_page_is_made_of(wheel: Path) -> None:
    """Every file beside the code of the page is in the wheel, byte for byte."""
    here = contents(ROOT / PAGE)
    with zipfile.ZipFile(wheel) as archive:
        for name in ("page.html", "style.css"):
            assert archive.read(f"{PAGE}/{name}") == here[name]


def test_the_installed_command_reads_only_what_was_installed(installed: Installed, tmp_path: Path) -> None:
    """The code and the playbooks come from site-packages; nothing of the checkout is opened."""
    shutil.copy(EXAMPLE, tmp_path / "answers.yaml")
    anew = replace(installed, folder=tmp_path)  # an empty home holds no cache, so the playbooks are read
    done = anew.run(installed.python, "-c", WATCHED, "plan", "-a", "answers.yaml", "-f", "json")
    said = [line.split(" ", 1) for line in done.stderr.splitlines()]
    (module,) = [Path(line[1]) for line in said if line[0] == "MODULE"]
    opened = [Path(line[1]) for line in said if line[0] == "OPENED"]
    assert module.parent.parent.name == "site-packages"
    assert any(path.is_relative_to(module.parent / "playbooks" / "plays") for path in opened)
    assert [path for path in opened if path.is_relative_to(ROOT)] == []
