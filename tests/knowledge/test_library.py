"""The library and its cache: a hit, a miss and any failure of the cache give the same knowledge."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from helpers.libraries import LIBRARY

from salesmode.errors import LibraryError
from salesmode.knowledge import build as building
from salesmode.knowledge import cache as caching
from salesmode.knowledge import layers as module
from salesmode.knowledge.build import build
from salesmode.knowledge.library import LANGS, Lang, Library, load_library
from salesmode.knowledge.parts import APART, HASH, PARTS, SETTINGS, SITUATIONS

HELD = (*(name for name in PARTS if not name.startswith((f"{SETTINGS}.", SITUATIONS))), SETTINGS, HASH)
PROCESSES = 20 if os.environ.get("SALESMODE_DEEP") == "1" else 6


def contents(library: Library) -> dict[str, Any]:
    """Return all that a library knows."""
    return {name: dict(library.part(name)) if name in APART else library.part(name) for name in HELD}


def cached(folder: Path) -> Path:
    """Return the one folder in which the cache of a library lies."""
    (first,) = {path.parent for path in (folder.parent / "cache").rglob("*.json")}
    return first


def strays(folder: Path) -> list[Path]:
    """Return what half-written caches left behind."""
    return [path for path in (folder.parent / "cache").rglob("*") if path.is_file() and path.suffix != ".json"]


# ----------------------------------------------------------------------------------------------------- hits and misses


def test_the_second_time_no_yaml_is_read(folder: Path, builds: list[Path]) -> None:
    """A miss, then hits; the same knowledge, words of plays included."""
    first = contents(load_library(folder))
    second = contents(load_library(folder))
    assert builds == [folder]
    assert first == second
    assert first["plays"]["b2b.value"].title == LIBRARY.plays["b2b.value"].title
    assert strays(folder) == []


def cache_files() -> list[str]:
    """Return the files that a cache of the small folder has, each of its trades by itself."""
    trades = ("industries.machinery", "industries.wholesale", *APART.values())
    names = (*(name for name in HELD if name not in APART), *trades)
    return sorted(f"{name}.{lang}.json" for name in names for lang in LANGS)


def test_the_cache_lies_below_the_folder_for_caches_a_file_a_part_and_language(folder: Path) -> None:
    """`XDG_CACHE_HOME/salesmode/<the folder>/<its state>/plays.en.json`."""
    load_library(folder)
    place = cached(folder)
    assert place.parents[2] == folder.parent / "cache"
    assert place.parents[1].name == "salesmode"
    assert sorted(path.name for path in place.iterdir()) == cache_files()


@pytest.mark.parametrize("lang", LANGS)
def test_cached_and_uncached_hold_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    """Read from JSON or straight from YAML, every thing and every word of the real library are the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    straight = contents(load_library(LIBRARY.folder, lang))
    monkeypatch.setattr(building, "build", None)
    hit = load_library(LIBRARY.folder, lang)
    assert contents(hit) == straight
    assert [repr(one) for one in hit.plays.values()] == [repr(one) for one in straight["plays"].values()]


def test_both_languages_are_read_at_once(folder: Path, builds: list[Path]) -> None:
    """Answers may name another language than the one a run began in; neither throws the other's words out."""
    spoken = [load_library(folder, lang).words["yes"] for lang in (*LANGS, *LANGS)]
    assert spoken == ["yes", "是", "yes", "是"]
    assert builds == [folder]
    assert load_library(folder).hash == load_library(folder, "zh").hash


def test_a_changed_file_is_a_miss_and_another_hash(folder: Path, builds: list[Path]) -> None:
    """A word changed is another library; the old cache goes."""
    before = load_library(folder)
    guards = folder / "guards.yaml"
    guards.write_text(guards.read_text(encoding="utf-8").replace("Cash first", "Cash before all"), encoding="utf-8")
    after = load_library(folder)
    assert len(builds) == 2
    assert before.hash != after.hash
    assert "Cash before all" in [guard.title for guard in after.guards.guards]
    assert len(list((folder.parent / "cache").rglob("hash.en.json"))) == 1


def test_a_new_file_and_a_file_gone_are_misses(folder: Path, builds: list[Path]) -> None:
    """The cache knows every file by name."""
    load_library(folder)
    extra = folder / "industries" / "zoo.yaml"
    shutil.copy(folder / "industries" / "machinery.yaml", extra)
    assert "zoo" in load_library(folder).industries
    extra.unlink()
    assert "zoo" not in load_library(folder).industries
    assert len(builds) == 3


def test_another_version_of_the_program_reads_the_yaml_anew(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a version wrote, no other takes for its own."""
    load_library(folder)
    monkeypatch.setattr(caching, "__version__", "99.0")
    load_library(folder)
    assert len(builds) == 2


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


def test_a_folder_by_another_name_is_the_same_library(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From where one stands or from the root, through a link or not: read once."""
    load_library(folder)
    (folder.parent / "link").symlink_to(folder)
    monkeypatch.chdir(folder.parent)
    load_library("playbooks")
    load_library(folder.parent / "link")
    assert len(builds) == 1


def test_two_libraries_do_not_share_a_cache(folder: Path, tmp_path: Path, builds: list[Path]) -> None:
    """Each folder has a place of its own, and neither throws the other's out."""
    other = tmp_path / "mine"
    shutil.copytree(folder, other)
    for path in (folder, other, folder, other):
        load_library(path)
    assert builds == [folder, other]


# ------------------------------------------------------------------------------------------------- a cache that is bad

GARBAGE = [b"", b"{", b"[1]", b"7", b"\xff\xfe", b'{"a": ' * 100_000]


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda garbage: repr(garbage[:12]))
@pytest.mark.parametrize("name", ["hash", "plays", "calc"])
def test_a_part_that_cannot_be_read_is_built_and_mended(
    folder: Path, builds: list[Path], name: str, garbage: bytes
) -> None:
    """Emptied, overwritten, of another shape: the same knowledge as from YAML, and the run after it hits."""
    expected = contents(load_library(folder))
    (cached(folder) / f"{name}.en.json").write_bytes(garbage)
    assert contents(load_library(folder)) == expected
    assert len(builds) == 2
    assert contents(load_library(folder)) == expected
    assert len(builds) == 2
    assert strays(folder) == []


@pytest.mark.parametrize("name", ["plays", "settings", "words", "guards", "sources"])
def test_any_part_cut_short_is_a_miss(folder: Path, builds: list[Path], name: str) -> None:
    """Whatever was written half is not taken for the whole."""
    expected = contents(load_library(folder))
    path = cached(folder) / f"{name}.en.json"
    path.write_bytes(path.read_bytes()[:-1])
    assert contents(load_library(folder)) == expected
    assert len(builds) == 2


def test_a_part_of_another_shape_is_a_miss(folder: Path, builds: list[Path]) -> None:
    """A key that no thing has, as another build of the program may have written it."""
    expected = contents(load_library(folder))
    path = cached(folder) / "settings.en.json"
    path.write_bytes(path.read_bytes().replace(b'"near_tie"', b'"nearest"'))
    assert contents(load_library(folder)) == expected
    assert len(builds) == 2


@pytest.mark.parametrize("name", ["plays", "words", "industries.machinery"])
def test_a_part_that_has_gone_is_read_again(folder: Path, builds: list[Path], name: str) -> None:
    """Somebody cleans the cache while the program runs."""
    expected = contents(load_library(folder))
    library = load_library(folder)
    (cached(folder) / f"{name}.en.json").unlink()
    assert contents(library) == expected
    assert len(builds) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_place_of_a_part_is_a_miss(folder: Path, builds: list[Path]) -> None:
    """Nobody waits for it; it is built anew."""
    load_library(folder)
    part = cached(folder) / "plays.en.json"
    part.unlink()
    os.mkfifo(part)
    assert load_library(folder).plays
    assert len(builds) == 2


def test_a_part_that_cannot_be_read_any_more_is_said_so(folder: Path) -> None:
    """The cache is cleaned and the playbooks broken while the program runs: the fault is named with file and line."""
    load_library(folder)
    library = load_library(folder)
    shutil.rmtree(cached(folder))
    (folder / "guards.yaml").write_text("guards: [", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"guards\.yaml:\d+: is not YAML"):
        _ = library.plays


# ---------------------------------------------------------------------------------------- where no cache can be written


def test_a_file_where_the_cache_should_be_is_done_without(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything works, from YAML each time, and the file stays."""
    blocked = folder.parent / "blocked"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert contents(load_library(folder)) == contents(load_library(folder))
    assert len(builds) == 2
    assert blocked.read_text(encoding="utf-8") == ""


def refusing(code: int, after: int) -> Any:
    """Return a function that writes so many files, then half of one, and fails as a disk does."""
    written: list[Path] = []
    whole = Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        written.append(self)
        if len(written) <= after:
            return whole(self, data)
        if code == errno.ENOSPC:
            whole(self, data[: len(data) // 2])
        raise OSError(code, os.strerror(code))

    return write


@pytest.mark.parametrize(
    ("code", "after"),
    [(errno.EROFS, 0), (errno.ENOSPC, 0), (errno.ENOSPC, 3), (errno.ENOSPC, len(HELD) - 1)],
    ids=["read-only", "full at once", "full half way", "full at the last part"],
)
def test_a_disk_that_refuses_is_done_without(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch, code: int, after: int
) -> None:
    """Full or read-only, at once or half way: the knowledge is whole, no half a cache is taken for one or left."""
    expected = contents(Library(folder, "en", build(folder)["en"]))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refusing(code, after))
        assert contents(load_library(folder)) == expected
        assert strays(folder) == []
    for _ in range(2):
        assert contents(load_library(folder)) == expected
    assert len(builds) == 2, "the first run with room for it writes the cache"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_done_without(folder: Path, builds: list[Path]) -> None:
    """A home that is read-only."""
    cache = folder.parent / "cache"
    cache.mkdir(mode=0o500)
    assert contents(load_library(folder)) == contents(load_library(folder))
    assert len(builds) == 2
    assert list(cache.iterdir()) == []


def test_a_text_that_no_file_can_hold_is_done_without_a_cache(folder: Path, builds: list[Path]) -> None:
    """Half a character, as an escape in YAML can make it."""
    library = Library(folder, "en", build(folder)["en"])
    caching.Cache(folder, "en").write({"en": {"words": {"a": "\ud83d"}}})
    assert strays(folder) == []
    assert contents(load_library(folder)) == contents(library)


def test_an_interrupted_run_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the cache is written."""

    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            load_library(folder)
    assert strays(folder) == []
    assert load_library(folder).plays


def test_without_a_home_there_is_no_cache(folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither XDG_CACHE_HOME nor a home: everything works, from YAML each time."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    load_library(folder)
    load_library(folder)
    assert len(builds) == 2


@pytest.mark.parametrize("wanted", [{}, {"XDG_CACHE_HOME": "here"}], ids=["none named", "a relative one named"])
def test_a_home_that_is_no_place_writes_nothing_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, wanted: Mapping[str, str]
) -> None:
    """No cache turns up in the working folder."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", "nowhere")
    monkeypatch.chdir(folder.parent)
    load_library(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["playbooks"]


# ----------------------------------------------------------------------------------------------- many processes at once


def test_processes_that_start_together_all_print_the_same(folder: Path) -> None:
    """The first start of many at once, each building the cache and reading what others wrote: the same bytes."""
    answers = folder.parent / "answers.yaml"
    answers.write_text("buyer: organization\ndecision_cycle: 90\nindustry: wholesale\n", encoding="utf-8")
    command = [sys.executable, "-m", "salesmode", "plan", "-a", str(answers), "-f", "md", "--library", str(folder)]

    def start() -> subprocess.Popen[bytes]:
        root = Path(module.__file__).parents[2]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root)

    together = [start() for _ in range(PROCESSES)]
    said = {(*one.communicate(timeout=120), one.returncode) for one in together}
    said.add((*start().communicate(timeout=120), 0))  # and one that finds the cache there
    ((page, errors, code),) = said
    assert (errors, code) == (b"", 0)
    assert page.startswith(b"# ")
    assert strays(folder) == []
    assert sorted(path.name for path in cached(folder).iterdir()) == cache_files()


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
    monkeypatch.setattr(module, "__file__", str(tmp_path / "salesmode" / "knowledge" / "layers.py"))
    with pytest.raises(LibraryError) as error:
        load_library()
    assert str(tmp_path / expected) in error.value.where


def test_a_pyproject_alone_is_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both must be there."""
    (tmp_path / "salesmode" / "playbooks").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "salesmode" / "knowledge" / "layers.py"))
    with pytest.raises(LibraryError) as error:
        load_library()
    assert str(tmp_path / "salesmode" / "playbooks") in error.value.where


def test_this_checkout_is_read_from_beside_the_package() -> None:
    """The tests try the playbooks one edits."""
    assert Path(__file__).resolve().parents[2] / "playbooks" == LIBRARY.folder


def test_a_quantity_read_from_no_number_is_told(folder: Path) -> None:
    """A slip in the name of an answer names the file, as a slip in the name of a quantity does."""
    file = folder / "quantities.yaml"
    text = file.read_text(encoding="utf-8")
    assert "{answer: annual_churn}" in text
    for wrong in ("annual_chrun", "name"):
        file.write_text(text.replace("{answer: annual_churn}", f"{{answer: {wrong}}}"), encoding="utf-8")
        with pytest.raises(LibraryError, match=f"quantities.yaml: '{wrong}' is no answer that is a number"):
            _ = load_library(folder).model
