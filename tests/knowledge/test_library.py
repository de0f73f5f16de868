"""The library and its cache: a hit, a miss and any failure of the cache give the same knowledge."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from helpers.libraries import LIBRARY

from salesmode.errors import LibraryError
from salesmode.knowledge import library as module
from salesmode.knowledge.cache import build
from salesmode.knowledge.files import NEEDED
from salesmode.knowledge.library import LANGS, Library, load_library

SHELF = "b2b.value.en"


FEW = (
    "plays/b2b/value.yaml", "industries/home.yaml", "industries/wholesale.yaml", *(f"{name}.yaml" for name in NEEDED),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a few files of the playbooks, quick to read, with a cache of its own beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copy = tmp_path / "playbooks"
    for name in FEW:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY.folder / name, copy / name)
    return copy


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is read as YAML from now on."""
    read: list[Path] = []

    def counted(folder: Path) -> dict[str, dict[str, Any]]:
        read.append(folder)
        return build(folder)

    monkeypatch.setattr(module, "_build", counted)
    return read


def contents(library: Library) -> Any:
    """Return all that a library knows, as plain data."""
    texts = {lang: library.texts(lang) for lang in LANGS}
    return (
        library.hash,
        json.loads(json.dumps(library.index)),
        {lang: dict(held.common) for lang, held in texts.items()},
        {(lang, play): dict(held.of(play)) for lang, held in texts.items() for play in library.plays},
    )


def cached(folder: Path) -> Path:
    """Return the one folder in which the cache of a library lies."""
    (index,) = (folder.parent / "cache").rglob("index.json")
    return index.parent


def strays(folder: Path) -> list[Path]:
    """Return what half-written caches left behind."""
    return [path for path in (folder.parent / "cache").rglob(".new-*") if path.is_dir()]


def test_the_second_time_no_yaml_is_read(folder: Path, builds: list[Path]) -> None:
    """A miss, then hits; the same knowledge, words of plays included."""
    first = contents(load_library(folder))
    second = contents(load_library(folder))
    assert builds == [folder]
    assert first == second
    assert strays(folder) == []


def test_cached_and_uncached_hold_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from JSON or straight from YAML, the plays, the guards and every word of the real library are the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "playbooks"
    shutil.copytree(LIBRARY.folder, folder)
    load_library(folder)
    hit = load_library(folder)
    monkeypatch.setattr(module, "_cache_folder", lambda folder: None)
    straight = load_library(folder)
    assert contents(hit) == contents(straight)
    assert hit.guards == straight.guards
    for id, play in straight.plays.items():
        other = hit.plays[id]
        assert (play.demand, play.uses, play.when, play.wrong_when, play.stops) == (
            other.demand, other.uses, other.when, other.wrong_when, other.stops,
        )  # fmt: skip
        assert play.levels == other.levels


def test_a_changed_file_is_a_miss_and_another_hash(folder: Path, builds: list[Path]) -> None:
    """A word changed is another library; the old cache goes."""
    before = load_library(folder)
    guards = folder / "guards.yaml"
    guards.write_text(guards.read_text(encoding="utf-8").replace("Cash first", "Cash before all"), encoding="utf-8")
    after = load_library(folder)
    assert len(builds) == 2
    assert before.hash != after.hash
    assert after.texts("en").common["guards.guards.cash.title"] == "Cash before all"
    assert len(list((folder.parent / "cache").rglob("index.json"))) == 1


def test_a_new_file_and_a_file_gone_are_misses(folder: Path, builds: list[Path]) -> None:
    """The cache knows every file by name."""
    load_library(folder)
    extra = folder / "industries" / "zoo.yaml"
    shutil.copy(next((folder / "industries").glob("*.yaml")), extra)
    assert "zoo" in load_library(folder).industries
    extra.unlink()
    assert "zoo" not in load_library(folder).industries
    assert len(builds) == 3


def test_the_hash_is_of_the_content(folder: Path, builds: list[Path], tmp_path: Path) -> None:
    """Touched, copied elsewhere: read again, and the same hash; files that are no YAML do not count."""
    before = load_library(folder).hash
    os.utime(folder / "guards.yaml", ns=(time.time_ns(), time.time_ns() + 10**9))
    assert load_library(folder).hash == before
    elsewhere = tmp_path / "other" / "books"
    shutil.copytree(folder, elsewhere)
    assert load_library(elsewhere).hash == before
    assert len(builds) == 3
    (folder / "README.txt").write_text("hello", encoding="utf-8")
    assert load_library(folder).hash == before
    assert len(builds) == 3


def test_a_renamed_file_is_another_library(folder: Path) -> None:
    """The id of a play is its path, so the path is content."""
    before = load_library(folder).hash
    (folder / "industries" / "wholesale.yaml").rename(folder / "industries" / "trade.yaml")
    assert load_library(folder).hash != before


@pytest.mark.parametrize("garbage", ["", "{", "null", "[1]", '"text"', "\x00\x01"], ids=repr)
@pytest.mark.parametrize("file", ["index.json", f"{SHELF}.json", "common.zh.json"])
def test_a_cache_that_cannot_be_read_is_a_miss(folder: Path, file: str, garbage: str) -> None:
    """Cut short, emptied or overwritten: the same knowledge as from YAML."""
    expected = contents(load_library(folder))
    (cached(folder) / file).write_text(garbage, encoding="utf-8")
    assert contents(load_library(folder)) == expected


@pytest.mark.parametrize("file", [f"{SHELF}.json", "common.en.json"])
def test_a_shelf_that_has_gone_is_read_again(folder: Path, file: str) -> None:
    """Somebody cleans the cache while the program runs."""
    expected = contents(load_library(folder))
    library = load_library(folder)
    (cached(folder) / file).unlink()
    assert contents(library) == expected


def test_an_index_of_another_shape_is_a_miss(folder: Path) -> None:
    """Any failure of the cache is a miss."""
    expected = contents(load_library(folder))
    (cached(folder) / "index.json").write_text("{}", encoding="utf-8")
    assert contents(load_library(folder)) == expected


def test_a_damaged_cache_is_mended(folder: Path, builds: list[Path]) -> None:
    """The miss writes it anew, and the run after it hits; nothing is left lying about."""
    load_library(folder)
    (cached(folder) / "index.json").write_text("{", encoding="utf-8")
    load_library(folder)
    load_library(folder)
    assert len(builds) == 2
    assert strays(folder) == []


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be: everything works, from YAML each time."""
    blocked = folder.parent / "blocked"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert contents(load_library(folder)) == contents(load_library(folder))
    assert len(builds) == 2
    assert blocked.read_text(encoding="utf-8") == ""


def test_a_full_disk_is_done_without(folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing fails half way: the knowledge is whole, and no half a cache is taken for one."""

    def full(self: Path, *args: object, **kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        load_library(folder)
    load_library(folder)
    assert len(builds) == 2


def test_without_a_home_there_is_no_cache(folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither XDG_CACHE_HOME nor a home: everything works, from YAML each time."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    load_library(folder)
    load_library(folder)
    assert len(builds) == 2


def test_a_home_that_is_no_place_writes_nothing_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cache turns up in the working folder."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "nowhere")
    monkeypatch.chdir(folder.parent)
    load_library(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["playbooks"]


def test_two_libraries_do_not_share_a_cache(folder: Path, tmp_path: Path, builds: list[Path]) -> None:
    """Each folder has a place of its own, and neither throws the other's out."""
    other = tmp_path / "mine"
    shutil.copytree(folder, other)
    for path in (folder, other, folder, other):
        load_library(path)
    assert builds == [folder, other]


# -------------------------------------------------------------------------------------------------------- where it lies


@pytest.mark.parametrize(("checkout", "expected"), [(True, "playbooks"), (False, "salesmode/playbooks")])
def test_a_checkout_has_its_playbooks_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkout: bool, expected: str
) -> None:
    """Beside the package only with a pyproject.toml there too; a site-packages full of strangers is no checkout."""
    (tmp_path / "salesmode" / "playbooks").mkdir(parents=True)
    (tmp_path / "playbooks").mkdir()
    if checkout:
        (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "salesmode" / "knowledge" / "library.py"))
    with pytest.raises(LibraryError) as error:
        load_library()
    assert str(tmp_path / expected) in error.value.where


def test_a_pyproject_alone_is_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both must be there."""
    (tmp_path / "salesmode" / "playbooks").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "salesmode" / "knowledge" / "library.py"))
    with pytest.raises(LibraryError) as error:
        load_library()
    assert str(tmp_path / "salesmode" / "playbooks") in error.value.where


def test_this_checkout_is_read_from_beside_the_package() -> None:
    """The tests try the playbooks one edits."""
    assert Path(__file__).resolve().parents[2] / "playbooks" == LIBRARY.folder


# ------------------------------------------------------------------------------------------------------ what is refused


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """With what to type instead."""
    with pytest.raises(LibraryError, match="no such folder") as error:
        load_library(tmp_path / "nowhere")
    assert "--library" in str(error.value)


def test_a_folder_without_plays_is_no_library(tmp_path: Path) -> None:
    """And says what one has."""
    with pytest.raises(LibraryError, match="plays"):
        load_library(tmp_path)


FAULTS = [
    ("guards.yaml", "guards: [", "is not YAML"),
    ("guards.yaml", "guards:\n  - id: cash\n    id: again\n", "twice"),
    ("guards.yaml", "guards:\n  - id: cash\n", "Field required"),
    ("plays/b2b/value.yaml", "title: {en: a}\n", "zh"),
]


@pytest.mark.parametrize(("name", "text", "what"), FAULTS, ids=[f"{x[2]}" for x in FAULTS])
def test_a_faulty_file_is_named_with_its_line(folder: Path, name: str, text: str, what: str) -> None:
    """File, line, what is wrong."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        load_library(folder)
    assert f"{name}:" in str(error.value)
    assert what in str(error.value)


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_no_plan_can_do_without_is_missed(folder: Path, name: str) -> None:
    """The file is named: it is no fault of the program."""
    (folder / f"{name}.yaml").unlink()
    with pytest.raises(LibraryError, match="the library needs this file") as error:
        load_library(folder)
    assert error.value.where == str(folder / f"{name}.yaml")


def test_a_play_may_have_no_level_yet_and_nothing_against_it(folder: Path) -> None:
    """What the schema lets out, the engine does without."""
    play = folder / "plays/b2b/value.yaml"
    text = play.read_text(encoding="utf-8")
    bare = re.sub(r"^(levels|wrong_when|rhythm|stops):.*?(?=^\S|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    play.write_text(f"{bare}\nlevels: null\n", encoding="utf-8")
    held = load_library(folder).plays["b2b.value"]
    assert (held.wrong_when, dict(held.levels)) == ((), {})


def test_a_fault_leaves_no_cache_behind(folder: Path, builds: list[Path]) -> None:
    """Mended, the library is read; what was faulty was not kept."""
    good = (folder / "guards.yaml").read_text(encoding="utf-8")
    (folder / "guards.yaml").write_text("guards: [", encoding="utf-8")
    with pytest.raises(LibraryError):
        load_library(folder)
    assert not (folder.parent / "cache").exists()
    (folder / "guards.yaml").write_text(good, encoding="utf-8")
    load_library(folder)
    assert len(builds) == 2
