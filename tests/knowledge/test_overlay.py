"""A pack of somebody's own over our playbooks: what it says holds, what it leaves out stays ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

from salesmode.check import check
from salesmode.errors import InputError, LibraryError
from salesmode.knowledge import layers
from salesmode.knowledge.files import Finding
from salesmode.knowledge.library import Library, load_library
from salesmode.knowledge.overlay import laid_over
from salesmode.knowledge.skeletons import new_file, new_pack

FILES = {
    "pack.yaml": 'name: harbour\nversion: "1.2"\nlanguages: [en]\n',
    "nouns.yaml": "customer: {en: boat owner}\n",
    "sources.yaml": """\
harbour.count:
  title: {en: "Our own count"}
  kind: survey
  says: {en: "Two sails in a hundred visits."}
  address: "https://example.org"
  year: 2026
  population: {en: "twelve lofts"}
  read: 2026-12-01
""",
    "industries/sail_loft.yaml": 'title: {en: "Sail loft"}\nknow: {en: [sail loft]}\nsources: [judgement]\n',
}


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a pack."""
    for name, text in files.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a noun, a source and a trade."""
    return written(tmp_path_factory.mktemp("harbour"), FILES)


@pytest.fixture(scope="module")
def library(pack: Path) -> Library:
    """Our playbooks with the pack over them."""
    return load_library(pack)


def test_a_map_is_joined_and_a_list_replaced() -> None:
    """What stands above holds, key by key; what only stands below stays."""
    below = {"a": {"x": 1, "y": 2}, "b": [1, 2], "c": 3}
    assert laid_over(below, {"a": {"y": 5}, "b": [9]}) == {"a": {"x": 1, "y": 5}, "b": [9], "c": 3}


def test_what_a_pack_says_holds_and_the_rest_stays_ours(library: Library) -> None:
    """One noun is another, one source and one trade are added; every play, move and other noun is as before."""
    assert library.nouns["customer"] == "boat owner"
    assert {**library.nouns, "customer": LIBRARY.nouns["customer"]} == dict(LIBRARY.nouns)
    assert library.sources.keys() - LIBRARY.sources.keys() == {"harbour.count"}
    assert set(library.industries) - set(LIBRARY.industries) == {"sail_loft"}
    assert library.moves == LIBRARY.moves
    assert library.examples() == LIBRARY.examples()


def test_a_pack_of_one_language_has_its_words_in_both(library: Library) -> None:
    """What it adds is told in English in a Chinese plan; where it changes a word of ours, the Chinese one stays."""
    chinese = library.in_language("zh")
    assert chinese.industries["sail_loft"].title == "Sail loft"
    assert chinese.nouns["customer"] == LIBRARY.in_language("zh").nouns["customer"]


def test_the_stamp_names_the_pack_and_its_version(pack: Path) -> None:
    """On the page before the hash, and as two keys in JSON; without a pack there is no such key."""
    asked = ("--buyer", "individual", "--aov", "60", "--lang", "en")
    plan = called("plan", "--library", str(pack), *asked, "-f", "json")
    stamp = json.loads(plan.out)["stamp"]
    assert stamp["pack"] == {"name": "harbour", "version": "1.2"}
    assert f"library harbour 1.2 ({stamp['library']})" in called("plan", "--library", str(pack), *asked, "-f", "md").out
    ours = json.loads(called("plan", *asked, "-f", "json").out)["stamp"]
    assert "pack" not in ours
    assert ours["library"] != stamp["library"]


def test_a_sound_pack_has_no_fault(pack: Path) -> None:
    """Nobody asks it for Chinese, for the nouns of a trade beyond our own, or for proof of our moves."""
    assert {finding.rule for finding in check(pack, quick=True)} <= {"missing-noun"}


EMPTIED = min((LIBRARY.folder / "findings").glob("*.yaml")).name


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is wrong with a pack that has faults of its own, and takes findings of ours away; told in one check."""
    files = {
        "pack.yaml": 'name: harbour\nversion: "1"\nlanguages: [en]\n',
        "industries/sail_loft.yaml": "title:\n  en: TODO\nknow: {en: [sail loft]}\nsources: [nobody]\n",
        "industry/other.yaml": "title: {en: x}\n",
        f"findings/{EMPTIED}": "[]\n",
    }
    return check(written(tmp_path_factory.mktemp("spoilt"), files), quick=True)


def test_faults_of_a_pack_are_named_in_its_own_files(faults: list[Finding]) -> None:
    """By file and line of the pack: a source nobody has, a folder that is none, a text nobody wrote."""
    found = {(one.rule, one.file, one.line) for one in faults}
    assert ("unwritten", "industries/sail_loft.yaml", 2) in found
    assert ("unknown-source", "industries/sail_loft.yaml", 4) in found
    assert ("no-part", "industry/other.yaml", 1) in found


def test_what_a_pack_spoils_in_ours_is_named_where_it_lies(faults: list[Finding]) -> None:
    """A move of ours that answers findings which the pack takes away is named by its full path."""
    found = [one for one in faults if one.rule == "unknown-finding"]
    assert found
    assert all(one.file.startswith(str(LIBRARY.folder / "plays")) for one in found)


def test_a_pack_that_is_misshapen_is_refused_at_its_line(tmp_path: Path) -> None:
    """The error names the file of the pack, and what to type to see everything."""
    folder = written(tmp_path, {"pack.yaml": 'name: harbour\nversion: "1"\n', "nouns.yaml": "customer: 5\n"})
    with pytest.raises(LibraryError) as error:
        load_library(folder)
    assert error.value.where == f"{folder / 'nouns.yaml'}:1"
    assert str(folder) in str(error.value.fix)


def test_a_changed_file_of_a_pack_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache of a pack rests on its files too."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = written(tmp_path / "pack", {"pack.yaml": FILES["pack.yaml"]})
    before = load_library(folder)
    assert before.nouns == LIBRARY.nouns
    written(folder, {"nouns.yaml": FILES["nouns.yaml"]})
    after = load_library(folder)
    assert after.nouns["customer"] == "boat owner"
    assert after.hash != before.hash


def test_a_new_pack_holds_new_files_in_its_language(tmp_path: Path) -> None:
    """Its name stands in it already, and what is begun in it asks for no word of the other language."""
    path = new_pack("harbour", tmp_path / "harbour", "en")
    assert path == tmp_path / "harbour" / "pack.yaml"
    assert "name: harbour\n" in path.read_text(encoding="utf-8")
    text = new_file("move", "b2b.crm.winter_check", path.parent).read_text(encoding="utf-8")
    assert "en: " in text
    assert "zh: " not in text
    with pytest.raises(InputError, match="there already"):
        new_pack("harbour", tmp_path / "harbour", None)


def test_nobody_begins_a_file_among_installed_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next version would take it away: the error says how to begin a pack."""
    (tmp_path / "salesmode" / "playbooks" / "plays").mkdir(parents=True)
    monkeypatch.setattr(layers, "__file__", str(tmp_path / "salesmode" / "knowledge" / "layers.py"))
    with pytest.raises(InputError) as error:
        new_file("trade", "sail_loft", tmp_path / "salesmode" / "playbooks")
    assert "salesmode playbooks new pack harbour" in str(error.value.fix)
