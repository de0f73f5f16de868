"""The house style of playbooks: what a file looks like, and which files of a library are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.formatting import formatted, read, said

from salesmode.errors import LibraryError
from salesmode.knowledge.formatting import unformatted
from salesmode.knowledge.formatting.scalars import WIDTH, width

# Each as its author wrote it, and as the house writes it.
STYLE = {
    "each language has a line of its own": (
        'title: {en: "A name", zh: "名称"}\n',
        'title:\n  en: "A name"\n  zh: "名称"\n',
    ),
    "so has each in a step": (
        '- {if: {answer: buyer, is: both}, en: "A step", zh: "一步"}\n',
        '- if: {answer: buyer, is: both}\n  en: "A step"\n  zh: "一步"\n',
    ),
    "short lists and conditions stay in brackets": (
        "sources: [ D1.scope,judgement ]\nif: {answer: cycle,at_least: 30}\nempty: []\nnone: {}\n",
        "sources: [D1.scope, judgement]\nif: {answer: cycle, at_least: 30}\nempty: []\nnone: {}\n",
    ),
    "brackets over several lines are one where they fit": ("if: {all: [a,\n    b]}\n", "if: {all: [a, b]}\n"),
    "what stands on lines stays there": ("a:\n- b\n- c: 1\n  d: 2\n", "a:\n  - b\n  - c: 1\n    d: 2\n"),
    "lists in lists": ("- - a\n  - b\n-\n  - c\n", "- - a\n  - b\n- - c\n"),
    "quotes and figures stay as they are": (
        "a: 'it''s'\nb: \"x\"\nc: 1_000\nd: 007\ne: 5%\nf: 2026-12-01\n\"no\": NO\ng: ~\nh:\n",
        "a: 'it''s'\nb: \"x\"\nc: 1_000\nd: 007\ne: 5%\nf: 2026-12-01\n\"no\": NO\ng: ~\nh:\n",
    ),
    "a text that fits again is one line": ("en: >-\n  a\n  b\nzh: \"中\\\n  文\"\n", 'en: "a b"\nzh: "中文"\n'),
    "lines that are part of a text stay": (
        "body: |\n    # One\n\n      two\nnext: 1\n",
        "body: |\n  # One\n\n    two\nnext: 1\n",
    ),
    "an anchor and what it names": (
        "a: &x {b: 1}\nc: *x\nd: &y\n - e\nf: *y\n",
        "a: &x {b: 1}\nc: *x\nd: &y\n  - e\nf: *y\n",
    ),
    "blank lines part, one at a time": ("\n\na: 1\n\n\n\nb:\n\n  c: 2\n\n", "a: 1\n\nb:\n\n  c: 2\n"),
    "a mark at the beginning and Windows' line ends go": ("\ufeffa: 1\r\nb: |\r\n  c\r\n", "a: 1\nb: |\n  c\n"),
    "nothing stays nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", STYLE)
def test_the_style(case: str) -> None:
    """Each file is written the one way, and said the same before."""
    before, after = STYLE[case]
    assert formatted(before) == after
    assert said(after) == said(before)


def test_brackets_go_where_the_line_would_be_longer_than_120_columns() -> None:
    """A list of exactly 120 columns with its key stays; one letter more, and each item has a line."""
    fits = f"words: [{'a' * 53}, {'b' * 56}]\n"
    assert len(fits) == WIDTH + 1
    assert formatted(fits) == fits
    assert formatted(fits.replace("bb]", "bbb]")) == f"words:\n  - {'a' * 53}\n  - {'b' * 57}\n"


def test_a_chinese_character_takes_two_columns() -> None:
    """What an editor shows is what is counted: 57 characters fit behind `zh: ` in quotes, 58 do not."""
    fits = f'zh: "{"很" * 57}"\n'
    assert width(fits.strip()) == WIDTH
    assert formatted(fits) == fits
    assert formatted(f'zh: "{"很" * 58}"\n') == f'zh:\n  "{"很" * 58}"\n'


def test_long_english_is_folded_between_words() -> None:
    """As a paragraph of lines up to 120 columns, which a diff can show."""
    assert formatted(f'- en: "{"word " * 49}end"\n') == (
        "- en: >-\n"
        f"    {'word ' * 22}word\n"  # 4 columns and 23 words of 5, the last without its space: 118
        f"    {'word ' * 22}word\n"
        "    word word word end\n"
    )


def test_long_chinese_is_joined_after_a_sign_and_never_folded() -> None:
    """A folded line would put a space between two characters; a blank that an answer fills is not broken."""
    begin, blank, end = "一二三四，" * 9 + "一二，", "{deal_value|没填，先问}，", "一二。"
    text = begin + blank + end
    after = formatted(f"zh: {text}\n")
    # 2 columns, a quote, 96, and the backslash: 100; up to the sign within the blank it would be 118, and fit
    assert after == f'zh:\n  "{begin}\\\n  {blank}{end}"\n'
    assert read(after) == {"zh": text}
    assert ">" not in after


def test_chinese_without_a_sign_is_broken_between_characters() -> None:
    """Rather than run out of the window."""
    after = formatted(f'- "{"很" * 100}"\n')
    assert after == f'- "{"很" * 58}\\\n  {"很" * 42}"\n'
    assert read(after) == ["很" * 100]


def test_what_has_no_place_to_break_stays_whole() -> None:
    """An address can be clicked on only in one piece."""
    address = f'address: "https://example.org/{"a" * 150}"\n'
    assert formatted(address) == address


def test_a_long_word_without_quotes_keeps_its_type() -> None:
    """Text is folded; a figure is not, nor what carries a tag."""
    figure = f"a: 1{'0' * 130}\nb: !!str 1{'0' * 130}\n"
    assert formatted(figure) == figure
    assert formatted(f"says: {'word ' * 30}end\n").startswith("says: >-\n  word word")


COMMENTS = """\
# Above the file.

a: 1            # beside, in its column
b: 2  # close by
# above c
c:   # beside a key
  # above the first
  - d: 1   # beside an item

  # above the second, after a blank line
  - e: 2
  # below the last of c
f:
  g: 1
    # below g, odd
# below f
h: [1, # within brackets
  2]
i: |  # behind a sign
  text # not a comment
j: "# nor this"
k: {en: "x", zh: "y"}  # beside what gets lines

# at the end
"""
COMMENTED = """\
# Above the file.

a: 1            # beside, in its column
b: 2  # close by
# above c
c:   # beside a key
  # above the first
  - d: 1   # beside an item

  # above the second, after a blank line
  - e: 2
  # below the last of c
f:
  g: 1
  # below g, odd
# below f
h:
  - 1  # within brackets
  - 2
# behind a sign
i: |
  text # not a comment
j: "# nor this"
k:  # beside what gets lines
  en: "x"
  zh: "y"

# at the end
"""


def test_comments_stay_beside_what_they_speak_of() -> None:
    """Above, beside, within and below; none is lost, and none is found within a text."""
    assert formatted(COMMENTS) == COMMENTED


def test_a_comment_without_room_goes_above() -> None:
    """Beside a value that takes the whole line, or several."""
    assert formatted(f"a: {'b' * 100}  # {'c' * 20}\n") == f"# {'c' * 20}\na: {'b' * 100}\n"
    assert formatted(f'a: "{"b " * 80}c"  # why\n').startswith("# why\na: >-\n")


# ------------------------------------------------------------------------------------------------------ a whole library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two files: one in the house style, one not."""
    (tmp_path / "playbooks/plays/b2b").mkdir(parents=True)
    (tmp_path / "playbooks/plays/b2b/one.yaml").write_text("a: [1,2]\n", encoding="utf-8")
    (tmp_path / "playbooks/guards.yaml").write_text("a: [1, 2]\n", encoding="utf-8")
    return tmp_path / "playbooks"


def test_only_what_is_not_in_the_style_is_named(folder: Path) -> None:
    """With the text that would be; nothing is written."""
    one = folder / "plays/b2b/one.yaml"
    assert unformatted(folder) == {one: "a: [1, 2]\n"}
    assert one.read_text(encoding="utf-8") == "a: [1,2]\n"


def test_what_is_not_knowledge_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """A link, to a file or a folder, leads out of the library; other endings are not read as YAML."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.yaml").write_text("a: [1,2]\n", encoding="utf-8")
    (folder / "linked").symlink_to(outside)
    (folder / "linked.yaml").symlink_to(outside / "other.yaml")
    (folder / "notes.txt").write_text("a: [1,2]\n", encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    assert list(unformatted(folder)) == [folder / "plays/b2b/one.yaml"]


def test_a_file_names_its_schema_where_there_is_one(folder: Path) -> None:
    """On the first line, as seen from the file, for editors; another one there is replaced, one is enough."""
    schemas = folder.parent / "docs/schema/library"
    schemas.mkdir(parents=True)
    for part in ("moves", "guards"):
        (schemas / f"{part}.schema.json").write_text("{}", encoding="utf-8")
    (folder / "guards.yaml").write_text("# yaml-language-server: $schema=old.json\na: [1, 2]\n", encoding="utf-8")
    (folder / "sources.yaml").write_text("a: 1\n", encoding="utf-8")  # no schema, no line
    line = "# yaml-language-server: $schema="
    after = {
        folder / "guards.yaml": f"{line}../docs/schema/library/guards.schema.json\na: [1, 2]\n",
        folder / "plays/b2b/one.yaml": f"{line}../../../docs/schema/library/moves.schema.json\na: [1, 2]\n",
    }
    assert unformatted(folder) == after
    for path, text in after.items():
        path.write_text(text, encoding="utf-8")
    assert unformatted(folder) == {}


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"a: 1\nb: [\n", "guards.yaml:3", "this is not YAML"),
        (b"a: 1\n---\nb: 2\n", "guards.yaml:1", "this is not YAML: several documents in one file"),
        (b"? [a]\n: b\n", "guards.yaml:1", "this is not YAML: a map or a list as a key"),
        (b"a: [1,2]\nb: !c d\n", "guards.yaml:2", "this is not YAML: could not determine a constructor"),
        (b"a: [1,2]\nb: 2026-13-45\n", "guards.yaml", "it holds what no playbook needs: month must be in 1..12"),
        (b"[" * 600 + b"]" * 600, "guards.yaml:1", "it holds what no playbook needs"),
        (b"a: \xff\n", "guards.yaml", "it cannot be read"),
        (b"a: \x07\n", "guards.yaml", "this is not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(folder: Path, content: bytes, where: str, what: str) -> None:
    """With its name, its line where that is known, and what to do; nothing else is formatted either."""
    (folder / "guards.yaml").write_bytes(content)
    with pytest.raises(LibraryError) as refused:
        unformatted(folder)
    assert refused.value.where == str(folder / where)
    assert str(refused.value.what).startswith(what)
    assert refused.value.fix


def test_a_folder_that_is_no_library_is_refused(tmp_path: Path) -> None:
    """Somebody's other YAML is not rewritten by mistake."""
    with pytest.raises(LibraryError, match="no playbooks here"):
        unformatted(tmp_path)
