"""How a file of YAML is read: data, lines, names for what is written once, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesmode.knowledge.files import Finding, KnowledgeFile, read_file


def read(folder: Path, text: str) -> KnowledgeFile | Finding:
    """Return what one file with that text is read as."""
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return read_file(folder, "a.yaml")


def test_what_is_written_once_stands_wherever_it_is_named(tmp_path: Path) -> None:
    """An alias gives the data again, with the places of its keys where they were written."""
    found = read(tmp_path, "a: &x\n  b: [1, two]\nc: *x\n")
    assert isinstance(found, KnowledgeFile)
    assert found.data == {"a": {"b": [1, "two"]}, "c": {"b": [1, "two"]}}
    assert (found.line(("c",)), found.line(("c", "b"))) == (3, 2)


def test_a_scalar_is_read_as_yaml_means_it(tmp_path: Path) -> None:
    """Without quotes a number, a truth, nothing; a day as its text; in quotes or marked as text, a text."""
    found = read(tmp_path, "- 5\n- 0.5\n- yes\n- ~\n- 2026-12-01\n- '5'\n- !!str 5\n- |\n  5\n")
    assert isinstance(found, KnowledgeFile)
    assert found.data == [5, 0.5, True, None, "2026-12-01", "5", "5", "5\n"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: *x\n", 2, "undefined alias"),
        ("a: &x\n  - *x\n", 1, "too deep"),
        ("[" * 101 + "]" * 101, 1, "too deep"),
        ("a: &a [1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
            f"{one}: &{one} [{', '.join([f'*{before}'] * 8)}]\n" for before, one in zip("abcdef", "bcdefg", strict=True)
        ), 7, "more than 400,000 things"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\n? [b]\n: 2\n", 1, "a key is a word or a number"),
    ],
    ids=["a name of nothing", "within itself", "too deep", "grows without end", "two documents", "a list as a key"],
)  # fmt: skip
def test_what_no_playbook_needs_is_refused(tmp_path: Path, text: str, line: int, what: str) -> None:
    """Named with its line, and read no further."""
    found = read(tmp_path, text)
    assert isinstance(found, Finding)
    assert what in found.what
    assert found.line == line
