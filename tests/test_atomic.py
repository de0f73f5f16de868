"""Results written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from salesmode.atomic import write_stdout, write_whole
from salesmode.errors import OutputError


def beside(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_in_utf8_with_its_line_ends(tmp_path: Path) -> None:
    """Text is written in UTF-8 with its line ends."""
    path = tmp_path / "plan.md"
    write_whole(str(path), "值\nend \udcff\n")
    assert path.read_bytes() == "值\nend \\udcff\n".encode()
    assert beside(tmp_path) == ["plan.md"]


def test_the_mode_of_the_old_file_is_kept_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    """The mode of the old file is kept and a new one follows the umask."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_whole(str(old), "x")
        write_whole(str(new), "x")
    finally:
        os.umask(before)
    assert (old.stat().st_mode & 0o777, new.stat().st_mode & 0o777) == (0o640, 0o640)


def test_a_symbolic_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    """A symbolic link stays one and its target is written."""
    (tmp_path / "far").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "far" / "target")
    write_whole(str(link), "x")
    assert link.is_symlink()
    assert (tmp_path / "far" / "target").read_text(encoding="utf-8") == "x"


def test_a_device_and_a_pipe_are_written_to_directly(tmp_path: Path) -> None:
    """A device and a pipe are written to directly."""
    write_whole(os.devnull, "x")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_whole(str(pipe), "x" * 200_000)
    reader.join(10)
    assert got == ["x" * 200_000]
    assert beside(tmp_path) == ["pipe"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("no/plan.md", "no such folder"),
        ("", "folder"),
        ("folder", "folder"),
        ("new/", "folder"),
        ("file/x", "not a folder"),
        ("x" * 300, "too long"),
        ("loop", "circle"),
        ("a\0b", "no such name"),
        ("y/" * 900, "folder"),
    ],
)
def test_a_place_that_cannot_be_written_says_why_and_what_to_type(tmp_path: Path, name: str, what: str) -> None:
    """A place that cannot be written says why and what to type."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputError) as caught:
        write_whole(f"{tmp_path}/{name}" if name else "", "x")
    assert what in str(caught.value.what)
    assert "-o" in str(caught.value.fix)
    assert beside(tmp_path) == ["file", "folder", "loop"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_or_file_is_left_alone(tmp_path: Path) -> None:
    """A read only folder or file is left alone."""
    path = tmp_path / "plan.md"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="may not be written"):
        write_whole(str(path), "new")
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="may not be written"):
        write_whole(str(path), "new")
    tmp_path.chmod(0o755)
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_whatever_step_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """Whatever step fails the old file stays whole."""
    path = tmp_path / "plan.md"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError) as caught:
        write_whole(str(path), "new")
    monkeypatch.undo()
    assert caught.value.where == str(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert beside(tmp_path) == ["plan.md"]


def test_an_interruption_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interruption leaves the old file and nothing beside."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(str(tmp_path / "plan.md"), "new")
    assert beside(tmp_path) == []


def test_a_full_device_is_an_output_error() -> None:
    """A full device is an output error."""
    with pytest.raises(OutputError, match=r"^/dev/full: the disk is full"):
        write_whole("/dev/full", "x")


HOME = Path(__file__).parents[1]
PRINT = "from salesmode.atomic import write_stdout; write_stdout(chr(0x503c) * 100_000)"
CATCH = f"""
from salesmode.errors import OutputError
try:
    exec({PRINT!r})
except OutputError as error:
    raise SystemExit(str(error))
"""


def test_stdout_is_utf8_whatever_the_locale() -> None:
    """Stdout is UTF-8 whatever the locale."""
    run = subprocess.run(
        [sys.executable, "-c", PRINT], cwd=HOME, env={"LC_ALL": "C", "PYTHONUTF8": "0"}, capture_output=True, check=True
    )
    assert run.stdout == ("值" * 100_000).encode()


def test_a_reader_that_goes_ends_it_quietly() -> None:
    """A reader that goes ends it quietly."""
    line = f'"{sys.executable}" -c "{PRINT}" | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}'
    run = subprocess.run(["bash", "-c", line], cwd=HOME, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(("target", "says"), [(">/dev/full", b"the disk is full"), (">&-", b"is closed")])
def test_a_full_or_closed_stdout_is_an_output_error_and_nothing_else(target: str, says: bytes) -> None:
    """A full or closed stdout is an output error and nothing else."""
    run = subprocess.run(
        ["bash", "-c", f'"$0" -c "$1" {target}', sys.executable, CATCH], cwd=HOME, capture_output=True, check=False
    )
    assert run.returncode == 1
    assert says in run.stderr
    assert b"Traceback" not in run.stderr
    assert b"Exception" not in run.stderr


def test_a_stand_in_for_stdout_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand in for stdout is written to."""
    stand_in = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stand_in)
    write_stdout("值")
    assert stand_in.getvalue() == "值"
