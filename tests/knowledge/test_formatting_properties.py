"""The house style changes nothing: whatever a file says, it says afterwards, comments included."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.draws import cases
from helpers.formatting import formatted, read, said
from helpers.libraries import LIBRARY
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from salesmode.knowledge.formatting.scalars import WIDTH, width

FILES = sorted(LIBRARY.folder.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIBRARY.folder).as_posix())
def test_a_file_of_the_playbooks_says_the_same(path: Path) -> None:
    """Every value, type, comment and order of keys is as before, twice changes nothing, and no long line is left."""
    before = path.read_text(encoding="utf-8")
    after = formatted(before)
    if after != before:
        assert said(after) == said(before)
        assert [comment for comment in comments(before) if after.count(comment) < before.count(comment)] == []
        assert formatted(after) == after
    assert unbroken(after) == []


def unbroken(text: str) -> list[str]:
    """Return lines beyond 120 columns; comments, words without a space, and lines of a paper may be."""
    long = [line for line in text.splitlines() if width(line) > WIDTH and not line.lstrip().startswith("#")]
    papers = "\n".join(found for found in texts(read(text)) if "\n" in found) if long else ""
    said_there = {line: line.strip().removeprefix("- ").split(": ", 1)[-1] for line in long}
    return [line for line in long if line.strip() not in papers and " " in said_there[line]]


def comments(text: str) -> set[str]:
    """Return the comments of a file, alone in their line or behind something without quotes."""
    return set(re.findall(r"""^(?:[^"']*\s)?(#.*)$""", text, re.MULTILINE))


def texts(data: Any) -> list[str]:
    """Return every text in plain data."""
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for one in inner for text in texts(one)]


# What YAML 1.1 takes for something else, what it folds, cuts off or trips over, and what nobody can see.
ODD = (
    "yes", "no", "on", "off", "~", "null", "1_000", "007", "0x1f", "1:30", "2026-01-01", "1e3", ".5", "-", "=", "<<",
    "# no comment", "a # b", "a: b", "a:", "- a", "? a", "[a]", "{a}", "{a|b c}", "&a", "*a", "!a", "%a", "@a", "`a",
    "'a'", '"a"', "a\\b", "a ", "  a", " ", "\t", "a\tb", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\nb", "\na", "  a\nb\n",
    "a\n  b\n c", "a \nb", "a\n \nb", "#a\n#b", "---", "...", "\ufeffa", "a\u3000b", "a\u00a0b", "a\x85b", "a\u2028b",
    "a\x07b", "\U0001f468\u200d\U0001f469", "x" * 150, "word " * 40, "word  two " * 30, "two\nlong lines here " * 15,
    "很" * 90, "一 " * 70, "先让他认下现状一年花多少，再谈减内容或换条件。" * 5, "{deal_value|一 单}，" * 12, '" ' * 70,
    "a 中 b " * 40, "{" * 3,
)  # fmt: skip
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = st.sampled_from(ODD) | LETTERS | st.text("ab ,中。:#\n-{}'\"\\", max_size=200)
LEAVES = WORDS | WORDS | st.integers() | st.floats() | st.booleans() | st.none() | st.dates() | st.datetimes()
KEYS = st.sampled_from(["en", "zh", "text", "no", "1", "# a", "a: b", "x y"]) | st.integers(0, 9) | st.none()
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)
MANY = cases(300, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(
    DATA, st.sampled_from([None, '"', "'", "|", ">"]), st.sampled_from([None, True, False]),
    st.sampled_from([20, 80, 10**6]), st.booleans(),
)  # fmt: skip
def test_whatever_is_said_is_said_afterwards(
    data: Any, quotes: str | None, brackets: bool | None, columns: int, plain: bool
) -> None:
    """Nested data of any kind, dumped in any way PyYAML knows, is the same afterwards, and settled at once."""
    before = yaml.safe_dump(
        data, default_style=quotes, default_flow_style=brackets, width=columns, allow_unicode=plain, sort_keys=False
    )
    try:
        meant = said(before)
    except yaml.YAMLError:  # what PyYAML writes it cannot always read
        return
    after = formatted(before)
    assert said(after) == meant
    assert formatted(after) == after


@MANY
@given(
    st.recursive(
        st.sampled_from(["a", "yes", "x#y", "中文很长，" * 20, 1, None]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
        max_leaves=15,
    ),
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 8), st.sampled_from(["above", "beside", "blank"])), max_size=8
    ),
)
def test_no_comment_is_ever_lost(data: Any, added: list[tuple[int, int, str]]) -> None:
    """Comments anywhere between the lines, at any depth, are there afterwards, once each, and the data is the same."""
    lines = yaml.safe_dump(data, default_flow_style=False, width=10**6, allow_unicode=True).splitlines()
    for number, (place, column, kind) in enumerate(added):
        line, comment = min(place, len(lines) - 1), f"# c{number}"
        if kind == "beside":
            lines[line] += f"  {comment}" if lines[line].strip() else ""
        else:
            lines.insert(line, " " * column + comment if kind == "above" else "")
    before = "\n".join(lines)
    try:
        meant = said(before)
    except yaml.YAMLError:  # a comment may end a value that was about to go on
        return
    after = formatted(before)
    assert said(after) == meant
    assert sorted(re.findall(r"# c\d", after)) == sorted(re.findall(r"# c\d", before))
    assert formatted(after) == after
