"""An answer that cannot be written is not lost: full disks, read-only folders, folders that go and come back."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from helpers.libraries import LIBRARIES, LIBRARY

from salesmode.business.profile import Profile, dump_answers
from salesmode.errors import InputError, OutputError
from salesmode.intake.answers import Given, read_answers
from salesmode.interview import PlainConsole, StoppedError, interview
from salesmode.knowledge.library import Lang

signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits deaf ears
TALK = {lang: library.interview for lang, library in LIBRARIES.items()}
SCRIPT = 'mount -t tmpfs -o size=64k tmpfs "$0" && cd "$0" && exec "$@"'


def on_disk(path: Path) -> dict[str, object]:
    """Return the answers in a file."""
    return dump_answers(read_answers(Given(file=str(path)), LIBRARY)) if path.exists() else {}


# ------------------------------------------------------------------------------------ a folder that goes and comes back


class Shelf:
    """A folder that can be taken away, so that nothing can be written, and put back as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._away = folder, folder.with_name("away")

    def take(self) -> None:
        """Take it away."""
        self.folder.rename(self._away)

    def put(self) -> None:
        """Put it back."""
        self._away.rename(self.folder)


Step = str | Callable[[], object] | type[BaseException]


def talk(path: Path, *steps: Step, lang: Lang = "en") -> tuple[Profile, str]:
    """Return the answers of an interview in which lines are typed and things happen between them, and what is said."""
    said: list[str] = []
    left = list(steps)

    def ask(_: str) -> str:
        while left:
            step = left.pop(0)
            if isinstance(step, str):
                return step
            if isinstance(step, type):
                raise step
            step()
        raise EOFError

    return interview(path, LIBRARIES[lang], PlainConsole(ask, said.append)), "\n".join(said)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A folder of its own."""
    (tmp_path / "shelf").mkdir()
    return Shelf(tmp_path / "shelf")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_could_not_be_written_is_written_with_the_next_answer(shelf: Shelf, lang: Lang) -> None:
    """The interview goes on meanwhile, says so, and says when all is in the file."""
    path = shelf.folder / "a.yaml"
    steps = ("A", shelf.take, "software", "DE", shelf.put, "margin", "done")
    profile, said = talk(path, *steps, lang=lang)
    assert TALK[lang]["talk.unsaved_many"].partition("{count}")[2][:12] in said
    assert TALK[lang]["talk.written"].format(path=path) in said
    assert on_disk(path) == {"offer": "A", "industry": "software", "region": "DE", "goal": "margin"}
    assert profile.goal == "margin"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("end", ["quit", EOFError, KeyboardInterrupt])
def test_whoever_leaves_before_it_could_be_written_is_given_the_lines(shelf: Shelf, lang: Lang, end: Step) -> None:
    """As they would stand in a file, so that they can be copied; the exit code is not that of a success."""
    path = shelf.folder / "a.yaml"
    with pytest.raises(OutputError) as caught:
        talk(path, "A", shelf.take, "software", "win_rate: 35%", end, lang=lang)
    assert caught.value.exit_code == 2
    assert str(caught.value.fix).splitlines()[:2] == ["  industry: software", "  win_rate: 35%"]
    assert "offer" not in str(caught.value.fix)


def test_at_the_end_writing_is_tried_as_often_as_one_wants(shelf: Shelf) -> None:
    """And the plan is made once it has been written."""
    path = shelf.folder / "a.yaml"
    profile, said = talk(path, "A", shelf.take, "software", "done", "", "", shelf.put, "")
    assert said.count("  industry: software") == 3
    assert profile.industry == "software"
    assert on_disk(path) == {"offer": "A", "industry": "software"}


def test_an_answer_taken_out_while_nothing_could_be_written_is_out(shelf: Shelf) -> None:
    """Taking out is kept like any answer."""
    path = shelf.folder / "a.yaml"
    talk(path, "A", "software", shelf.take, "go industry", "clear", shelf.put, "DE", "done")
    assert on_disk(path) == {"offer": "A", "region": "DE"}


def test_a_file_that_another_has_changed_meanwhile_is_left_and_all_unwritten_answers_are_given(shelf: Shelf) -> None:
    """Those that waited, and the one just typed."""
    path = shelf.folder / "a.yaml"
    theirs = b"name: B\n"
    with pytest.raises(InputError) as caught:
        talk(path, "A", shelf.take, "software", shelf.put, lambda: path.write_bytes(theirs), "DE")
    assert str(caught.value.fix).splitlines()[:2] == ["  industry: software", "  region: DE"]
    assert path.read_bytes() == theirs


def test_interrupted_with_all_written_one_is_told_where_the_answers_are(shelf: Shelf) -> None:
    """In the language of the interview."""
    with pytest.raises(StoppedError, match=r"先停在这里；.*里已有 1 个回答"):
        talk(shelf.folder / "a.yaml", "A", KeyboardInterrupt, lang="zh")


# -------------------------------------------------------------------------------------------------- disks that are real


def in_namespace(*argv: str) -> bool:
    """Return whether a command works where one may mount."""
    if not shutil.which("unshare") or not shutil.which("nsenter"):
        return False
    return subprocess.run(["unshare", "-Urm", *argv], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def _may_mount(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not in_namespace("sh", "-c", SCRIPT, str(tmp_path_factory.mktemp("mount")), "true"):
        pytest.skip("no small disk can be mounted here")


class Disk:
    """An interview on a disk of 64 kB, which nobody else sees."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "TERM": "dumb"}
        argv = ["-m", "salesmode", "interview", "-a", "a.yaml", "--lang", lang]
        self.child = pexpect.spawn(
            "unshare", ["-Urm", "sh", "-c", SCRIPT, str(folder), sys.executable, *argv],
            encoding="utf-8", timeout=60, env=env,
        )  # fmt: skip
        self._mounted = folder
        self.folder = Path(f"/proc/{self.child.pid}/root{folder}")

    def fill(self) -> None:
        """Leave no room for a single byte."""
        with contextlib.suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"x" * 4096)

    def clear(self) -> None:
        """Make room again."""
        (self.folder / "filler").unlink()

    def lock(self, how: str) -> None:
        """Make the disk read-only or writable."""
        inside = ["nsenter", "-t", str(self.child.pid), "-U", "-m", "--preserve-credentials"]
        subprocess.run([*inside, "mount", "-o", f"remount,{how}", str(self._mounted)], check=True)

    def types(self, line: str) -> None:
        """Type a line once one is asked for."""
        self.child.expect_exact("> ")
        self.child.sendline(line)


@pytest.fixture(params=["en", "zh"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, _may_mount: None) -> Iterator[tuple[Disk, str]]:
    """An interview on a small disk, and its language."""
    made = Disk(tmp_path, request.param)
    yield made, request.param
    made.child.close(force=True)


def test_a_disk_that_fills_up_costs_no_answer(disk: tuple[Disk, str]) -> None:
    """The first answer that does not fit is kept, and is on the disk as soon as there is room."""
    drive, lang = disk
    drive.types("Robots")
    drive.child.expect_exact("> ")
    drive.fill()
    drive.child.sendline("software")
    drive.child.expect_exact({"en": "the disk is full", "zh": "磁盘满了"}[lang])
    drive.types("DE")
    drive.child.expect_exact({"en": "2 answers are kept here", "zh": "2 个回答都没丢"}[lang])
    assert on_disk(drive.folder / "a.yaml") == {"offer": "Robots"}
    assert sorted(path.name for path in drive.folder.iterdir()) == ["a.yaml", "filler"]
    drive.clear()
    drive.types("margin")
    drive.child.expect_exact({"en": "every answer is in it", "zh": "回答都存进去了"}[lang])
    assert on_disk(drive.folder / "a.yaml") == {
        "offer": "Robots",
        "industry": "software",
        "region": "DE",
        "goal": "margin",
    }


def test_a_disk_that_stays_full_gives_the_answers_to_copy(disk: tuple[Disk, str]) -> None:
    """Ctrl-C prints them; the exit code is 2."""
    drive, _ = disk
    drive.types("Robots")
    drive.child.expect_exact("> ")
    drive.fill()
    drive.child.sendline("software")
    drive.child.expect_exact("> ")
    drive.child.sendintr()
    drive.child.expect_exact("industry: software")
    drive.child.expect(pexpect.EOF)
    drive.child.close()
    assert drive.child.exitstatus == 2
    assert "Traceback" not in drive.child.before


def test_a_disk_made_read_only_meanwhile_costs_no_answer(disk: tuple[Disk, str]) -> None:
    """As with a full one."""
    drive, lang = disk
    drive.types("Robots")
    drive.child.expect_exact("> ")
    drive.lock("ro")
    drive.child.sendline("software")
    drive.child.expect_exact({"en": "this disk is read-only", "zh": "这个磁盘只读"}[lang])
    drive.child.expect_exact("> ")
    drive.lock("rw")
    drive.child.sendline("DE")
    drive.child.expect_exact({"en": "every answer is in it", "zh": "回答都存进去了"}[lang])
    assert on_disk(drive.folder / "a.yaml") == {"offer": "Robots", "industry": "software", "region": "DE"}


def test_a_folder_that_may_not_be_written_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    """Also for an administrator, where the folder can be made unchangeable."""
    if os.geteuid():
        tmp_path.chmod(0o500)
    elif not shutil.which("chattr") or subprocess.run(["chattr", "+i", str(tmp_path)], check=False).returncode:
        pytest.skip("no folder can be made unchangeable here")
    try:
        with pytest.raises(OutputError, match="没有写入权限") as caught:
            talk(tmp_path / "a.yaml", "A", lang="zh")
        assert "salesmode interview -a" in str(caught.value.fix)
    finally:
        if os.geteuid():
            tmp_path.chmod(0o700)
        else:
            subprocess.run(["chattr", "-i", str(tmp_path)], check=True)
    assert list(tmp_path.iterdir()) == []
