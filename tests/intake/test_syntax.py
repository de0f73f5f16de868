"""Answers text made a tree with lines, and all that is refused on the way."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmode.errors import InputError
from salesmode.intake.parse import Tree
from salesmode.intake.syntax import LIMIT, fetch, place, read_map, read_value


def trees(text: str) -> dict[str, Tree]:
    """Return the answers of a text without their lines."""
    return {key: node.tree() for key, node in read_map(text, "a.yaml").items()}


def refused(text: str) -> InputError:
    """Return the error with which a text is refused."""
    with pytest.raises(InputError) as caught:
        read_map(text, "a.yaml")
    assert caught.value.fix
    return caught.value


def test_scalars_stay_text_and_null_is_unknown() -> None:
    """Scalars stay text and null is unknown."""
    text = "a: NO\nb: 1e5\nc: ~\nd: null\ne:\nf: ''\ng: 'null'\nh: [on, 012]\ni: {}\nj: 2026-01-01"
    expected: dict[str, Tree] = {
        "a": "NO",
        "b": "1e5",
        "c": None,
        "d": None,
        "e": None,
        "f": None,
        "g": "null",
        "h": ["on", "012"],
        "i": {},
    }
    assert trees(text) == {**expected, "j": "2026-01-01"}


def test_json_numbers_and_booleans_stay_text() -> None:
    """Json numbers and booleans stay text."""
    assert trees('{"a": 1.50, "b": true, "c": null, "d": "", "e": [1e5, {"f": false}]}') == {
        "a": "1.50",
        "b": "true",
        "c": None,
        "d": None,
        "e": ["1e5", {"f": "false"}],
    }


@pytest.mark.parametrize("text", ["", "  \n", "# only a comment\n", "---\n", "~", "{}", "---\n# nothing\n...\n"])
def test_empty_or_comment_only_is_no_answers(text: str) -> None:
    """Empty or comment only is no answers."""
    assert read_map(text, "a.yaml") == {}


@pytest.mark.parametrize("text", ["a: 1\nb:\n  - x\n  - c: 2\n    d: 3", '{"a": 1,\n"b":\n["x",\n{"c": 2,\n"d": 3}]}'])
def test_every_key_knows_its_line_in_yaml_and_json(text: str) -> None:
    """Every key knows its line in YAML and JSON."""
    nodes = read_map(text, "a.yaml")
    rows = text.splitlines()
    assert "b" in rows[nodes["b"].line - 1]
    assert "d" in rows[nodes["b"].line_of((2, "d")) - 1]
    assert "c" in rows[nodes["b"].line_of((2, "c", "beyond")) - 1]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: &x 1\nb: 2", 1, "anchors"),
        ("a: 1\nb: *x", 2, "aliases"),
        ("a: &x [1]\nb: &y [*x]\nc: *y", 1, "anchors"),
        ("a: !!python/object:os.system 1", 1, "tags"),
        ("a: !x [1]", 1, "tags"),
        ("! a: 1", 1, "tags"),
        ("a: 1\nb: 2\na: 3", 3, "'a' is given twice, first in line 1"),
        ("a: {b: 1, b: 2}", 1, "'b' is given twice"),
        ('{"a": 1,\n"a": 2}', 2, "'a' is given twice, first in line 1"),
        ('{"a": [{"b": 1,\n"b": 2}]}', 2, "'b' is given"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("- a\n- b", 1, "a list"),
        ("[1]", 1, "a list"),
        ("hello", 1, "one text"),
        ("a：1", 1, "one text"),
        ("a: 1\nb： 2\nc: 3", 2, "full-width colon"),
        ("? [a]\n: 1", 1, "no key"),
        (": 1", 1, "not readable"),
        ("a: b: c", 1, "not readable"),
        ("a:\n\tb: 1", 2, "not readable"),
        ("a: 1\nb: \x01", 2, "not allowed"),
        ("a: [1", 1, "not readable"),
        ('{"a": 1,}', 1, "not readable as JSON"),
        ("{a: 1}", 1, "not readable as JSON"),
        ('{"a": 1} x', 1, "not readable"),
        ('{"a":\nNaN}', 2, "NaN is no number"),
        ('{"a": -Infinity}', 1, "no number"),
        ('{"a": "\n"}', 1, "not readable"),
        ("a: [[[[[[[[1]]]]]]]]", 1, "over 8 levels"),
        ('{"a": [[[[[[[[1]]]]]]]]}', 1, "over 8 levels"),
        ("[" * 5000, 1, "over 8 levels"),
        ('{"a":' * 5000, 1, "over 8 levels"),
        ("a: " + "[" * 5000, 1, "over 8 levels"),
        ("a: " + "{a: " * 5000, 1, "over 8 levels"),
        ("- " * 5000, 1, "over 8 levels"),
        ("? " * 5000, 1, "over 8 levels"),
    ],
)
def test_what_is_refused_names_its_line(text: str, line: int, what: str) -> None:
    """What is refused names its line."""
    error = refused(text)
    assert error.where == f"a.yaml:{line}"
    assert what in str(error.what)
    assert len(str(error)) < 400


@pytest.mark.parametrize("text", ["a: [[[[[[[1]]]]]]]", '{"a": [[[[[[[1]]]]]]]}'])
def test_eight_levels_are_allowed(text: str) -> None:
    """Eight levels are allowed."""
    assert list(trees(text)) == ["a"]


def test_brackets_inside_strings_are_not_levels() -> None:
    """Brackets inside strings are not levels."""
    assert trees(json.dumps({"a": "[{" * 100, 'b"\\': "]"})) == {"a": "[{" * 100, 'b"\\': "]"}


@pytest.mark.parametrize("text", ['{"a": ' + '"\\"' * 300_000, '{"a": "' + '\\"' * 400_000, "[" + '"' * 900_000])
def test_broken_quotes_take_no_more_than_linear_time(text: str) -> None:
    """Broken quotes take no more than linear time."""
    refused(text)


def test_a_set_value_is_yaml_even_in_brackets() -> None:
    """A set value is YAML even in brackets."""
    assert read_value("{b2b.icp: 2}", "--set maturity").tree() == {"b2b.icp": "2"}
    with pytest.raises(InputError, match=r"^--set goal: tags"):
        read_value("!x 1", "--set goal")
    with pytest.raises(InputError):
        read_value("\udcff", "--set name")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], str]:
    """Return a function that writes a file and gives its path."""

    def written(data: bytes) -> str:
        path = tmp_path / "answers.yaml"
        path.write_bytes(data)
        return str(path)

    return written


def test_utf8_is_read_with_or_without_its_mark(write: Callable[[bytes], str]) -> None:
    """UTF-8 is read with or without its mark."""
    assert fetch(write("名: 值".encode()), None) == fetch(write("名: 值".encode("utf-8-sig")), None) == "名: 值"


CHINESE = "name: 深圳市机器人有限公司\noffer: 给汽车厂做焊接机器人，含安装和培训\n"
FRENCH = "name: Café des Amis\noffer: pâtisserie à emporter près de la gare\n"


@pytest.mark.parametrize(
    ("data", "says", "fix"),
    [
        (CHINESE.encode("gbk"), "GBK", "iconv -f GBK -t UTF-8"),
        (FRENCH.encode("latin-1"), "Latin-1", "iconv -f WINDOWS-1252"),
        (CHINESE.encode("utf-16"), "UTF-16", "iconv -f UTF-16 "),
        (FRENCH.encode("utf-16-le"), "UTF-16", "iconv -f UTF-16LE"),
        (FRENCH.encode("utf-16-be"), "UTF-16", "iconv -f UTF-16BE"),
        (bytes(range(256)) * 20, "binary", "plain text"),
        (b"PK\x03\x04 a spreadsheet", "binary", "spreadsheet"),
        (b"\x7fELF\x01\x01" + bytes(100), "binary", "plain text"),
    ],
)
def test_another_encoding_is_named_with_the_way_to_convert(
    write: Callable[[bytes], str], data: bytes, says: str, fix: str
) -> None:
    """Another encoding is named with the way to convert."""
    with pytest.raises(InputError) as caught:
        fetch(write(data), None)
    assert says in str(caught.value.what)
    assert fix in str(caught.value.fix)


def test_a_wrong_encoding_on_stdin_gets_a_pipe(write: Callable[[bytes], str]) -> None:
    """A wrong encoding on stdin gets a pipe."""
    with pytest.raises(InputError, match=r"^stdin:1: .*GBK.*\n.*\| iconv -f GBK -t UTF-8 \| salesmode"):
        fetch("-", io.BytesIO(CHINESE.encode("gbk")))


class Endless(io.RawIOBase):
    """A stream that never ends, in short reads, and counts what was taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        given = min(size, 65_536)
        self.taken += given
        return b"#" * given


def test_no_more_than_a_megabyte_is_read_from_stdin() -> None:
    """No more than a megabyte is read from stdin."""
    endless: Any = Endless()
    with pytest.raises(InputError, match="over 1 MB"):
        fetch("-", endless)
    assert endless.taken <= LIMIT + 1


def test_no_more_than_a_megabyte_is_read_from_a_file(tmp_path: Path) -> None:
    """No more than a megabyte is read from a file."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="over 1 MB"):
        fetch(str(path), None)
    with pytest.raises(InputError, match="over 1 MB"):
        fetch("/dev/zero", None)


@pytest.mark.parametrize(
    ("path", "what"),
    [("missing.yaml", "no such file"), (".", "folder"), ("a\0b", "no such file"), ("x" * 5000, "cannot be read")],
)
def test_a_file_that_cannot_be_opened_says_why(path: str, what: str) -> None:
    """A file that cannot be opened says why."""
    with pytest.raises(InputError) as caught:
        fetch(path, None)
    assert what in str(caught.value.what)
    assert len(str(caught.value)) < 400


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_says_so(write: Callable[[bytes], str]) -> None:
    """A file without the right to read says so."""
    path = write(b"")
    Path(path).chmod(0)
    with pytest.raises(InputError, match="may not be read"):
        fetch(path, None)


def test_closed_stdin_is_said() -> None:
    """Closed stdin is said."""
    closed = io.BytesIO()
    closed.close()
    for stdin in (None, closed):
        with pytest.raises(InputError, match=r"^stdin: standard input is closed"):
            fetch("-", stdin)


def test_a_path_is_shown_on_one_line_without_control_characters() -> None:
    """A path is shown on one line without control characters."""
    assert place("a\nb\x1b.yaml") == "a b\\x1b.yaml"


def fault(read: Callable[[], object]) -> InputError | None:
    """Return the error with which something is refused, if it is."""
    try:
        read()
    except InputError as error:
        return error
    return None


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
YAML_PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            ": ",
            ":",
            "- ",
            "\n",
            "  ",
            "[",
            "]",
            "{",
            "}",
            ",",
            '"',
            "'",
            "|",
            ">",
            "&x ",
            "*x",
            "!t ",
            "#",
            "? ",
            "%",
            "---",
            "...",
            "~",
            "\t",
            "\\",
            "1",
            "é",
            "\x00",
            "\u2028",
            "\ufeff",
            "<<",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.dictionaries(st.text(), SHAPES, max_size=4))
def test_any_json_object_is_read_or_refused(value: dict[str, object]) -> None:
    """Any JSON object is read or refused."""
    text = json.dumps(value, indent=1)
    error = fault(lambda: read_map(text, "a.json"))
    assert "levels deep" in str(error.what) if error else list(read_map(text, "a.json")) == list(value)


@given(YAML_PIECES | YAML_PIECES.map("{".__add__) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is read or refused."""
    error = fault(lambda: read_map(text, "a.yaml"))
    assert error is None or (error.where.startswith("a.yaml:") and error.fix)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Any bytes are text or refused."""
    error = fault(lambda: fetch("-", io.BytesIO(data)))
    assert error is None or error.fix
