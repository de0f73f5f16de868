"""New files for an author: in the house style, refused where something stands, sound once they are written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.formatting import formatted
from helpers.libraries import LIBRARY
from helpers.small_plays import small_folder

from salesmode.check import check
from salesmode.errors import InputError, LibraryError
from salesmode.knowledge.files import Finding
from salesmode.knowledge.skeletons import FOLDERS, PLACEHOLDER, TEMPLATES, new_file

NAMES = {
    "benchmark": "new_rate",
    "calendar": "new_days",
    "finding": "new_findings",
    "move": "b2b.crm.recall",
    "play": "b2b.newcomers",
    "situation": "newcomers",
    "trade": "kite_shop",
    "worksheet": "new_sheet",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the playbooks to write into."""
    return shutil.copytree(LIBRARY.folder, tmp_path / "playbooks")


def written(path: Path) -> Path:
    """Write every text of a new file, as an author would."""
    text = path.read_text(encoding="utf-8")
    for placeholder, words in (
        (f'en: "{PLACEHOLDER}"', 'en: "Words."'), (f'zh: "{PLACEHOLDER}"', 'zh: "文字。"'),
        (f'en: ["{PLACEHOLDER}"]', 'en: ["kite"]'), (f'zh: ["{PLACEHOLDER}"]', 'zh: ["风筝"]'),
        (f"says: {PLACEHOLDER}", "says: Somebody buys"), (f"source: {PLACEHOLDER}", "source: bench.littledata_2023"),
    ):  # fmt: skip
        text = text.replace(placeholder, words)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_has_its_template() -> None:
    """Each in the house style, and with comments in both languages."""
    templates = {path.name.removesuffix(".yaml.txt"): path for path in (LIBRARY.folder / TEMPLATES).iterdir()}
    assert templates.keys() == FOLDERS.keys() == NAMES.keys()
    for path in templates.values():
        text = path.read_text(encoding="utf-8")
        assert formatted(text) == text
        assert text.startswith("# ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_a_new_file_lies_where_its_kind_lies(library: Path) -> None:
    """The id of a play and of a move is its path; a trade goes by another name too."""
    assert new_file("play", "fusion.own", library) == library / "plays/fusion/own/play.yaml"
    assert new_file("move", "fusion.own.first", library) == library / "plays/fusion/own/first.yaml"
    assert new_file("finding", "own", library) == library / "findings/own.yaml"
    assert new_file("industry", "kite_shop", library) == library / "industries/kite_shop.yaml"
    assert new_file("worksheet", "own", library) == library / "worksheets/own.yaml"


def test_the_check_names_what_is_still_to_be_written_and_nothing_else(tmp_path: Path) -> None:
    """A new file of each kind has no other fault, and none at all once its texts are written.

    A new move and a new finding still want their situations, which no template can give them.
    """
    folder = small_folder(tmp_path / "playbooks")
    paths = [new_file(kind, name, folder) for kind, name in NAMES.items()]
    assert {folder / finding.file for finding in faults(folder) if finding.rule == "unwritten"} == set(paths)
    assert {finding.rule for finding in faults(folder)} == {"unwritten", "unknown-source"}  # whose benchmark it is
    for path in paths:
        written(path)
    assert faults(folder) == []


def faults(folder: Path) -> list[Finding]:
    """Return what is wrong with a library, but that no situation proves it and no move uses its paper."""
    return [one for one in check(folder, quick=True) if one.rule not in ("no-situation", "unused-paper")]


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("plays", "b2b.own", "no kind 'plays'"),
        ("play", "own", "'own' is no id of a play"),
        ("play", "b2b.../own", "'b2b.../own' is no id of a play"),
        ("move", "b2b.own", "'b2b.own' is no id of a move"),
        ("finding", "b2b.own", "'b2b.own' is no name of a file"),
        ("trade", "../own", "'../own' is no name of a file"),
        ("trade", "Own", "'Own' is no name of a file"),
    ],
)
def test_a_kind_or_name_that_is_none_is_refused(library: Path, kind: str, name: str, what: str) -> None:
    """Nothing is ever written outside the folder of its kind."""
    with pytest.raises(InputError) as refused:
        new_file(kind, name, library)
    assert refused.value.what == what
    assert refused.value.fix


def test_nothing_is_overwritten(library: Path) -> None:
    """Neither a file nor a link, wherever it leads."""
    before = (library / "plays/b2b/value/play.yaml").read_bytes()
    (library / "worksheets/own.yaml").symlink_to(library / "nowhere.yaml")
    for kind, name in (("play", "b2b.value"), ("worksheet", "own")):
        with pytest.raises(InputError, match="there already"):
            new_file(kind, name, library)
    assert (library / "plays/b2b/value/play.yaml").read_bytes() == before
    assert not (library / "nowhere.yaml").exists()


def test_a_new_file_goes_into_a_library_only(tmp_path: Path) -> None:
    """A folder without plays is none."""
    with pytest.raises(LibraryError, match="no playbooks here"):
        new_file("trade", "kite_shop", tmp_path)
