"""`playbooks format` and `playbooks new`: what they print, what they write, and with which code they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.commands import called, refused


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of two files, one of them in the house style."""
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays/one.yaml").write_text("a: [1,2]\n", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("a: [1, 2]\n", encoding="utf-8")
    return tmp_path


def test_format_writes_what_is_not_in_the_style_and_names_it(library: Path) -> None:
    """A second time there is nothing to do."""
    one = library / "plays/one.yaml"
    assert called("playbooks", "format", str(library)) == (0, f"{one}\n", "")
    assert one.read_text(encoding="utf-8") == "a: [1, 2]\n"
    assert called("playbooks", "format", "--library", str(library)) == (0, "", "")


def test_format_check_writes_nothing_and_ends_in_1(library: Path) -> None:
    """In 0 where every file is in the style."""
    one = library / "plays/one.yaml"
    assert called("playbooks", "format", str(library), "--check") == (1, f"{one}\n", "")
    assert one.read_text(encoding="utf-8") == "a: [1,2]\n"
    one.unlink()
    assert called("playbooks", "format", str(library), "--check") == (0, "", "")


def test_format_refuses_what_it_cannot_read_and_writes_nothing(library: Path) -> None:
    """With file and line; the other files stay as they are too."""
    (library / "two.yaml").write_text("a: 1\nb: [\n", encoding="utf-8")
    assert refused("playbooks", "format", str(library)).startswith(f"{library}/two.yaml:3: this is not YAML")
    assert (library / "plays/one.yaml").read_text(encoding="utf-8") == "a: [1,2]\n"


def test_new_writes_a_file_and_says_how_to_go_on(library: Path) -> None:
    """The path on stdout, for an editor; the next step beside it."""
    path = library / "plays/b2b/own/play.yaml"
    ran = called("playbooks", "new", "play", "b2b.own", "--library", str(library))
    assert ran == (0, f"{path}\n", f"Write every TODO in it, then: salesmode playbooks check {library}\n")
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert "is there already" in refused("playbooks", "new", "play", "b2b.own", "--library", str(library))
